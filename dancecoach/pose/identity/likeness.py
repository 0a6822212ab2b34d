"""How like two people look, in this clip: told in nats, by what one and the same person's looks change by here.

Light, folds and a turn of the body change anybody's histograms, and more in some bins than in others. What it is in
this clip is read off the stretches in which there is no doubt who it is; differences are weighed by it. Two people in
nearly equal clothes are then told apart by the few bins in which each of them is steady.
"""

from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.pose.identity.tracklets import Bodies, Rows

BLOCK = 8
"""Sightings whose looks are averaged before they are compared."""

NATS = 3.0
"""Evidence against one person where the looks differ as much as one person's blocks of sightings usually do; it grows
evenly with the difference."""

MOST_NATS = 9.0
"""Looks alone prove no more than this: a jacket may be taken off."""

ENOUGH = 4
"""Blocks of sightings whose mean tells the looks: of fewer the evidence weighs less, down to `_LEAST_WEIGHT`."""

_FLOOR = 1e-3
_USUAL = 1e-3
"""Least variance of a bin, and least usual distance, in squared roots of shares."""

BETWEEN = 0.25
"""Share of the distance between people seen at the same time that one person's looks are allowed to change by, where
they changed less: who stands still all the time shows only one side."""

_APART = 2
_LEAST_WEIGHT = 0.25


@attrs.frozen(eq=False)
class Look:
    """What somebody looks like.

    Attributes:
        mean: (D,) of the sightings, NaN where nothing is known.
        blocks: of sightings that it is the mean of; less than 1 for a part of one.
    """

    mean: NDArray[np.float64]
    blocks: float


class Likeness:
    """Compares groups of sightings.

    Args:
        bodies: everybody seen.
        stretches: rows of those about whom there is no doubt.
    """

    def __init__(self, bodies: Bodies, stretches: Sequence[Rows]) -> None:
        self._bodies = bodies
        blocks = [self._blocks(rows) for rows in stretches]
        within = [b - _mean(b) for b in blocks if len(b) > _APART]
        size = bodies.sightings.looks.shape[1]
        variance = _mean(np.concatenate(within) ** 2) if within else np.full(size, np.nan)
        self._weights = 1 / (np.nan_to_num(variance) + _FLOOR)
        self._usual = max(self._distance_within(blocks), BETWEEN * self._distance_between(stretches), _USUAL)

    def look(self, rows: Rows) -> Look:
        """The looks of sightings, of the clear ones if there are any."""
        looks = self._bodies.sightings.looks
        clear = rows[self._bodies.clear[rows]]
        chosen = clear if len(clear) else rows
        return Look(_mean(looks[chosen].astype(np.float64)), len(clear) / BLOCK)

    def against(self, a: Look, b: Look) -> float:
        """Nats against two looks being one person's; 0 where nothing is known of a part of the body of both."""
        distance = self._distance(a.mean, b.mean)
        if not np.isfinite(distance):
            return 0.0
        weight = float(np.clip(min(a.blocks, b.blocks) / ENOUGH, _LEAST_WEIGHT, 1.0))
        return min(weight * NATS * distance / self._usual, MOST_NATS)

    def _distance(self, a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
        both = np.isfinite(a) & np.isfinite(b)
        if not both.any():
            return np.nan
        weights = self._weights[both]
        return float((weights * (a[both] - b[both]) ** 2).sum() / weights.sum())

    def _blocks(self, rows: Rows) -> NDArray[np.float64]:
        """(N, D) looks of clear sightings, some at a time averaged."""
        clear = rows[self._bodies.clear[rows]]
        count = len(clear) // BLOCK
        looks = self._bodies.sightings.looks[clear[: count * BLOCK]].astype(np.float64)
        return _mean(looks.reshape(count, BLOCK, looks.shape[1]), axis=1)

    def _distance_within(self, blocks: Sequence[NDArray[np.float64]]) -> float:
        """Usual distance of two blocks of one stretch that are not neighbours."""
        found = [self._distance(b[i], b[j]) for b in blocks for i in range(len(b)) for j in range(i + _APART, len(b))]
        known = [distance for distance in found if np.isfinite(distance)]
        return float(np.median(known)) if known else 0.0

    def _distance_between(self, stretches: Sequence[Rows]) -> float:
        """Usual distance of the looks of two people seen at the same time; 0 where there never were two."""
        frames = self._bodies.sightings.frames
        means = [self.look(rows).mean for rows in stretches]
        found = [
            self._distance(means[i], means[j])
            for i, mine in enumerate(stretches)
            for j in range(i)
            if len(np.intersect1d(frames[mine], frames[stretches[j]], assume_unique=True)) >= BLOCK
        ]
        known = [distance for distance in found if np.isfinite(distance)]
        return float(np.median(known)) if known else 0.0


def _mean(values: NDArray[np.float64], axis: int = 0) -> NDArray[np.float64]:
    """Mean of what is known, NaN where nothing is."""
    known = np.isfinite(values)
    count = known.sum(axis=axis)
    total = np.where(known, values, 0.0).sum(axis=axis)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)
