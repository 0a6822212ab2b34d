"""A long sound in short spectra, a minute at a time: hours of music need no more memory than a song."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.fft import rfft
from scipy.signal import get_window, resample_poly

LOW_RATE = 12_000
"""Samples a second that are enough for beats and chords."""

Low = NDArray[np.float32]
"""(n,) samples of one channel, `LOW_RATE` a second."""

_FRAMES_AT_ONCE = 4_000
_BLOCK_S = 30
_OVERLAP = 60 * 16


def lowered(pieces: Iterable[NDArray[np.floating]], rate: int) -> Low:
    """A sound that comes in pieces, with fewer samples a second.

    Args:
        pieces: (n,) samples each, one after the other.
        rate: samples a second, a multiple of `LOW_RATE`.
    """
    return np.concatenate([np.zeros(0, np.float32), *_lowered(pieces, rate)])


def _lowered(pieces: Iterable[NDArray[np.floating]], rate: int) -> Iterator[Low]:
    """Block by block, each with some of its neighbours around it, so that none begins with a click."""
    down = rate // LOW_RATE
    block, margin = _BLOCK_S * rate, _OVERLAP * down
    waiting, before = np.zeros(0, np.float32), 0
    for piece in pieces:
        waiting = np.concatenate([waiting, piece], dtype=np.float32)
        while len(waiting) >= before + block + margin:
            yield _resampled(waiting[: before + block + margin], down)[before // down :][: block // down]
            waiting, before = waiting[before + block - margin :], margin
    if len(waiting) > before:
        yield _resampled(waiting, down)[before // down :]


def _resampled(samples: NDArray[np.float32], down: int) -> Low:
    return samples if down == 1 else np.asarray(resample_poly(samples, 1, down), np.float32)


def spectra(low: Low, window: int, hop: int) -> Iterator[NDArray[np.float32]]:
    """Amplitudes of successive spectra (Hann window), the middle of the first at the first sample.

    Args:
        low: (n,) samples.
        window: samples of each spectrum, even.
        hop: samples from one to the next.

    Yields:
        (F, window / 2 + 1) of the next F spectra; in all one for each hop of the sound and one more.
    """
    shape = get_window("hann", window).astype(np.float32)
    shape /= shape.sum()
    around = np.pad(np.asarray(low, np.float32), window // 2)
    frames = sliding_window_view(around, window)[::hop]
    for first in range(0, len(frames), _FRAMES_AT_ONCE):
        yield np.abs(rfft(frames[first : first + _FRAMES_AT_ONCE] * shape, axis=1))
