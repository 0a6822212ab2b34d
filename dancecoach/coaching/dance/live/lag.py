"""How late a learner is against a clock that tells the reference's moment, frame by frame.

The loss of the last second, fading, is kept for every lag of a bank; the least tells the lateness, a parabola makes it
finer than a frame, and its curvature tells how sure it is, as in `warping`.
"""

import math

import attrs
import numpy as np

from dancecoach.coaching.dance.directions import WEIGHTS, Directions
from dancecoach.coaching.dance.live.frame import Instant
from dancecoach.coaching.dance.warping import sure_of
from dancecoach.motion.points import Floats

MOST_S, MOST_UNTIMED_S = 0.5, 0.7
"""Of lateness that is looked for, to both sides; and where it is not known what camera and loudspeaker add to it."""

STEP_S = 1 / 30
_FADES_S = 0.4
_FOLLOWS_S = 0.2
_FORGETS_S = 3.0


def _lags(bank: "LagBank") -> Floats:
    steps = round(bank.most_s / STEP_S)
    return np.asarray(np.arange(-steps, steps + 1) * STEP_S, np.float64)


@attrs.define(eq=False)
class LagBank:
    """The bank. A gap of the camera fades it by as much time as passed.

    Args:
        most_s: of lateness that is looked for, to both sides.

    Attributes:
        lags: (K,) s, rising; positive late.
        late_s: smoothed; 0 until something is known.
        sure: 0 to 1, of the last frames.
    """

    most_s: float = MOST_S
    lags: Floats = attrs.field(default=attrs.Factory(_lags, takes_self=True), init=False)
    late_s: float = 0.0
    sure: float = 0.0
    _loss: Floats = attrs.field(init=False)
    _weight: Floats = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self._loss, self._weight = np.zeros(len(self.lags)), np.zeros(len(self.lags))

    def push(self, here: Instant, around: Directions, passed_s: float) -> None:
        """Take a frame.

        Args:
            here: the learner, turned into the reference's view.
            around: the reference at the clock's moment less each lag, K samples.
            passed_s: since the frame before.
        """
        fade = math.exp(-passed_s / _FADES_S)
        weights = around.seen * (here.seen * WEIGHTS)
        self._loss = fade * self._loss + ((1 - np.einsum("kld,ld->kl", around.unit, here.unit)) * weights).sum(axis=1)
        self._weight = fade * self._weight + weights.sum(axis=1)
        self._follow(passed_s)

    def reset(self) -> None:
        """Begin anew."""
        self._loss[:], self._weight[:], self.late_s, self.sure = 0.0, 0.0, 0.0, 0.0

    def _follow(self, passed_s: float) -> None:
        heavy = self._weight > 0.5 * self._weight.max()
        if not heavy.any():
            self.sure = 0.0
            self.late_s *= math.exp(-passed_s / _FORGETS_S)
            return
        mean = np.where(heavy, self._loss / np.maximum(self._weight, 1e-9), np.inf)
        best = int(mean.argmin())
        if not 0 < best < len(mean) - 1 or not np.isfinite(mean[best - 1 : best + 2]).all():
            self.sure = 0.0
            return
        before, at, after = mean[best - 1 : best + 2]
        bend = max(0.0, float(before - 2 * at + after))
        vertex = float(np.clip((before - after) / (2 * bend), -0.5, 0.5)) if bend > 0 else 0.0
        self.sure = float(sure_of(np.array(at), np.array(bend / STEP_S**2)))
        found = float(self.lags[best]) + vertex * STEP_S
        self.late_s += (found - self.late_s) * (1 - math.exp(-passed_s / _FOLLOWS_S)) * self.sure
