"""Ways in which a limb may differ that a person can be told, and by how many degrees at every moment.

High and low are against the vertical; forward, out and left against each body's own front, so that who stands turned is
told that, and not that every limb points elsewhere.
"""

from typing import Literal

import attrs
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from dancecoach.coaching.dance.aligned import Aligned
from dancecoach.coaching.dance.directions import JOINTS
from dancecoach.coaching.dance.sight import seen_axes, sights_of
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
_LARGE_TURN = 60.0
_LEFT, _GUESSED = 2 / 3, 15.0
"""What has to be left of an amount where depth is hardly believed: this share of what is blamed, and so many degrees
more of a limb that points straight at the cameras."""


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


def ways_of(aligned: Aligned, joint: str, least: float) -> dict[Way, Floats]:
    """(N,) degrees of each way in which a limb can be told to differ, signed; NaN where it cannot be told there.

    Args:
        aligned: learner beside reference.
        joint: on the reference's body, a name of `JOINTS`.
        least: degrees from which the limb is blamed.
    """
    here, there = (
        gaussian_filter1d(body.unit, STEADY_S * RATE_HZ, axis=0, mode="nearest")
        for body in (aligned.here, aligned.there)
    )
    return told_ways((here, there), joint, least, turn=aligned.view_turn, mirrored=aligned.overlap.mirrored)


def told_ways(
    bodies: tuple[Floats, Floats], joint: str, least: float, *, turn: float | None, mirrored: bool
) -> dict[Way, Floats]:
    """The same of directions.

    A way that is hardly more than a guess at depth is not told: with the difference in depth believed as little as in
    the score (`sight`), enough of the amount has to be left, the more the more the limb points at the cameras.

    Args:
        bodies: (N, L, 3) the learner in the reference's view, mirrored already where they are, and the reference.
        joint: on the reference's body, a name of `JOINTS`.
        least: degrees from which the limb is blamed.
        turn: degrees the learner was turned by; None where depth is not known.
        mirrored: whether the learner dances the mirror image.
    """
    here, there = map(unit_of, bodies)
    theirs = Facing.of(there, flat=turn is None)
    ways = ways_between(Facing.of(here, flat=turn is None), theirs, joint, mirrored=mirrored)
    if turn is None:
        return ways
    believed = Facing.of(there + (here - there) @ seen_axes(turn), flat=False)
    left = ways_between(believed, theirs, joint, mirrored=mirrored)
    enough = _LEFT * least + _GUESSED * _depth(here, there, joint, turn)
    with np.errstate(invalid="ignore"):
        return {way: np.where(left[way] * np.sign(amount) >= enough, amount, np.nan) for way, amount in ways.items()}


def _depth(here: Floats, there: Floats, joint: str, turn: float) -> Floats:
    """(N,) 0 to 1, how far the limb of either body points along the line of sight of its camera, on average."""
    k = JOINTS.index(joint)
    sights = sights_of(turn)
    return np.asarray((np.abs(there[:, k] @ sights[0]) + np.abs(here[:, k] @ sights[1])) / 2)


def back_to_front(aligned: Aligned, joint: str) -> NDArray[np.bool_]:
    """(N,) where the line across shoulders or hips seems far turned, but not if one of the two was seen back to front.

    In profile an estimator may well do so.
    """
    if aligned.here.flat:
        return np.zeros(len(aligned), bool)
    k, sight = JOINTS.index(joint), sights_of(aligned.overlap.turn)[1]
    mine, theirs = aligned.here.unit[:, k], aligned.there.unit[:, k]
    other = mine - 2 * (mine @ sight)[:, None] * sight
    return np.asarray((_turned(mine, theirs) > _LARGE_TURN) & (_turned(other, theirs) < _LARGE_TURN))


def _turned(first: Floats, second: Floats) -> Floats:
    """(N,) degrees about the vertical between two directions, 0 to 180."""
    apart = np.degrees(np.arctan2(first[:, 2], first[:, 0]) - np.arctan2(second[:, 2], second[:, 0]))
    return np.asarray(np.abs((apart + 180) % 360 - 180))


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
        unit = unit_of(unit)
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


def unit_of(vectors: Floats) -> Floats:
    """(..., 3) of length 1, or 0 where hardly anything is left of them."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.where(length > 1e-6, vectors / np.maximum(length, 1e-6), 0.0)


def _degrees(share: Floats) -> Floats:
    return np.asarray(np.degrees(np.arcsin(np.clip(share, -1.0, 1.0))))


def _apart(first: Floats, second: Floats) -> Floats:
    """(N,) degrees between two directions: how far a joint is bent."""
    return np.asarray(np.degrees(np.arccos(np.clip((first * second).sum(axis=1), -1.0, 1.0))))
