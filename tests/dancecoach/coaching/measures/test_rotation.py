"""Turns counted on trunks that turn exactly as they are told."""

import numpy as np
import pytest

from dancecoach.coaching.measures.airtime import Airtime
from dancecoach.coaching.measures.posture import Posture
from dancecoach.coaching.measures.rotation import turning_of

T = np.arange(90) / 30


def posture(degrees, *, across=1.0, forward=None, sideways=None, found=None):
    """A trunk at these angles (T,), seen over a share of its length while it turns."""
    tilt = np.abs((degrees + 180) % 360 - 180)
    found = np.ones(len(T), bool) if found is None else found
    degrees = np.where(found, degrees, np.nan)
    tilt = np.where(found, tilt, np.nan)
    turning = (tilt > 30) & found
    still = np.zeros(len(T))
    return Posture(
        times=T,
        found=found,
        tilt=tilt,
        rotation=degrees,
        trunk_length=np.where(turning, 0.28 * across, 0.28),
        forward=still if forward is None else forward,
        sideways=still if sideways is None else sideways,
        hip=still + 170,
        knee=still + 170,
        spread=still,
        spread_sideways=still,
    )


def ramp(turns, begin=1.0, end=1.6):
    """Degrees that go up by so many turns between two moments."""
    return 360 * turns * np.clip((T - begin) / (end - begin), 0, 1)


def air(takeoff_s=1.0, touchdown_s=1.6, *, on_hands=False):
    return Airtime(takeoff_s, touchdown_s, None if on_hands else 0.03, supported=True, on_hands=on_hands)


def turns(body, flight=None, since_s=-np.inf, until_s=2.5):
    return turning_of(body, flight or air(), since_s=since_s, until_s=until_s)


@pytest.mark.parametrize("count", [0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 2.0])
@pytest.mark.parametrize("way", [-1, 1])
def test_across_the_picture_quarters_are_counted(count, way):
    assert turns(posture(way * ramp(count))).turns == count


@pytest.mark.parametrize("count", [1.0, 2.0])
def test_towards_the_camera_the_passages_are_counted(count):
    # Seen from the front the trunk shrinks, jumps over to upside down and back: the angle itself stays near 0 or 180.
    seen = np.where(np.abs((ramp(count) + 180) % 360 - 180) > 90, 180.0, 0.0)
    forward = ramp(count)
    result = turns(posture(seen, across=0.2, forward=forward))
    assert (result.turns, result.agreed) == (count, True)


@pytest.mark.parametrize(("forward", "sideways", "sense"), [(1, 0, 1), (-1, 0, -1), (-0.2, 1, 1), (0, 0, 1)])
def test_only_a_clear_turn_backwards_is_negative(forward, sideways, sense):
    body = posture(ramp(1.0), forward=forward * ramp(1.0), sideways=sideways * ramp(1.0))
    assert turns(body).turns == sense


def test_with_a_twist_the_first_half_tells_the_way():
    forward = -np.minimum(ramp(1.0), 360 - ramp(1.0))  # backwards, then the other side of the body comes round
    assert turns(posture(ramp(1.0), forward=forward)).turns == -1.0


def test_who_leans_at_take_off_and_landing_still_turns_once():
    leaning = -15 + ramp(0.87) * 1.0  # upright a little before and well after
    leaning += np.clip((T - 1.6) / 0.4, 0, 1) * (360 + 0 - leaning[-1])
    assert turns(posture(leaning)).turns == 1.0


def test_up_to_a_handstand_and_down_the_same_way_is_no_turn():
    up_and_down = 180 * np.interp(T, [0.6, 1.0, 1.8, 2.2], [0, 1, 1, 0])
    seen = np.where(up_and_down > 90, 180.0, 0.0)
    assert turns(posture(seen, across=0.2), air(0.8, 2.0, on_hands=True)).turns == 0.0


def test_in_a_series_the_turn_before_is_not_counted_again():
    # Never within 20 degrees of upright between the two somersaults.
    rotation = ramp(2.0, 0.6, 1.6)
    second = air(1.15, 1.6)
    assert turns(posture(rotation), second, since_s=1.05).turns == 1.0


@pytest.mark.parametrize(("lost", "counted"), [((36, 40), True), ((36, 44), False)])
def test_a_person_lost_for_long_has_no_turn(lost, counted):
    found = np.ones(len(T), bool)
    found[slice(*lost)] = False
    assert (turns(posture(ramp(1.0), found=found)).turns is not None) is counted


def test_nobody_around_take_off():
    assert turns(posture(ramp(1.0), found=T > 1.3)).turns is None


def test_witnesses_that_disagree_are_told():
    # The angle in the picture comes back, and yet the body was upside down in between: it may have gone over.
    there_and_back = 170 * np.interp(T, [1.0, 1.3, 1.6], [0, 1, 0])
    result = turns(posture(there_and_back))
    assert (result.turns, result.agreed) == (0.0, False)
