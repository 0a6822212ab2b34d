"""What a camera is to the rest of the house: something that is opened and gives the next picture."""

from typing import Protocol

from dancecoach.video.frame import Frame


class Camera(Protocol):
    """A source of live pictures: a webcam, or a clip played in real time as if it were one."""

    @property
    def name(self) -> str:
        """For people: "Camera 0", or the clip's file name."""
        ...

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of the pictures in pixels; (0, 0) before `open`."""
        ...

    @property
    def fps(self) -> float:
        """Frames per second as the device states them; 0 when it does not."""
        ...

    def open(self) -> None:
        """Start delivering.

        Raises:
            CameraNotFoundError: there is no such camera (or no such clip).
            CameraBusyError: it is there but gives no picture.
        """
        ...

    def read(self) -> Frame | None:
        """Wait for the next picture; None when there are no more (a clip's end).

        Raises:
            CameraLostError: it stopped delivering.
        """
        ...

    def close(self) -> None:
        """Stop delivering; a `read` in another thread returns soon. Calling it twice does no harm."""
        ...
