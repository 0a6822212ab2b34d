"""Which part of the reference a learner dances, how fast, from which side it is filmed, and whether in a mirror.

Both clips start and end anywhere. The movement of all limbs together is correlated at every offset for a few tempos at
once (by the Fourier transform). The angle between the two cameras falls out of the same sums: a turn about the vertical
mixes two axes only, so that the best angle of every offset is an arc tangent. Movement means the directions less their
average: two people who stand alike do not yet dance the same.
"""

import math
from typing import NamedTuple

import attrs
import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, next_fast_len, rfft

from dancecoach.coaching.dance.directions import WEIGHTS, Directions
from dancecoach.motion.points import Floats

TEMPOS: tuple[float, ...] = (0.8, 0.85, 0.9, 0.95, 1.0, 1.05, 1.1, 1.15, 1.2)
"""Seconds of the reference for one of the learner: who practises to slowed music is slow by a known factor."""

SEARCH_HZ = 10.0
LEAST_S = 5.0
"""Two clips that share less are not compared: a few seconds of any two dances may look alike."""

LEAST_HEARD_S = 2.0
"""The same where the sound tells how they lie: an eight of fast music."""

_OF_A_SKILL = 0.75
"""Of a reference that is hardly longer, such as one jump, this share is enough."""

_LEAST_SHARE = 0.5
_DOUBT_S = 5.0
"""A correlation over so many seconds counts 1/√2 of the same over a long time."""

_TEMPO_DOUBT = 0.2
_LEAST_SEEN = 0.3
_MOST = 1.5
_PICKS_OFFSET_S = 0.15
"""How far from an offset that the sound gave the movement is looked for."""


@attrs.frozen
class Overlap:
    """How two clips lie on one another.

    Attributes:
        offset_s: presentation time of the reference at the learner's 0.
        tempo: seconds of the reference for one of the learner.
        turn: degrees about the vertical that turn the learner into the reference's view; 0 for flat ones.
        mirrored: whether the learner dances the mirror image.
        agreement: how well the movements correlate there, -1 to 1, less for short overlaps.
        length_s: seconds of the learner that the two share.
    """

    offset_s: float
    tempo: float
    turn: float
    mirrored: bool
    agreement: float
    length_s: float

    def reference(self, learner_s: Floats) -> Floats:
        """The moments of the reference at those of the learner."""
        return self.offset_s + self.tempo * learner_s


Spectrum = NDArray[np.complex128]


class _Spot(NamedTuple):
    """A place where one clip may lie on the other."""

    rank: float
    offset_s: float
    tempo: float
    turn: float
    agreement: float
    length_s: float


def find_overlap(
    reference: Directions, learner: Directions, *, offset_s: float | None = None, tempo: float | None = None
) -> Overlap | None:
    """Where the learner lies on the reference.

    Args:
        reference: whose movement it is.
        learner: who dances it; as flat as the reference.
        offset_s: where the sound says so, the reference's time at the learner's 0.
        tempo: where it is known, seconds of the reference for one of the learner.

    Returns:
        The best place, or None where the clips never share `LEAST_S` seconds (`least_heard_s` with an offset) in which
        enough of both is seen.
    """
    there, here = reference.thinned(SEARCH_HZ), learner.thinned(SEARCH_HZ)
    tempos = TEMPOS if tempo is None else (tempo,)
    found = [
        (mirrored, spot)
        for mirrored in (False, True)
        for k in tempos
        if (spot := _best(there, here.mirrored() if mirrored else here, k, offset_s)) is not None
    ]
    if not found:
        return None
    mirrored, best = max(found, key=lambda pair: pair[1].rank)
    offset = best.offset_s if offset_s is None else offset_s
    return Overlap(offset, best.tempo, best.turn, mirrored, best.agreement, best.length_s)


def least_heard_s(reference: Directions) -> float:
    """Seconds that must be shared where it is known how the clips lie: less for a reference that is hardly longer."""
    length = len(reference) / reference.rate
    return min(LEAST_HEARD_S, _OF_A_SKILL * length)


def _best(there: Directions, here: Directions, tempo: float, offset_s: float | None) -> _Spot | None:
    """The best offset of one tempo; None where too little is shared."""
    if len(there) < 2 or len(here) < 2:
        return None
    span = (len(there) - 1) / there.rate
    stretched = there.at(there.start_s + np.arange(0, span / tempo, 1 / there.rate) * tempo)
    a, b = _Movement.of(here), _Movement.of(stretched)
    sums = _Sums.of(a, b)
    lags = np.arange(-len(here) + 1, len(stretched))
    offsets = there.start_s + (lags / there.rate - here.start_s) * tempo
    shared = np.minimum(len(here), len(stretched) - lags) - np.maximum(0, -lags)
    least_s = LEAST_S if offset_s is None else least_heard_s(there)
    least = max(least_s * there.rate, _LEAST_SHARE * min(len(here), len(stretched)))
    fits = (shared >= least) & (sums.seen > _LEAST_SEEN * shared * WEIGHTS.sum())
    if offset_s is not None:
        fits &= np.abs(offsets - offset_s) <= _PICKS_OFFSET_S
    if not fits.any():
        return None
    best = np.abs(sums.along) if here.flat else np.hypot(sums.along, sums.across)
    agreement = (sums.up + (sums.along if here.flat else best)) / np.sqrt(np.maximum(sums.energy, 1e-12))
    sure = agreement * np.sqrt(shared / (shared + _DOUBT_S * there.rate))
    i = int(np.argmax(np.where(fits, sure, -np.inf)))
    turn = 0.0 if here.flat else math.degrees(math.atan2(sums.across[i], sums.along[i]))
    rank = float(sure[i]) - _TEMPO_DOUBT * abs(tempo - 1)
    return _Spot(rank, float(offsets[i]), tempo, turn, float(sure[i]), float(shared[i] / there.rate))


@attrs.frozen(eq=False)
class _Movement:
    """Directions less their average, times how much they count.

    Attributes:
        parts: three of (N, L): x, y, z.
        weights: (N, L).
        energy: (N, L) squared length, times the weight.
    """

    parts: tuple[Floats, Floats, Floats]
    weights: Floats
    energy: Floats

    @classmethod
    def of(cls, directions: Directions) -> "_Movement":
        """That of a clip; its weights are square roots, so that two of them multiply to one."""
        weights = np.sqrt(directions.weights)
        moved = directions.unit - average(directions)
        moved = _held(np.where(directions.seen[..., None], moved, 0.0))
        scaled = moved * weights[..., None]
        return cls((scaled[..., 0], scaled[..., 1], scaled[..., 2]), weights, (scaled**2).sum(axis=2))


def _held(moved: Floats) -> Floats:
    """(N, L, 3) the same, moments far beyond the usual shortened to `_MOST` of it.

    An estimator that takes somebody else for the dancer for a while would else outweigh the dance.
    """
    length = np.sqrt((moved**2).sum(axis=(1, 2), keepdims=True))
    most = _MOST * float(np.median(length[length > 0])) if (length > 0).any() else 0.0
    return np.asarray(moved * np.minimum(1.0, most / np.maximum(length, 1e-9)))


def _counted(movement: _Movement) -> Floats:
    """(N, L) 1 where a limb is seen, else 0."""
    return np.asarray(np.where(movement.weights > 0, 1.0, 0.0))


def average(directions: Directions) -> Floats:
    """(L, 3) mean direction of each limb while it is seen, 0 for one that never is. Shorter than 1 where it moves."""
    count = directions.seen.sum(axis=0)
    return np.asarray(directions.unit.sum(axis=0) / np.maximum(count, 1)[:, None])


@attrs.frozen(eq=False)
class _Sums:
    """Sums over what two clips share, at every lag of one against the other; (N + M - 1,) each."""

    up: Floats
    along: Floats
    across: Floats
    energy: Floats
    seen: Floats

    @classmethod
    def of(cls, a: _Movement, b: _Movement) -> "_Sums":
        """Those of two clips."""
        size = next_fast_len(len(a.weights) + len(b.weights))

        def transform(values: Floats) -> Spectrum:
            return rfft(values, size, axis=0)

        def at_every_lag(first: Spectrum, second: Spectrum) -> Floats:
            whole = irfft((first.conj() * second).sum(axis=1), size)
            return np.concatenate([whole[size - len(a.weights) + 1 :], whole[: len(b.weights)]])

        (ax, ay, az), (bx, by, bz) = ([transform(p) for p in m.parts] for m in (a, b))
        there, here = transform(_counted(b)), transform(_counted(a))
        energy = at_every_lag(transform(a.energy), there) * at_every_lag(here, transform(b.energy))
        return cls(
            up=at_every_lag(ay, by),
            along=at_every_lag(ax, bx) + at_every_lag(az, bz),
            across=at_every_lag(az, bx) - at_every_lag(ax, bz),
            energy=energy,
            seen=at_every_lag(transform(a.weights), transform(b.weights)),
        )
