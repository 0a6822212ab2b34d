"""Filming takes one after another without a gap: the next file is open before the last one is closed."""

import threading
from pathlib import Path

import attrs

from dancecoach.errors import CameraError
from dancecoach.i18n import _
from dancecoach.pipeline.live.recording import LiveRecording, start_recording
from dancecoach.pipeline.live.records import CapturedFrame


@attrs.define(eq=False)
class Filmed:
    """A recording that is going on or about to be closed.

    Attributes:
        recording: where the pictures go.
        first_s: presentation time of its first picture; None before there is one.
    """

    recording: LiveRecording
    first_s: float | None = None


class TakeRecorder:
    """Takes every picture of a camera and puts it into the file of the take that is going on, where there is one.

    `see` belongs to the camera thread and waits for nobody; the rest may be called from any other.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._filmed: Filmed | None = None
        self._size: tuple[int, int] | None = None

    def see(self, captured: CapturedFrame) -> None:
        """Take a picture of the camera."""
        frame = captured.frame
        self._size = frame.size
        with self._lock:
            filmed = self._filmed
            if filmed is not None:
                filmed.first_s = frame.time_s if filmed.first_s is None else filmed.first_s
                filmed.recording.write(frame)

    def turn_to(self, path: Path, fps: float) -> Filmed | None:
        """Film into a file from now on.

        Args:
            path: of the next take.
            fps: pictures per second as far as known; 0 when not.

        Returns:
            What was going on until now, not closed yet.

        Raises:
            CameraError: no picture has come yet.
            OutputError: it cannot be written.
        """
        if self._size is None:
            raise CameraError(_("no picture has come from the camera yet"), remedy=_("wait until the picture is there"))
        return self._change(Filmed(start_recording(path, self._size, fps)))

    def leave_off(self) -> Filmed | None:
        """Film no more; what was going on until now, not closed yet."""
        return self._change(None)

    def _change(self, to: Filmed | None) -> Filmed | None:
        with self._lock:
            before, self._filmed = self._filmed, to
        return before
