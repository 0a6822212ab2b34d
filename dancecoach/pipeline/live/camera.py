"""The camera's side of the live pipeline: opens it, hands every picture over, comes back after it was unplugged."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from enum import StrEnum

import attrs

from dancecoach.errors import CameraError, DancecoachError, in_short
from dancecoach.i18n import _
from dancecoach.pipeline.live.records import CameraFacts, CapturedFrame
from dancecoach.video.camera import Camera
from dancecoach.video.frame import Frame

_log = logging.getLogger(__name__)

FIRST_WAIT_S = 0.25
LONGEST_WAIT_S = 2.0


class CameraPhase(StrEnum):
    """Where the camera stands."""

    OPENING = "opening"
    DELIVERING = "delivering"
    LOST = "lost"
    FAILED = "failed"
    ENDED = "ended"


CameraReport = Callable[[CameraPhase, CameraFacts | None, DancecoachError | None], None]


def back_off(first_s: float = FIRST_WAIT_S, longest_s: float = LONGEST_WAIT_S) -> Iterator[float]:
    """Seconds to wait before each next try: doubling, up to a limit."""
    wait_s = first_s
    while True:
        yield wait_s
        wait_s = min(2 * wait_s, longest_s)


class _TimeLine:
    """One time line for a whole session, whatever happens to the camera: times only ever increase.

    A camera that was opened again, or a clip that starts over, begins at zero again; a recorder and a pose engine
    need to know how much later that is.
    """

    def __init__(self) -> None:
        self._offset_s = 0.0
        self._last: tuple[float, float] | None = None
        self._broken = False

    def break_off(self) -> None:
        """The next frame comes from a camera with another zero."""
        self._broken = True

    def place(self, frame: Frame, now: float) -> Frame:
        """The frame with its time on the session's line; ``now`` is when it was captured, in seconds."""
        if self._last is not None:
            time_s, captured_at = self._last
            if self._broken or frame.time_s + self._offset_s <= time_s:
                self._offset_s = time_s + max(now - captured_at, 0.001) - frame.time_s
        self._broken = False
        if self._offset_s:
            frame = attrs.evolve(frame, time_s=frame.time_s + self._offset_s)
        self._last = (frame.time_s, now)
        return frame


class CameraLoop:
    """Body of the camera thread. It waits for the camera and for nothing else.

    A camera that cannot be opened at the start has failed, and the person decides. One that delivered and then
    stopped is lost, and is tried again for as long as the session lasts: somebody will put the plug back in.

    Args:
        open_camera: makes a camera that is not open yet; called again for every try.
        deliver: takes each picture; must return at once.
        report: hears where the camera stands.
        stop: set when the loop shall end.
    """

    def __init__(
        self,
        open_camera: Callable[[], Camera],
        *,
        deliver: Callable[[CapturedFrame], None],
        report: CameraReport,
        stop: threading.Event,
    ) -> None:
        self._open_camera = open_camera
        self._deliver = deliver
        self._report = report
        self._stop = stop
        self._lock = threading.Lock()
        self._camera: Camera | None = None
        self._facts: CameraFacts | None = None
        self._waits = back_off()
        self._line = _TimeLine()

    def run(self) -> None:
        """Deliver until told to stop, the clip ends, or it fails for good."""
        self._report(CameraPhase.OPENING, None, None)
        try:
            while not self._stop.is_set():
                if not self._deliver_until_lost():
                    self._report(CameraPhase.ENDED, self._facts, None)
                    return
                self._stop.wait(next(self._waits))
        except DancecoachError as error:
            self._fail(error)
        except Exception as error:  # the thread's outermost edge: whatever a driver throws becomes a sentence
            _log.exception("the camera thread failed")
            self._fail(_unexpected(error))

    def interrupt(self) -> None:
        """Make a `read` that waits return soon (call after setting the stop event)."""
        with self._lock:
            camera = self._camera
        if camera is not None:
            camera.close()

    def _deliver_until_lost(self) -> bool:
        """Open a camera and deliver its pictures.

        Returns:
            True when it was lost, False when it came to its end (or was told to stop).
        """
        try:
            self._deliver_all()
        except CameraError as error:
            if self._stop.is_set():
                return False
            if self._facts is None:
                raise
            _log.info("camera lost: %s", error)
            self._report(CameraPhase.LOST, self._facts, error)
            return True
        return False

    def _deliver_all(self) -> None:
        camera = self._open_camera()
        if self._stop.is_set():
            return
        with self._lock:
            self._camera = camera
        try:
            camera.open()
            self._line.break_off()
            delivering = False
            while not self._stop.is_set() and (frame := camera.read()) is not None:
                now = time.perf_counter()
                if not delivering:
                    delivering = True
                    self._begin(camera, frame.size)
                self._deliver(CapturedFrame(self._line.place(frame, now), now))
        finally:
            with self._lock:
                self._camera = None
            camera.close()

    def _begin(self, camera: Camera, size: tuple[int, int]) -> None:
        """The first picture is there, and only that shows that a camera works."""
        self._waits = back_off()
        self._facts = CameraFacts(camera.name, size, camera.fps)
        self._report(CameraPhase.DELIVERING, self._facts, None)

    def _fail(self, error: DancecoachError) -> None:
        if not self._stop.is_set():
            self._report(CameraPhase.FAILED, self._facts, error)


def _unexpected(error: Exception) -> CameraError:
    return CameraError(
        _("the camera stopped unexpectedly ({error})").format(error=in_short(error)),
        remedy=_("unplug it, plug it in again and retry, or choose another camera"),
    )
