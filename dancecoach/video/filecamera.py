"""A clip that behaves like a camera: for trying the app without one, for demonstrations and for tests."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from dancecoach.errors import CameraError, CameraNotFoundError, VideoError
from dancecoach.i18n import _
from dancecoach.video.camera import Camera
from dancecoach.video.file import VideoFile
from dancecoach.video.frame import Frame
from dancecoach.video.webcam import Webcam

_PREFIX = "file:"
#: Of a webcam's number: OpenCV takes none that is beyond 32 bits.
_MOST_DIGITS = 4
#: A reader waits no longer than this for pictures that are passed over, seconds.
_CATCH_UP_S = 0.1


class FileCamera:
    """Plays a clip in real time by its own timestamps; implements `Camera`.

    A picture is due at its time; a reader that comes too late gets the newest one due, and the ones before it are
    lost and counted, as with a real camera. Where the computer decodes slower than the clip plays, it plays slower:
    a picture late is better than none.

    Args:
        path: the clip.
        loop: begin again at the end; times go on increasing.
        realtime: False gives every frame as soon as it is asked for (nothing is lost).
        clock: seconds, monotonic.

    Attributes:
        offered: frames that were due so far.
        dropped: those of them that nobody read in time.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        loop: bool = False,
        realtime: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._path = Path(path)
        self._loop, self._realtime, self._clock = loop, realtime, clock
        self._closed = threading.Event()
        self._video: VideoFile | None = None
        self._frames: Iterator[Frame] = iter(())
        self._started_at = 0.0
        self.offered = 0
        self.dropped = 0

    @property
    def name(self) -> str:
        """The clip's file name."""
        return self._path.name

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in pixels; (0, 0) before `open`."""
        return (self._video.info.width, self._video.info.height) if self._video else (0, 0)

    @property
    def fps(self) -> float:
        """The clip's mean frame rate; 0 before `open`."""
        return self._video.info.mean_fps if self._video else 0.0

    def open(self) -> None:
        """Open the clip and start its clock.

        Raises:
            CameraNotFoundError: the clip cannot be used.
        """
        try:
            self._video = VideoFile(self._path, cache_bytes=0)
        except VideoError as error:
            raise CameraNotFoundError(error.problem, subject=error.subject, remedy=error.remedy) from error
        self._closed.clear()
        self._frames = self._all_frames(self._video)
        self._started_at = self._clock()

    def read(self) -> Frame | None:
        """Wait for the next frame that is due; None at the end of the clip or after `close`."""
        frame, begun = self._next(), self._clock()
        while frame is not None and self._realtime:
            wait_s = frame.time_s - self._elapsed()
            if wait_s > 0:
                self._closed.wait(wait_s)
                break
            later = self._overtaken(frame)
            if later is None:
                break
            self.dropped += 1
            frame = later
            if self._clock() - begun > _CATCH_UP_S:
                self._started_at = self._clock() - frame.time_s
        return None if self._closed.is_set() else frame

    def close(self) -> None:
        """Stop; a waiting `read` returns at once."""
        self._closed.set()
        if self._video is not None:
            self._video.close()

    def _elapsed(self) -> float:
        return self._clock() - self._started_at

    def _next(self) -> Frame | None:
        if self._closed.is_set():
            return None
        frame = next(self._frames, None)
        self.offered += frame is not None
        return frame

    def _overtaken(self, frame: Frame) -> Frame | None:
        """The following frame, when it is due already; else None, and ``frame`` is still the newest."""
        step_s = 1 / self.fps if self.fps else 0.0
        return self._next() if frame.time_s + step_s < self._elapsed() else None

    def _all_frames(self, video: VideoFile) -> Iterator[Frame]:
        number, offset_s = 0, 0.0
        try:
            while True:
                for frame in video.frames():
                    yield Frame(frame.image, frame.time_s + offset_s, number)
                    number += 1
                if not self._loop:
                    return
                offset_s += max(video.info.duration_s, 1e-3)
        finally:
            video.close()


def open_camera(spec: str) -> Camera:
    """The camera that a word of the command line or the settings names; it is not opened yet.

    Args:
        spec: "0", "1", ... for the first, second, ... webcam; "file:PATH" for a clip played again and again.

    Raises:
        CameraError: the word names neither.
    """
    if spec.startswith(_PREFIX):
        return FileCamera(spec.removeprefix(_PREFIX), loop=True)
    if spec.isdecimal() and len(spec) <= _MOST_DIGITS:
        return Webcam(int(spec))
    raise CameraError(_("is not a camera"), subject=spec, remedy=_("use a number such as 0, or file:CLIP"))
