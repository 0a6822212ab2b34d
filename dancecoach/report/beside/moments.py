"""Which moments of the dance are shown: where it costs most, and where it is right while something happens."""

import attrs
import numpy as np
from scipy.ndimage import gaussian_filter1d

from dancecoach.coaching.dance.aligned import Aligned, deviations
from dancecoach.coaching.dance.comparison import Comparison
from dancecoach.coaching.dance.directions import JOINTS
from dancecoach.coaching.dance.faults import Fault, seen_degrees
from dancecoach.motion.grid import RATE_HZ
from dancecoach.motion.points import Floats

WORST, BEST = 3, 2
_APART_S = 1.5
_STEADY_S = 0.25
_LOST = 6.0
"""How much more a difference counts against a good moment than movement counts for it."""

_SEEN = 0.8


@attrs.frozen
class Moment:
    """A moment to be shown.

    Attributes:
        index: of the aligned moments.
        faults: what is wrong there, the shown one first; none where it is right.
        cue: the shown one's sentence; "" where it is right.
    """

    index: int
    faults: tuple[Fault, ...] = ()
    cue: str = ""


def worst_moments(comparison: Comparison) -> tuple[Moment, ...]:
    """The most costly differences at their clearest, at most `WORST`, in the order of the dance."""
    aligned = comparison.aligned
    if aligned is None:
        return ()
    off = seen_degrees(aligned)
    pairs = sorted(zip(comparison.faults, comparison.cues, strict=True), key=lambda pair: -pair[0].cost)
    chosen: list[Moment] = []
    for fault, cue in pairs:
        index = _clearest(aligned, off, fault)
        if all(abs(aligned.learner_s[index] - aligned.learner_s[m.index]) >= _APART_S for m in chosen):
            now = float(aligned.learner_s[index])
            others = [f for f in comparison.faults if f is not fault and f.start_s <= now <= f.end_s]
            chosen.append(Moment(index, (fault, *others), cue))
        if len(chosen) == WORST:
            break
    return tuple(sorted(chosen, key=lambda moment: moment.index))


def best_moments(comparison: Comparison) -> tuple[Moment, ...]:
    """Where the two go together best while the reference moves far from its average, at most `BEST`, in order."""
    aligned = comparison.aligned
    if aligned is None or comparison.score.total is None:
        return ()
    weights = aligned.weights
    moved = (weights * (deviations(aligned.there, weights) ** 2).sum(axis=2)).sum(axis=1)
    lost = (weights * 2 * (1 - np.cos(np.radians(aligned.degrees)))).sum(axis=1)
    enough = weights.sum(axis=1) >= _SEEN * weights.sum(axis=1).max(initial=0.0)
    worth = gaussian_filter1d(moved - _LOST * lost, _STEADY_S * RATE_HZ, mode="nearest")
    worth = np.where(enough, worth, -np.inf)
    for fault in comparison.faults:
        worth[(aligned.learner_s >= fault.start_s) & (aligned.learner_s <= fault.end_s)] = -np.inf
    chosen: list[Moment] = []
    while len(chosen) < BEST and len(worth) and np.isfinite(worth).any():
        index = int(worth.argmax())
        chosen.append(Moment(index))
        worth[np.abs(aligned.learner_s - aligned.learner_s[index]) < 2 * _APART_S] = -np.inf
    return tuple(sorted(chosen, key=lambda moment: moment.index))


def limb_of_fault(fault: Fault, aligned: Aligned) -> str:
    """The joint of `JOINTS`, on the reference's body, whose limb a fault is about: of a bent elbow the forearm."""
    side, _, part = fault.joint.partition("_")
    if part and aligned.overlap.mirrored:
        side = {"left": "right", "right": "left"}[side]
    if part and fault.way == "bent":
        part = {"elbow": "wrist", "knee": "ankle"}[part]
    return f"{side}_{part}" if part else fault.joint


def _clearest(aligned: Aligned, off: Floats, fault: Fault) -> int:
    """The moment in a fault at which its limb is farthest off."""
    inside = (aligned.learner_s >= fault.start_s - 1e-9) & (aligned.learner_s <= fault.end_s + 1e-9)
    limb = JOINTS.index(limb_of_fault(fault, aligned))
    return int(np.where(inside, off[:, limb], -1.0).argmax())
