"""One run through a reference: which picture belongs to which moment of the music, lap by lap.

Pictures come in the recognition thread, in order. What is heard is asked for the moment at which a picture was taken,
not for the one at which its skeleton was known.
"""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs

from dancecoach.pipeline.live_records import LiveResult
from dancecoach.pose.skeleton import Skeleton
from dancecoach.video.sound_passage import Heard

if TYPE_CHECKING:
    from dancecoach.coaching.dance.live.following import LiveComparison, LiveMoment
    from dancecoach.pipeline.practice.reference import Reference


@attrs.frozen(eq=False)
class PractisedResult(LiveResult):
    """A picture with what is known of the dance in it.

    Attributes:
        moment: where the learner is; None while nothing is danced.
        heard: what was heard when the picture was taken; None while nothing is played.
    """

    moment: "LiveMoment | None" = None
    heard: Heard | None = None


@attrs.frozen(eq=False)
class Lap:
    """Once through, to be judged.

    Attributes:
        comparison: has seen every picture; belongs to whoever holds the lap now.
        first_s: presentation time of its first picture.
        last_s: of its last one.
        pictures: how many.
    """

    comparison: "LiveComparison"
    first_s: float
    last_s: float
    pictures: int

    @property
    def seconds(self) -> float:
        """How long it was danced."""
        return self.last_s - self.first_s


class PracticeRun:
    """From the count-in until somebody ends it.

    Args:
        reference: whose dance it is.
        heard_at: what is heard at a moment of `time.perf_counter`.
        lap_over: takes each lap but the last as soon as the next begins; called in the thread of `push`.
    """

    def __init__(
        self, reference: "Reference", heard_at: Callable[[float], Heard], lap_over: Callable[[Lap], object]
    ) -> None:
        self._reference, self._heard_at, self._lap_over = reference, heard_at, lap_over
        self._lock = threading.Lock()
        self._ended = False
        self._lap = 0
        self._next: LiveComparison | None = None
        self._has_world = True
        self._skeleton: Skeleton | None = None
        self._first_s: float | None = None
        self._last_s, self._pictures = 0.0, 0

    def push(self, result: LiveResult) -> PractisedResult:
        """Take a picture with its people; the same with what it means."""
        moment: LiveMoment | None = None
        heard: Heard | None = None
        with self._lock:
            if not self._ended:
                heard = self._heard_at(result.captured_at)
                moment = self._compare(result, heard)
        return practised(result, moment, heard)

    def end(self) -> Lap | None:
        """End it; the lap that was going on, None where nothing was danced. Later pictures are only handed on."""
        with self._lock:
            self._ended = True
            return self._finished()

    def _compare(self, result: LiveResult, heard: Heard) -> "LiveMoment | None":
        pose = result.raw_poses[0] if result.raw_poses else None
        if self._next is None and pose is not None:
            self._has_world = pose.world is not None
            self._next = self._comparison(result)
        if self._next is None or heard.count is not None or heard.over:
            return None
        if heard.lap != self._lap:
            self._turn_over(result, heard.lap)
        time_s = result.frame.time_s
        self._first_s = time_s if self._first_s is None else self._first_s
        self._last_s = time_s
        self._pictures += 1
        return self._next.push(time_s, pose, heard.media_s)

    def _turn_over(self, result: LiveResult, lap: int) -> None:
        """The music has begun anew: hand over what was danced, and begin anew too."""
        finished = self._finished()
        self._begin()
        self._lap, self._next = lap, self._comparison(result)
        if finished is not None:
            self._lap_over(finished)

    def _comparison(self, result: LiveResult) -> "LiveComparison":
        from dancecoach.coaching.dance.live.following import LiveComparison  # imported long since, with the reference

        skeleton = result.skeleton or self._skeleton
        assert skeleton is not None  # there was a pose, so there is one
        self._skeleton = skeleton
        return LiveComparison(
            self._reference.track,
            skeleton,
            result.frame.size,
            has_world=self._has_world,
            counts=self._reference.counts,
        )

    def _begin(self) -> None:
        self._first_s, self._last_s, self._pictures = None, 0.0, 0

    def _finished(self) -> Lap | None:
        if self._next is None or self._first_s is None:
            return None
        return Lap(self._next, self._first_s, self._last_s, self._pictures)


def practised(result: LiveResult, moment: "LiveMoment | None" = None, heard: Heard | None = None) -> PractisedResult:
    """A result with what it means."""
    known = {field.name: getattr(result, field.name) for field in attrs.fields(LiveResult)}
    return PractisedResult(**known, moment=moment, heard=heard)
