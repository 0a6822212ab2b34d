"""Landmarks as a table with a row for each frame: the columns that the CSV and the Parquet file of ours have.

``frame`` (0 is the first), ``time_s`` (presentation time, s since the first frame), ``found`` (1 or 0),
``picture_width`` and ``picture_height`` (pixels, the same in every row), then for each joint ``nose_x``, ``nose_y``
(shares of the picture's width and height, from the top left), ``nose_z`` (in widths of the picture, negative towards
the camera) and ``nose_visibility`` (0 to 1); where there are metres, ``nose_world_x``, ``nose_world_y`` and
``nose_world_z`` (m, origin between the hips, x right, y down, z away from the camera). What was not seen is empty,
never zero.
"""

import numpy as np
from numpy.typing import NDArray

from dancecoach.pose.track import PoseTrack

FACTS = ("frame", "time_s", "found", "picture_width", "picture_height")
PLACE = ("x", "y", "z", "visibility")
METRES = ("world_x", "world_y", "world_z")


def value_columns(track: PoseTrack) -> list[str]:
    """Names of the columns behind `FACTS`."""
    joints = track.skeleton.joints
    names = [f"{joint}_{part}" for joint in joints for part in PLACE]
    return names if track.world is None else names + [f"{joint}_{part}" for joint in joints for part in METRES]


def values(track: PoseTrack) -> NDArray[np.float32]:
    """(T, C) the numbers of these columns; NaN where a joint is not known, its visibility too."""
    known = ~np.isnan(track.landmarks).any(axis=2)
    seen = np.where(known, track.visibility, np.float32(np.nan))[..., None]
    parts = [np.concatenate([track.landmarks, seen], axis=2).reshape(len(track), -1)]
    if track.world is not None:
        parts.append(np.asarray(track.world).reshape(len(track), -1))
    return np.concatenate(parts, axis=1)
