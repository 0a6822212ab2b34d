"""Takes one after another: each has its folder and its film before it begins, and is judged when the next has begun."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from dancecoach.errors import DancecoachError
from dancecoach.pipeline.practice.recording import Filmed, TakeRecorder
from dancecoach.pipeline.practice.takes import Take, TakeFacts, TakeStore

if TYPE_CHECKING:
    from dancecoach.pipeline.practice.reference import Reference
    from dancecoach.pipeline.practice.result import TakeResult
    from dancecoach.pipeline.practice.run import Lap

Judging = Callable[[], "TakeResult | None"]
"""Finishes a take; slow."""

_log = logging.getLogger(__name__)


class TakeKeeper:
    """Keeps the takes of one run. Belongs to one thread at a time.

    Args:
        store: where they go.
        recorder: films them.
        reference: whose dance it is.
        fps: pictures per second of the camera now; 0 while unknown.
    """

    def __init__(
        self, store: TakeStore, recorder: TakeRecorder, reference: "Reference", fps: Callable[[], float]
    ) -> None:
        self._store, self._recorder, self._reference, self._fps = store, recorder, reference, fps
        self._take: Take | None = None

    def begin(self, facts: TakeFacts) -> None:
        """The first take begins.

        Where it cannot be filmed it goes on without, and where its folder cannot be made it is not kept at all.

        Raises:
            DancecoachError: it cannot be filmed or kept; the sentence says why.
        """
        self._film(facts)

    def turn_over(self, lap: "Lap | None", facts: TakeFacts | None) -> Judging:
        """One is over; ``facts`` of the next, None for no more. Quick: the next is filmed from now on.

        Returns:
            What finishes and judges the one that is over, for any thread; it gives None where too little was danced,
            and raises a `DancecoachError` where it cannot be kept.
        """
        take, self._take = self._take, None
        filmed, store, reference = self._next(facts), self._store, self._reference

        def judging() -> "TakeResult | None":
            if take is None:
                return None
            from dancecoach.pipeline.practice.judging import judge

            return judge(store, take, filmed, lap, reference)

        return judging

    def _next(self, facts: TakeFacts | None) -> Filmed | None:
        """Begin the next, and give back the film of the one before."""
        if facts is None:
            return self._recorder.leave_off()
        try:
            return self._film(facts)
        except DancecoachError as error:
            _log.warning("the next take is not filmed: %s", error)
            return self._recorder.leave_off()

    def _film(self, facts: TakeFacts) -> Filmed | None:
        self._take = self._store.begin(facts)
        return self._recorder.turn_to(self._take.film, self._fps())
