"""What the live page says before a camera runs, and beside its picture."""

from PySide6.QtCore import QObject

from dancecoach.gui.camera.texts import Act, Saying
from dancecoach.gui.live.readout import Readout


class LiveTexts(QObject):
    """The words of the live page; a `QObject` for the sake of its translations alone."""

    def empty(self, first_camera: str | None) -> Saying:
        """No camera runs yet.

        Args:
            first_camera: name of the camera that the button starts; None when none was found.
        """
        title = self.tr("See yourself move")
        if first_camera is None:
            text = self.tr("No camera was found. Plug one in and look again, or play a clip as if it were a camera.")
            return Saying(title, text, Act.START, self.tr("Play a clip as camera…"))
        text = self.tr("Start the camera and stand so that your whole body is in the picture.")
        return Saying(title, text, Act.START, self.tr("Start {camera}").format(camera=first_camera))

    def looking(self) -> Saying:
        """The cameras are being looked for."""
        return Saying(self.tr("Looking for cameras …"), busy=True)

    def readout(self, readout: Readout) -> str:
        """Frames per second and latency in a few characters; "" before the first picture."""
        if readout.shown_fps <= 0:
            return ""
        if readout.latency_ms is None:
            return self.tr("{fps:.0f} fps").format(fps=readout.shown_fps)
        return self.tr("{fps:.0f} fps · {latency:.0f} ms").format(fps=readout.shown_fps, latency=readout.latency_ms)


def elapsed_text(seconds: float) -> str:
    """A duration as minutes and seconds, "1:05"."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"
