"""How alike two dancers are, 0 to 100: shape, timing, size and flow, in all, by limb and by phrase.

*Shape* joins two numbers over the aligned moments, as far as cameras can tell (`sight`). The share of the reference's
movement that the learner explains, R² = 1 - Σ d² / Σ m² (d: how far apart two directions are, beyond `UNBLAMED`
degrees; m: how far the reference moves from its average), falls with every constant fault. One limb can cost no more
than all of its own movement, or an average limb's: two arms out of place are not worse than another dance. The
correlation of the two movements, which counts twice, is not deceived by two bodies that hardly move. What is left is
lowered by the share of joint-time in which a limb points plainly elsewhere. Standing still explains little and agrees
with nothing, the same clip explains everything.

Measured on BlazePose's poses of real clips, R² and correlation: the same choreography by two women 0.74 and 0.78; one
dance filmed from the front and from the side 0.56 and 0.67; other dances below 0.4 and 0.5, mostly below 0.3 and 0.35;
drawn ones below 0.5 and 0.53; standing still 0.2 and 0. In motion capture two takes to one song that move alike reach
58 and 60 points in all, two that do so loosely 21 and 28, other songs and dances at most 22.
"""

import math

import attrs
import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator
from scipy.ndimage import gaussian_filter1d

from dancecoach.coaching.dance.aligned import Aligned, deviations
from dancecoach.coaching.dance.directions import JOINTS, WEIGHTS
from dancecoach.coaching.dance.sight import degrees_across, seen_axes
from dancecoach.motion.grid import RATE_HZ
from dancecoach.motion.points import Floats

UNBLAMED = 7.0
"""Degrees that are never blamed: BlazePose's own error at the knee against measurement by hand."""

LEAST_COVERAGE = 0.5
"""Share of joint-time that must be seen for a score."""

_MARKS = (
    (0.0, 0.0), (0.25, 2.0), (0.46, 15.0), (0.5, 25.0), (0.58, 54.0), (0.66, 77.0), (0.76, 94.0), (0.9, 98.0),
    (1.0, 100.0),
)  # fmt: skip
"""(agreement, mark), both inclusive: steep where dances part, so that a different one is below and the same above, and
never flat, so that every fault costs. Set on the real pairs named above."""

_ASTRAY_DEG, _ASTRAY_WIDTH_DEG = 10.0, 40.0
_PUNCTUAL_S = 0.04
_LATE_S = 0.28
_LATE_POWER = 1.5
_SIZE = 0.5
_FLOW = 0.7
_JOINT_DEG = 35.0
_OTHERS = (0.35, 0.2, 0.15)
"""What timing, size and flow can take from the shape, shares of it: who dances something else is not saved by them."""

_LEAST_SPREAD = 0.25
"""A passage in which the reference hardly moves is judged as if it moved this share of what it does on average."""


@attrs.frozen
class Score:
    """Marks from 0 to 100, inclusive; None where too little was seen.

    Attributes:
        total: all together.
        shape: where the limbs are, once time is set aside.
        timing: how even the learner goes through the dance.
        size: whether movements are as large as the reference's.
        flow: whether they are as smooth.
        coverage: share of joint-time that could be judged, 0 to 1.
    """

    total: float | None
    shape: float | None
    timing: float | None
    size: float | None
    flow: float | None
    coverage: float


class Scorer:
    """Marks for parts of one dance, all measured against the spread of the whole."""

    def __init__(self, aligned: Aligned) -> None:
        self._aligned = aligned
        w, axes = aligned.weights, seen_axes(aligned.view_turn)
        mine, theirs = (deviations(body, w) @ axes for body in (aligned.here, aligned.there))
        apart = np.linalg.norm((aligned.here.unit - aligned.there.unit) @ axes, axis=2)
        self._off = degrees_across(apart) * (w > 0)
        self._parts = Movement(
            weights=w,
            theirs=w * (theirs**2).sum(axis=2),
            mine=w * (mine**2).sum(axis=2),
            both=w * (mine * theirs).sum(axis=2),
            loss=w * loss_of(self._off),
            astray=w * astray(self._off),
        )
        self._spread = float(self._parts.theirs.sum() / max(1e-9, w.sum()))
        self._rough_mine, self._rough_theirs = _roughness(mine, w), _roughness(theirs, w)

    @property
    def loss(self) -> Floats:
        """(N, L) squared distance of the directions beyond what is never blamed, times the limb's weight."""
        return self._parts.loss

    def coverage(self, moments: NDArray[np.bool_] | None = None) -> float:
        """Share of joint-time that both clips show, 0 to 1."""
        w = self._aligned.weights if moments is None else self._aligned.weights[moments]
        return float(w.sum() / (len(w) * WEIGHTS.sum())) if len(w) else 0.0

    def score(self, moments: NDArray[np.bool_] | None = None) -> Score:
        """The marks of the whole dance, or of the (N,) moments chosen."""
        chosen = np.ones(len(self._aligned), bool) if moments is None else moments
        coverage = self.coverage(chosen)
        if coverage < LEAST_COVERAGE or not chosen.any():
            return Score(None, None, None, None, None, round(coverage, 3))
        sums = self._parts.summed(chosen)
        shape, size = shape_mark(sums, self._spread), size_mark(sums)
        timing, flow = self._timing(chosen), self._flow(chosen)
        return Score(
            total=round(total_mark(shape, timing, size, flow), 1),
            shape=round(shape, 1),
            timing=round(timing, 1),
            size=round(size, 1),
            flow=round(flow, 1),
            coverage=round(coverage, 3),
        )

    def joint(self, joint: str, moments: NDArray[np.bool_] | None = None) -> float | None:
        """The mark of one joint, 0 to 100, by degrees alone; None where it is seen less than `LEAST_COVERAGE`.

        Beyond what is never blamed 10° on average (root mean square) leave 92, 20° 72, 35° 37, 60° 5.
        """
        k = JOINTS.index(joint)
        chosen = np.ones(len(self._aligned), bool) if moments is None else moments
        seen = (self._aligned.weights[:, k] > 0) & chosen
        if not chosen.any() or seen.sum() < LEAST_COVERAGE * chosen.sum():
            return None
        beyond = np.maximum(0.0, self._off[seen, k] - UNBLAMED)
        off = math.sqrt(float((beyond**2).mean()))
        return round(100 * math.exp(-((off / _JOINT_DEG) ** 2)), 1)

    def _timing(self, moments: NDArray[np.bool_]) -> float:
        late, sure = self._aligned.late_s[moments], self._aligned.sure[moments]
        return timing_mark(float((sure * late**2).sum()), float(sure.sum()))

    def _flow(self, moments: NDArray[np.bool_]) -> float:
        mine, theirs = float(self._rough_mine[moments].mean()), float(self._rough_theirs[moments].mean())
        rougher = max(0.0, math.log(max(1e-9, mine) / max(1e-9, theirs)))
        return 100 * math.exp(-((rougher / _FLOW) ** 2))


@attrs.frozen(eq=False)
class Movement:
    """What there is to judge, limb by limb: of single moments (N, L), or summed over some (L,).

    All but the first are as far as cameras can tell (`sight`), and weighted.

    Attributes:
        weights: how much a limb counts there.
        theirs: squared distance of the reference's directions from their average.
        mine: of the learner's from theirs.
        both: product of the two.
        loss: squared distance of the directions beyond what is never blamed (`loss_of`).
        astray: how plainly wrong the limb is (`astray`).
    """

    weights: Floats
    theirs: Floats
    mine: Floats
    both: Floats
    loss: Floats
    astray: Floats

    def summed(self, moments: NDArray[np.bool_]) -> "Movement":
        """Sums over the moments chosen."""
        names = (field.name for field in attrs.fields(Movement))
        return Movement(*(getattr(self, name)[moments].sum(axis=0) for name in names))


def loss_of(off: Floats) -> Floats:
    """(...) squared distance of two unit vectors so many degrees apart, beyond what is never blamed."""
    return np.asarray(2 * (1 - np.cos(np.radians(np.maximum(0.0, off - UNBLAMED)))))


def astray(off: Floats) -> Floats:
    """(...) 0 to 1, how plainly wrong a limb is: 0.06 at 20°, 0.22 at 30°, 0.8 at 60°."""
    return np.asarray(1 - np.exp(-((np.maximum(0.0, off - _ASTRAY_DEG) / _ASTRAY_WIDTH_DEG) ** 2)))


def shape_mark(sums: Movement, spread: float) -> float:
    """0 to 100.

    Args:
        sums: over the moments judged.
        spread: what ``theirs`` is on average over the whole reference, for each unit of weight.
    """
    usual = spread * sums.weights
    least = _LEAST_SPREAD * float(usual.sum())
    theirs = max(float(sums.theirs.sum()), least, 1e-9)
    most = np.maximum(np.maximum(sums.theirs, usual), 1e-9)
    explained = 1 - float((most * -np.expm1(-sums.loss / most)).sum()) / theirs
    together = float(sums.both.sum()) / math.sqrt(
        max(float(sums.mine.sum()), 1e-9) * max(float(sums.theirs.sum()), 1e-9)
    )
    if theirs <= least:
        together = max(together, explained)  # hardly any movement: there is nothing to go along with
    wrong = float(sums.astray.sum()) / max(1e-9, float(sums.weights.sum()))
    return mark((explained + 2 * together) / 3) * (1 - wrong)


def timing_mark(late_squared: float, sure: float) -> float:
    """0 to 100, by the sum of the squares of lateness, s², each as sure as it is, and the sum of how sure."""
    spread = math.sqrt(late_squared / max(1e-9, sure))
    return 100 * math.exp(-((max(0.0, spread - _PUNCTUAL_S) / _LATE_S) ** _LATE_POWER))


def size_mark(sums: Movement) -> float:
    """0 to 100, by how much learner and reference move."""
    ratio = math.sqrt(max(1e-9, float(sums.mine.sum())) / max(1e-9, float(sums.theirs.sum())))
    return 100 * math.exp(-((math.log(ratio) / _SIZE) ** 2))


def lost_marks(score: Score) -> dict[str, float]:
    """By the name of each mark how many points it takes from the total; empty where there is no score."""
    if score.shape is None:
        return {}
    others = zip(("timing", "size", "flow"), _OTHERS, (score.timing, score.size, score.flow), strict=True)
    taken = {name: score.shape * share * (1 - (mark or 0.0) / 100) for name, share, mark in others}
    return {"shape": 100 - score.shape, **taken}


def total_mark(shape: float, timing: float, size: float, flow: float) -> float:
    """0 to 100, all together."""
    lost = sum(share * (1 - part / 100) for share, part in zip(_OTHERS, (timing, size, flow), strict=True))
    return shape * (1 - lost)


_CURVE = PchipInterpolator([agreement for agreement, _ in _MARKS], [mark for _, mark in _MARKS])


def mark(agreement: float) -> float:
    """0 to 100 for the mean of R² and correlation, 1 at most: a smooth, rising curve through `_MARKS`."""
    return min(100.0, float(_CURVE(min(1.0, max(0.0, agreement)))))


def _roughness(moved: Floats, weights: Floats) -> Floats:
    """(N,) how much of the speed is change of speed, about 1/s; the camera's own jitter is smoothed away first."""
    smooth = gaussian_filter1d(moved, 0.08 * RATE_HZ, axis=0, mode="nearest")
    speed = np.gradient(smooth, 1 / RATE_HZ, axis=0) if len(smooth) > 1 else np.zeros_like(smooth)
    change = np.gradient(speed, 1 / RATE_HZ, axis=0) if len(smooth) > 1 else np.zeros_like(smooth)
    fast = (np.linalg.norm(speed, axis=2) * weights).sum(axis=1)
    jerky = (np.linalg.norm(change, axis=2) * weights).sum(axis=1)
    width = 0.5 * RATE_HZ
    return np.asarray(gaussian_filter1d(jerky, width) / (gaussian_filter1d(fast, width) + 0.05))
