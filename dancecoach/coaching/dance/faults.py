"""Where and how a learner differs: the costly moments, each with a limb, a direction and an amount.

A fault is a stretch in which one limb is off one way that a person can be told (`ways`), and that way is at least half
of the whole difference. How far something is from the camera, which it sees least, counts little (`sight`).
"""

from collections.abc import Iterator, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d, label

from dancecoach.coaching.dance.aligned import Aligned
from dancecoach.coaching.dance.directions import JOINTS
from dancecoach.coaching.dance.phrases import Phrase
from dancecoach.coaching.dance.scoring import Scorer
from dancecoach.coaching.dance.sight import degrees_seen
from dancecoach.coaching.dance.ways import STEADY_S, Difference, Way, back_to_front, ways_of
from dancecoach.motion.grid import RATE_HZ
from dancecoach.motion.points import Floats

BLAMED = 15.0
"""Degrees from which a difference is said: twice the error of one estimate, as two of them are compared."""

MOST_A_PHRASE = 3
SHORTEST_S = 0.3

_SAYS = 0.6
"""A way tells a difference if it is this share of it: else to correct it would not put it right."""

_LINE_BLAMED = 30.0
"""The lines across shoulders and hips are short, so that their directions are the least certain."""

_EXPLAINS = 0.6
"""A limb that is this share as far off, or less, once the part it hangs on is put right, is not told for itself."""

_CARRIERS: dict[str, tuple[str, ...]] = {
    "elbow": ("trunk", "shoulders"),
    "wrist": ("trunk", "shoulders", "elbow"),
    "knee": ("hips",),
    "ankle": ("hips", "knee"),
    "shoulders": ("trunk",),
}
"""What each part hangs on, outwards; limbs on that of their own side."""

_PREFERRED = 1.15
_STEEP = 0.75
"""Where several ways tell the same: a joint that bends is told first; a limb that points up or down (y of more than
this) goes out or forward, one that is level goes up."""

_UNTELLABLE = 45.0
"""Degrees from which a difference is said even where there is no way to tell it."""

_UNTOLD = 0.25
"""What such a one counts against others."""


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
    """The most costly differences, at most three a phrase: phrase by phrase, the most costly of each first.

    Args:
        aligned: learner beside reference.
        scorer: what each difference costs.
        phrases: parts of the reference.
    """
    degrees = seen_degrees(aligned)
    limbs = [_Limb.of(aligned, degrees, joint) for joint in JOINTS]
    found: list[Fault] = []
    for phrase in phrases:
        chosen = aligned.between(phrase.start_s, phrase.end_s)
        if chosen.any():
            worst = sorted(_in_phrase(aligned, scorer, limbs, chosen), key=lambda pair: -pair[0])
            told = _one_a_limb([fault for _worth, fault in worst])[:MOST_A_PHRASE]
            found += sorted(told, key=lambda fault: -fault.cost)
    return tuple(found)


def _worth(fault: Fault, level: bool) -> float:
    """How much there is in telling it: what it costs, the more the larger the share of it that the way tells.

    Args:
        fault: which one.
        level: whether the reference's limb points more to a side than up or down.
    """
    if fault.way == "off":
        return fault.cost * _UNTOLD
    return fault.cost * told_by(fault.way, fault.amount, fault.difference, level=level)


def told_by(way: Way, amount: float, difference: float, *, level: bool) -> float:
    """0 to 1, how well a way tells a difference of so many degrees; of a limb that is level, or not."""
    natural: tuple[Way, ...] = ("bent", "high", "out", "forward") if level else ("bent", "out", "forward", "high")
    place = natural.index(way) if way in natural else 0
    return float(min(1.0, abs(amount) / max(1.0, difference)) ** 2 * _PREFERRED**-place)


def is_level(direction_y: Floats) -> bool:
    """Whether a limb points more to a side than up or down, by y of its directions."""
    return bool(np.abs(direction_y).mean() < _STEEP)


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


@attrs.frozen(eq=False)
class _Limb:
    """One limb over the whole dance.

    Attributes:
        joint: name of `JOINTS`.
        off: (N,) degrees by which it differs as far as cameras can tell.
        blamed: (N,) where that is too much, and its own doing.
        ways: (N,) degrees of each way to tell it.
    """

    joint: str
    off: Floats
    blamed: NDArray[np.bool_]
    ways: dict[Way, Floats]

    @classmethod
    def of(cls, aligned: Aligned, degrees: Floats, joint: str) -> "_Limb":
        k = JOINTS.index(joint)
        off = degrees[:, k]
        across = joint in ("shoulders", "hips")
        least = _LINE_BLAMED if across else BLAMED
        blamed = (off >= least) & (aligned.weights[:, k] > 0)
        if across:
            blamed &= ~back_to_front(aligned, joint)
        if not blamed.any():
            return cls(joint, off, blamed, {})
        return cls(joint, off, blamed & ~_carried(aligned, degrees, joint), ways_of(aligned, joint, least))

    def differences(self, chosen: NDArray[np.bool_]) -> Iterator[tuple[NDArray[np.intp], Difference]]:
        """The stretches of the moments chosen in which it differs one way, each with its way."""
        blamed = self.blamed & chosen
        told = np.zeros(len(blamed), bool)
        for way, amount in self.ways.items():
            for sign in (1.0, -1.0):
                with np.errstate(invalid="ignore"):
                    this = blamed & (sign * amount >= np.maximum(BLAMED, _SAYS * self.off))
                told |= this
                for moments in _runs(this):
                    yield moments, Difference(self.joint, way, float(np.median(amount[moments])))
        for moments in _runs(blamed & ~told & (self.off >= _UNTELLABLE)):
            yield moments, Difference(self.joint, "off", float(np.median(self.off[moments])))


def _in_phrase(
    aligned: Aligned, scorer: Scorer, limbs: Sequence[_Limb], chosen: NDArray[np.bool_]
) -> Iterator[tuple[float, Fault]]:
    """What differs in a phrase, each with what there is in telling it."""
    total = max(1e-9, float(scorer.loss.sum()))
    for k, limb in enumerate(limbs):
        for moments, difference in limb.differences(chosen):
            fault = _fault(aligned, scorer, moments, difference, total)
            yield _worth(fault, is_level(aligned.there.unit[moments, k, 1])), fault


def _carried(aligned: Aligned, degrees: Floats, joint: str) -> NDArray[np.bool_]:
    """(N,) where a limb is off because what it hangs on is."""
    carried = np.zeros(len(aligned), bool)
    for carrier in carriers_of(joint):
        carried |= carries(aligned.here.unit, aligned.there.unit, degrees, (carrier, joint))
    return carried


def carriers_of(joint: str) -> tuple[str, ...]:
    """What a limb hangs on, names of `JOINTS`, the nearest last."""
    side, _, part = joint.partition("_")
    return tuple(c if c in JOINTS else f"{side}_{c}" for c in _CARRIERS.get(part or side, ()))


def carries(here: Floats, there: Floats, degrees: Floats, pair: tuple[str, str]) -> NDArray[np.bool_]:
    """(N,) where one limb being off is most of why another is.

    Args:
        here: (N, L, 3) the learner's directions.
        there: (N, L, 3) the reference's.
        degrees: (N, L) between them, as far as cameras can tell.
        pair: joints of the carrier and of what it carries.
    """
    c, k = (JOINTS.index(joint) for joint in pair)
    moved = rotated(here[:, k], here[:, c], there[:, c])
    rest, off = (np.arccos(np.clip((a * there[:, k]).sum(axis=1), -1.0, 1.0)) for a in (moved, here[:, k]))
    return np.asarray((degrees[:, c] >= BLAMED) & (rest <= _EXPLAINS * off))


def rotated(vectors: Floats, first: Floats, second: Floats) -> Floats:
    """(N, 3) vectors turned by what turns each ``first`` into its ``second`` on the shortest way (Rodrigues)."""
    axis = np.cross(first, second)
    cosine = (first * second).sum(axis=1, keepdims=True)
    along = (axis * vectors).sum(axis=1, keepdims=True) * axis / np.maximum(1 + cosine, 1e-6)
    return np.asarray(vectors * cosine + np.cross(axis, vectors) + along)


def seen_degrees(aligned: Aligned) -> Floats:
    """(N, L) degrees by which each limb differs as far as cameras can tell, steadied."""
    off = degrees_seen(aligned.here.unit, aligned.there.unit, aligned.view_turn)
    return np.asarray(gaussian_filter1d(off * (aligned.weights > 0), STEADY_S * RATE_HZ, axis=0, mode="nearest"))


def _runs(flags: NDArray[np.bool_]) -> Iterator[NDArray[np.intp]]:
    """The stretches that last `SHORTEST_S`."""
    runs, count = label(flags)
    for run in range(1, count + 1):
        moments = np.flatnonzero(runs == run)
        if len(moments) >= SHORTEST_S * RATE_HZ:
            yield moments


def _fault(aligned: Aligned, scorer: Scorer, moments: NDArray[np.intp], found: Difference, total: float) -> Fault:
    k = JOINTS.index(found.joint)
    return Fault(
        start_s=float(aligned.learner_s[moments[0]]),
        end_s=float(aligned.learner_s[moments[-1]]),
        reference_start_s=float(aligned.reference_s[moments[0]]),
        joint=found.own(mirrored=aligned.overlap.mirrored),
        way=found.way,
        amount=found.amount,
        difference=float(aligned.degrees[moments, k].mean()),
        cost=float(scorer.loss[moments, k].sum()) / total,
    )
