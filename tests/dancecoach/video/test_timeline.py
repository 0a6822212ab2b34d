"""Times from timestamps, whatever is wrong with them."""

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from dancecoach.video.timeline import FALLBACK_FPS, is_variable, straighten, usable_rate

MS = Fraction(1, 1000)
Floats = NDArray[np.float64]


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
        ([0, 40, 80, 5_000_080, 5_000_120], [0, 0.04, 0.08, 0.12, 0.16], 1),
        ([0, 40, 80, 3_000_080], [0, 0.04, 0.08, 3000.08], 0),
    ],
)
def test_straighten(pts: list[int | None], seconds: list[float], invented: int) -> None:
    times, made_up = straighten(pts, MS, fps=25)
    assert times == pytest.approx(seconds)
    assert made_up == invented


def test_a_clock_that_stands_tells_nothing() -> None:
    """Some writers give frames without times the smallest steps that the container allows."""
    times, made_up = straighten([0, 1, 2, 3, 7], Fraction(1, 19_200), fps=25)
    assert times == pytest.approx([0, 0.04, 0.08, 0.12, 0.16])
    assert made_up == 5
    times, made_up = straighten([0, 1, 2, 3, 4], Fraction(1, 1000), fps=1000)
    assert made_up == 0, "as fast as a camera can be"


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


def clock(count: int, fps: float, tick_s: float, how: Callable[[Floats], Floats] = np.rint) -> Floats:
    """Times of a steady clock in seconds, rounded to ticks."""
    return np.asarray(how(np.arange(count) / fps / tick_s) * tick_s)


@pytest.mark.parametrize("how", [np.rint, np.floor, np.ceil])
@pytest.mark.parametrize("fps", [23.976, 25, 29.97, 30, 59.94, 120])
@pytest.mark.parametrize("base", [MS, Fraction(1, 90_000), Fraction(1, 600), Fraction(1, 15_360)])
def test_rounding_is_no_variation(how: Callable[[Floats], Floats], fps: float, base: Fraction) -> None:
    steady = clock(300, fps, float(base), how)
    assert not is_variable(steady, base)
    steady[200:] += 1 / fps
    assert is_variable(clock(301, fps, float(base), how)[np.arange(301) != 200], base), "a frame is missing"
    assert is_variable(steady, base), "a frame lasts twice as long"


def test_rounding_twice_is_no_variation() -> None:
    """On a clock of 1/2400 s first, then repacked into milliseconds."""
    repacked = np.rint(clock(500, 59.94, 1 / 2400) * 1000) / 1000
    assert np.ptp(np.diff(repacked)) == pytest.approx(0.002)
    assert not is_variable(repacked, MS)


def test_thirty_frames_on_a_grid_of_sixtieths() -> None:
    """As a phone's short-video app writes them: the clock ticks 15360 times a second, steps are 1, 2 or 3 sixtieths."""
    base = Fraction(1, 15_360)
    late = np.random.default_rng(5).random(400) < 0.3
    times = (np.arange(400) * 2 + late) / 60
    assert set(np.rint(np.diff(times) * 60)) == {1, 2, 3}
    assert not is_variable(times, base)
    assert is_variable(np.delete(times, 150), base), "a frame is missing"


def test_film_on_a_television_clock() -> None:
    assert not is_variable(clock(200, 24, 1 / 60), Fraction(1, 60))


@pytest.mark.parametrize(
    "steps", [[33, 33, 33, 40], [33, 34, 33, 66], [16, 50, 33, 33], [33] * 50 + [34] * 50, [100, 200]]
)
def test_real_variation(steps: list[int]) -> None:
    assert is_variable(np.cumsum([0, *steps * 20]) / 1000, MS)


def test_a_missing_frame_where_a_tick_is_a_frame() -> None:
    frames = np.arange(100) / 30
    assert not is_variable(frames, Fraction(1, 30))
    assert is_variable(np.delete(frames, 40), Fraction(1, 30))


def test_too_few_frames_to_tell() -> None:
    assert not is_variable(np.array([0.0, 0.5]), MS)
    assert not is_variable(np.array([0.0]), MS)
