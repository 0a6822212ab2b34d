import numpy as np
import pytest

from dancecoach.coaching.measures.limbs import Limbs
from dancecoach.coaching.measures.takeoff import greatest, takeoff_of

TIMES = np.arange(0, 1.5, 1 / 60)
LAST_CONTACT = 1.0


def limbs(knee, hands=0.0):
    """Both knees the same; hips follow at half their speed; hands at a height."""
    knee = np.broadcast_to(knee, TIMES.shape)
    nothing = np.zeros((len(TIMES), 2))
    return Limbs(
        times=TIMES,
        knee=np.stack([knee, knee]),
        hip=np.stack([90 + knee / 2] * 2),
        lean=np.zeros(len(TIMES)),
        hands=np.broadcast_to(hands, TIMES.shape) * 1.0,
        feet=np.stack([nothing, nothing]),
        centre=nothing,
    )


def test_the_push_is_as_fast_as_the_knees_extend_before_the_last_contact():
    done = takeoff_of(limbs(np.clip(80 + 400 * (TIMES - 0.75), 80, 170)), LAST_CONTACT)
    assert (done.knee_speed, done.hip_speed) == (pytest.approx(400, rel=0.05), pytest.approx(200, rel=0.05))
    assert (done.knee, done.hip) == (pytest.approx(170), pytest.approx(175))


def test_what_the_knees_do_long_before_and_in_the_air_does_not_count():
    early = np.where(TIMES < 0.3, 170.0, np.where(TIMES > 1.2, 175.0, 120.0))
    done = takeoff_of(limbs(early), LAST_CONTACT)
    assert (done.knee, done.knee_speed) == (pytest.approx(120), pytest.approx(0, abs=1))


@pytest.mark.parametrize("before_s", [0.05, 0.15, 0.31])
def test_the_arms_swing_when_the_hands_rise_fastest_between_two_frames_too(before_s):
    rise = np.tanh((TIMES - (LAST_CONTACT - before_s)) / 0.08)
    assert takeoff_of(limbs(120.0, rise), LAST_CONTACT).arm_swing == pytest.approx(-before_s, abs=0.006)


def test_what_is_not_seen_is_not_known():
    done = takeoff_of(limbs(np.nan, np.nan), LAST_CONTACT)
    assert np.isnan([done.knee, done.hip, done.knee_speed, done.hip_speed, done.arm_swing]).all()
    assert greatest(np.array([np.nan, 3.0, 5.0])) == 5.0
