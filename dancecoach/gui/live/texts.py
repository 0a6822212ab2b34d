"""What the live page says in each state: one title, one sentence, one button."""

from enum import Enum, auto

import attrs
from PySide6.QtCore import QObject

from dancecoach.gui.live.readout import Readout
from dancecoach.pipeline.live.session import LiveState, LiveStatus


class Act(Enum):
    """What the one button of a state does."""

    NONE = auto()
    START = auto()
    RETRY = auto()
    STOP = auto()


@attrs.frozen
class Saying:
    """What is said in a state.

    Attributes:
        title: a few words.
        text: a sentence or two: what, why, what to do.
        act: what the button does.
        button: what the button says; "" for none.
        busy: whether something is going on that takes time.
    """

    title: str = ""
    text: str = ""
    act: Act = Act.NONE
    button: str = ""
    busy: bool = False


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

    def instead_of_picture(self, status: LiveStatus, name: str) -> Saying | None:
        """What stands where the picture would be; None when there is a picture.

        Args:
            status: how the session stands.
            name: the camera's name, for people.
        """
        if status.state is LiveState.OPENING:
            title = self.tr("Opening {camera} …").format(camera=name)
            return Saying(title, "", Act.STOP, self.tr("Cancel"), busy=True)
        if status.state is LiveState.FAILED and not status.pictures:
            title = self.tr("{camera} cannot be used").format(camera=name)
            return Saying(title, str(status.error), Act.RETRY, self.tr("Try again"))
        return None

    def above_picture(self, status: LiveStatus) -> Saying | None:
        """What stands in the strip above a picture; None when there is nothing to say."""
        if status.state is LiveState.LOADING:
            return Saying(self.tr("Loading the pose network …"), busy=True)
        if status.state is LiveState.FAILED and status.pictures:
            return Saying(self.tr("No skeleton"), str(status.error), Act.RETRY, self.tr("Try again"))
        if status.state is LiveState.ENDED:
            return Saying(self.tr("The clip is over."), "", Act.RETRY, self.tr("Play it again"))
        return None

    def over_picture(self, status: LiveStatus) -> str:
        """What stands in the middle of the picture; "" for nothing."""
        if status.state is not LiveState.LOST:
            return ""
        name = status.camera.name if status.camera is not None else self.tr("The camera")
        return self.tr("{camera} was unplugged or stopped.\nWaiting for it to come back …").format(camera=name)

    def readout(self, readout: Readout) -> str:
        """Frames per second and latency in a few characters; "" before the first picture."""
        if readout.shown_fps <= 0:
            return ""
        if readout.latency_ms is None:
            return self.tr("{fps:.0f} fps").format(fps=readout.shown_fps)
        return self.tr("{fps:.0f} fps · {latency:.0f} ms").format(fps=readout.shown_fps, latency=readout.latency_ms)

    def size(self, status: LiveStatus | None) -> str:
        """The camera's picture size and rate, such as "1280 × 720 · 30 fps"; "" while unknown."""
        if status is None or status.camera is None:
            return ""
        (width, height), fps = status.camera.size, status.camera.fps
        size = f"{width} × {height}"
        return self.tr("{size} · {fps:.0f} fps").format(size=size, fps=fps) if fps > 0 else size


def elapsed_text(seconds: float) -> str:
    """A duration as minutes and seconds, "1:05"."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"
