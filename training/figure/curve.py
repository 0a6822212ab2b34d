"""Smooth curves through key values: what every movement is made of."""

import attrs
import numpy as np

from training.figure.rotation import Array


@attrs.frozen(eq=False)
class Curve:
    """C channels through K keys: continuous speed, no overshoot between keys, at rest at both ends unless told.

    Slopes are those of Fritsch & Carlson's monotone cubic (PCHIP). Outside the keys the end values hold.

    Attributes:
        times: (K,) increasing, s.
        values: (K, C).
        start_slope: (C,) per second at the first key; None is rest.
        end_slope: (C,) per second at the last key; None is rest.
    """

    times: Array
    values: Array
    start_slope: Array | None = None
    end_slope: Array | None = None
    _slopes: Array = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        if len(self.times) < 2:
            object.__setattr__(self, "times", np.array([self.times[0], self.times[0] + 1.0]))
            object.__setattr__(self, "values", np.repeat(self.values[:1], 2, 0))
        slopes = np.zeros_like(self.values)
        if len(self.times) > 2:
            slopes[1:-1] = _inner_slopes(self.times, self.values)
        if self.start_slope is not None:
            slopes[0] = self.start_slope
        if self.end_slope is not None:
            slopes[-1] = self.end_slope
        object.__setattr__(self, "_slopes", slopes)

    def __call__(self, times: Array) -> Array:
        """(T, C) values at ``times`` (s)."""
        t = np.clip(times, self.times[0], self.times[-1])
        i = np.clip(np.searchsorted(self.times, t, side="right") - 1, 0, len(self.times) - 2)
        step = (self.times[i + 1] - self.times[i])[:, None]
        s = (t - self.times[i])[:, None] / step
        rest = 1 - s
        ease = s * s * (3 - 2 * s)
        out = (1 - ease) * self.values[i] + ease * self.values[i + 1]
        return np.asarray(out + (step * s * rest) * (rest * self._slopes[i] - s * self._slopes[i + 1]))


def _inner_slopes(times: Array, values: Array) -> Array:
    """(K - 2, C) slopes at the inner keys: 0 at a turning point, else a weighted harmonic mean of both sides."""
    step = np.diff(times)[:, None]
    before, after = (values[1:-1] - values[:-2]) / step[:-1], (values[2:] - values[1:-1]) / step[1:]
    first, second = 2 * step[1:] + step[:-1], step[1:] + 2 * step[:-1]
    same = before * after > 0
    safe_before, safe_after = np.where(same, before, 1.0), np.where(same, after, 1.0)
    return np.where(same, (first + second) / (first / safe_before + second / safe_after), 0.0)
