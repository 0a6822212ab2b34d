"""Smooth curves through key values: what every movement is made of."""

import attrs
import numpy as np
from scipy.interpolate import CubicHermiteSpline, PchipInterpolator

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
    _spline: CubicHermiteSpline = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        if len(self.times) < 2:
            object.__setattr__(self, "times", np.array([self.times[0], self.times[0] + 1.0]))
            object.__setattr__(self, "values", np.repeat(self.values[:1], 2, 0))
        slopes = np.asarray(PchipInterpolator(self.times, self.values, axis=0).derivative()(self.times))
        slopes[0] = 0.0 if self.start_slope is None else self.start_slope
        slopes[-1] = 0.0 if self.end_slope is None else self.end_slope
        object.__setattr__(self, "_spline", CubicHermiteSpline(self.times, self.values, slopes, axis=0))

    def __call__(self, times: Array) -> Array:
        """(T, C) values at ``times`` (s)."""
        return np.asarray(self._spline(np.clip(times, self.times[0], self.times[-1])))
