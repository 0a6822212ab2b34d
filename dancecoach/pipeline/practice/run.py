"""One run through a reference: which picture belongs to which moment of the music, lap by lap.

Pictures come in the recognition thread, in order. What is heard is asked for the moment at which a picture was taken,
not for the one at which its skeleton was known.
"""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs

from dancecoach.pipeline.live.records import LiveResult
from dancecoach.pose.skeleton import Skeleton
from dancecoach.video.sound_passage import Heard

if TYPE_CHECKING:
    from dancecoach.coaching.dance.live.following import LiveComparison, LiveMoment
    from dancecoach.pipeline.practice.reference import Reference


RAISED_S = 0.4
"""So long before they clap the hands no longer dance, seconds."""


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


@attrs.frozen(eq=False)
class Turn:
    """A lap is over, another begins, or both.

    Attributes:
        ended: whether one is over.
        lap: the one that is over; None where nobody was seen in it.
        then: what is heard of the one that begins, its speed above all; None for a rest.
    """

    ended: bool
    lap: Lap | None
    then: Heard | None


class PracticeRun:
    """From the count-in until somebody ends it. What is danced at another speed is a lap of its own.

    Args:
        reference: whose dance it is.
        heard_at: what is heard at a moment of `time.perf_counter`.
        turned: hears of each turn; called in the thread of `push`.
        speed: of the first lap.
        delay_s: how much earlier a learner dances than camera and loudspeaker make it seem, seconds.
        timed: whether that is known well enough to call somebody early or late throughout.
    """

    def __init__(
        self,
        reference: "Reference",
        heard_at: Callable[[float], Heard],
        turned: Callable[[Turn], object],
        *,
        speed: float = 1.0,
        delay_s: float = 0.0,
        timed: bool = True,
    ) -> None:
        self._reference, self._heard_at, self._turned = reference, heard_at, turned
        self._delay_s, self._timed = delay_s, timed
        self._lock = threading.Lock()
        self._ended = False
        self._at: tuple[int, float] | None = (0, speed)
        self._skeleton: Skeleton | None = None
        self._has_world = True
        self._next: LiveComparison | None = None
        self._unseen: list[tuple[float, float]] = []
        self._first_s: float | None = None
        self._last_s, self._ahead_s, self._pictures = 0.0, 0.0, 0

    def push(self, result: LiveResult) -> PractisedResult:
        """Take a picture with its people; the same with what it means."""
        moment: LiveMoment | None = None
        heard: Heard | None = None
        with self._lock:
            if not self._ended:
                heard = self._heard_at(result.captured_at - self._delay_s)
                self._turn(heard)
                if heard.danced and result.skeleton is not None:  # else nobody has looked for anybody
                    moment = self._compare(result, heard.media_s)
        return practised(result, moment, heard)

    def end(self, clapped_at: float | None = None) -> Lap | None:
        """End it; the lap that was going on, None where nothing was danced. Later pictures are only handed on.

        Args:
            clapped_at: moment of `time.perf_counter` at which somebody began to clap to end it: what was moved for
                that is not danced, and left out. None where it ended otherwise.
        """
        with self._lock:
            self._ended = True
            if clapped_at is not None and self._next is not None and self._first_s is not None:
                danced_until_s = clapped_at - self._ahead_s - RAISED_S
                self._pictures -= self._next.leave_out_after(danced_until_s)
                self._last_s = max(self._first_s, min(self._last_s, danced_until_s))
            return self._finished()

    def _turn(self, heard: Heard) -> None:
        """Hand over what was danced where another lap, another speed or a rest has begun, and begin anew."""
        now = self._at if heard.over else None if heard.resting else (heard.lap, heard.speed)
        if now == self._at:
            return
        before, self._at = self._at, now
        finished = self._finished()
        self._begin()
        self._turned(Turn(before is not None, finished, None if now is None else heard))

    def _compare(self, result: LiveResult, media_s: float) -> "LiveMoment | None":
        pose = result.raw_poses[0] if result.raw_poses else None
        time_s = result.frame.time_s
        self._ahead_s = result.captured_at - time_s
        self._first_s = time_s if self._first_s is None else self._first_s
        self._last_s = time_s
        self._pictures += 1
        if self._next is None:
            if pose is None and self._skeleton is None:
                self._unseen.append((time_s, media_s))
                return None
            self._next = self._comparison(result)
        return self._next.push(time_s, pose, media_s)

    def _comparison(self, result: LiveResult) -> "LiveComparison":
        """One that knows of the pictures before the first in which somebody was seen, too."""
        from dancecoach.coaching.dance.live.following import LiveComparison  # imported long since, with the reference

        if self._skeleton is None:
            self._has_world = result.raw_poses[0].world is not None
            self._skeleton = result.skeleton
        assert self._skeleton is not None  # there was a pose, so there is one
        comparison = LiveComparison(
            self._reference.track,
            self._skeleton,
            result.frame.size,
            has_world=self._has_world,
            counts=self._reference.counts,
            timed=self._timed,
        )
        for time_s, media_s in self._unseen:
            comparison.push(time_s, None, media_s)
        return comparison

    def _begin(self) -> None:
        self._next, self._first_s = None, None
        self._unseen = []
        self._last_s, self._pictures = 0.0, 0

    def _finished(self) -> Lap | None:
        if self._next is None or self._first_s is None:
            return None
        return Lap(self._next, self._first_s, self._last_s, self._pictures)


def practised(result: LiveResult, moment: "LiveMoment | None" = None, heard: Heard | None = None) -> PractisedResult:
    """A result with what it means."""
    known = {field.name: getattr(result, field.name) for field in attrs.fields(LiveResult)}
    return PractisedResult(**known, moment=moment, heard=heard)
