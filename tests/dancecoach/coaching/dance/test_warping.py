"""Early and late: as the figure was delayed, to a few hundredths of a second, within the slope's bounds."""

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dancecoach.coaching.dance.comparison import compare
from dancecoach.coaching.dance.warping import FASTEST, SLOWEST, limited

LIMIT_S = 0.03


def passage(seconds):
    """Late from second 5 on, punctual again at 13."""
    return lambda t: seconds * np.clip(np.minimum(t - 5.0, 13.0 - t), 0.0, 1.0)


def error(found, truth):
    """Mean absolute error of lateness, s, about the median where no sound tells the zero."""
    aligned = found.aligned
    sure = aligned.sure > 0.3
    true = truth(aligned.learner_s)
    if not found.by_sound:
        true = true - np.median(true[sure])
    return float(np.abs(aligned.late_s - true)[sure].mean())


@pytest.mark.parametrize(("seconds", "noise"), [(-0.2, 0.0), (0.35, 0.0), (0.08, 0.01), (0.2, 0.01)])
def test_a_late_passage_is_measured(dance, seconds, noise) -> None:
    late = passage(seconds)
    found = compare(dance(noise=noise, seed=3), dance(when=lambda t: t - late(t), noise=noise))
    assert error(found, late) < LIMIT_S
    assert np.abs(found.aligned.late_s).max() == pytest.approx(abs(seconds), abs=0.06)


def test_a_late_passage_at_another_tempo_and_rate_is_measured(dance) -> None:
    late = passage(0.2)
    right = dance(noise=0.01, seed=3)
    slow = dance(when=lambda t: 0.9 * (t - late(t)), last_s=right.times[-1] / 0.9, noise=0.01)
    assert error(compare(right, slow), late) < LIMIT_S
    assert error(compare(right, dance(when=lambda t: t - late(t), fps=24.0, noise=0.01)), late) < LIMIT_S


def test_with_the_music_a_learner_may_be_late_throughout(dance, reference) -> None:
    behind = dance(when=lambda t: t - 0.15, noise=0.01)
    found = compare(reference, behind, offset_s=0.0)
    assert found.by_sound
    assert error(found, lambda t: np.full(len(t), 0.15)) < LIMIT_S
    assert found.score.timing < 80
    # Without it nobody knows when the music began.
    assert compare(reference, behind).score.timing > 95


@pytest.mark.parametrize("begin_s", [3.0, 6.0, 7.0])
def test_a_short_take_with_a_gap_is_as_punctual_as_it_was(dance, reference, begin_s) -> None:
    """Four beats, and half a second of them dropped by the camera: the open ends of the path are no lateness."""
    whole = dance(noise=0.015, seed=5)
    at = whole.times - begin_s
    keep = (at >= 0) & (at <= 3.0) & ~((at > 0.4) & (at < 1.1))
    fields = ("times", "landmarks", "world", "visibility", "found")
    take = attrs.evolve(whole, **{name: getattr(whole, name)[keep] for name in fields})
    found = compare(reference, take, offset_s=0.0, tempo=1.0)
    assert np.abs(found.aligned.late_s).max() < 0.1
    assert found.score.timing > 90


def test_where_nothing_moves_lateness_is_not_believed(dance) -> None:
    still = compare(dance(noise=0.01, seed=2), dance(dance.stand, noise=0.01))
    same = compare(dance(noise=0.01, seed=2), dance(noise=0.01))
    assert np.median(still.aligned.sure) < 0.6 < 0.9 < np.median(same.aligned.sure)


steps = st.lists(st.floats(-3, 3), min_size=2, max_size=60)


@given(steps, st.floats(0.5, 1.5))
def test_the_slope_stays_within_its_bounds(values, tempo) -> None:
    times = np.arange(len(values)) / 30
    bounds = SLOWEST * tempo, FASTEST * tempo
    slopes = np.diff(limited(np.cumsum(values), times, *bounds)) * 30
    assert slopes.min() >= bounds[0] - 1e-6
    assert slopes.max() <= bounds[1] + 1e-6


@given(st.lists(st.floats(0, 1), min_size=2, max_size=60))
def test_what_is_within_the_bounds_is_left_alone(shares) -> None:
    times = np.arange(len(shares)) / 30
    values = np.cumsum(SLOWEST + np.array(shares) * (FASTEST - SLOWEST)) / 30
    assert limited(values, times, SLOWEST, FASTEST) == pytest.approx(values, abs=1e-9)
