"""Positions to speeds and accelerations, and the centre of mass.

Differences of noisy positions are mostly noise, and phone video has uneven times. So a low polynomial is fitted to
the frames around each one at their real times, and its derivatives are taken: on even times this is the filter of
A. Savitzky and M. Golay (Analytical Chemistry 36, 1964), here for any times and with gaps.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dancecoach.motion.points import Floats
from dancecoach.pose.skeleton import Skeleton

VELOCITY_WINDOW_S = 0.14
"""Three frames at 24 and 25 fps, five at 30, nine at 60: a take-off lasts longer."""

ACCELERATION_WINDOW_S = 0.21
"""The second derivative amplifies noise more and needs more frames."""

_CHUNK = 4096
"""Frames at a time, so that an hour of video needs no more memory than some minutes."""

# Mass as a share of the body's, and the segment's centre as a share of the way from its first to its last joint:
# D. A. Winter, "Biomechanics and Motor Control of Human Movement", 4th ed. 2009, table 4.1 (after Dempster).
# "forearm and hand" and "foot and leg" end at wrist and ankle, which every skeleton has.
_LIMBS = (
    ("shoulder", "elbow", 0.028, 0.436),
    ("elbow", "wrist", 0.022, 0.682),
    ("hip", "knee", 0.100, 0.433),
    ("knee", "ankle", 0.061, 0.606),
)
_TRUNK_MASS = 0.497
_HEAD_MASS = 0.081

MIN_MASS = 0.85
"""Share of the body's mass that must be known for a centre of mass: without one arm (5 %) it is hardly moved."""


def velocity(times: Floats, values: NDArray[Any], *, window_s: float = VELOCITY_WINDOW_S) -> Floats:
    """First derivative by a local parabola.

    Args:
        times: (T,) seconds, increasing, also unevenly.
        values: (T, ...) positions or angles (unwrapped); NaN where unknown.
        window_s: width in seconds of the frames used, at least three.

    Returns:
        (T, ...) units of ``values`` per second; NaN where the frame itself or too many around it are unknown. Of a
        swing of 1 Hz 3 % are lost at 30 fps, of 2 Hz 10 %: with less smoothing the noise is larger than that.
    """
    return _derivative(times, values, window_s, 1)


def acceleration(times: Floats, values: NDArray[Any], *, window_s: float = ACCELERATION_WINDOW_S) -> Floats:
    """Second derivative by a local parabola; as `velocity`, in units per second squared.

    Within half a window of a contact the parabola spans two motions, and the result is between theirs.
    """
    return _derivative(times, values, window_s, 2)


def speed(
    times: Floats, points: NDArray[Any], body_height: float = 1.0, *, window_s: float = VELOCITY_WINDOW_S
) -> Floats:
    """(T, ...) body heights per second of (T, ..., D) points.

    Args:
        times: (T,) seconds.
        points: positions with equal units on all axes.
        body_height: in the same units (`dancecoach.motion.body.body_height`); 1 keeps their units.
        window_s: as in `velocity`.
    """
    return np.asarray(np.linalg.norm(velocity(times, points, window_s=window_s), axis=-1) / body_height)


def centre_of_mass(points: Floats, skeleton: Skeleton, *, min_mass: float = MIN_MASS) -> Floats:
    """Centre of mass of the body from its segments.

    Args:
        points: (T, J, D) positions with equal units on all axes; NaN where unknown.
        skeleton: any with the joints of `BODY_13`.
        min_mass: share of the mass that must be known; the rest is taken to be where the known part is.

    Returns:
        (T, D); NaN where less is known.
    """
    centres, masses = _segments(points, skeleton)
    known = ~np.isnan(centres[..., 0])
    weights = np.where(known, masses, 0.0)
    total = weights.sum(axis=-1, keepdims=True)
    centre = (np.where(known[..., None], centres, 0.0) * weights[..., None]).sum(axis=-2) / np.maximum(total, 1e-9)
    return np.asarray(np.where(total >= min_mass - 1e-9, centre, np.nan))


def _segments(points: Floats, skeleton: Skeleton) -> tuple[Floats, Floats]:
    """(T, S, D) centres and (S,) masses of the segments."""

    def joint(*names: str) -> Floats:
        return np.asarray(points[..., skeleton.indices(*names), :].mean(axis=-2))

    centres, masses = [], []
    for near, far, mass, way in _LIMBS:
        for side in ("left", "right"):
            a, b = joint(f"{side}_{near}"), joint(f"{side}_{far}")
            centres.append(a + way * (b - a))
            masses.append(mass)
    centres.append(joint("left_shoulder", "right_shoulder", "left_hip", "right_hip"))
    masses.append(_TRUNK_MASS)
    # Head and neck balance at the ear canal; a skeleton without ears has its nose, a little further forward.
    ears = joint("left_ear", "right_ear") if "left_ear" in skeleton.joints else joint("nose")
    centres.append(np.where(np.isfinite(ears), ears, joint("nose")))
    masses.append(_HEAD_MASS)
    return np.stack(centres, axis=-2), np.array(masses)


def _derivative(times: Floats, values: NDArray[Any], window_s: float, order: int) -> Floats:
    """(T, ...) derivative of the given order of the local parabola at each frame."""
    array = np.asarray(values, np.float64)
    columns = array.reshape(len(array), math.prod(array.shape[1:]))
    out = np.full(columns.shape, np.nan)
    if len(times) > 2 and columns.shape[1]:
        known = np.isfinite(columns)
        # Columns with the same gaps (x, y, z of a joint; most often all of them) share their matrices.
        patterns, which = np.unique(known, axis=1, return_inverse=True)
        for number in range(patterns.shape[1]):
            chosen = np.flatnonzero(which.ravel() == number)
            pattern = patterns[:, number]
            out[np.ix_(pattern, chosen)] = _fit(times[pattern], columns[np.ix_(pattern, chosen)], window_s, order)
    return out.reshape(array.shape)


def _fit(times: Floats, values: Floats, window_s: float, order: int) -> Floats:
    """(N, C) derivative of the parabola through the known frames around each; NaN where they are too few or far."""
    if len(times) < 3:
        return np.full(values.shape, np.nan)
    reach = _reach(times, window_s / 2)
    first = np.searchsorted(times, times - reach - 1e-9)
    count = np.searchsorted(times, times + reach + 1e-9) - first
    offsets = np.arange(count.max())
    out = np.empty(values.shape)
    for start in range(0, len(times), _CHUNK):
        rows = slice(start, start + _CHUNK)
        index = np.minimum(first[rows, None] + offsets, len(times) - 1)
        weight = (offsets < count[rows, None]).astype(np.float64)
        away = (times[index] - times[rows, None]) / reach[rows, None]  # -1..1, for well-conditioned matrices
        basis = np.stack([np.ones_like(away), away, away**2], axis=-1) * weight[..., None]
        normal = np.einsum("tkp,tkq->tpq", basis, basis)
        right = np.einsum("tkp,tkc->tpc", basis, values[index])
        coefficients = np.linalg.solve(normal, right)
        out[rows] = coefficients[:, order] * order / reach[rows, None] ** order
    # Frames so far apart that even three of them span a gap say nothing about the speed in this one.
    out[reach > max(window_s, 0.25)] = np.nan
    return out


def _reach(times: Floats, half_window: float) -> Floats:
    """(N,) half-widths: as asked, or wider where three frames do not fit in."""
    count = len(times)
    nearest_three = np.full(count, np.inf)
    for before in range(3):
        i = np.arange(before, count - 2 + before)
        span = np.maximum(times[i] - times[i - before], times[i - before + 2] - times[i])
        nearest_three[i] = np.minimum(nearest_three[i], span)
    return np.asarray(np.maximum(half_window, nearest_three))
