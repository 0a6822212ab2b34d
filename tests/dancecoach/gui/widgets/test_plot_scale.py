from datetime import date, timedelta
from itertools import pairwise

import pytest

from dancecoach.gui.widgets.plot_scale import DAY_S, named_days, nice_ticks, noon

FIRST = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("low", "high"), [(0.48, 0.65), (0.0, 1.0), (-30.0, 12.0), (5.0, 5.0), (0.0, 0.0), (99.0, 181.0), (-1e-4, 1e-4)]
)
def test_levels_are_round_and_around_all_values(low, high):
    ticks = nice_ticks(low, high)
    assert 2 <= len(ticks) <= 8
    assert ticks[0] <= low + 1e-12
    assert ticks[-1] >= high - 1e-12
    steps = {round(b - a, 12) for a, b in pairwise(ticks)}
    assert len({f"{step:.6g}" for step in steps}) == 1


@pytest.mark.parametrize(
    ("offsets", "named"),
    [
        ((), ()),
        ((0,), (0,)),
        ((0, 1, 2), (0, 1, 2)),
        ((0, 1, 2, 40, 69, 70), (0, 40, 70)),
        (range(71), (0, 10, 20, 30, 40, 50, 60, 70)),
    ],
)
def test_days_are_named_as_far_as_they_can_be_read(offsets, named):
    days = [FIRST + timedelta(days=offset) for offset in offsets]
    assert [(day - FIRST).days for day in named_days(days)] == list(named)


def test_all_days_are_equally_long():
    days = [FIRST + timedelta(days=offset) for offset in range(60)]  # summer time begins among them
    assert {noon(b) - noon(a) for a, b in pairwise(days)} == {DAY_S}
