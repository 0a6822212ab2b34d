"""A camera, now: camera thread -> latest slot -> pose thread -> recognition thread -> the person.

::

    camera thread ──> LatestSlot ──> pose thread ──> HandOver ──> recognition thread ──> on_result
          │            (newest         │             (in order,    steadies, names
          │             only)          │              each one)    phase and style
          │                            ├─ <──> the engine's process, where it has one
          │                            └─ while the network is being loaded: preview thread
          ├──> recording (every picture)
          ├──> ring thread: the last minute ──> replay thread ──> on_result, where the past is to be shown
          └──> the last picture (snapshot)

The camera thread waits for nobody: a slow engine sees fewer pictures, never older ones, and the recording gets them
all. The pose thread begins with the next picture while the last one's people are steadied and named; it waits only
for a recognition thread that is slower than itself. Every result carries the picture its skeleton was found in. An
engine in a process of its own (`dancecoach.pose.apart`) has the next picture before it is done with the last; if that
process ends unexpectedly, the pictures go on and another one is started, once.

While pictures of the past are shown, those of now are found, named and kept as ever, and not handed on.
"""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from dancecoach.errors import CameraError
from dancecoach.i18n import _
from dancecoach.pipeline.latest import LatestSlot
from dancecoach.pipeline.live.camera import CameraLoop
from dancecoach.pipeline.live.handover import HandOver
from dancecoach.pipeline.live.meter import SlidingMeter
from dancecoach.pipeline.live.pose import PoseLoop
from dancecoach.pipeline.live.recognition import LiveRecogniser
from dancecoach.pipeline.live.recording import Recordings
from dancecoach.pipeline.live.records import (
    CameraFacts,
    CapturedFrame,
    FoundPeople,
    Kept,
    KeptFacts,
    Late,
    LiveResult,
    LiveState,
    LiveStats,
    LiveStatus,
    RecordingFacts,
)
from dancecoach.pipeline.live.replay import Replay
from dancecoach.pipeline.live.results import ResultLoop
from dancecoach.pipeline.live.ring import LiveRing
from dancecoach.pipeline.live.smoothing import PeopleSmoother
from dancecoach.pipeline.live.status import StatusBoard
from dancecoach.pose.estimator import PoseEstimator
from dancecoach.video.camera import Camera

__all__ = [
    "CameraFacts",
    "KeptFacts",
    "Late",
    "LiveResult",
    "LiveSession",
    "LiveState",
    "LiveStats",
    "LiveStatus",
    "RecordingFacts",
]

_log = logging.getLogger(__name__)

#: How long `LiveSession.stop` waits for its threads, seconds.
STOP_WITHIN_S = 0.7

_ON_THE_WAY = 2
"""Pictures between engine and listener at most: one being named while the next one's people are found."""


class LiveSession:
    """Runs a camera and a pose engine until it is stopped. One session is started once and stopped once.

    Both listeners are called from the session's threads, one call at a time each, and must return soon: a slow
    ``on_result`` costs results, a slow ``on_status`` delays the next one. They may call anything but `stop`.

    Args:
        open_camera: makes a camera that is not open yet; called again after it was lost.
        make_estimator: makes a pose engine; called in the pose thread.
        on_result: takes each picture with its people.
        on_status: hears of each change of state.
        smooth: whether `LiveResult.poses` are steadied for the eye.
        recogniser: names phase and style; None takes the shipped networks.

    Attributes:
        replay: shows the past: late, or standing still.
    """

    def __init__(
        self,
        open_camera: Callable[[], Camera],
        make_estimator: Callable[[], PoseEstimator],
        *,
        on_result: Callable[[LiveResult], None],
        on_status: Callable[[LiveStatus], None],
        smooth: bool = True,
        recogniser: LiveRecogniser | None = None,
    ) -> None:
        self._on_result = on_result
        self._on_found: Callable[[LiveResult], object] | None = None
        self._on_picture: Callable[[CapturedFrame], object] | None = None
        self._stop = threading.Event()
        self._slot: LatestSlot[CapturedFrame] = LatestSlot()
        self._found: HandOver[FoundPeople] = HandOver(_ON_THE_WAY)
        self._offered = SlidingMeter()
        self._results = SlidingMeter()
        self._last: CapturedFrame | None = None
        self._recordings = Recordings()
        self._board = StatusBoard(on_status)
        self._ring = LiveRing(self._board.notice)
        self.replay = Replay(self._ring, self._tell)
        self._camera = CameraLoop(
            open_camera, deliver=self._deliver, report=self._board.camera_reports, stop=self._stop
        )
        self._recognition = ResultLoop(
            self._found,
            smoother=PeopleSmoother() if smooth else None,
            recogniser=recogniser or LiveRecogniser(),
            emit=self._emit,
            notice=self._board.notice,
        )
        self._pose = PoseLoop(
            self._slot,
            make_estimator,
            found=self._found,
            prepare=self._recognition.prepare,
            report=self._board.pose_reports,
            stop=self._stop,
        )
        # Daemons only as a safety net: a driver that never returns must not keep the program from ending.
        self._threads = [
            threading.Thread(target=self._camera.run, name="dancecoach-camera", daemon=True),
            threading.Thread(target=self._pose.run, name="dancecoach-pose", daemon=True),
            threading.Thread(target=self._recognition.run, name="dancecoach-recognition", daemon=True),
            threading.Thread(target=self._ring.run, name="dancecoach-ring", daemon=True),
            threading.Thread(target=self.replay.run, name="dancecoach-replay", daemon=True),
        ]

    def start(self) -> None:
        """Open the camera and load the network, both behind the caller's back."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End everything, a recording included; returns within a second. Calling it twice does no harm.

        A driver or a network that is just being opened cannot be interrupted: its thread ends by itself as soon as
        that call returns, and nobody hears of it any more.
        """
        deadline = time.perf_counter() + STOP_WITHIN_S
        self._stop.set()
        self._slot.close()
        self._found.close()
        self._ring.close()
        self.replay.close()
        # A driver may not let go before its own time-out: that too must not hold up whoever stops.
        letting_go = threading.Thread(target=self._camera.interrupt, name="dancecoach-release", daemon=True)
        letting_go.start()
        for thread in (letting_go, *self._threads):
            if thread.ident is not None:
                thread.join(max(0.0, deadline - time.perf_counter()))
                if thread.is_alive():
                    _log.warning("%s is still busy and will end later", thread.name)
        self._board.close()
        self._recordings.close()

    @property
    def status(self) -> LiveStatus:
        """How it stands."""
        return self._board.status

    def stats(self) -> LiveStats:
        """How fast it is."""
        return LiveStats(
            fps_in=self._offered.rate(),
            fps_out=self._results.rate(),
            latency_p50_s=self._results.percentile(50),
            latency_p95_s=self._results.percentile(95),
            offered=self._offered.count,
            processed=self._results.count,
            dropped=self._slot.replaced + self._pose.passed_over,
            recording=self._recordings.facts,
            kept=self._ring.facts,
        )

    def use_estimator(self, make_estimator: Callable[[], PoseEstimator]) -> None:
        """Replace the pose engine while the pictures go on; also the way to try again after it failed."""
        self._pose.use(make_estimator)

    def follow_at(self, x: float, y: float) -> None:
        """Follow the person nearest to a point, in shares of the picture's width and height."""
        self._pose.follow_at(x, y)

    def record_to(self, path: Path) -> None:
        """Record every picture of the camera from now on, as it comes (not mirrored, without the skeleton).

        Raises:
            CameraError: no picture has come yet, so its size is not known.
            OutputError: ``path`` cannot be written.
        """
        facts = self.status.camera
        # A camera in the dark delivers fewer pictures than it promises: what was measured comes first.
        fps = self._offered.rate() or (facts.fps if facts is not None else 0.0)
        self._recordings.begin(path, self._latest().frame.size, fps)
        if self._stop.is_set():  # stopped from another thread meanwhile
            self._recordings.close()

    def stop_recording(self, cut_s: float = 0.0) -> Path:
        """Finish the recording; waits until all of it is written.

        Args:
            cut_s: so many of its last seconds are left out.

        Returns:
            Where it lies.

        Raises:
            CameraError: nothing is being recorded.
            DancecoachError: the recording broke off; what was written until then is in the file.
        """
        return self._recordings.end(cut_s)

    @property
    def has_past(self) -> bool:
        """Whether any picture is kept."""
        return self._ring.pictures.newest is not None

    def last_pictures(self, seconds: float, until_s: float | None = None) -> tuple[Kept, ...]:
        """What the camera gave lately, as far as it is kept; returns at once.

        Args:
            seconds: how much of it.
            until_s: presentation time of the last of them; None for the newest.
        """
        return self._ring.last(seconds, until_s)

    def pictures_between(self, from_s: float, until_s: float) -> tuple[Kept, ...]:
        """What is kept of the camera from one presentation time to another, both inclusive; returns at once."""
        return self._ring.pictures.between(from_s, until_s)

    def listen(self, on_found: Callable[[LiveResult], object] | None) -> None:
        """Have somebody hear of each picture of now with what was found in it, also while the past is shown.

        Args:
            on_found: called in the recognition thread once the picture's findings are kept; must return at once.
        """
        self._on_found = on_found

    def watch(self, on_picture: Callable[[CapturedFrame], object] | None) -> None:
        """Have somebody hear of each picture of the camera, whether it is looked at or not.

        Args:
            on_picture: called in the camera thread; must return at once.
        """
        self._on_picture = on_picture

    def snapshot(self, path: Path, *, mirrored: bool = False) -> Path:
        """Save the newest picture of the camera.

        Args:
            path: file to write, ``.png`` or ``.jpg``.
            mirrored: as in a mirror.

        Returns:
            Where it lies.

        Raises:
            CameraError: no picture has come yet.
            OutputError: ``path`` cannot be written.
        """
        from dancecoach.video.snapshot import save_snapshot

        return save_snapshot(self._latest().frame, path, mirrored=mirrored)

    def _latest(self) -> CapturedFrame:
        if self._last is None:
            raise CameraError(_("no picture has come from the camera yet"), remedy=_("wait until the picture is there"))
        return self._last

    def _deliver(self, captured: CapturedFrame) -> None:
        """A picture from the camera thread: nothing here may wait."""
        self._last = captured
        self._offered.add()
        if self._slot.put(captured):
            self._pose.wake()
        self._recordings.write(captured.frame)
        self._ring.put(captured)
        if (on_picture := self._on_picture) is not None:
            on_picture(captured)

    def _emit(self, result: LiveResult) -> None:
        if not self._stop.is_set():
            self._results.add(result.latency_s)
            if not self.replay.showing:
                self._on_result(result)
            self._ring.note(result)
            if (on_found := self._on_found) is not None:
                on_found(result)

    def _tell(self, result: LiveResult) -> None:
        """A picture of the past, from the replay thread."""
        if not self._stop.is_set():
            self._on_result(result)
