"""A track's points in units in which geometry holds, and the middles of pairs."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dancecoach.pose.skeleton import Skeleton
from dancecoach.pose.track import PoseTrack

Floats = NDArray[np.float64]

SEEN = 0.5
"""Visibility from which a joint is taken as seen. Below it the engine guesses, and a guess is not measured."""


def picture_points(track: PoseTrack, min_visibility: float = 0.0) -> Floats:
    """(T, J, 2) pixels, x right, y down; NaN where nobody was found or the joint is less visible than asked.

    Never measure on `PoseTrack.landmarks`: their x and y have different units unless the picture is square.
    """
    return _seen(track.pixels(), track, min_visibility)


def world_points(track: PoseTrack, min_visibility: float = 0.0) -> Floats | None:
    """(T, J, 3) metres, x right, y down, z away; NaN as in `picture_points`; None where the track has none."""
    return None if track.world is None else _seen(track.world, track, min_visibility)


def _seen(points: NDArray[Any], track: PoseTrack, min_visibility: float) -> Floats:
    # "Not at least", so that a visibility of NaN counts as not seen.
    hidden = ~(track.visibility >= min_visibility) | ~track.found[:, None]
    return np.where(hidden[..., None], np.nan, points.astype(np.float64))


def middle(points: Floats, skeleton: Skeleton, part: str) -> Floats:
    """(..., D) middle of the left and right joint of a name ("hip"); NaN when either is unknown."""
    left, right = skeleton.indices(f"left_{part}", f"right_{part}")
    return np.asarray((points[..., left, :] + points[..., right, :]) / 2)


def pair_vector(points: Floats, skeleton: Skeleton, part: str) -> Floats:
    """(..., D) from the right joint of a name to the left one."""
    left, right = skeleton.indices(f"left_{part}", f"right_{part}")
    return np.asarray(points[..., left, :] - points[..., right, :])


def lengths(vectors: Floats) -> Floats:
    """(...) lengths of (..., D) vectors: `numpy.linalg.norm` without what that costs for a single one."""
    return np.asarray(np.sqrt(np.add.reduce(vectors * vectors, axis=-1)))
