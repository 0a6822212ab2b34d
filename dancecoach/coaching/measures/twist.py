"""How often the body turned about its own length in a skill."""

import numpy as np

from dancecoach.coaching.measures.posture import trunk_axes
from dancecoach.motion.points import Floats, world_points
from dancecoach.pose.track import PoseTrack

STEEPEST = 100.0
"""Degrees from one frame to the next above which left was taken for right, and not twisted."""


def twisted(track: PoseTrack) -> Floats | None:
    """(T,) turns about the trunk's own axis since the first frame, to the body's left positive; None without metres.

    From frame to frame the body's front moves towards its left or its right within the plane across the trunk; that
    the trunk turns somersaults meanwhile does not matter. Gaps count as no turning.
    """
    points = world_points(track)
    if points is None:
        return None
    _up, left, front = trunk_axes(points, track)
    step = np.degrees(np.arctan2((front[1:] * left[:-1]).sum(axis=1), (front[1:] * front[:-1]).sum(axis=1)))
    with np.errstate(invalid="ignore"):
        step = np.where(np.abs(step) > STEEPEST, step - np.sign(step) * 180.0, step)
    return np.asarray(np.concatenate([[0.0], np.cumsum(np.nan_to_num(step))])[: len(track)] / 360.0)
