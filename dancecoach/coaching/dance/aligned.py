"""Two dancers at the same moments of the dance: limb beside limb, and by how many degrees they differ."""

import math

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.coaching.dance.directions import Directions
from dancecoach.coaching.dance.overlap import Overlap, average
from dancecoach.coaching.dance.warping import warp
from dancecoach.motion.points import Floats

_ROUNDS = 12
_FAR_OFF = 0.2
"""Radians at which a direction counts half for the turn between the cameras."""


@attrs.frozen(eq=False)
class Aligned:
    """N moments, every 1/30 s of the learner; L limbs of `LIMBS`, named as the reference's.

    Attributes:
        learner_s: (N,) presentation times of the learner.
        reference_s: (N,) of the reference, rising.
        late_s: (N,) how much later than the dance goes on evenly; negative early.
        sure: (N,) 0 to 1, how clearly the movement tells the time there.
        here: the learner, turned into the reference's view, and mirrored where they dance the mirror image.
        there: the reference.
        weights: (N, L) how much a limb counts; 0 where one of the two is not seen.
        degrees: (N, L) between the two directions, 0 to 180; 0 where one is not seen.
        overlap: how the clips lie on one another.
    """

    learner_s: Floats
    reference_s: Floats
    late_s: Floats
    sure: Floats
    here: Directions
    there: Directions
    weights: Floats
    degrees: Floats
    overlap: Overlap

    def __len__(self) -> int:
        """Number of moments, N."""
        return len(self.learner_s)

    @property
    def view_turn(self) -> float | None:
        """Degrees between the two cameras, as `sight` wants them; None without depth."""
        return None if self.here.flat else self.overlap.turn

    def between(self, first_s: float, last_s: float) -> NDArray[np.bool_]:
        """(N,) the moments from one of the reference's to another, the end excluded."""
        return np.asarray((self.reference_s >= first_s) & (self.reference_s < last_s))


def align(reference: Directions, learner: Directions, overlap: Overlap, *, by_sound: bool = False) -> Aligned:
    """Put a learner beside the reference.

    Args:
        reference: whose movement it is.
        learner: as filmed.
        overlap: how the clips lie on one another.
        by_sound: whether the offset is that of the music. Then a learner may be late throughout; else the even line is
            moved to where they are late as often as early.
    """
    seen = (learner.mirrored() if overlap.mirrored else learner).turned(overlap.turn)
    found = warp(reference, seen, overlap)
    here, there = seen.at(found.learner_s), reference.at(found.reference_s)
    rest = _remaining_turn(here, there)
    here = here.turned(rest)
    late = found.late_s
    if len(late) and not by_sound:
        middle = _weighted_median(late, found.sure)
        late = late - middle
        overlap = attrs.evolve(overlap, offset_s=overlap.offset_s - middle * overlap.tempo)
    overlap = attrs.evolve(overlap, turn=_half_turn(overlap.turn + rest))
    return Aligned(
        learner_s=found.learner_s,
        reference_s=found.reference_s,
        late_s=late,
        sure=found.sure,
        here=here,
        there=there,
        weights=np.sqrt(here.weights * there.weights),
        degrees=_between(here.unit, there.unit) * (here.seen & there.seen),
        overlap=overlap,
    )


def _remaining_turn(here: Directions, there: Directions) -> float:
    """Degrees about the vertical by which the first still has to be turned: posture counts too, not movement alone.

    Limbs and moments that are far off at the turn found so far count little (Cauchy's weights): who turns their
    shoulders too far has not moved the camera.
    """
    if here.flat or not len(here):
        return 0.0
    weights = np.sqrt(here.weights * there.weights)
    (ax, ay, az), (bx, by, bz) = np.moveaxis(here.unit, 2, 0), np.moveaxis(there.unit, 2, 0)
    along, across, up = ax * bx + az * bz, az * bx - ax * bz, ay * by
    turn, count = 0.0, weights
    for _round in range(_ROUNDS):
        turn = math.atan2(float((across * count).sum()), float((along * count).sum()))
        off = 2 * (1 - np.clip(up + along * math.cos(turn) + across * math.sin(turn), -1.0, 1.0))
        count = weights / (1 + off / _FAR_OFF**2)
    return math.degrees(turn)


def _half_turn(degrees: float) -> float:
    """The same angle from -180, exclusive, to 180."""
    return 180.0 - (180.0 - degrees) % 360.0


def _weighted_median(values: Floats, weights: Floats) -> float:
    order = np.argsort(values)
    total = np.cumsum(weights[order] + 1e-9)
    return float(values[order][np.searchsorted(total, total[-1] / 2)])


def _between(first: Floats, second: Floats) -> Floats:
    """(...) degrees between unit vectors (W. Kahan's half-angle form, exact near 0 and 180)."""
    apart, together = np.linalg.norm(first - second, axis=-1), np.linalg.norm(first + second, axis=-1)
    return np.asarray(np.degrees(2 * np.arctan2(apart, together)))


def deviations(directions: Directions, weights: Floats) -> Floats:
    """(N, L, 3) directions less their average over the moments that count; 0 where they do not."""
    counted = attrs.evolve(directions, seen=weights > 0, unit=directions.unit * (weights > 0)[..., None])
    return np.where((weights > 0)[..., None], directions.unit - average(counted), 0.0)
