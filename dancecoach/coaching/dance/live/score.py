"""The running marks of a take and of its current phrase: shape, timing and size so far, in sums that grow by frames.

Flow needs the whole course of a movement and is left to the finished take.
"""

import attrs
import numpy as np

from dancecoach.coaching.dance.directions import WEIGHTS, Directions
from dancecoach.coaching.dance.live.frame import Instant
from dancecoach.coaching.dance.overlap import average
from dancecoach.coaching.dance.scoring import (
    LEAST_COVERAGE,
    Movement,
    astray,
    loss_of,
    shape_mark,
    size_mark,
    timing_mark,
    total_mark,
)
from dancecoach.coaching.dance.sight import degrees_across, seen_axes
from dancecoach.motion.points import Floats

LEAST_S = 2.0
"""Less is not marked."""


@attrs.frozen(eq=False)
class Spread:
    """How a reference moves, whatever side it is looked at from.

    Attributes:
        mean: (L, 3) average directions.
        moved: (3, 3) mean product of what its directions have left their average by, for each unit of weight.
    """

    mean: Floats
    moved: Floats

    @classmethod
    def of(cls, reference: Directions) -> "Spread":
        """That of a clip."""
        mean, weights = average(reference), reference.weights
        left = (reference.unit - mean).reshape(-1, 3)
        return cls(mean, left.T @ (left * weights.reshape(-1, 1)) / max(1e-9, float(weights.sum())))

    def seen(self, axes: Floats) -> float:
        """Squared distance from the average as far as cameras can tell (`seen_axes`), for each unit of weight."""
        return float(np.trace(axes.T @ self.moved @ axes))


@attrs.define(eq=False)
class RunningScore:
    """Marks so far; all sums are as far as cameras can tell.

    Args:
        spread: of the reference.
    """

    spread: Spread
    _axes: Floats = attrs.field(factory=lambda: np.eye(3))
    _here: Floats = attrs.field(factory=lambda: np.zeros((len(WEIGHTS), 3)))
    _there: Floats = attrs.field(factory=lambda: np.zeros((len(WEIGHTS), 3)))
    _sums: Floats = attrs.field(factory=lambda: np.zeros((6, len(WEIGHTS))))
    _late: float = 0.0
    _late_squared: float = 0.0
    _sure: float = 0.0
    _passed_s: float = 0.0

    def add(
        self, here: Instant, there: Instant, late: tuple[float, float], passed_s: float, turn: float | None = None
    ) -> None:
        """Take a moment.

        Args:
            here: the learner in the reference's view.
            there: the reference at the moment that belongs to it.
            late: seconds late, and how sure.
            passed_s: since the moment before.
            turn: degrees the learner was turned by; None where depth is not known.
        """
        self._axes = seen_axes(turn)
        weights = passed_s * (here.seen & there.seen) * WEIGHTS
        mine, theirs = here.unit @ self._axes, there.unit @ self._axes
        off = degrees_across(np.linalg.norm(mine - theirs, axis=1))
        self._here += weights[:, None] * mine
        self._there += weights[:, None] * theirs
        squares = ((theirs**2).sum(axis=1), (mine**2).sum(axis=1), (mine * theirs).sum(axis=1))
        self._sums += weights * np.stack([np.ones(len(WEIGHTS)), *squares, loss_of(off), astray(off)])
        self._late += passed_s * late[1] * late[0]
        self._late_squared += passed_s * late[1] * late[0] ** 2
        self._sure += passed_s * late[1]
        self._passed_s += passed_s

    @property
    def average(self) -> Floats:
        """(L, 3) the learner's average directions so far, as far as cameras can tell."""
        return np.asarray(self._here / np.maximum(self._sums[0], 1e-9)[:, None])

    @property
    def late_s(self) -> float:
        """How late the learner was on average so far."""
        return self._late / max(1e-9, self._sure)

    def mark(self, average: Floats, usual_s: float = 0.0) -> float | None:
        """0 to 100; None before `LEAST_S` or where too little is seen.

        Args:
            average: (L, 3) of the learner, of the whole take: who is wrong throughout a phrase is wrong.
            usual_s: lateness that is none.
        """
        total = float(self._sums[0].sum())
        if self._passed_s < LEAST_S or total < LEAST_COVERAGE * WEIGHTS.sum() * self._passed_s:
            return None
        sums = self._movement(average)
        shape = shape_mark(sums, self.spread.seen(self._axes))
        late_squared = self._late_squared - 2 * usual_s * self._late + usual_s**2 * self._sure
        timing = timing_mark(max(0.0, late_squared), self._sure)
        return total_mark(shape, timing, size_mark(sums), 100.0)

    def _movement(self, average: Floats) -> Movement:
        # Sums of products about averages.
        w, theirs, mine, both, loss, wrong = self._sums
        m, v = average, self.spread.mean @ self._axes
        theirs = theirs - 2 * (self._there * v).sum(axis=1) + w * (v**2).sum(axis=1)
        mine = mine - 2 * (self._here * m).sum(axis=1) + w * (m**2).sum(axis=1)
        both = both - (self._there * m).sum(axis=1) - (self._here * v).sum(axis=1) + w * (m * v).sum(axis=1)
        return Movement(w, np.maximum(theirs, 0.0), np.maximum(mine, 0.0), both, loss, wrong)
