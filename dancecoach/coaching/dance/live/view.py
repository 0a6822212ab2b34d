"""From which side a learner is filmed and whether in a mirror, told in the first seconds to a known music clock."""

import math

import attrs
import numpy as np

from dancecoach.coaching.dance.directions import LIMBS, WEIGHTS, Directions
from dancecoach.coaching.dance.live.frame import Instant
from dancecoach.motion.points import Floats

FIRST_S, KEPT_S = 2.5, 8.0
"""Seconds of movement from which the view is believed, and after which it is kept."""

_CLEARLY = 0.1
"""By how much a mirror image has to agree better."""


@attrs.define(eq=False)
class _Sums:
    """Products of learner and reference at K lags, each limb by itself."""

    product: Floats
    here: Floats
    there: Floats
    count: Floats

    @classmethod
    def empty(cls, lags: int) -> "_Sums":
        limbs = len(LIMBS)
        return cls(
            np.zeros((lags, limbs, 3, 3)),
            np.zeros((lags, limbs, 3)),
            np.zeros((lags, limbs, 3)),
            np.zeros((lags, limbs)),
        )

    def add(self, here: Instant, around: Directions) -> None:
        both = (around.seen & here.seen).astype(float)
        there = around.unit * both[..., None]
        mine = here.unit * both[..., None]
        self.product += mine[..., :, None] * there[..., None, :]
        self.here += mine
        self.there += there
        self.count += both

    def agreement(self) -> Floats:
        """(K,) how well the movements correlate, the best turn granted, -1 to 1."""
        count = np.maximum(self.count, 1.0)
        centred = self.product - self.here[..., :, None] * self.there[..., None, :] / count[..., None, None]
        up, best = _parts(centred)
        # Of unit vectors: the squared distance from their average.
        mine = ((self.count - (self.here**2).sum(axis=2) / count) * WEIGHTS).sum(axis=1)
        theirs = ((self.count - (self.there**2).sum(axis=2) / count) * WEIGHTS).sum(axis=1)
        return np.asarray((up + np.hypot(*best)) / np.sqrt(np.maximum(mine * theirs, 1e-9)))

    def turn(self, lag: int) -> float:
        """Degrees of the best turn at a lag, posture included."""
        _up, (along, across) = _parts(self.product[lag : lag + 1])
        return math.degrees(math.atan2(float(across[0]), float(along[0])))


def _parts(product: Floats) -> tuple[Floats, tuple[Floats, Floats]]:
    """(K,) agreement upwards, and that along and across of the level."""
    summed = (product * WEIGHTS[:, None, None]).sum(axis=1)
    return summed[:, 1, 1], (summed[:, 0, 0] + summed[:, 2, 2], summed[:, 2, 0] - summed[:, 0, 2])


@attrs.define(eq=False)
class ViewFinder:
    """Told frame by frame; what it finds is kept after `KEPT_S`.

    Attributes:
        turn: degrees that turn the learner into the reference's view.
        mirrored: whether the learner dances the mirror image.
        flat: whether there is no depth, so that nothing can be turned.
    """

    flat: bool = False
    turn: float = 0.0
    mirrored: bool = False
    _seen_s: float = 0.0
    _due_s: float = FIRST_S
    _sums: tuple[_Sums, _Sums] | None = None

    @property
    def is_settled(self) -> bool:
        """Whether the view is kept from now on."""
        return self._seen_s >= KEPT_S

    def push(self, here: Instant, around: Directions, passed_s: float) -> None:
        """Take a frame.

        Args:
            here: the learner as filmed.
            around: the reference at K lags.
            passed_s: since the frame before.
        """
        if self.is_settled or not here.seen.any():
            return
        if self._sums is None:
            self._sums = (_Sums.empty(len(around)), _Sums.empty(len(around)))
        for sums, body in zip(self._sums, (here, here.mirrored()), strict=True):
            sums.add(body, around)
        self._seen_s += min(passed_s, 0.2)
        if self._seen_s >= self._due_s:
            self._due_s += 0.5
            self._decide(self._sums)

    def _decide(self, both: tuple[_Sums, _Sums]) -> None:
        plain, image = (sums.agreement() for sums in both)
        self.mirrored = bool(image.max() > plain.max() + _CLEARLY)
        sums, agreement = (both[1], image) if self.mirrored else (both[0], plain)
        self.turn = 0.0 if self.flat else sums.turn(int(agreement.argmax()))
