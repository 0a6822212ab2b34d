"""Whether two clips carry the same music, and by how much one starts later: cross-correlation of their onsets.

The same recording correlates with 0.6 in two clips from the net, with 0.2 where it is faint under noise; two different
pieces reach 0.15 by chance. So an offset is certain from `CERTAIN` on, and worth asking the movement from `LIKELY` on.
"""

import attrs
import numpy as np
from scipy.fft import irfft, next_fast_len, rfft

from dancecoach.audio.onsets import STEP_S, Floats

CERTAIN = 0.3
LIKELY = 0.18
LEAST_S = 5.0
"""Sounds that share less are not compared."""


@attrs.frozen
class SoundOffset:
    """How two sounds lie on one another.

    Attributes:
        offset_s: the reference's time at the learner's 0.
        agreement: correlation of the onsets there, -1 to 1.
    """

    offset_s: float
    agreement: float

    @property
    def is_certain(self) -> bool:
        """Whether it is the same music beyond doubt."""
        return self.agreement >= CERTAIN

    @property
    def is_likely(self) -> bool:
        """Whether it may be, if something else says the same."""
        return self.agreement >= LIKELY


def sound_offset(reference: Floats, learner: Floats) -> SoundOffset | None:
    """Where the learner's sound lies on the reference's.

    Args:
        reference: (N, B) from `onsets`.
        learner: (M, B) from `onsets`.

    Returns:
        The best place, finer than a step; None where they share less than `LEAST_S`, or one is silent.
    """
    if not len(reference) or not len(learner) or not reference.any() or not learner.any():
        return None
    size = next_fast_len(len(reference) + len(learner))
    product = rfft(learner, size, axis=0).conj() * rfft(reference, size, axis=0)
    whole = irfft(product.sum(axis=1), size)
    sums = np.concatenate([whole[size - len(learner) + 1 :], whole[: len(reference)]])
    lags = np.arange(-len(learner) + 1, len(reference))
    shared = np.minimum(len(learner), len(reference) - lags) - np.maximum(0, -lags)
    rank = np.where(shared >= LEAST_S / STEP_S, sums / np.sqrt(np.maximum(shared, 1)), -np.inf)
    best = int(rank.argmax())
    if not np.isfinite(rank[best]):
        return None
    fine = _vertex(rank, best)
    agreement = float(sums[best] / (shared[best] * reference.shape[1]))
    return SoundOffset(float(lags[best] + fine) * STEP_S, agreement)


def _vertex(values: Floats, at: int) -> float:
    """Where the parabola through a maximum and its neighbours is highest, -0.5 to 0.5 steps off."""
    if not 0 < at < len(values) - 1 or not np.isfinite(values[at - 1 : at + 2]).all():
        return 0.0
    before, here, after = values[at - 1 : at + 2]
    bend = before - 2 * here + after
    return float(np.clip((before - after) / (2 * bend), -0.5, 0.5)) if bend < 0 else 0.0
