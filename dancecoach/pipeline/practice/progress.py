"""Progress with a reference over days and weeks: of the whole or a part, all together or joint by joint.

Takes at different speeds are never put together: half as fast is another task. Two days differ clearly where their
means are further apart than twice the standard error of that difference; how far one take strays from the next is read
off days with several takes, and where there are too few of those, off the doubt in the scores themselves.
"""

import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from statistics import fmean
from typing import Literal

import attrs

from dancecoach.coaching.dance.phrases import Phrase
from dancecoach.pipeline.practice.takes import Take

SCORE = "score"
"""What is looked at: the score, or else a joint by its name."""

Grain = Literal["day", "week"]

LEAST_SURE = 0.75
"""Coverage below which a mark is shown as less sure: it rests on a part of the body."""

LEAST_CHANGE = 3.0
"""Marks; less is no change that a person would feel."""

_USUAL_DOUBT = 4.0
_LEAST_FREEDOM = 3
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


@attrs.frozen
class Span:
    """A day or a week with takes.

    Attributes:
        first: its first day.
        points: its takes, in order of time.
    """

    first: date
    points: tuple[Point, ...]

    @property
    def mean(self) -> float:
        """Mean mark."""
        return sum(point.mark for point in self.points) / len(self.points)

    @property
    def best(self) -> float:
        """Best mark."""
        return max(point.mark for point in self.points)


@attrs.frozen
class Trend:
    """How the last day or week differs from the first.

    Attributes:
        change: marks; positive is better.
        error: standard error of that.
        since: the first day.
    """

    change: float
    error: float
    since: date

    @property
    def clear(self) -> bool:
        """Whether it is more than chance, and more than nothing."""
        return abs(self.change) >= max(LEAST_CHANGE, 2 * self.error)


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


def grain_of(points: Sequence[Point]) -> Grain:
    """Days for two months, weeks for longer."""
    long = bool(points) and points[-1].when - points[0].when > timedelta(days=60)
    return "week" if long else "day"


def spans_of(points: Iterable[Point], grain: Grain = "day") -> tuple[Span, ...]:
    """Days or weeks with takes, in order."""

    def first(point: Point) -> date:
        day = point.when.date()
        return day - timedelta(days=day.weekday()) if grain == "week" else day

    return tuple(Span(day, tuple(group)) for day, group in groupby(points, key=first))


def trend_of(spans: Sequence[Span]) -> Trend | None:
    """How the last differs from the first; None with fewer than two."""
    if len(spans) < 2:
        return None
    first, last = spans[0], spans[-1]
    error = _stray(spans) * math.sqrt(1 / len(first.points) + 1 / len(last.points))
    return Trend(last.mean - first.mean, error, first.first)


def _stray(spans: Sequence[Span]) -> float:
    """Standard deviation from one take to the next."""
    freedom = sum(len(span.points) - 1 for span in spans)
    if freedom >= _LEAST_FREEDOM:
        return math.sqrt(sum((p.mark - span.mean) ** 2 for span in spans for p in span.points) / freedom)
    doubts = [point.doubt for span in spans for point in span.points if point.doubt is not None]
    return fmean(doubts) if doubts else _USUAL_DOUBT
