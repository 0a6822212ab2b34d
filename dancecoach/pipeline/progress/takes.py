"""Progress with a reference over days and weeks: of the whole or a part, all together or joint by joint.

Takes at different speeds are never put together: half as fast is another task. Two days differ clearly where their
means are further apart than twice the standard error of that difference; how far one take strays from the next is read
off days with several takes, and where there are too few of those, off the doubt in the scores themselves.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

import attrs

from dancecoach.coaching.dance.phrases import Phrase
from dancecoach.pipeline.practice.takes import Take
from dancecoach.pipeline.progress import course
from dancecoach.pipeline.progress.course import Grain, Trend, grain_of, spans_of

__all__ = ["SCORE", "Grain", "Point", "Span", "Trend", "grain_of", "points_of", "spans_of", "speeds_of", "trend_of"]

SCORE = "score"
"""What is looked at: the score, or else a joint by its name."""

LEAST_SURE = 0.75
"""Coverage below which a mark is shown as less sure: it rests on a part of the body."""

LEAST_CHANGE = 3.0
"""Marks; less is no change that a person would feel."""

_USUAL_DOUBT = 4.0
_AS_LONG = 0.2


@attrs.frozen
class Point:
    """One take on a plot.

    Attributes:
        take: which.
        mark: 0 to 100.
        coverage: share of joint-time that could be judged, 0 to 1; None for takes that were judged long ago.
        doubt: standard error of the mark; None where it is not known.
        within: whether it is a part of a longer take.
    """

    take: Take
    mark: float
    coverage: float | None = None
    doubt: float | None = None
    within: bool = False

    @property
    def when(self) -> datetime:
        """When it was begun, by the clock of the place where it was danced."""
        return self.take.facts.begun


Span = course.Span[Point]
"""A day or a week with takes."""


def speeds_of(takes: Iterable[Take]) -> tuple[float, ...]:
    """Speeds at which something was danced and judged, the slowest first."""
    return tuple(sorted({round(take.facts.speed, 2) for take in takes if take.judged}))


def points_of(
    takes: Iterable[Take], what: str = SCORE, part: Phrase | None = None, speed: float = 1.0
) -> tuple[Point, ...]:
    """The takes of a part at a speed, in order of time.

    Args:
        takes: of one reference.
        what: `SCORE`, or a joint.
        part: of the reference; None for all of it. Scores of a part are found in longer takes too.
        speed: share of the music's own.
    """
    found = [_point(take, what, part) for take in takes if take.judged and abs(take.facts.speed - speed) < 0.005]
    return tuple(sorted((point for point in found if point is not None), key=lambda point: point.take.facts.begun))


def _point(take: Take, what: str, part: Phrase | None) -> Point | None:
    facts = take.facts
    if _same(facts.part, part):
        return _whole(take, what)
    if part is None or facts.part is not None or facts.outcome is None or what != SCORE:
        return None
    mark = next((mark for start, end, mark in facts.outcome.parts if _same(Phrase(start, end, 0), part)), None)
    return None if mark is None else Point(take, mark, facts.outcome.coverage, within=True)


def _whole(take: Take, what: str) -> Point | None:
    outcome = take.facts.outcome
    if outcome is None:
        return None if take.score is None or what != SCORE else Point(take, take.score)
    if what == SCORE:
        return None if outcome.score is None else Point(take, outcome.score, outcome.coverage, outcome.doubt)
    mark = dict(outcome.joints).get(what)
    return None if mark is None else Point(take, mark, outcome.coverage)


def _same(one: Phrase | None, other: Phrase | None) -> bool:
    """Whether two parts are the same, also where the counts were corrected in between."""
    if one is None or other is None:
        return one is other
    middle = (one.start_s + one.end_s) / 2
    mine, theirs = one.end_s - one.start_s, other.end_s - other.start_s
    return other.start_s <= middle < other.end_s and abs(mine - theirs) <= _AS_LONG * theirs


def trend_of(spans: Sequence[Span]) -> Trend | None:
    """How the last day or week differs from the first; None with fewer than two."""
    return course.change_of(spans, _USUAL_DOUBT, LEAST_CHANGE)
