"""What goes along the line between the program and its engine's process."""

import attrs

from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import Skeleton

# To the engine's process


@attrs.frozen
class Make:
    """Make an engine, in place of the one before; answered by `Made` or `Failed`.

    Attributes:
        engine: by name.
        model: size of its network.
    """

    engine: str
    model: str


@attrs.frozen
class Rest:
    """Let the engine go. What libraries keep stays for the next one."""


@attrs.frozen
class UseMemory:
    """Pictures lie in another shared memory from now on; answered by `HasMemory`.

    Attributes:
        name: of the memory.
        slot: bytes of a picture's place in it.
    """

    name: str
    slot: int


@attrs.frozen
class Picture:
    """Find the people in a picture; answered by `Found`, `PassedOver` or `Failed`.

    Attributes:
        ticket: running number.
        place: which of the memory's places it lies in; left alone until it is answered.
        shape: of the image.
        time_s: of the frame.
        index: of the frame.
    """

    ticket: int
    place: int
    shape: tuple[int, ...]
    time_s: float
    index: int


@attrs.frozen
class Follow:
    """Follow the person nearest to a point (shares of the picture's width and height)."""

    x: float
    y: float


@attrs.frozen
class Reset:
    """Forget everything seen so far."""


# From the engine's process


@attrs.frozen
class Started:
    """The process lives: said once, before anything heavy is loaded."""


@attrs.frozen
class Made:
    """The engine is ready.

    Attributes:
        skeleton: joints of its poses.
    """

    skeleton: Skeleton


@attrs.frozen
class HasMemory:
    """The shared memory is open here too."""


@attrs.frozen(eq=False)
class Found:
    """The people in a picture.

    Attributes:
        ticket: of the picture.
        poses: the followed one first.
        people_seen: as in `PoseEstimator.people_seen`.
    """

    ticket: int
    poses: tuple[BodyPose, ...]
    people_seen: int


@attrs.frozen
class PassedOver:
    """Nobody looks at a picture: a newer one came before the engine was free for it."""

    ticket: int


@attrs.frozen(eq=False)
class Failed:
    """Something that was asked for did not work.

    Attributes:
        error: why.
        ticket: of the picture it happened with; None where it was no picture.
    """

    error: Exception
    ticket: int | None = None
