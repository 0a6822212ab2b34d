"""Take-offs and landings of limbs that move exactly as they are told."""

import numpy as np
import pytest

from dancecoach.coaching.measures.landing import landing_of
from dancecoach.coaching.measures.limbs import Limbs
from dancecoach.coaching.measures.takeoff import takeoff_of

T = np.arange(90) / 30


def limbs(*, knee=None, hip=None, lean=None, hands=None, feet=None, centre=None):
    """A body that stands still but for what is given."""
    still = np.zeros((len(T), 2))
    straight = np.full(len(T), 180.0)
    return Limbs(
        times=T,
        knee=np.stack([straight if knee is None else knee] * 2),
        hip=np.stack([straight if hip is None else hip] * 2),
        lean=np.zeros(len(T)) if lean is None else lean,
        hands=np.zeros(len(T)) if hands is None else hands,
        feet=np.stack([still, still]) if feet is None else feet,
        centre=still if centre is None else centre,
    )


def foot(*moves):
    """(T, 2) an ankle that goes some way within a third of a second from each of some moments."""
    x = sum((way * np.clip((T - start) * 3, 0, 1) for start, way in moves), np.zeros(len(T)))
    return np.stack([x, np.zeros(len(T))], axis=1)


@pytest.mark.parametrize(
    ("left", "right", "steps"),
    [
        ((), (), 0),
        (((0.5, 0.3),), (), 1),
        (((0.5, 0.3),), ((1.1, 0.3),), 2),
        (((0.5, 0.3), (1.5, -0.3)), (), 2),
        (((0.5, 0.04),), (), 0),
    ],
)
def test_steps_are_counted_foot_by_foot(left, right, steps):
    assert landing_of(limbs(feet=np.stack([foot(*left), foot(*right)])), 0.1).steps == steps


def test_feet_that_were_not_seen_made_no_steps_and_no_zero():
    nowhere = np.full((2, len(T), 2), np.nan)
    assert landing_of(limbs(feet=nowhere), 0.1).steps == -1


def test_the_deepest_knee_and_the_largest_lean_come_after_touch_down():
    knee = np.interp(T, [0.0, 0.5, 0.8, 1.4], [60, 170, 95, 170])
    lean = np.interp(T, [0.0, 0.5, 0.9, 1.5], [-80, -5, 40, 0])
    found = landing_of(limbs(knee=knee, lean=lean), 0.5)
    assert found.touchdown_knee == pytest.approx(170, abs=1)
    assert found.deepest_knee == pytest.approx(95, abs=1)
    assert found.touchdown_lean == pytest.approx(-5, abs=1)
    assert found.largest_lean == pytest.approx(40, abs=1)


def test_still_is_who_stays_still():
    sway = np.where(T < 1.5, 0.1 * np.sin(8 * np.pi * T), 0.1 * np.sin(8 * np.pi * 1.5))
    found = landing_of(limbs(centre=np.stack([sway, sway], axis=1)), 0.5)
    assert found.stillness == pytest.approx(1.0, abs=0.12)
    restless = 0.1 * np.sin(8 * np.pi * T)
    assert np.isnan(landing_of(limbs(centre=np.stack([restless, restless], axis=1)), 0.5).stillness)


def test_arms_swing_before_the_feet_leave():
    hands = 0.5 / (1 + np.exp(-(T - 1.37) * 15))
    assert takeoff_of(limbs(hands=hands), 1.5).arm_swing == pytest.approx(-0.13, abs=0.012)


def test_legs_push_and_extend():
    knee = 100 + 70 / (1 + np.exp(-(T - 1.4) * 20))
    found = takeoff_of(limbs(knee=knee), 1.5)
    assert found.knee == pytest.approx(170, abs=5)
    assert found.knee_speed == pytest.approx(70 * 20 / 4, rel=0.2)
    assert found.hip_speed == pytest.approx(0, abs=1)


def test_what_is_not_known_is_not_made_up():
    unknown = np.full(len(T), np.nan)
    found = takeoff_of(limbs(knee=unknown, hands=unknown), 1.5)
    assert np.isnan([found.knee, found.knee_speed, found.arm_swing]).all()
    landed = landing_of(limbs(knee=unknown, lean=unknown), 0.5)
    assert np.isnan([landed.touchdown_knee, landed.deepest_knee, landed.largest_lean]).all()
