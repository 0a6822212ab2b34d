"""The pose engine's side of the live pipeline: takes the newest picture, finds the people in it, hands both on."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from multiprocessing.connection import wait

from dancecoach.errors import DancecoachError, EngineError, EngineLostError, in_short
from dancecoach.i18n import _
from dancecoach.pipeline.latest import Bell, LatestSlot
from dancecoach.pipeline.live.handover import HandOver
from dancecoach.pipeline.live.records import CapturedFrame, FoundPeople
from dancecoach.pose.estimator import BodyPose, PoseAhead, PoseEstimator
from dancecoach.pose.skeleton import Skeleton

_log = logging.getLogger(__name__)

#: How soon an idle loop sees that something else is wanted of it, seconds.
_LOOK_S = 0.05
#: An engine that was lost is made again by itself, unless the one before was lost within so many pictures.
_ENOUGH = 300


class PosePhase(StrEnum):
    """Where the pose engine stands."""

    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


class PoseLoop:
    """Body of the pose thread. The engine is made, used and closed in that thread alone.

    While the engine is being made, and after it failed, the pictures are passed on without a skeleton: the mirror
    is there from the first moment and stays. An engine in a process of its own (`PoseAhead`) is given each picture at
    once, so that the newest one lies ready for it; another one, when it is done with the last.

    Args:
        pictures: the newest picture of the camera; whoever puts one where none waits has to `wake` the loop.
        make_estimator: makes the engine; may take seconds.
        found: where each picture goes, with the people found in it.
        prepare: called with a new engine's joints before the first of its people is handed over, and while none of
            another engine's is on the way; may take a while.
        report: hears where the engine stands.
        stop: set when the loop shall end.
    """

    def __init__(
        self,
        pictures: LatestSlot[CapturedFrame],
        make_estimator: Callable[[], PoseEstimator],
        *,
        found: HandOver[FoundPeople],
        prepare: Callable[[Skeleton], None],
        report: Callable[[PosePhase, DancecoachError | None], None],
        stop: threading.Event,
    ) -> None:
        self._pictures = pictures
        self._make_estimator = make_estimator
        self._found = found
        self._prepare = prepare
        self._report = report
        self._stop = stop
        self._changed = threading.Event()
        self._follow: LatestSlot[tuple[float, float]] = LatestSlot()
        self._bell = Bell()
        self._since_lost = _ENOUGH
        self._passed_over = 0

    def run(self) -> None:
        """Find people until told to stop."""
        while not self._stop.is_set():
            self._changed.clear()
            self._report(PosePhase.LOADING, None)
            try:
                self._run_engine()
            except EngineLostError as error:
                self._make_again_or_go_on_without(error)
            except DancecoachError as error:
                self._go_on_without(error)
            except Exception as error:  # the thread's outermost edge: whatever an engine throws becomes a sentence
                _log.exception("the pose engine failed")
                self._go_on_without(_unexpected(error))
        self._bell.close()

    def wake(self) -> None:
        """Have the loop look for a picture; any thread."""
        self._bell.ring()

    @property
    def passed_over(self) -> int:
        """Pictures that the engine had and did not look at, because it had a newer one."""
        return self._passed_over

    def use(self, make_estimator: Callable[[], PoseEstimator]) -> None:
        """Replace the engine (also: try again after it failed). Returns at once."""
        self._make_estimator = make_estimator
        self._changed.set()

    def follow_at(self, x: float, y: float) -> None:
        """Follow the person nearest to a point, in shares of the picture's width and height. Returns at once."""
        self._follow.put((x, y))

    @property
    def _going_on(self) -> bool:
        return not (self._stop.is_set() or self._changed.is_set())

    def _run_engine(self) -> None:
        """Make the engine behind the pictures, then use it until it is replaced."""
        self._found.settle()
        with self._pictures_meanwhile():
            estimator = self._make_estimator()
            self._prepare(estimator.skeleton)
        with estimator:
            if self._going_on:
                self._report(PosePhase.READY, None)
            if isinstance(estimator, PoseAhead):
                self._look_ahead(estimator)
            else:
                self._look_one_by_one(estimator)

    def _look_one_by_one(self, estimator: PoseEstimator) -> None:
        while self._going_on:
            captured = self._pictures.take(_LOOK_S)
            if captured is not None:
                self._tell_whom_to_follow(estimator)
                self._hand_over(captured, estimator, tuple(estimator.estimate(captured.frame)))

    def _look_ahead(self, estimator: PoseAhead) -> None:
        """Keep the engine's process supplied, and hand on what comes from it."""
        under_way: dict[int, CapturedFrame] = {}
        try:
            while self._going_on:
                captured = self._pictures.take() if estimator.has_room else None
                if captured is not None:
                    self._tell_whom_to_follow(estimator)
                    under_way[estimator.hand_in(captured.frame)] = captured
                wait([estimator.line, self._bell.line], _LOOK_S)
                self._bell.quiet()
                for answer in estimator.collect():
                    captured = under_way.pop(answer.ticket)
                    if answer.poses is None:
                        self._passed_over += 1
                    else:
                        self._hand_over(captured, estimator, answer.poses)
        finally:
            self._passed_over += len(under_way)

    def _tell_whom_to_follow(self, estimator: PoseEstimator) -> None:
        point = self._follow.take()
        if point is not None:
            estimator.follow_at(*point)

    def _hand_over(self, captured: CapturedFrame, estimator: PoseEstimator, poses: tuple[BodyPose, ...]) -> None:
        self._since_lost += 1
        self._found.put(FoundPeople(captured, poses, estimator.skeleton))

    @contextmanager
    def _pictures_meanwhile(self) -> Iterator[None]:
        """Pass the pictures on from another thread for as long as the block runs."""
        done = threading.Event()
        thread = threading.Thread(target=self._pass_on, args=(done,), name="dancecoach-preview", daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    def _make_again_or_go_on_without(self, error: EngineLostError) -> None:
        """The engine's process ended: once is an accident, twice within a few pictures is not."""
        if self._since_lost < _ENOUGH:
            self._go_on_without(error)
            self._since_lost = _ENOUGH  # somebody asked for another try
        else:
            _log.warning("making the pose engine again: %s", error)
            self._since_lost = 0

    def _go_on_without(self, error: DancecoachError) -> None:
        """The engine failed: say so, and be a mirror until another engine is asked for."""
        if self._stop.is_set():
            return
        self._report(PosePhase.FAILED, error)
        self._pass_on(self._changed)

    def _pass_on(self, until: threading.Event) -> None:
        while not (self._stop.is_set() or until.is_set()):
            captured = self._pictures.take(_LOOK_S)
            if captured is not None:
                self._found.put(FoundPeople(captured))


def _unexpected(error: Exception) -> EngineError:
    return EngineError(
        _("the pose engine failed unexpectedly ({error})").format(error=in_short(error)),
        remedy=_("try again or choose the other network in the settings"),
    )
