"""How a skill leaves the ground: how far and how fast knees and hips extend, and when the arms swing."""

import attrs
import numpy as np

from dancecoach.coaching.measures.limbs import Limbs
from dancecoach.motion.kinematics import velocity
from dancecoach.motion.points import Floats

EXTENDED_S = (0.1, 0.05)
"""Seconds before and after the last contact in which the body is most extended: the moment itself is known to a
frame or two only, in which a knee goes through 20 degrees."""

PUSH_S = 0.4
"""Seconds before the last contact in which legs and hips push."""

SWING_S = (0.6, 0.1)
"""Seconds before and after the last contact in which the arms swing."""


@attrs.frozen
class TakeOff:
    """A take-off. NaN where not known.

    Attributes:
        knee: greatest extension about the last contact, degrees.
        hip: likewise.
        knee_speed: fastest extension before it, degrees per second.
        hip_speed: likewise.
        arm_swing: moment at which the hands rise fastest, s after the last contact; negative before it.
    """

    knee: float
    hip: float
    knee_speed: float
    hip_speed: float
    arm_swing: float


def takeoff_of(limbs: Limbs, moment: float) -> TakeOff:
    """The take-off at a moment, s, of limbs that are known from a second before."""
    about = limbs.between(moment - EXTENDED_S[0], moment + EXTENDED_S[1])
    return TakeOff(
        knee=greatest(about.knee.mean(0)),
        hip=greatest(about.hip.mean(0)),
        knee_speed=_fastest(limbs, limbs.knee, moment),
        hip_speed=_fastest(limbs, limbs.hip, moment),
        arm_swing=_swing(limbs, moment),
    )


def greatest(values: Floats) -> float:
    """The greatest known value; NaN where none is known."""
    known = values[np.isfinite(values)]
    return float(known.max()) if len(known) else float("nan")


def _fastest(limbs: Limbs, angles: Floats, moment: float) -> float:
    rate = velocity(limbs.times, angles.mean(0))
    return greatest(rate[(limbs.times >= moment - PUSH_S) & (limbs.times <= moment + EXTENDED_S[1])])


def _swing(limbs: Limbs, moment: float) -> float:
    rate = velocity(limbs.times, limbs.hands)
    rate[(limbs.times < moment - SWING_S[0]) | (limbs.times > moment + SWING_S[1])] = np.nan
    if not np.isfinite(rate).any():
        return float("nan")
    top = int(np.nanargmax(rate))
    return _vertex(limbs.times, rate, top) - moment


def _vertex(times: Floats, values: Floats, top: int) -> float:
    """The moment of the parabola's top through the highest value and its neighbours."""
    near = slice(max(top - 1, 0), top + 2)
    t, v = times[near] - times[top], values[near]
    if len(t) < 3 or not np.isfinite(v).all():
        return float(times[top])
    a, b, _c = np.polyfit(t, v, 2)
    return float(times[top] + np.clip(-b / (2 * a), t[0], t[-1])) if a < 0 else float(times[top])
