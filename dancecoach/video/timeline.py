"""From presentation timestamps to seconds: what is missing is filled in, what runs backwards is straightened."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

#: Frames per second where a file gives neither times nor a usable rate.
FALLBACK_FPS = 25.0
_HIGHEST_FPS = 2000.0
_LONGEST_STEP_S = 3600.0
"""A longer wait for the next picture is no clip's: its clock jumped. What fills time evenly would fill days of it."""


def usable_rate(*rates: Fraction | None) -> float:
    """The first frame rate that a camera could have had, in frames per second."""
    return next((float(r) for r in rates if r is not None and 0 < r <= _HIGHEST_FPS), FALLBACK_FPS)


def straighten(pts: Sequence[int | None], time_base: Fraction, fps: float) -> tuple[NDArray[np.float64], int]:
    """Seconds since the first frame for timestamps in the order of display.

    A timestamp that is missing, or not later than all before it, is replaced: in between by even steps between its
    neighbours, at the end by steps of the nominal rate. Without any timestamp, or where they follow one another faster
    than any camera takes pictures, the times are index / ``fps``. A clock that jumps by hours goes on after one step.

    Args:
        pts: T timestamps in ticks of ``time_base``, None where missing.
        time_base: seconds per tick.
        fps: nominal frames per second, over 0.

    Returns:
        Times (T,) in seconds, strictly increasing, the first 0; and how many of them are made up.
    """
    known = _increasing(pts)
    if not known or clock_stands(pts, time_base):
        return np.arange(len(pts), dtype=np.float64) / fps, len(pts)
    at = np.array([i for i, _ in known])
    seconds = np.array([(tick - known[0][1]) * float(time_base) for _, tick in known])
    step = 1 / fps
    seconds, jumps = _without_jumps(seconds, step)
    index = np.arange(len(pts))
    times = np.interp(index, at, seconds)
    times = np.where(index < at[0], seconds[0] - (at[0] - index) * step, times)
    times = np.where(index > at[-1], seconds[-1] + (index - at[-1]) * step, times)
    return times - times[0], len(pts) - len(known) + jumps


def clock_stands(pts: Sequence[int | None], time_base: Fraction) -> bool:
    """Whether most frames follow one another faster than a camera could take them: their times tell nothing."""
    known = _increasing(pts)
    steps = np.diff([tick for _, tick in known]) / np.diff([i for i, _ in known])
    return len(steps) > 0 and float(np.median(steps)) * float(time_base) < 1 / _HIGHEST_FPS


def _without_jumps(seconds: NDArray[np.float64], step: float) -> tuple[NDArray[np.float64], int]:
    """Increasing times whose jumps became one step, and how many there were."""
    steps = np.diff(seconds)
    jumps = steps > _LONGEST_STEP_S
    if not jumps.any():
        return seconds, 0
    return seconds[0] + np.concatenate([[0.0], np.cumsum(np.where(jumps, step, steps))]), int(jumps.sum())


def _increasing(pts: Sequence[int | None]) -> list[tuple[int, int]]:
    """(index, tick) of the timestamps that are later than all before them."""
    known: list[tuple[int, int]] = []
    for i, tick in enumerate(pts):
        if tick is not None and (not known or tick > known[-1][1]):
            known.append((i, tick))
    return known


def is_variable(times: NDArray[np.float64], time_base: Fraction) -> bool:
    """Whether no steady clock, its times rounded, could have given these times.

    They may be rounded to ticks of the time base (twice, where a file was repacked) or more coarsely: some writers
    put 30 frames per second on a grid of sixtieths, so that steps of 1, 2 and 3 sixtieths follow one another. Never
    more than half a step is taken for rounding, so that a frame that is missing shows.

    Args:
        times: (T,) seconds.
        time_base: seconds per tick.
    """
    if len(times) < 3:
        return False
    ticks = (times - times[0]) / float(time_base)
    grid = int(np.gcd.reduce(np.rint(np.diff(ticks)).astype(np.int64)))
    half_step = float(ticks[-1]) / (len(ticks) - 1) / 2
    rounding = max(1.5, grid) if grid <= half_step else 1.5
    return _unsteadiness(ticks) > min(rounding, half_step) + 0.01


def _unsteadiness(ticks: NDArray[np.float64]) -> float:
    """How far apart the earliest and the latest frame are against the steady clock that fits best, in ticks."""

    def spread(period: float) -> float:
        return float(np.ptp(ticks - period * np.arange(len(ticks))))

    # The spread is convex in the period: halve the bracket by thirds until it no longer matters over the whole clip.
    low, high = float(np.diff(ticks).min()), float(np.diff(ticks).max())
    while (high - low) * len(ticks) > 1e-3:
        third = (high - low) / 3
        if spread(low + third) < spread(high - third):
            high -= third
        else:
            low += third
    return spread((low + high) / 2)
