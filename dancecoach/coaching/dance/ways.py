"""Ways in which a limb may differ that a person can be told, and by how many degrees at every moment.

High and low are against the vertical; forward, out and left against each body's own front, so that who stands turned is
told that, and not that every limb points elsewhere.
"""

from typing import Literal

import attrs
import numpy as np
from scipy.ndimage import gaussian_filter1d

from dancecoach.coaching.dance.aligned import Aligned
from dancecoach.coaching.dance.directions import JOINTS
from dancecoach.motion.grid import RATE_HZ
from dancecoach.motion.points import Floats

Way = Literal["high", "forward", "out", "bent", "left", "turned", "tilted", "off"]
"""What is too much where the amount is positive: too high, too far forward, too far out from the body, bent too much;
the trunk too far to the performer's left; shoulders or hips turned, or tilted, to the left; "off": no way to say it."""

STEADY_S = 0.1
"""Standard deviation of the window that takes out what the estimator trembles."""

_ARM_OR_LEG = {"wrist": "elbow", "ankle": "knee"}
_TWIN = {"left": "right", "right": "left"}
_LEAST_ACROSS = 0.3


@attrs.frozen
class Difference:
    """One way in which a limb differs.

    Attributes:
        joint: on the reference's body, a name of `JOINTS`.
        way: what is too much (positive amount) or too little.
        amount: degrees, signed; for "off" without sign.
    """

    joint: str
    way: Way
    amount: float

    def own(self, *, mirrored: bool) -> str:
        """The joint it is told of, on the learner's own body: a forearm that is bent too much is the elbow's matter."""
        side, _, part = self.joint.partition("_")
        if not part:
            return self.joint
        part = _ARM_OR_LEG[part] if self.way == "bent" else part
        return f"{_TWIN[side] if mirrored else side}_{part}"


def ways_of(aligned: Aligned, joint: str) -> dict[Way, Floats]:
    """(N,) degrees of each way in which a limb can be told to differ, signed; NaN where it cannot be told there.

    Args:
        aligned: learner beside reference.
        joint: on the reference's body, a name of `JOINTS`.
    """
    flat = aligned.here.flat
    here, there = (
        Facing.of(gaussian_filter1d(body.unit, STEADY_S * RATE_HZ, axis=0, mode="nearest"), flat=flat)
        for body in (aligned.here, aligned.there)
    )
    return ways_between(here, there, joint, mirrored=aligned.overlap.mirrored)


def ways_between(here: "Facing", there: "Facing", joint: str, *, mirrored: bool) -> dict[Way, Floats]:
    """The same of two bodies whose facing is known; where mirrored, ``here`` has been mirrored already."""
    mirror = -1.0 if mirrored else 1.0
    a, b = here.limb(joint), there.limb(joint)
    forward = _towards(a, here.forward) - _towards(b, there.forward)
    aside = _towards(a, here.across) - _towards(b, there.across)
    higher = _degrees(-a[:, 1]) - _degrees(-b[:, 1])
    side, _, part = joint.partition("_")
    if joint == "trunk":
        return {"left": mirror * aside, "forward": forward}
    if not part:
        turned = np.degrees(np.arctan2(a[:, 2], a[:, 0]) - np.arctan2(b[:, 2], b[:, 0]))
        turned = (turned + 180) % 360 - 180
        return {"turned": np.full_like(turned, np.nan) if here.flat else mirror * turned, "tilted": -mirror * higher}
    ways: dict[Way, Floats] = {"high": higher, "forward": forward, "out": aside * (1.0 if side == "left" else -1.0)}
    if part in _ARM_OR_LEG:
        inner = f"{side}_{_ARM_OR_LEG[part]}"
        ways["bent"] = _apart(here.limb(inner), a) - _apart(there.limb(inner), b)
    return ways


@attrs.frozen(eq=False)
class Facing:
    """Directions of a body and which way it faces.

    Attributes:
        unit: (N, L, 3).
        across: (N, 3) level, to the performer's left; NaN where it cannot be told.
        forward: (N, 3) level, to the front of the chest; NaN likewise, and in a flat picture.
        flat: whether depth is not known.
    """

    unit: Floats
    across: Floats
    forward: Floats
    flat: bool

    @classmethod
    def of(cls, unit: Floats, *, flat: bool) -> "Facing":
        """Those of (N, L, 3) directions, which need not have the length 1."""
        unit = _unit(unit)
        level = (unit[:, JOINTS.index("shoulders")] + unit[:, JOINTS.index("hips")]) * (1.0, 0.0, 1.0)
        size = np.linalg.norm(level, axis=1, keepdims=True)
        across = np.where(size > _LEAST_ACROSS, level / np.maximum(size, _LEAST_ACROSS), np.nan)
        # x right, y down, z away: one whose left is at the picture's right faces the camera.
        forward = np.stack([across[:, 2], 0 * across[:, 0], -across[:, 0]], axis=1)
        return cls(unit, across, np.full_like(forward, np.nan) if flat else forward, flat)

    def limb(self, joint: str) -> Floats:
        """(N, 3) its directions."""
        return np.asarray(self.unit[:, JOINTS.index(joint)])


def _towards(direction: Floats, axis: Floats) -> Floats:
    """(N,) degrees towards an axis, -90 to 90."""
    return _degrees((direction * axis).sum(axis=1))


def _unit(vectors: Floats) -> Floats:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.where(length > 1e-6, vectors / np.maximum(length, 1e-6), 0.0)


def _degrees(share: Floats) -> Floats:
    return np.asarray(np.degrees(np.arcsin(np.clip(share, -1.0, 1.0))))


def _apart(first: Floats, second: Floats) -> Floats:
    """(N,) degrees between two directions: how far a joint is bent."""
    return np.asarray(np.degrees(np.arccos(np.clip((first * second).sum(axis=1), -1.0, 1.0))))
