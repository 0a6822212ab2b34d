"""Recording what the camera gives, at its full rate, whatever the pose engine does meanwhile."""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from dancecoach.errors import CameraError, DancecoachError, OutputError
from dancecoach.i18n import _
from dancecoach.pipeline.live.records import RecordingFacts
from dancecoach.video.frame import Frame

_log = logging.getLogger(__name__)


class FrameWriter(Protocol):
    """Where the pictures go: `dancecoach.video.recorder.Recorder`, or a stand-in."""

    def write(self, frame: Frame) -> object:
        """Take a picture; must return at once."""
        ...

    def close(self, cut_s: float = 0.0) -> object:
        """Finish the file, without its last seconds."""
        ...


class LiveRecording:
    """One recording: from the moment the person presses the button until they press it again.

    The camera thread writes, another thread closes; a recorder that fails ends the recording and nothing else.
    """

    def __init__(
        self,
        path: Path,
        writer: FrameWriter,
        size: tuple[int, int],
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.path = path
        self._size = size
        self._writer = writer
        self._clock = clock
        self._lock = threading.Lock()
        self._started_at = clock()
        self._ended_at: float | None = None
        self._error: DancecoachError | None = None

    def write(self, frame: Frame) -> None:
        """Add a picture, unless the recording is over; never raises."""
        with self._lock:
            if self._ended_at is not None:
                return
            try:
                self._check_size(frame)
                self._writer.write(frame)
            except DancecoachError as error:
                _log.warning("the recording broke off: %s", error)
                self._error = error
                self._ended_at = self._clock()

    def _check_size(self, frame: Frame) -> None:
        """A camera that comes back may give pictures of another size, which do not fit into the file."""
        if frame.size != self._size:
            raise OutputError(
                _("the recording ended because the camera now gives pictures of another size"),
                subject=self.path,
                remedy=_("what was recorded until then is kept; start another recording"),
            )

    @property
    def facts(self) -> RecordingFacts:
        """How it goes."""
        with self._lock:
            until = self._clock() if self._ended_at is None else self._ended_at
            return RecordingFacts(self.path, until - self._started_at, self._error)

    def close(self, cut_s: float = 0.0) -> Path:
        """Finish the file; waits until everything is written.

        Args:
            cut_s: so many of the last seconds are left out.

        Returns:
            Where it lies.

        Raises:
            DancecoachError: it broke off, or cannot be finished.
        """
        with self._lock:
            if self._ended_at is None:
                self._ended_at = self._clock()
        self._writer.close(cut_s)
        if self._error is not None:
            raise self._error
        return self.path


class Recordings:
    """One recording after another. The camera thread writes; any other begins and ends."""

    def __init__(self) -> None:
        self._now: LiveRecording | None = None

    @property
    def facts(self) -> RecordingFacts | None:
        """How the one that goes on goes, or has broken off; None where there is none."""
        recording = self._now
        return None if recording is None else recording.facts

    def begin(self, path: Path, size: tuple[int, int], fps: float) -> None:
        """Record from now on; what was being recorded is finished first.

        Args:
            path: file to write.
            size: (width, height) of the pictures in pixels.
            fps: pictures per second as far as known; 0 when not.

        Raises:
            OutputError: it cannot be written there.
        """
        self.close()
        self._now = start_recording(path, size, fps)

    def write(self, frame: Frame) -> None:
        """Add a picture where something is being recorded; never raises."""
        recording = self._now
        if recording is not None:
            recording.write(frame)

    def end(self, cut_s: float = 0.0) -> Path:
        """Finish it; waits until all of it is written.

        Args:
            cut_s: so many of its last seconds are left out.

        Returns:
            Where it lies.

        Raises:
            CameraError: nothing is being recorded.
            DancecoachError: the recording broke off; what was written until then is in the file.
        """
        recording, self._now = self._now, None
        if recording is None:
            raise CameraError(_("nothing is being recorded"), remedy=_("start a recording first"))
        return recording.close(cut_s)

    def close(self) -> None:
        """Finish what is being recorded, if anything is; never raises."""
        try:
            if self._now is not None:
                self.end()
        except DancecoachError as error:
            _log.warning("the recording ended badly: %s", error)


def start_recording(path: Path, size: tuple[int, int], fps: float) -> LiveRecording:
    """Open a crash-safe recording of pictures of that size.

    Args:
        path: file to write; its suffix chooses the container.
        size: (width, height) of the pictures in pixels.
        fps: pictures per second as far as known; 0 when not.

    Raises:
        OutputError: it cannot be written there.
    """
    from dancecoach.video.recorder import Recorder

    return LiveRecording(path, Recorder(path, size, fps or 30.0), size)
