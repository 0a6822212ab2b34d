"""The engine of another process, as everybody else sees it."""

from collections.abc import Callable
from multiprocessing.connection import Connection, wait

from dancecoach.errors import EngineError
from dancecoach.i18n import _
from dancecoach.pose.apart.here import EngineProcess
from dancecoach.pose.apart.messages import Follow, Found, Reset
from dancecoach.pose.estimator import Answer, BodyPose, PoseAhead
from dancecoach.pose.skeleton import Skeleton
from dancecoach.video.frame import Frame

_LOOK_ROUND_S = 1.0


class ApartPose(PoseAhead):
    """An engine that works in a process of its own; implements `PoseAhead`.

    Args:
        process: has no engine yet, or one that nobody uses any more.
        engine: by name.
        model: size of its network.
        give_back: takes the process when the engine is closed.

    Raises:
        EngineError: the engine is unknown, not installed or cannot start; then the process is given back.
        ModelError: a network file is missing or corrupt; likewise.
    """

    def __init__(
        self, process: EngineProcess, engine: str, model: str, give_back: Callable[[EngineProcess], None]
    ) -> None:
        self._process: EngineProcess | None = process
        self._name, self._model = engine, model
        self._give_back = give_back
        self._seen = 0
        try:
            self._skeleton = process.make(engine, model)
        except BaseException:
            self.close()
            raise

    @property
    def name(self) -> str:
        """The engine's name."""
        return self._name

    @property
    def model(self) -> str:
        """Size of the network."""
        return self._model

    @property
    def skeleton(self) -> Skeleton:
        """Joints of the poses."""
        return self._skeleton

    @property
    def people_seen(self) -> int:
        """People in the picture that was answered last."""
        return self._seen

    @property
    def line(self) -> Connection:
        """Can be read as soon as there is something to `collect`."""
        return self._there.line

    @property
    def has_room(self) -> bool:
        """Whether there is a place for another picture."""
        return self._there.has_room

    def hand_in(self, frame: Frame) -> int:
        """Put a picture before the engine, in place of one that it has not begun with.

        Raises:
            EngineLostError: the process has ended.
            EngineError: there is no memory for a picture of this size.
        """
        return self._there.hand_in(frame)

    def collect(self) -> list[Answer]:
        """The answers that have come.

        Raises:
            EngineLostError: the process has ended.
            DancecoachError: what the engine threw.
        """
        answers = []
        for said in self._there.collect():
            if isinstance(said, Found):
                self._seen = said.people_seen
            answers.append(Answer(said.ticket, said.poses if isinstance(said, Found) else None))
        return answers

    def estimate(self, frame: Frame) -> list[BodyPose]:
        """People in the frame, the followed one first; answers to pictures handed in before are not waited for."""
        while not self.has_room:
            self._wait()
        ticket = self.hand_in(frame)
        while True:
            for answer in self._wait():
                if answer.ticket == ticket:
                    return list(answer.poses or ())

    def follow_at(self, x: float, y: float) -> None:
        """Follow the person nearest to a point (shares of the picture's width and height)."""
        self._there.tell(Follow(x, y))

    def reset(self) -> None:
        """Forget everything seen so far."""
        self._there.tell(Reset())

    def close(self) -> None:
        """Give the process back without waiting for what it is doing; calling it twice does no harm."""
        process, self._process = self._process, None
        if process is not None:
            process.rest()
            self._give_back(process)

    def _wait(self) -> list[Answer]:
        wait([self.line], _LOOK_ROUND_S)
        return self.collect()

    @property
    def _there(self) -> EngineProcess:
        if self._process is None:
            raise EngineError(_("the pose engine is closed"), remedy=_("make a new one"))
        return self._process
