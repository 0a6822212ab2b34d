import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dancecoach.motion.windows import slope_weights, window_quantile, window_quantiles


@given(
    st.lists(st.one_of(st.none(), st.floats(-5, 5)), min_size=5, max_size=40), st.sampled_from([0.0, 0.15, 0.5, 1.0])
)
def test_quantiles_of_windows_are_those_of_their_known_values(values, share):
    signal = np.array([np.nan if v is None else v for v in values])
    out = window_quantile(signal, 5, share)
    assert len(out) == len(signal) - 4
    for start, value in enumerate(out):
        known = np.sort(signal[start : start + 5][np.isfinite(signal[start : start + 5])])
        expected = known[max(0, int(np.ceil(share * len(known))) - 1)] if len(known) else np.nan
        np.testing.assert_equal(value, expected)


@pytest.mark.parametrize("count", [20, 8], ids=["many windows", "one"])
def test_several_signals_at_once_are_each_by_itself(count):
    rng = np.random.default_rng(count)
    signals = np.where(rng.random((count, 3)) < 0.2, np.nan, rng.normal(size=(count, 3)))
    signals[:, 2] = np.nan
    shares = np.array([0.85, 0.15, 0.5])
    together = window_quantiles(signals, 8, shares)
    alone = [window_quantile(signals[:, k], 8, share) for k, share in enumerate(shares)]
    np.testing.assert_array_equal(together, np.stack(alone, axis=1))
    assert np.isfinite(together[:, :2]).all()
    assert np.isnan(together[:, 2]).all()


@pytest.mark.parametrize("offsets", [(-3, -2, -1, 0), (-1, 0, 1), (-3, -2, -1, 0, 1, 2, 3)])
def test_slopes_of_a_parabola_are_exact(offsets):
    times = tuple(o / 30 for o in offsets)
    values = [2 - 3 * t + 4 * t * t for t in times]
    assert np.dot(slope_weights(times, 1), values) == pytest.approx(-3)
    assert np.dot(slope_weights(times, 2), values) == pytest.approx(8)
