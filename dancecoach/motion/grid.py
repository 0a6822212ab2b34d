"""An even grid of time under frames that come at any time.

The networks take a sample every 1/30 s, whatever the camera does: 24 to 240 frames per second, repeated frames,
dropped frames. `resample` does it for a whole clip, `GridStream` frame by frame with the same result.
"""

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.motion.points import Floats

RATE_HZ = 30.0
"""Samples per second."""

LONGEST_GAP_S = 0.25
"""Two frames farther apart say nothing about the time between them."""


def resample(times: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Values on the grid that starts with the first frame.

    Between two frames with values they are interpolated. Where only one of the two has values, they count for the
    half of the time that is nearer to it.

    Args:
        times: (T,) seconds, increasing.
        values: (T, ...) NaN where unknown.

    Returns:
        (G,) times and (G, ...) values; the last sample is not later than the last frame.
    """
    if not len(times):
        return np.empty(0), np.empty((0, *values.shape[1:]))
    count = int(np.floor((times[-1] - times[0]) * RATE_HZ + 1e-6)) + 1
    grid = times[0] + np.arange(count) / RATE_HZ
    later = np.clip(np.searchsorted(times, grid - 1e-9), 1, max(1, len(times) - 1))
    if len(times) == 1:
        return grid, values[:1].astype(np.float64)
    return grid, _between(times[later - 1], times[later], values[later - 1], values[later], grid)


def _between(start: Floats, end: Floats, first: Floats, last: Floats, at: Floats) -> Floats:
    """(G, ...) values at times ``at`` between frames at ``start`` and ``end``; G frames, or one for all."""
    shape = (-1, *[1] * (first.ndim - 1))
    span = end - start
    share = np.minimum(np.maximum((at - start) / span, 0.0), 1.0).reshape(shape)
    near = np.where(share < 0.5, first, last)
    both = first + share * (last - first)
    out = np.where(np.isnan(both), near, both)
    long = span > LONGEST_GAP_S
    if long.any():
        # Only a frame that falls on the sample itself is known there.
        out = np.where(long.reshape(shape) & (share > 1e-6) & (share < 1 - 1e-6), np.nan, out)
    return out


@attrs.define(eq=False)
class GridStream:
    """`resample`, one frame at a time."""

    _origin_s: float | None = None
    _done: int = 0
    _last: tuple[float, Floats] | None = None

    def push(self, time_s: float, values: Floats) -> tuple[Floats, Floats]:
        """Take a frame; give the samples that are settled by it.

        Args:
            time_s: later than the frame before.
            values: (...) NaN where unknown.

        Returns:
            (n,) times and (n, ...) values, n from 0.
        """
        if self._last is None or self._origin_s is None:
            self._origin_s, self._last, self._done = time_s, (time_s, values), 1
            return np.array([time_s]), values[None].astype(np.float64)
        before, earlier = self._last
        until = int(np.floor((time_s - self._origin_s) * RATE_HZ + 1e-6)) + 1
        grid = self._origin_s + np.arange(self._done, until) / RATE_HZ
        self._done, self._last = max(self._done, until), (time_s, values)
        return grid, _between(np.array([before]), np.array([time_s]), earlier[None], values[None], grid)

    def reset(self) -> None:
        """Begin anew with the next frame."""
        self._origin_s, self._last, self._done = None, None, 0


def to_frames(grid_times: Floats, values: NDArray[np.floating], times: Floats) -> Floats:
    """(T, K) values of the grid at the frames' ``times``, interpolated; before and after the grid its ends hold.

    Args:
        grid_times: (G,) s, at least one.
        values: (G, K).
        times: (T,) s.
    """
    columns = [np.interp(times, grid_times, values[:, k]) for k in range(values.shape[1])]
    return np.stack(columns, axis=1)
