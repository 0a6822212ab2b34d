"""Media time from a clock: forwards, backwards, round a loop, for any frame times."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dancecoach.gui.review.player.playback import SPEEDS, Playback, index_at, next_speed


def test_forwards_at_half_speed():
    play = Playback(1.0, 100.0, 0.5, 0.0, 10.0)
    assert play.at(104.0) == pytest.approx(3.0)
    assert not play.over(104.0)
    assert play.over(118.0)
    assert play.at(500.0) == 10.0


def test_backwards_to_the_start():
    play = Playback(4.0, 0.0, -2.0, 0.0, 10.0)
    assert play.at(1.0) == pytest.approx(2.0)
    assert play.over(2.0)
    assert play.at(9.0) == 0.0


@given(st.floats(-2, 2).filter(lambda r: abs(r) > 0.01), st.floats(0, 1000))
def test_a_loop_never_leaves_its_ends_and_never_ends(rate, later):
    play = Playback(2.5, 0.0, rate, 2.0, 3.0, loop=True)
    assert 2.0 <= play.at(later) <= 3.0
    assert not play.over(later)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=50, unique=True), st.floats(-1, 101))
def test_the_frame_on_show_is_the_last_that_has_begun(times, at):
    times = sorted(times)
    index = index_at(times, at)
    assert times[index] <= at or index == 0
    assert index == len(times) - 1 or times[index + 1] > at


def test_speeds_go_up_and_down_and_stop_at_the_ends():
    speed, seen = SPEEDS[0], [SPEEDS[0]]
    for _ in range(20):
        speed = next_speed(speed, 1)
        seen.append(speed)
    assert tuple(sorted(set(seen))) == SPEEDS
    assert next_speed(0.6, -1) == 0.5
    assert next_speed(SPEEDS[0], -1) == SPEEDS[0]
