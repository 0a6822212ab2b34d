"""Trends: found where they are, not found where they are not, and never told of too little."""

import random
from datetime import UTC, date, datetime, timedelta

import attrs
import pytest

from dancecoach.pipeline.progress.course import FEW, FEW_SPANS, grain_of, spans_of, trend_of

BEGUN = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday


@attrs.frozen
class Dot:
    when: datetime
    mark: float
    doubt: float | None = None


def made(rng, days, per_day, *, rise=0.0, stray=1.0, by_day=0.0, doubt=None):
    """Values of which the whole rise from the first day to the last is known."""
    dots = []
    for day in range(days):
        level = rise * day / (days - 1) + rng.gauss(0, by_day)
        for number in range(per_day):
            when = BEGUN + timedelta(days=3 * day, minutes=number)
            dots.append(Dot(when, level + rng.gauss(0, stray), doubt))
    return dots


def told(many, **how):
    """Share of made courses in which a change is told, and those changes."""
    rng = random.Random(7)
    trends = [trend_of(spans_of(made(rng, **how))) for _ in range(many)]
    clear = [trend.change for trend in trends if trend is not None and trend.clear]
    return len(clear) / many, clear


@pytest.mark.parametrize(("days", "per_day", "by_day"), [(3, 2, 0), (6, 1, 0), (10, 3, 0), (5, 4, 1), (12, 3, 1)])
def test_chance_is_hardly_ever_told_as_a_change(days, per_day, by_day):
    share, _ = told(400, days=days, per_day=per_day, by_day=by_day)
    assert share < 0.09


def test_a_change_that_is_there_is_found_and_is_as_large_as_it_is():
    share, changes = told(200, days=8, per_day=4, rise=3.0)
    assert share > 0.95
    assert sum(changes) / len(changes) == pytest.approx(3.0, abs=0.15)
    share, changes = told(200, days=8, per_day=4, rise=-3.0)
    assert share > 0.95
    assert all(change < 0 for change in changes)


def test_the_error_is_as_large_as_changes_stray():
    rng = random.Random(1)
    trends = [trend_of(spans_of(made(rng, 8, 4, rise=2.0))) for _ in range(300)]
    inside = sum(abs(trend.change - 2.0) <= 2 * trend.error for trend in trends) / len(trends)
    assert 0.92 <= inside <= 0.995


def test_what_is_measured_badly_is_not_told_however_even_it_looks():
    even = [Dot(BEGUN + timedelta(days=day), 0.60 + 0.01 * day, 0.03) for day in range(6)]
    assert not trend_of(spans_of(even)).clear
    exact = [attrs.evolve(dot, doubt=0.001) for dot in even]
    assert trend_of(spans_of(exact)).clear


def test_too_few_values_or_days_tell_nothing():
    def course(days, per_day):
        return spans_of(made(random.Random(1), days, per_day, rise=50.0))

    assert trend_of(()) is None
    assert trend_of(course(FEW - 1, 1)) is None
    assert trend_of(course(FEW_SPANS - 1, 10)) is None
    assert trend_of(course(FEW, 1)) is not None
    assert trend_of(course(FEW_SPANS, 2)).since == date(2026, 3, 2)


def test_no_change_at_all_is_no_change():
    still = spans_of([Dot(BEGUN + timedelta(days=day), 1.0) for day in range(6)])
    assert trend_of(still).change == 0
    assert not trend_of(still).clear


def test_days_are_pooled_and_for_long_courses_weeks():
    dots = [Dot(BEGUN + timedelta(days=day), float(day)) for day in (0, 0, 1, 8)]
    assert [(span.first.day, span.mean, span.best) for span in spans_of(dots, "week")] == [
        (2, pytest.approx(1 / 3), 1.0),
        (9, 8.0, 8.0),
    ]
    assert grain_of(dots) == "day"
    assert grain_of([*dots, Dot(BEGUN + timedelta(days=61), 0.0)]) == "week"
    assert grain_of(()) == "day"
