"""What the live page shows and does, without a single widget."""

import math
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from dancecoach.gui.camera.running import CLOSE_WITHIN_S, Released, Running
from dancecoach.gui.errand import Errands
from dancecoach.gui.live.attempts.model import AttemptsModel
from dancecoach.gui.live.files import NewFiles
from dancecoach.gui.live.mirror.model import MirrorModel
from dancecoach.gui.live.readout import Readout
from dancecoach.gui.settings.model import SettingsModel
from dancecoach.pipeline.live.meter import SlidingMeter
from dancecoach.pipeline.live.session import (
    LiveResult,
    LiveSession,
    LiveState,
    LiveStats,
    LiveStatus,
)
from dancecoach.pose.estimator import PoseEstimator
from dancecoach.video.camera import Camera
from dancecoach.video.frame import Frame

#: How often the numbers beside the picture change, milliseconds: faster cannot be read.
_READOUT_MS = 250


class LiveModel(QObject):
    """One camera at a time, its pose engine, its recording.

    Nothing here waits: cameras are opened, let go and recorded behind the window's back.

    Args:
        open_camera: makes the camera of a spec, such as "0" or "file:CLIP".
        make_estimator: makes the pose engine as it is wanted now; called in a thread of the session.
        settings: where recordings and snapshots go, which style packs are asked, how late the delay mirror is.
        parent: owner.

    Attributes:
        mirror: how late the picture is, and whether it stands still.
        attempts: those that were cut out by themselves.

    Signals:
        result: the newest `LiveResult`, to be shown.
        status_changed: `LiveStatus`, or None while no camera is chosen.
        readout_changed: `Readout`.
        recording_changed: whether a recording is going on.
        saved: path of a finished recording or snapshot.
        kept: `SavedClip` of the last seconds.
        failed: a `DancecoachError` of something the person asked for; what runs goes on.
    """

    result = Signal(object)
    status_changed = Signal(object)
    readout_changed = Signal(object)
    recording_changed = Signal(bool)
    saved = Signal(object)
    kept = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        open_camera: Callable[[str], Camera],
        make_estimator: Callable[[], PoseEstimator],
        settings: SettingsModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._files = NewFiles(settings)
        self.mirror = MirrorModel(settings, self)
        self.attempts = AttemptsModel(settings, lambda: self._files.new(" attempt.mp4").named(), self)
        self.attempts.failed.connect(self.failed)
        self._errands = Errands(self)
        self._errands.failed.connect(self.failed)
        # Encoding a minute takes a while: nobody who stops a camera or takes a snapshot waits for it.
        self._saving = Errands(self)
        self._saving.failed.connect(self.failed)
        self._hurry = threading.Event()
        self._running = Running(open_camera, make_estimator, settings, self._errands)
        self._spec: str | None = None
        self._status: LiveStatus | None = None
        self._shown: LiveResult | None = None
        self._painted = SlidingMeter()
        self._recording = False
        self._timer = QTimer(self)
        self._timer.setInterval(_READOUT_MS)
        self._timer.timeout.connect(self._publish_readout)

    # Camera

    @property
    def spec(self) -> str | None:
        """The camera that was chosen last, running or not."""
        return self._spec

    @property
    def running(self) -> bool:
        """Whether there is a session, in whatever state."""
        return self._session is not None

    @property
    def status(self) -> LiveStatus | None:
        """How it stands; None while no camera runs."""
        return self._status

    @property
    def has_pictures(self) -> bool:
        """Whether there is a picture to keep."""
        status = self._status
        return status is not None and (status.pictures or status.state is LiveState.LOST)

    def start(self, spec: str) -> None:
        """Run a camera, instead of the one before."""
        released = self._retire()
        self._spec = spec
        session = self._running.begin(spec, self._show, self._set_status, released=released)
        self._painted = SlidingMeter()
        self._set_status(LiveStatus(LiveState.OPENING))
        self._timer.start()
        self.mirror.attend(session)
        self.attempts.attend(session)
        session.start()  # last, so that nobody misses its first pictures

    def stop(self) -> None:
        """Let the camera go."""
        self._retire()
        self._set_status(None)

    def retry(self) -> None:
        """Try again whatever failed: the pose engine behind running pictures, or the camera."""
        if self._session is not None and self._status is not None and self._status.pictures:
            self.renew_estimator()
        elif self._spec is not None:
            self.start(self._spec)

    def close(self) -> None:
        """Let everything go and wait for it: the end of the window."""
        self.stop()
        self._hurry.set()
        self.attempts.close()
        self._saving.wait(CLOSE_WITHIN_S)
        self._errands.wait(CLOSE_WITHIN_S)

    @property
    def _session(self) -> LiveSession | None:
        return self._running.session

    def _retire(self) -> Released | None:
        """Stop the session behind the window's back; returns a way to wait until its camera is free."""
        if self._session is None:
            return None
        self._timer.stop()
        self.mirror.attend(None)
        self.attempts.attend(None)
        self._set_recording(False)
        return self._running.end(_end, self._note_saved)

    def _set_status(self, status: LiveStatus | None) -> None:
        self._status = status
        self.status_changed.emit(status)

    # Pose

    def renew_estimator(self) -> None:
        """Make the pose engine anew, because another one is wanted; the pictures go on meanwhile."""
        self._running.renew_estimator()

    def renew_packs(self) -> None:
        """Ask the packs that are at hand now; the pictures go on."""
        self._running.renew_packs()

    def follow_at(self, x: float, y: float) -> None:
        """Follow the person nearest to a point, in shares of the picture's width and height."""
        self._running.follow_at(x, y)

    # Pictures and numbers

    def painted(self, frame: Frame | None) -> None:
        """Note that a picture has just reached the screen."""
        shown = self._shown
        if shown is not None and shown.frame is frame:
            self._painted.add(time.perf_counter() - (shown.captured_at if shown.late is None else shown.ready_at))
            self._shown = None  # a repaint of the same picture is not another one

    def stats(self) -> LiveStats | None:
        """Numbers of the running session."""
        return self._session.stats() if self._session is not None else None

    @property
    def shown(self) -> SlidingMeter:
        """Pictures that reached the screen, with the seconds they took from the camera."""
        return self._painted

    def _show(self, result: LiveResult) -> None:
        lost = self._status is not None and self._status.state is LiveState.LOST
        if lost and result.late is None:
            return  # recognised when the camera was gone already: nobody is seen now
        if self.mirror.wants(result):
            self._shown = result
            self.result.emit(result)

    def _publish_readout(self) -> None:
        stats = self.stats()
        if stats is None:
            return
        latency = self._painted.percentile(50)
        self.readout_changed.emit(
            Readout(
                shown_fps=self._painted.rate(),
                camera_fps=stats.fps_in,
                latency_ms=None if math.isnan(latency) or self.mirror.past else 1000 * latency,
                recording=stats.recording,
                kept=stats.kept,
            )
        )
        if stats.recording is not None and stats.recording.error is not None and self._recording:
            self.stop_recording()

    # Keeping

    @property
    def recording(self) -> bool:
        """Whether a recording is going on."""
        return self._recording

    def start_recording(self) -> None:
        """Record the camera into a new file."""
        session = self._session
        if session is None or self._recording:
            return
        file = self._files.new(".mp4")
        self._set_recording(True)
        self._errands.run(
            "start a recording",
            lambda: session.record_to(file.begin()),
            failed=lambda _error: self._set_recording(False),
        )

    def stop_recording(self, *, cut_s: float = 0.0) -> None:
        """Finish the recording, without its last seconds; `saved` tells when it lies on the disk."""
        session = self._session
        if session is None or not self._recording:
            return
        self._set_recording(False)
        work = partial(_finish_recording, session, cut_s)
        self._errands.run("finish the recording", work, returned=self._note_saved)

    def snapshot(self, *, mirrored: bool) -> None:
        """Save the newest picture; `saved` tells when it lies on the disk."""
        session = self._session
        if session is not None:
            file = self._files.new(".png")
            self._errands.run(
                "save a snapshot",
                lambda: session.snapshot(file.begin(), mirrored=mirrored),
                returned=self._note_saved,
            )

    def save_last(self, seconds: float) -> None:
        """Save the last seconds up to the picture on show; `kept` tells when they lie on the disk."""
        from dancecoach.pipeline.live.keep import save_pictures

        session, on_show = self._session, self.mirror.on_show
        if session is not None:
            until_s = on_show.frame.time_s if on_show is not None and self.mirror.past else None
            pictures, file = session.last_pictures(seconds, until_s), self._files.new(".mp4")
            self._saving.run(
                "save the last seconds",
                lambda: save_pictures(pictures, file.named(), self._hurry),
                returned=self.kept.emit,
            )

    def _set_recording(self, on: bool) -> None:
        if on != self._recording:
            self._recording = on
            self.recording_changed.emit(on)

    def _note_saved(self, path: Path | None) -> None:
        if path is not None:
            self.saved.emit(path)


def _end(session: LiveSession) -> Path | None:
    """Stop a session, and say where its recording lies, if there was one."""
    try:
        return _finish_recording(session)
    finally:
        session.stop()


def _finish_recording(session: LiveSession, cut_s: float = 0.0) -> Path | None:
    return session.stop_recording(cut_s) if session.stats().recording is not None else None
