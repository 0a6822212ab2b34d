"""The common scale of time."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dancecoach.gui.widgets.time_axis import TimeAxis, clock_text, tick_text


@given(st.floats(0.01, 36_000), st.floats(100, 4000), st.floats(0, 1))
def test_there_and_back(end, width, share):
    axis = TimeAxis(end, width)
    assert axis.time(axis.x(share * end)) == pytest.approx(share * end, abs=1e-6 * end)


@given(st.floats(0, 36_000), st.floats(0, 4000))
def test_labels_stand_apart_and_within(end, width):
    axis = TimeAxis(end, width)
    places = [axis.x(t) for t in axis.ticks(60)]
    assert len(places) <= 200
    if end <= 3600 and len(places) > 1 and axis.room >= 60:
        assert min(b - a for a, b in pairwise(places)) >= 59.9


@pytest.mark.parametrize(
    ("time_s", "digits", "text"),
    [(0, 0, "0:00"), (65.25, 2, "1:05.25"), (59.9996, 3, "1:00.000"), (3725, 0, "1:02:05")],
)
def test_clock_text(time_s, digits, text):
    assert clock_text(time_s, digits) == text


def test_labels_have_as_many_digits_as_they_need():
    assert [tick_text(1.5, s) for s in (0.05, 0.5, 1)] == ["0:01.50", "0:01.5", "0:02"]


@given(st.floats(0.1, 3600), st.floats(200, 4000), st.floats(0, 1), st.floats(0.1, 40))
def test_one_label_is_the_origin_and_none_is_outside(end, width, share, slowed):
    axis = TimeAxis(end, width, share * end, slowed)
    ticks = list(axis.ticks(60))
    assert share * end in ticks
    assert min(ticks) >= -1e-6 * end
    assert max(ticks) <= end * (1 + 1e-6)
