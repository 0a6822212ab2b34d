"""Where and how a learner differs: the costly moments, each with a limb, a direction and an amount."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

import attrs
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d, label

from dancecoach.coaching.dance.aligned import Aligned
from dancecoach.coaching.dance.directions import JOINTS, Directions
from dancecoach.coaching.dance.phrases import Phrase
from dancecoach.coaching.dance.scoring import UNBLAMED, Scorer
from dancecoach.motion.grid import RATE_HZ
from dancecoach.motion.points import Floats

Way = Literal["high", "forward", "out", "bent", "left", "turned", "tilted", "off"]
"""What is too much where the amount is positive: too high, too far forward, too far out from the body, bent too much;
the trunk too far to the performer's left; shoulders or hips turned, or tilted, to the left; "off": no way to say it."""

BLAMED = 15.0
"""Degrees from which a difference is said: twice the error of one estimate, as two of them are compared."""

MOST_A_PHRASE = 3
SHORTEST_S = 0.3
_STEADY_S = 0.1

_ARM_OR_LEG = {"wrist": "elbow", "ankle": "knee"}
_INNER = {"wrist": ("elbow", "wrist"), "ankle": ("knee", "ankle")}
_LEAST_ACROSS = 0.3


@attrs.frozen
class Fault:
    """One difference that lasts.

    Attributes:
        start_s: presentation time of the learner, inclusive.
        end_s: inclusive.
        reference_start_s: the moment of the reference that belongs to the start.
        joint: on the learner's own body: "left_elbow", "trunk", "shoulders", "hips".
        way: what is too much (positive amount) or too little.
        amount: degrees, signed; for "off" without sign.
        difference: mean degrees between the two directions, 0 to 180.
        cost: its part of the loss of the whole dance, 0 to 1.
    """

    start_s: float
    end_s: float
    reference_start_s: float
    joint: str
    way: Way
    amount: float
    difference: float
    cost: float


def faults_of(aligned: Aligned, scorer: Scorer, phrases: Sequence[Phrase]) -> tuple[Fault, ...]:
    """The most costly differences, at most three a phrase, in the order of the dance.

    Args:
        aligned: learner beside reference.
        scorer: what each difference costs.
        phrases: parts of the reference.
    """
    total = max(1e-9, float(scorer.loss.sum()))
    found: list[Fault] = []
    for phrase in phrases:
        chosen = aligned.between(phrase.start_s, phrase.end_s)
        if chosen.any():
            worst = sorted(_in_phrase(aligned, scorer, chosen, total), key=lambda fault: -fault.cost)
            found += _one_a_limb(worst)[:MOST_A_PHRASE]
    return tuple(sorted(found, key=lambda fault: fault.start_s))


def _one_a_limb(faults: Sequence[Fault]) -> list[Fault]:
    """The first of each arm, leg and middle: what the upper arm does wrong the forearm need not repeat."""
    kept: dict[str, Fault] = {}
    for fault in faults:
        kept.setdefault(limb_of(fault.joint), fault)
    return list(kept.values())


def limb_of(joint: str) -> str:
    """Which limb a joint belongs to: "left arm", "right leg", or "middle" for the trunk and its lines."""
    side, _, part = joint.partition("_")
    if part in ("elbow", "wrist"):
        return f"{side} arm"
    return f"{side} leg" if part in ("knee", "ankle") else "middle"


def _in_phrase(aligned: Aligned, scorer: Scorer, chosen: NDArray[Any], total: float) -> Iterator[Fault]:
    steady = gaussian_filter1d(aligned.degrees, _STEADY_S * RATE_HZ, axis=0, mode="nearest")
    blamed = (steady >= BLAMED) & (aligned.weights > 0) & chosen[:, None]
    for k, joint in enumerate(JOINTS):
        runs, count = label(blamed[:, k])
        for run in range(1, count + 1):
            moments = np.flatnonzero(runs == run)
            if len(moments) < SHORTEST_S * RATE_HZ:
                continue
            way, amount = _way(aligned, moments, joint)
            yield Fault(
                start_s=float(aligned.learner_s[moments[0]]),
                end_s=float(aligned.learner_s[moments[-1]]),
                reference_start_s=float(aligned.reference_s[moments[0]]),
                joint=_own(joint, aligned.overlap.mirrored)
                if way != "bent"
                else _own(_bending(joint), aligned.overlap.mirrored),
                way=way,
                amount=amount,
                difference=float(aligned.degrees[moments, k].mean()),
                cost=float(scorer.loss[moments, k].sum()) / total,
            )


def _bending(joint: str) -> str:
    side, _, part = joint.partition("_")
    return f"{side}_{_ARM_OR_LEG[part]}"


def _own(joint: str, mirrored: bool) -> str:
    """A joint of the reference's naming on the learner's own body."""
    if not mirrored:
        return joint
    side, _, part = joint.partition("_")
    return {"left": f"right_{part}", "right": f"left_{part}"}.get(side, joint)


def _way(aligned: Aligned, moments: NDArray[Any], joint: str) -> tuple[Way, float]:
    """The way of saying a difference that says most of it, and how many degrees it is that way."""
    side, _, part = joint.partition("_")
    here, there = _Frame.of(aligned.here, moments), _Frame.of(aligned.there, moments)
    ways: dict[Way, float] = {}
    mirror = -1.0 if aligned.overlap.mirrored else 1.0
    if not part:
        ways = _middle_ways(here, there, joint, mirror)
    else:
        a, b = here.limb(joint), there.limb(joint)
        ways["high"] = _elevation(a) - _elevation(b)
        if here.across is not None and there.across is not None:
            ways["forward"] = _share(a, here.forward) - _share(b, there.forward)
            outward = 1.0 if side == "left" else -1.0
            ways["out"] = outward * (_share(a, here.across) - _share(b, there.across))
        if part in _INNER:
            first, second = (f"{side}_{p}" for p in _INNER[part])
            bend = _apart(here.limb(first), here.limb(second)) - _apart(there.limb(first), there.limb(second))
            ways["bent"] = 1.2 * bend  # what a person feels best; said in its own degrees below
    name: Way = max(ways, key=lambda way: abs(ways[way])) if ways else "off"
    amount = ways.get(name, 0.0) / (1.2 if name == "bent" else 1.0)
    # A difference that is none of these by half (a hand that circles against the other's circle) has no way.
    k = JOINTS.index(joint)
    apart = float(aligned.degrees[moments, k].mean())
    return (name, amount) if abs(amount) >= max(UNBLAMED, 0.5 * apart) else ("off", apart)


def _middle_ways(here: "_Frame", there: "_Frame", joint: str, mirror: float) -> dict[Way, float]:
    a, b = here.limb(joint), there.limb(joint)
    if joint == "trunk":
        if here.across is None or there.across is None:
            return {}
        return {
            "left": mirror * (_share(a, here.across) - _share(b, there.across)),
            "forward": _share(a, here.forward) - _share(b, there.forward),
        }
    turned = np.degrees(np.arctan2(a[2], a[0]) - np.arctan2(b[2], b[0]))
    return {"turned": mirror * float((turned + 180) % 360 - 180), "tilted": mirror * -(_elevation(a) - _elevation(b))}


@attrs.frozen(eq=False)
class _Frame:
    """Mean directions over some moments, and which way the body faces there.

    Attributes:
        unit: (L, 3) mean directions.
        across: (3,) level, to the performer's left; None where it cannot be told.
        forward: (3,) level, to the front of the chest.
    """

    unit: Floats
    across: Floats | None
    forward: Floats

    @classmethod
    def of(cls, directions: Directions, moments: NDArray[Any]) -> "_Frame":
        """Those of the moments chosen."""
        unit = directions.unit[moments].mean(axis=0)
        length = np.linalg.norm(unit, axis=1, keepdims=True)
        unit = np.where(length > 1e-6, unit / np.maximum(length, 1e-6), 0.0)
        line = unit[JOINTS.index("shoulders")] + unit[JOINTS.index("hips")]
        level = np.array([line[0], 0.0, line[2]])
        size = float(np.linalg.norm(level))
        if directions.flat or size < _LEAST_ACROSS:
            return cls(unit, None, np.zeros(3))
        across = level / size
        # x right, y down, z away: one whose left is at the picture's right faces the camera.
        return cls(unit, across, np.array([across[2], 0.0, -across[0]]))

    def limb(self, joint: str) -> Floats:
        """(3,) its mean direction."""
        return np.asarray(self.unit[JOINTS.index(joint)])


def _elevation(direction: Floats) -> float:
    """Degrees above the level, -90 to 90; y points down."""
    return _share(direction, np.array([0.0, -1.0, 0.0]))


def _share(direction: Floats, axis: Floats) -> float:
    """Degrees towards an axis, -90 to 90."""
    return float(np.degrees(np.arcsin(np.clip(direction @ axis, -1.0, 1.0))))


def _apart(first: Floats, second: Floats) -> float:
    """Degrees between two directions: how far a joint is bent."""
    return float(np.degrees(np.arccos(np.clip(first @ second, -1.0, 1.0))))
