"""Joint angles: the inner angle at a joint between its two neighbours, 180° straight, 0° folded."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dancecoach.motion.points import SEEN, Floats, picture_points, world_points
from dancecoach.pose.skeleton import Skeleton
from dancecoach.pose.track import PoseTrack

Space = Literal["auto", "world", "picture"]


def angle_names(skeleton: Skeleton) -> tuple[str, ...]:
    """Names of the columns of `joint_angles`, such as "left_knee"."""
    return tuple(skeleton.angles)


def joint_angles(track: PoseTrack, *, min_visibility: float = SEEN, space: Space = "auto") -> Floats:
    """Angles of all joints in all frames.

    Args:
        track: T frames.
        min_visibility: an angle with a less visible joint in it is NaN: what is not seen is not measured.
        space: "world" measures in metres in space, "picture" in pixels in the plane of the picture, "auto" in space
            where the track has metres.

    Returns:
        (T, A) degrees, 0 to 180 inclusive, A as in `angle_names`; NaN where not seen or without length.

    Notes:
        In the picture an angle is right only where its limbs move parallel to the picture. In space BlazePose is
        off by about 7° on average at the knee against measurement by hand: judge no smaller difference.
    """
    points = None if space == "picture" else world_points(track, min_visibility)
    if points is None:
        points = picture_points(track, min_visibility)
    joints = _triples(track.skeleton)
    return angle_between(points[:, joints[:, 0]], points[:, joints[:, 1]], points[:, joints[:, 2]])


def angle_between(first: Floats, vertex: Floats, last: Floats) -> Floats:
    """(...) degrees at ``vertex`` between two (..., D) points, 0 to 180; NaN where a point coincides with it.

    By the half-angle of two vectors of equal length (W. Kahan, "How Futile are Mindless Assessments of Roundoff",
    2006, §12), exact also near 0° and 180°, where the arc cosine loses half the digits.
    """
    u, v = first - vertex, last - vertex
    with np.errstate(invalid="ignore", divide="ignore"):
        u = u / np.linalg.norm(u, axis=-1, keepdims=True)
        v = v / np.linalg.norm(v, axis=-1, keepdims=True)
    half = np.arctan2(np.linalg.norm(u - v, axis=-1), np.linalg.norm(u + v, axis=-1))
    return np.asarray(np.degrees(2 * half))


def _triples(skeleton: Skeleton) -> NDArray[np.intp]:
    """(A, 3) joint positions of each angle."""
    return np.array([skeleton.indices(*triple) for triple in skeleton.angles.values()], dtype=np.intp).reshape(-1, 3)
