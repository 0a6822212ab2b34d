"""The running marks of a take and of its current phrase: shape, timing and size so far, in sums that grow by frames.

Flow needs the whole course of a movement and is left to the finished take.
"""

import attrs
import numpy as np

from dancecoach.coaching.dance.directions import WEIGHTS
from dancecoach.coaching.dance.live.frame import Instant
from dancecoach.coaching.dance.scoring import (
    LEAST_COVERAGE,
    UNBLAMED,
    Movement,
    shape_mark,
    size_mark,
    timing_mark,
    total_mark,
)
from dancecoach.motion.points import Floats

LEAST_S = 2.0
"""Less is not marked."""


@attrs.define(eq=False)
class RunningScore:
    """Marks so far.

    Args:
        mean: (L, 3) the reference's average directions.
        usual: how far it moves from them on average, squared, weighted (`Scorer`).
    """

    mean: Floats
    usual: float
    _here: Floats = attrs.field(factory=lambda: np.zeros((len(WEIGHTS), 3)))
    _there: Floats = attrs.field(factory=lambda: np.zeros((len(WEIGHTS), 3)))
    _weights: Floats = attrs.field(factory=lambda: np.zeros(len(WEIGHTS)))
    _product: Floats = attrs.field(factory=lambda: np.zeros(len(WEIGHTS)))
    _loss: float = 0.0
    _late: float = 0.0
    _sure: float = 0.0
    _passed_s: float = 0.0

    def add(self, here: Instant, there: Instant, late: tuple[float, float], passed_s: float) -> None:
        """Take a moment.

        Args:
            here: the learner in the reference's view.
            there: the reference at the moment that belongs to it.
            late: seconds late, and how sure.
            passed_s: since the moment before.
        """
        weights = passed_s * (here.seen & there.seen) * WEIGHTS
        together = np.clip((here.unit * there.unit).sum(axis=1), -1.0, 1.0)
        excess = np.maximum(0.0, np.arccos(together) - np.radians(UNBLAMED))
        self._weights += weights
        self._here += weights[:, None] * here.unit
        self._there += weights[:, None] * there.unit
        self._product += weights * together
        self._loss += float((weights * 2 * (1 - np.cos(excess))).sum())
        self._late += passed_s * late[1] * late[0] ** 2
        self._sure += passed_s * late[1]
        self._passed_s += passed_s

    @property
    def average(self) -> Floats:
        """(L, 3) the learner's average directions so far."""
        return np.asarray(self._here / np.maximum(self._weights, 1e-9)[:, None])

    def mark(self, average: Floats) -> float | None:
        """0 to 100; None before `LEAST_S` or where too little is seen.

        Args:
            average: (L, 3) of the learner, of the whole take: who is wrong throughout a phrase is wrong.
        """
        total = float(self._weights.sum())
        if self._passed_s < LEAST_S or total < LEAST_COVERAGE * WEIGHTS.sum() * self._passed_s:
            return None
        sums = self._sums(average)
        shape = shape_mark(sums, self.usual * total)
        return total_mark(shape, timing_mark(self._late, self._sure), size_mark(sums.mine, sums.theirs), 100.0)

    def _sums(self, average: Floats) -> Movement:
        # Sums of products about averages; the directions themselves have the length 1.
        w, m, v = self._weights, average, self.mean
        theirs = w - 2 * (self._there * v).sum(axis=1) + w * (v**2).sum(axis=1)
        mine = w - 2 * (self._here * m).sum(axis=1) + w * (m**2).sum(axis=1)
        both = self._product - (self._there * m).sum(axis=1) - (self._here * v).sum(axis=1) + w * (m * v).sum(axis=1)
        return Movement(float(theirs.sum()), float(mine.sum()), float(both.sum()), self._loss)
