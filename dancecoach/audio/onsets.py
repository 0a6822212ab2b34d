"""Where notes and beats begin in a sound: how much louder each band of pitch gets, a hundred times a second."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dancecoach.audio.frames import LOW_RATE, lowered, spectra

Floats = NDArray[np.float64]

STEP_S = 0.01
BANDS = 15
_WINDOW = 512
_LOUDNESS = 1e3
"""Full scale is 1: what is a thousandth of it counts as half as loud as twice that."""


def onsets(mono: NDArray[np.floating], rate: int) -> Floats:
    """How suddenly each band of a sound gets louder (spectral flux of the logarithmic spectrum).

    Args:
        mono: (n,) samples, -1 to 1.
        rate: samples a second, a multiple of 12,000.

    Returns:
        (N, B) every `STEP_S` from the first sample on, at most `BANDS` bands up to 6 kHz; each with mean 0 and
        spread 1, or 0 throughout where the band is silent.
    """
    if len(mono) < _WINDOW * rate // LOW_RATE:
        return np.zeros((0, BANDS))
    low = lowered([mono], rate)
    edges = np.unique(np.round(np.geomspace(3, _WINDOW // 2, BANDS + 2)).astype(int))
    bands = np.concatenate([_bands(part, edges) for part in spectra(low, _WINDOW, round(LOW_RATE * STEP_S))])
    rising = np.maximum(0.0, np.diff(bands, axis=0, prepend=bands[:1]))
    spread = rising.std(axis=0)
    return np.asarray(np.where(spread > 1e-9, (rising - rising.mean(axis=0)) / np.maximum(spread, 1e-9), 0.0))


def _bands(spectrum: NDArray[np.float32], edges: NDArray[np.intp]) -> Floats:
    """(F, B) loudness of each band in F spectra."""
    loud = np.log1p(_LOUDNESS * spectrum)
    return np.stack([loud[:, a:b].mean(axis=1, dtype=np.float64) for a, b in pairwise(edges)], axis=1)
