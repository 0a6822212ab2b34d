"""When samples are heard, by a device that says so roughly."""

import numpy as np
import pytest

from dancecoach.video.sound_format import CHANNELS, RATE
from dancecoach.video.sound_heard import READY_S, DeviceClock, HeardLine
from dancecoach.video.sound_passage import Heard
from dancecoach.video.sound_pieces import Piece

BLOCK = 960


def told(clock, seconds, *, rate=RATE, jitter=None, begin=0, at_s=0.0):
    """Tell the clock of blocks; by how much it is off after each, s."""
    off = []
    for index in range(begin, begin + round(seconds * RATE), BLOCK):
        true = at_s + (index - begin) / rate
        clock.tell(index, true + (0.0 if jitter is None else float(jitter(index // BLOCK))))
        off.append(clock.heard_s(index) - true)
    return np.array(off)


@pytest.mark.parametrize("rate", [RATE, RATE * 1.001, RATE * 0.999])
def test_it_settles_on_the_devices_own_rate(rate):
    rng = np.random.default_rng(0)
    off = told(DeviceClock(), 60.0, rate=rate, jitter=lambda _i: rng.normal(0, 0.005))
    assert np.abs(off[100:]).max() < 0.01
    assert np.abs(off[-500:]).mean() < 0.003


def test_blocks_that_come_in_bursts_are_evened_out():
    """Four blocks at once, each said to be heard when the first of them is: the middle of the four is right."""
    off = told(DeviceClock(), 30.0, jitter=lambda i: -(i % 4) * BLOCK / RATE)
    assert np.ptp(off[500:]) < 0.01


def test_a_device_that_stumbles_is_followed_at_once():
    clock = DeviceClock()
    told(clock, 5.0)
    off = told(clock, 1.0, begin=5 * RATE, at_s=5.4)
    assert np.abs(off).max() < 1e-6


def piece(media_s, length=RATE // 10, speed=1.0):
    return Piece(np.ones((length, CHANNELS), np.float32), media_s, speed)


def test_a_gap_in_the_reading_stops_the_moment_until_it_goes_on():
    line = HeardLine()
    run = line.begin(Heard(3.0))
    assert line.at(0.0) == Heard(3.0)
    assert line.put(run, piece(3.0), 0.0)
    line.take(RATE // 5, 0.0, 0.0)  # twice as much as there is
    assert line.at(0.05).media_s == pytest.approx(3.05)
    assert line.at(0.15).media_s == pytest.approx(3.1)
    assert line.put(run, piece(3.1), 0.0)
    line.take(RATE // 10, 0.2, 0.2)
    assert line.at(0.25).media_s == pytest.approx(3.15)


def test_it_takes_no_more_than_it_needs_and_nothing_of_a_run_that_is_over():
    line = HeardLine()
    run = line.begin(Heard(0.0))
    while line.put(run, piece(0.0), 0.0):
        pass
    assert line.wait_ready(READY_S, 0.0)
    line.begin(Heard(0.0))
    assert not line.put(run, piece(0.0), 0.0)
    assert not line.current(run)
    line.finish(run)
    assert not line.take(BLOCK, 0.0, 0.0).any()


def test_hours_of_a_short_loop_are_not_remembered():
    line = HeardLine()
    run = line.begin(Heard(0.0))
    for lap in range(1_000):
        assert line.put(run, Piece(np.ones((BLOCK * 10, CHANNELS), np.float32), 1.0, 1.0, None, lap), 0.0)
        line.take(BLOCK * 10, lap * 0.2, lap * 0.2)
        assert line.at(lap * 0.2 + 0.1).lap == lap
    assert len(line._spans) < 200
