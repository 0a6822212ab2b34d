"""Sliding windows over evenly sampled signals, with gaps."""

from functools import cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from dancecoach.motion.points import Floats


def window_quantile(signal: Floats, size: int, share: float) -> Floats:
    """Quantile of the known values in each window.

    Args:
        signal: (N,) NaN where unknown.
        size: samples in a window.
        share: 0 the smallest to 1 the largest value (nearest rank).

    Returns:
        (N - size + 1,) the n-th is of ``signal[n : n + size]``; NaN where nothing is known.
    """
    return window_quantiles(signal[:, None], size, np.array([share]))[:, 0]


def window_quantiles(signals: Floats, size: int, shares: Floats) -> Floats:
    """`window_quantile` of several signals at once, each with a share of its own.

    Args:
        signals: (N, K) NaN where unknown.
        size: samples in a window.
        shares: (K,).

    Returns:
        (N - size + 1, K).
    """
    # A stream asks for a single window, which needs no costly view.
    windows = signals.T[None] if len(signals) == size else sliding_window_view(signals, size, axis=0)
    ordered = np.sort(windows, axis=2)  # NaN goes behind all numbers
    known = size - np.isnan(ordered).sum(axis=2)
    rank = np.maximum(np.ceil(shares * known).astype(np.intp) - 1, 0)
    rows, columns = np.ogrid[: len(ordered), : len(shares)]
    # Where nothing is known the first value is NaN already.
    return np.asarray(ordered[rows, columns, rank])


@cache
def slope_weights(offsets: tuple[float, ...], order: int) -> tuple[float, ...]:
    """W weights that give the derivative of a least-squares parabola at offset 0 from samples at ``offsets``, s.

    The filter of A. Savitzky and M. Golay (Analytical Chemistry 36, 1964), for windows that may be one-sided.

    Args:
        offsets: times of the W samples, s.
        order: 1 for the first, 2 for the second derivative.
    """
    powers = np.vander(offsets, 3, increasing=True)
    return tuple((np.linalg.pinv(powers)[order] * (1.0, 1.0, 2.0)[order]).tolist())
