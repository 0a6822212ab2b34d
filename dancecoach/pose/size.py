"""How large a body is in the picture: the measure that makes distances and speeds free of camera and height.

A limb seen at an angle is shorter than it is, never longer; so the long observations are the true ones.
Shares of the standing height are Drillis and Contini's (1966), as printed in D. A. Winter, "Biomechanics and Motor
Control of Human Movement", 4th ed. 2009, fig. 4.1.
"""

import warnings
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dancecoach.pose.skeleton import Skeleton

SHARES: dict[tuple[str, str], float] = {
    ("shoulder", "elbow"): 0.186,
    ("elbow", "wrist"): 0.146,
    ("shoulder", "hip"): 0.288,
    ("hip", "knee"): 0.245,
    ("knee", "ankle"): 0.246,
}
"""Length of a segment as a share of standing height, for each side of the body."""

_LONGEST = 3
_PERCENTILE = 90.0


def body_size(points: NDArray[Any], skeleton: Skeleton) -> NDArray[np.float64]:
    """Standing height in each frame by itself, from its three least foreshortened segments.

    Args:
        points: (..., J, D) positions with equal units on all axes (pixels, metres; not shares of the picture).
        skeleton: which joints these are.

    Returns:
        (...) height in the units of ``points``; NaN where no segment is known. A lower bound for a curled body.
    """
    heights = _segment_heights(points, skeleton)
    largest = np.sort(np.where(np.isnan(heights), -np.inf, heights), axis=-1)[..., -_LONGEST:]
    known = np.isfinite(largest)
    total = np.where(known, largest, 0.0).sum(axis=-1)
    count = known.sum(axis=-1)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def clip_body_size(points: NDArray[Any], skeleton: Skeleton) -> float:
    """Standing height over a whole clip: each segment at its longest (90th percentile), the median of these.

    Robust against foreshortening (a segment need only be seen square to the camera in a tenth of the frames), wrong
    joints and unusual proportions. Not for a clip in which the body comes much nearer: use `body_size` there.

    Args:
        points: (T, J, D) positions with equal units on all axes; NaN where unknown.
        skeleton: which joints these are.

    Returns:
        Height in the units of ``points``, NaN when no segment is ever known.
    """
    heights = _segment_heights(points, skeleton)
    if not np.isfinite(heights).any():
        return float("nan")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a segment that is never seen is NaN, and left out
        return float(np.nanmedian(np.nanpercentile(heights, _PERCENTILE, axis=0)))


def _segment_heights(points: NDArray[Any], skeleton: Skeleton) -> NDArray[np.float64]:
    """(..., S) standing heights that each segment by itself speaks for."""
    first, last = _segment_ends(skeleton)
    lengths = np.linalg.norm(points[..., first, :].astype(np.float64) - points[..., last, :], axis=-1)
    return np.asarray(lengths / _BOTH_SHARES)


_BOTH_SHARES = np.repeat(list(SHARES.values()), 2)


@lru_cache(maxsize=8)
def _segment_ends(skeleton: Skeleton) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """(S,) first and (S,) last joint of each segment, left and right in turn."""
    names = [(f"{side}_{a}", f"{side}_{b}") for a, b in SHARES for side in ("left", "right")]
    return skeleton.indices(*(a for a, _ in names)), skeleton.indices(*(b for _, b in names))
