"""The body's shape in flight from angles that are known, and none where the body was lost."""

import numpy as np
import pytest

from dancecoach.coaching.measures.airtime import Airtime
from dancecoach.coaching.measures.posture import Posture
from dancecoach.coaching.measures.shape import shape_of

T = 31
TIMES = np.arange(T) / 30


def flown(takeoff_s, touchdown_s):
    """A flight between two moments."""
    return Airtime(takeoff_s, touchdown_s, 0.03, supported=True, on_hands=False)


@pytest.fixture
def flight():
    """One second from the first frame to the last."""
    return flown(0.0, 1.0)


def held(hip, knee, tilt=0.0, spread=0.0):
    """A posture that stays as it is."""
    same = np.ones(T)
    return Posture(
        times=TIMES, found=np.ones(T, bool), tilt=np.broadcast_to(tilt, T) * same, rotation=np.zeros(T),
        trunk_length=0.3 * same, forward=np.zeros(T), sideways=np.zeros(T), hip=hip * same, knee=knee * same,
        spread=spread * same, spread_sideways=same,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("hip", "knee", "turns", "shape"),
    [
        (70, 60, 1.0, "tuck"),
        (70, 170, 1.0, "pike"),
        (170, 170, 1.0, "layout"),
        (170, 170, 0.0, "straight"),
        (126, 170, 0, ""),
    ],
)
def test_hips_and_knees_say_it(flight, hip, knee, turns, shape):
    assert shape_of(held(hip, knee), flight, turns) == shape


def test_a_fast_somersault_keeps_its_shape(flight):
    around = 180 - np.abs((TIMES * 1000) % 360 - 180)  # 1,000 degrees a second
    assert shape_of(held(70, 60, around), flight, 2.75) == "tuck"


def test_a_trunk_that_leaps_belongs_to_nobody(flight):
    """The head left the picture, and the network folded the body up upside down."""
    tilt = np.where((TIMES > 0.4) & (TIMES < 0.6), 175.0, 5.0)
    assert shape_of(held(70, 170, tilt), flight, 0.0) == ""


def test_what_leaps_before_the_flight_is_of_no_account():
    tilt = np.where(TIMES < 0.1, 175.0, 5.0)
    assert shape_of(held(70, 60, tilt), flown(0.3, 1.0), 1.0) == "tuck"
