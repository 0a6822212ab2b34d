import math

import pytest

from dancecoach.pipeline.live.meter import SlidingMeter


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_a_steady_stream_has_its_rate_from_the_first_moments_on(clock):
    meter = SlidingMeter(1.0, clock)
    for i in range(200):
        clock.now = 100.0 + i / 30
        meter.add()
        if i >= 3:
            assert meter.rate() == pytest.approx(30, abs=1.01)
    assert meter.count == 200


def test_nothing_happened_is_zero_and_not_a_number(clock):
    meter = SlidingMeter(1.0, clock)
    assert meter.rate() == 0
    assert math.isnan(meter.percentile(50))


def test_what_is_older_than_the_window_does_not_count(clock):
    meter = SlidingMeter(1.0, clock)
    meter.add(9.0)
    clock.now += 5
    assert meter.rate() == 0
    meter.add(0.25)
    assert meter.percentile(50) == 0.25
    assert meter.count == 2


def test_percentiles_are_of_the_seconds_taken(clock):
    meter = SlidingMeter(10.0, clock)
    for i in range(101):
        clock.now += 0.01
        meter.add(i / 100)
    assert meter.percentile(50) == pytest.approx(0.5)
    assert meter.percentile(95) == pytest.approx(0.95)
