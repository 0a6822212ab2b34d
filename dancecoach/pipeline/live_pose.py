"""The pose engine's side of the live pipeline: takes the newest picture, finds the people in it, hands both on."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum

from dancecoach.errors import DancecoachError, EngineError
from dancecoach.i18n import _
from dancecoach.pipeline.latest import LatestSlot
from dancecoach.pipeline.live_handover import HandOver
from dancecoach.pipeline.live_records import CapturedFrame, FoundPeople
from dancecoach.pose.estimator import PoseEstimator
from dancecoach.pose.skeleton import Skeleton

_log = logging.getLogger(__name__)

#: How soon an idle loop sees that something else is wanted of it, seconds.
_LOOK_S = 0.05


class PosePhase(StrEnum):
    """Where the pose engine stands."""

    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


class PoseLoop:
    """Body of the pose thread. The engine is made, used and closed in that thread alone.

    While the engine is being made, and after it failed, the pictures are passed on without a skeleton: the mirror
    is there from the first moment and stays.

    Args:
        pictures: the newest picture of the camera.
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

    def run(self) -> None:
        """Find people until told to stop."""
        while not self._stop.is_set():
            self._changed.clear()
            self._report(PosePhase.LOADING, None)
            try:
                self._run_engine()
            except DancecoachError as error:
                self._go_on_without(error)
            except Exception as error:  # the thread's outermost edge: whatever an engine throws becomes a sentence
                _log.exception("the pose engine failed")
                self._go_on_without(_unexpected(error))

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
            while self._going_on:
                captured = self._pictures.take(_LOOK_S)
                if captured is not None:
                    self._found.put(self._look(estimator, captured))

    def _look(self, estimator: PoseEstimator, captured: CapturedFrame) -> FoundPeople:
        point = self._follow.take()
        if point is not None:
            estimator.follow_at(*point)
        return FoundPeople(captured, tuple(estimator.estimate(captured.frame)), estimator.skeleton)

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
        _("the pose engine failed unexpectedly ({kind}: {error})").format(kind=type(error).__name__, error=error),
        remedy=_("try again or choose the other network in the settings"),
    )
