"""How alike two dancers are, 0 to 100: shape, timing, size and flow, in all, by limb and by phrase.

*Shape* joins two numbers over the aligned moments. The share of the reference's movement that the learner explains,
R² = 1 - Σ d² / Σ m² (d: how far apart two directions are, beyond `UNBLAMED` degrees; m: how far the reference moves
from its average), falls with every constant fault. The correlation of the two movements does not, and is not deceived
by two bodies that hardly move. Standing still explains nothing (R² and correlation about 0), the same clip everything.

Measured on BlazePose's poses of real clips: the same choreography by two women R² 0.6, correlation 0.74; one dance
filmed from the front and from the side 0.3 and 0.66; other dances below 0.16 and 0.5, mostly below -0.2 and 0.35.
"""

import math

import attrs
import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import PchipInterpolator
from scipy.ndimage import gaussian_filter1d

from dancecoach.coaching.dance.aligned import Aligned, deviations
from dancecoach.coaching.dance.directions import JOINTS, WEIGHTS
from dancecoach.motion.grid import RATE_HZ
from dancecoach.motion.points import Floats

UNBLAMED = 7.0
"""Degrees that are never blamed: BlazePose's own error at the knee against measurement by hand."""

LEAST_COVERAGE = 0.5
"""Share of joint-time that must be seen for a score."""

_MARKS = ((0.0, 0.0), (0.2, 5.0), (0.33, 20.0), (0.43, 50.0), (0.53, 70.0), (0.66, 86.0), (0.85, 95.0), (1.0, 100.0))
"""(agreement, mark), both inclusive: steep where dances part, so that a different one is below and the same above, and
never flat, so that every fault costs. Set on the real pairs named above."""

_PUNCTUAL_S = 0.04
_LATE_S = 0.18
_SIZE = 0.5
_FLOW = 0.7
_JOINT_DEG = 35.0
_OTHERS = (0.2, 0.1, 0.1)
"""What timing, size and flow can take from the shape, shares of it: who dances something else is not saved by them."""

_LEAST_SPREAD = 0.25
"""A limb that hardly moves is judged as if it moved this share of what limbs do on average."""


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
        w = aligned.weights
        mine, theirs = deviations(aligned.here, w), deviations(aligned.there, w)
        excess = np.radians(np.maximum(0.0, aligned.degrees - UNBLAMED))
        self._loss: Floats = w * 2 * (1 - np.cos(excess))
        self._excess = excess
        self._mine, self._theirs = w * (mine**2).sum(axis=2), w * (theirs**2).sum(axis=2)
        self._both = w * (mine * theirs).sum(axis=2)
        self._spread = float(self._theirs.sum() / max(1e-9, w.sum()))
        self._rough_mine, self._rough_theirs = _roughness(mine, w), _roughness(theirs, w)

    @property
    def loss(self) -> Floats:
        """(N, L) squared distance of the directions beyond what is never blamed, times the limb's weight."""
        return self._loss

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
        shape = self._shape(chosen)
        timing, size, flow = self._timing(chosen), self._size(chosen), self._flow(chosen)
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
        off = math.degrees(math.sqrt(float((self._excess[seen, k] ** 2).mean())))
        return round(100 * math.exp(-((off / _JOINT_DEG) ** 2)), 1)

    def _shape(self, moments: NDArray[np.bool_]) -> float:
        def total(values: Floats) -> float:
            return float(values[moments].sum())

        sums = Movement(total(self._theirs), total(self._mine), total(self._both), total(self._loss))
        return shape_mark(sums, self._spread * total(self._aligned.weights))

    def _timing(self, moments: NDArray[np.bool_]) -> float:
        late, sure = self._aligned.late_s[moments], self._aligned.sure[moments]
        return timing_mark(float((sure * late**2).sum()), float(sure.sum()))

    def _size(self, moments: NDArray[np.bool_]) -> float:
        return size_mark(float(self._mine[moments].sum()), float(self._theirs[moments].sum()))

    def _flow(self, moments: NDArray[np.bool_]) -> float:
        mine, theirs = float(self._rough_mine[moments].mean()), float(self._rough_theirs[moments].mean())
        rougher = max(0.0, math.log(max(1e-9, mine) / max(1e-9, theirs)))
        return 100 * math.exp(-((rougher / _FLOW) ** 2))


@attrs.frozen
class Movement:
    """Sums over some moments of all limbs, weighted.

    Attributes:
        theirs: squared distance of the reference's directions from their average.
        mine: of the learner's from theirs.
        both: product of the two.
        loss: squared distance of the directions beyond what is never blamed.
    """

    theirs: float
    mine: float
    both: float
    loss: float


def shape_mark(sums: Movement, usual: float) -> float:
    """0 to 100.

    Args:
        sums: over the moments judged.
        usual: what ``theirs`` would be if the reference moved there as it does on average.
    """
    floor = _LEAST_SPREAD * usual
    theirs = max(sums.theirs, floor, 1e-9)
    explained = 1 - sums.loss / theirs
    together = sums.both / math.sqrt(max(sums.mine, 1e-9) * max(sums.theirs, 1e-9))
    if theirs <= floor:
        together = max(together, explained)  # hardly any movement: there is nothing to go along with
    return mark((explained + together) / 2)


def timing_mark(late_squared: float, sure: float) -> float:
    """0 to 100, by the sum of the squares of lateness, s², each as sure as it is, and the sum of how sure."""
    spread = math.sqrt(late_squared / max(1e-9, sure))
    return 100 * math.exp(-((max(0.0, spread - _PUNCTUAL_S) / _LATE_S) ** 2))


def size_mark(mine: float, theirs: float) -> float:
    """0 to 100, by how much learner and reference move (`Movement`)."""
    ratio = math.sqrt(max(1e-9, mine) / max(1e-9, theirs))
    return 100 * math.exp(-((math.log(ratio) / _SIZE) ** 2))


def total_mark(shape: float, timing: float, size: float, flow: float) -> float:
    """0 to 100, all together."""
    lost = sum(share * (1 - part / 100) for share, part in zip(_OTHERS, (timing, size, flow), strict=True))
    return shape * (1 - lost)


_CURVE = PchipInterpolator([agreement for agreement, _ in _MARKS], [mark for _, mark in _MARKS])


def mark(agreement: float) -> float:
    """0 to 100 for the mean of R² and correlation, 1 at most: a smooth, rising curve through `_MARKS`."""
    return float(_CURVE(min(1.0, max(0.0, agreement))))


def _roughness(moved: Floats, weights: Floats) -> Floats:
    """(N,) how much of the speed is change of speed, about 1/s; the camera's own jitter is smoothed away first."""
    smooth = gaussian_filter1d(moved, 0.08 * RATE_HZ, axis=0, mode="nearest")
    speed = np.gradient(smooth, 1 / RATE_HZ, axis=0) if len(smooth) > 1 else np.zeros_like(smooth)
    change = np.gradient(speed, 1 / RATE_HZ, axis=0) if len(smooth) > 1 else np.zeros_like(smooth)
    fast = (np.linalg.norm(speed, axis=2) * weights).sum(axis=1)
    jerky = (np.linalg.norm(change, axis=2) * weights).sum(axis=1)
    width = 0.5 * RATE_HZ
    return np.asarray(gaussian_filter1d(jerky, width) / (gaussian_filter1d(fast, width) + 0.05))
