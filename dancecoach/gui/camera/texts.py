"""What is said of a camera in each state of its session: one title, one sentence, one button."""

from enum import Enum, auto

import attrs
from PySide6.QtCore import QObject

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


class CameraTexts(QObject):
    """The words for how a camera stands; a `QObject` for the sake of its translations alone."""

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

    def size(self, status: LiveStatus | None) -> str:
        """The camera's picture size and rate, such as "1280 × 720 · 30 fps"; "" while unknown."""
        if status is None or status.camera is None:
            return ""
        (width, height), fps = status.camera.size, status.camera.fps
        size = f"{width} × {height}"
        return self.tr("{size} · {fps:.0f} fps").format(size=size, fps=fps) if fps > 0 else size
