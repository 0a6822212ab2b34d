"""A course of values over days and weeks: pooled, and what changed in it told only where it is more than chance.

Knows neither skills nor dances: what is on a course says when it was and what it is worth (`Dot`).
"""

import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from statistics import fmean, stdev
from typing import Generic, Literal, Protocol, TypeVar

import attrs

Grain = Literal["day", "week"]

LONG = timedelta(days=60)
"""From here on weeks are pooled instead of days."""

FEW = 6
"""With fewer values than this no trend is told."""

FEW_SPANS = 3
"""On fewer days or weeks than this neither: two days may differ for many reasons."""

_LEAST_FREEDOM = 3


class Dot(Protocol):
    """One value of a course."""

    @property
    def when(self) -> datetime:
        """When it was, by the clock of the place."""
        ...

    @property
    def mark(self) -> float:
        """What it is worth."""
        ...

    @property
    def doubt(self) -> float | None:
        """Its standard error; None where it is not known."""
        ...


P = TypeVar("P", bound=Dot)


@attrs.frozen
class Span(Generic[P]):
    """A day or a week.

    Attributes:
        first: its first day.
        points: what was then, in order of time; at least one.
    """

    first: date
    points: tuple[P, ...]

    @property
    def mean(self) -> float:
        """Mean value."""
        return fmean(point.mark for point in self.points)

    @property
    def best(self) -> float:
        """Largest value."""
        return max(point.mark for point in self.points)

    @property
    def error(self) -> float | None:
        """Standard error of the mean, by how the values stray or by their own doubt, whichever is larger."""
        doubts = [point.doubt for point in self.points if point.doubt is not None]
        known = [fmean(doubts)] if doubts else []
        if len(self.points) > 1:
            known.append(stdev(point.mark for point in self.points))
        return max(known) / math.sqrt(len(self.points)) if known else None


@attrs.frozen
class Trend:
    """What changed.

    Attributes:
        change: in the unit of the values.
        error: standard error of that.
        since: the first day.
        least: less than this is no change, however sure.
    """

    change: float
    error: float
    since: date
    least: float = 0.0

    @property
    def clear(self) -> bool:
        """Whether it is more than chance, and more than nothing."""
        return abs(self.change) >= max(self.least, 2 * self.error) and self.change != 0


def grain_of(points: Sequence[Dot]) -> Grain:
    """Days for two months, weeks for longer; the points in order of time."""
    return "week" if points and points[-1].when - points[0].when > LONG else "day"


def spans_of(points: Iterable[P], grain: Grain = "day") -> tuple[Span[P], ...]:
    """Days or weeks with points, in order; the points in order of time."""

    def first(point: P) -> date:
        day = point.when.date()
        return day - timedelta(days=day.weekday()) if grain == "week" else day

    return tuple(Span(day, tuple(group)) for day, group in groupby(points, key=first))


def change_of(spans: Sequence[Span[P]], usual: float, least: float = 0.0) -> Trend | None:
    """How the last day or week differs from the first; None with fewer than two.

    How far one value strays from the next is read off days with several, and where there are too few of those, off the
    doubt in the values themselves.

    Args:
        spans: in order.
        usual: doubt of a value that does not say its own.
        least: see `Trend`.
    """
    if len(spans) < 2:
        return None
    first, last = spans[0], spans[-1]
    error = _stray(spans, usual) * math.sqrt(1 / len(first.points) + 1 / len(last.points))
    return Trend(last.mean - first.mean, error, first.first, least)


def trend_of(spans: Sequence[Span[P]]) -> Trend | None:
    """The change along a straight line through the means of days or weeks, from the first to the last.

    Means of many values weigh more. The error is what the values stray by within a day, and more where the days stray
    further from the line than that; never less than the values' own doubt leaves; and widened where there are few
    values to read it off (Student's distribution), so that twice of it means the same however many there are.

    Returns:
        None with fewer than `FEW` values or `FEW_SPANS` days or weeks: nothing can be told then.
    """
    count = sum(len(span.points) for span in spans)
    if len(spans) < FEW_SPANS or count < FEW:
        return None
    days = [fmean(point.when.date().toordinal() for point in span.points) for span in spans]
    weights = [float(len(span.points)) for span in spans]
    whole = sum(weights)
    middle = sum(w * x for w, x in zip(weights, days, strict=True)) / whole
    level = sum(w * span.mean for w, span in zip(weights, spans, strict=True)) / whole
    width = sum(w * (x - middle) ** 2 for w, x in zip(weights, days, strict=True))
    slope = sum(w * (x - middle) * (s.mean - level) for w, x, s in zip(weights, days, spans, strict=True)) / width
    off = sum(w * (s.mean - level - slope * (x - middle)) ** 2 for w, x, s in zip(weights, days, spans, strict=True))
    length = days[-1] - days[0]
    return Trend(slope * length, _spread(spans, off) / math.sqrt(width) * length, spans[0].first)


def _spread(spans: Sequence[Span[P]], off: float) -> float:
    """Standard deviation of one value about the line, widened by how little it rests on.

    Args:
        spans: at least `FEW_SPANS`, with at least `FEW` values.
        off: sum over days or weeks of their values' number times the square of their mean's way from the line.
    """
    inside = sum((p.mark - span.mean) ** 2 for span in spans for p in span.points)
    within, between = sum(len(span.points) - 1 for span in spans), len(spans) - 2
    doubts = [point.doubt for span in spans for point in span.points if point.doubt is not None]
    known = fmean(doubts) if doubts else 0.0
    pooled = math.sqrt((inside + off) / (within + between)) * _widened(within + between)
    if off / between > (inside + off) / (within + between):
        # Days differ by more than attempts of a day do: then it is days that there are few of. Read off one or two
        # alone nothing would ever be told.
        pooled = max(pooled, math.sqrt(off / between) * _widened(max(between, _LEAST_FREEDOM)))
    return max(pooled, known)


def _widened(freedom: int) -> float:
    """What a standard deviation read off so few values has to be multiplied by, for twice of it to hold 95.4 %."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 0.977_249_868)) / 2


def _stray(spans: Sequence[Span[P]], usual: float) -> float:
    """Standard deviation from one value to the next."""
    freedom = sum(len(span.points) - 1 for span in spans)
    if freedom >= _LEAST_FREEDOM:
        return math.sqrt(sum((p.mark - span.mean) ** 2 for span in spans for p in span.points) / freedom)
    doubts = [point.doubt for span in spans for point in span.points if point.doubt is not None]
    return fmean(doubts) if doubts else usual
