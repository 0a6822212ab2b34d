"""Times from timestamps, whatever is wrong with them."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dancecoach.video.timeline import FALLBACK_FPS, is_variable, straighten, usable_rate

MS = Fraction(1, 1000)


@pytest.mark.parametrize(
    ("pts", "seconds", "invented"),
    [
        ([500, 533, 600], [0, 0.033, 0.1], 0),
        ([-100, 0, 100], [0, 0.1, 0.2], 0),
        ([0, None, None, 300], [0, 0.1, 0.2, 0.3], 2),
        ([0, 100, 100, 300], [0, 0.1, 0.2, 0.3], 1),
        ([0, 100, 50, 300], [0, 0.1, 0.2, 0.3], 1),
        ([None, None, 100, 140], [0, 0.04, 0.08, 0.12], 2),
        ([0, 40, None, None], [0, 0.04, 0.08, 0.12], 2),
        ([None, None, None], [0, 0.04, 0.08], 3),
        ([7], [0], 0),
        ([None], [0], 1),
    ],
)
def test_straighten(pts: list[int | None], seconds: list[float], invented: int) -> None:
    times, made_up = straighten(pts, MS, fps=25)
    assert times == pytest.approx(seconds)
    assert made_up == invented


@given(st.lists(st.none() | st.integers(-(10**9), 10**9), min_size=1, max_size=60))
def test_times_always_increase_from_zero(pts: list[int | None]) -> None:
    times, made_up = straighten(pts, Fraction(1, 90_000), fps=30)
    assert len(times) == len(pts)
    assert times[0] == 0
    assert np.all(np.diff(times) > 0)
    assert 0 <= made_up <= len(pts)


@pytest.mark.parametrize(
    ("rates", "fps"),
    [
        ((Fraction(30000, 1001), None), 30000 / 1001),
        ((Fraction(0), Fraction(24)), 24),
        ((Fraction(90_000), Fraction(50)), 50),
        ((None, None), FALLBACK_FPS),
    ],
)
def test_usable_rate(rates: tuple[Fraction | None, ...], fps: float) -> None:
    assert usable_rate(*rates) == pytest.approx(fps)


def test_rounding_to_the_time_base_is_no_variation() -> None:
    steady = np.floor(np.arange(200) / 29.97 * 1000) / 1000
    assert not is_variable(steady, MS)
    steady[100:] += 1 / 29.97
    assert is_variable(steady, MS), "one frame was dropped"
    assert not is_variable(np.array([0.0, 0.5]), MS)
