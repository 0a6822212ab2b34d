import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dancecoach.motion.grid import RATE_HZ, GridStream, resample, to_frames


def streamed(times, values):
    stream = GridStream()
    parts = [stream.push(float(t), v) for t, v in zip(times, values, strict=True)]
    return np.concatenate([t for t, _ in parts]), np.concatenate([v for _, v in parts])


def test_a_line_stays_a_line_at_any_frame_rate():
    for fps in (24, 25, 29.97, 50, 60, 240):
        times = 3.0 + np.arange(int(2 * fps)) / fps
        grid, values = resample(times, np.column_stack([times, -2 * times]))
        np.testing.assert_allclose(np.diff(grid), 1 / RATE_HZ)
        assert grid[0] == times[0]
        assert times[-1] - 1 / RATE_HZ < grid[-1] <= times[-1] + 1e-6
        np.testing.assert_allclose(values, np.column_stack([grid, -2 * grid]))


def test_frames_on_the_grid_are_taken_as_they_are():
    times = np.arange(20) / 30
    values = np.random.default_rng(0).normal(size=(20, 3))
    np.testing.assert_allclose(resample(times, values)[1], values, atol=1e-9)


def test_half_the_time_towards_an_unknown_frame_is_unknown():
    times, values = np.array([0.0, 0.1, 0.2]), np.array([[1.0], [np.nan], [3.0]])
    _, samples = resample(times, values)
    np.testing.assert_allclose(samples[:, 0], [1, 1, np.nan, np.nan, np.nan, 3, 3])


def test_a_long_gap_is_unknown_but_for_its_ends():
    times, values = np.array([0.0, 1.0, 1.1]), np.ones((3, 1))
    _, samples = resample(times, values)
    assert np.isnan(samples[1:30]).all()
    assert np.isfinite(samples[[0, 30, 31, 32, 33]]).all()


@pytest.mark.parametrize("count", [0, 1])
def test_no_frame_and_one_frame(count):
    grid, samples = resample(np.arange(count) * 0.04, np.ones((count, 2)))
    assert grid.shape == (count,)
    assert samples.shape == (count, 2)


@given(
    st.lists(st.floats(0.002, 0.4), min_size=1, max_size=60),
    st.lists(st.booleans(), min_size=61, max_size=61),
    st.floats(0, 1e5),
)
def test_a_stream_gives_what_the_whole_clip_gives(steps, known, start):
    times = start + np.concatenate([[0.0], np.cumsum(steps)])
    values = np.where(known, 1.0, np.nan)[: len(times), None] * np.sin(times)[:, None]
    whole, piecewise = resample(times, values), streamed(times, values)
    np.testing.assert_allclose(piecewise[0], whole[0])
    np.testing.assert_allclose(piecewise[1], whole[1], atol=1e-6)


def test_after_a_reset_the_grid_begins_with_the_next_frame():
    stream = GridStream()
    stream.push(5.0, np.array([1.0]))
    stream.reset()
    times, values = stream.push(2.01, np.array([7.0]))
    assert times.tolist() == [2.01]
    assert values.tolist() == [[7.0]]


def test_back_to_the_frames():
    grid = np.arange(4) / 30
    back = to_frames(grid, np.array([[0.0], [1.0], [0.0], [0.0]]), np.array([-1.0, 1 / 60, 1 / 30, 0.05, 9.0]))
    np.testing.assert_allclose(back[:, 0], [0, 0.5, 1, 0.5, 0])
