"""How a skill comes back to the ground: how deep, how upright, with how many steps, and when it is still."""

from itertools import pairwise

import attrs
import numpy as np

from dancecoach.coaching.measures.limbs import Limbs
from dancecoach.coaching.measures.takeoff import greatest
from dancecoach.motion.kinematics import velocity
from dancecoach.motion.points import Floats

SINKING_S = 0.7
"""Seconds after touch-down in which the knees are bent most and the trunk leans most."""

STEP_LENGTH = 0.08
"""Standing heights from which a foot that was set down anew has stepped: 14 cm."""

FOOT_SPEED = 0.6
"""Standing heights per second above which a foot is on its way."""

STILL_SPEED = 0.15
"""Standing heights per second below which the centre of mass is still ..."""

STILL_S = 0.3
"""... when it stays so for so long."""

_SETTLED_S = 0.06


@attrs.frozen
class Landing:
    """A landing. NaN where not known.

    Attributes:
        touchdown_knee: degrees at the first contact.
        deepest_knee: least angle after it, degrees.
        touchdown_lean: of the trunk at the first contact, degrees, forwards positive.
        largest_lean: of the trunk farthest from upright after it, likewise.
        steps: feet set down elsewhere, counted one by one; -1 where the feet were not seen.
        stillness: s from touch-down until the body is still; NaN where it is not before the limbs end.
    """

    touchdown_knee: float
    deepest_knee: float
    touchdown_lean: float
    largest_lean: float
    steps: int
    stillness: float


def landing_of(limbs: Limbs, moment: float) -> Landing:
    """The landing at a moment, s, of limbs that are known from there until something else begins."""
    sinking = limbs.between(moment, moment + SINKING_S)
    knee, lean = sinking.knee.mean(0), sinking.lean
    return Landing(
        touchdown_knee=at(limbs.times, limbs.knee.mean(0), moment),
        deepest_knee=-greatest(-knee),
        touchdown_lean=at(limbs.times, limbs.lean, moment),
        largest_lean=_farthest(lean),
        steps=_steps(limbs.between(moment, np.inf)),
        stillness=_stillness(limbs, moment),
    )


def at(times: Floats, values: Floats, moment: float) -> float:
    """The value at a moment between frames; NaN where it is not known at both sides of it."""
    after = int(np.searchsorted(times, moment))
    if not 0 < after < len(times):
        return float("nan")
    before = after - 1
    share = (moment - times[before]) / (times[after] - times[before])
    return float(values[before] * (1 - share) + values[after] * share)


def _farthest(lean: Floats) -> float:
    known = lean[np.isfinite(lean)]
    return float(known[np.argmax(np.abs(known))]) if len(known) else float("nan")


def _steps(limbs: Limbs) -> int:
    if len(limbs.times) < 5 or not np.isfinite(limbs.feet).any():
        return -1
    return sum(_displacements(limbs.times, foot) for foot in limbs.feet)


def _displacements(times: Floats, foot: Floats) -> int:
    """How often a foot rests elsewhere than where it rested before."""
    with np.errstate(invalid="ignore"):
        resting = np.linalg.norm(velocity(times, foot), axis=-1) < FOOT_SPEED
    edges = np.flatnonzero(np.diff(resting.astype(np.int8), prepend=0, append=0)).reshape(-1, 2)
    places = [np.nanmedian(foot[a:b], axis=0) for a, b in edges if times[b - 1] - times[a] >= _SETTLED_S]
    return sum(float(np.linalg.norm(there - here)) >= STEP_LENGTH for here, there in pairwise(places))


def _stillness(limbs: Limbs, moment: float) -> float:
    with np.errstate(invalid="ignore"):
        moving = ~(np.linalg.norm(velocity(limbs.times, limbs.centre), axis=-1) < STILL_SPEED)
    since = np.flatnonzero(limbs.times >= moment)
    start: int | None = None
    for i in since:
        if moving[i]:
            start = None
        elif start is None:
            start = int(i)
        if start is not None and limbs.times[i] - limbs.times[start] >= STILL_S:
            return float(limbs.times[start] - moment)
    return float("nan")
