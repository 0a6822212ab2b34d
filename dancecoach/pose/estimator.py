"""What every pose engine promises: frames in, poses out."""

from multiprocessing.connection import Connection
from types import TracebackType
from typing import Protocol, Self, runtime_checkable

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.pose.skeleton import Skeleton
from dancecoach.video.frame import Frame


@attrs.frozen(eq=False)
class BodyPose:
    """One person in one frame. J joints of the engine's skeleton.

    Attributes:
        landmarks: (J, 3) float32, as in `PoseTrack.landmarks`.
        visibility: (J,) float32, 0 to 1 inclusive.
        world: (J, 3) float32 metres, as in `PoseTrack.world`, or None.
        score: 0 to 1 inclusive: how sure the engine is that a body stands behind the landmarks.
        person: number that stays with a person for as long as they are followed.
    """

    landmarks: NDArray[np.float32]
    visibility: NDArray[np.float32]
    world: NDArray[np.float32] | None
    score: float
    person: int = 0


@runtime_checkable
class PoseEstimator(Protocol):
    """A pose engine that follows people through successive frames.

    Frames must come in order of time; a jump back, or `reset`, starts anew. An instance belongs to one thread.
    ``with`` closes an engine that names this as its base.
    """

    @property
    def name(self) -> str:
        """Engine, as the command line names it: "blazepose" or "mediapipe"."""
        ...

    @property
    def model(self) -> str:
        """Size of the network: "lite" or "full"."""
        ...

    @property
    def skeleton(self) -> Skeleton:
        """Joints of the poses it gives."""
        ...

    @property
    def people_seen(self) -> int:
        """People in the last frame, -1 where the engine did not look for others than those it follows."""
        ...

    def estimate(self, frame: Frame) -> list[BodyPose]:
        """People in the frame, the followed one first; empty when there is nobody."""
        ...

    def follow_at(self, x: float, y: float) -> None:
        """Follow the person nearest to a point (shares of the picture's width and height) from the next frame on."""
        ...

    def reset(self) -> None:
        """Forget everything seen so far."""
        ...

    def close(self) -> None:
        """Free the networks; calling it twice does no harm."""
        ...

    def __enter__(self) -> Self:
        """Enter a block that closes the engine at its end."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the engine."""
        self.close()


@attrs.frozen(eq=False)
class Answer:
    """What became of a picture that was handed in.

    Attributes:
        ticket: of the picture.
        poses: people in it, the followed one first; None when it was passed over for a newer one.
    """

    ticket: int
    poses: tuple[BodyPose, ...] | None


@runtime_checkable
class PoseAhead(PoseEstimator, Protocol):
    """A pose engine that has the next picture ready while it works on the last one.

    Pictures are answered in the order in which they were handed in, but for those passed over: it always looks at the
    newest one it has, never at a backlog.
    """

    @property
    def line(self) -> Connection:
        """Can be read as soon as there is something to `collect`, for `multiprocessing.connection.wait`."""
        ...

    @property
    def has_room(self) -> bool:
        """Whether it takes another picture before something was collected."""
        ...

    def hand_in(self, frame: Frame) -> int:
        """Give it a picture, while it has room, and do not wait; the picture may be thrown away at once.

        Returns:
            The ticket of its answer.
        """
        ...

    def collect(self) -> list[Answer]:
        """The answers that have come since it was asked last; does not wait."""
        ...
