"""Where the body points: its size, the trunk's tilt and rotation, which way it faces.

Conventions, all in degrees. *Tilt*: between the trunk (hips to shoulders) and straight up, 0 to 180. *Rotation*:
the same with its sense in the picture, positive clockwise as seen, and counted on through whole turns. *Facing*:
which way the chest points, seen from above: 0 to the camera, 90 to the picture's right, -90 to its left, ±180 away.
"""

import numpy as np

from dancecoach.motion.points import Floats, middle, pair_vector, picture_points, world_points
from dancecoach.pose.size import clip_body_size
from dancecoach.pose.track import PoseTrack

UPRIGHT_TILT = 45.0
"""Tilt below which a body is upright."""

INVERTED_TILT = 120.0
"""Tilt above which a body is upside down: hips clearly above the shoulders."""

_SHORTEST_TRUNK = 0.1
"""Body heights: a trunk seen shorter than a third of its length points at the camera, and its angle is noise."""

_LEAST_LEVEL = 0.35
"""Least horizontal share of the chest's direction: one who lies on the back faces no side."""

_MEMORY_S = 0.1


def body_height(track: PoseTrack) -> float:
    """Standing height in pixels over the clip (see `dancecoach.pose.size.clip_body_size`); NaN without a person."""
    return clip_body_size(picture_points(track), track.skeleton)


def trunk(track: PoseTrack) -> Floats:
    """(T, 2) from the middle of the hips to the middle of the shoulders, pixels, y down; NaN where not known."""
    points = picture_points(track)
    return middle(points, track.skeleton, "shoulder") - middle(points, track.skeleton, "hip")


def trunk_tilt(track: PoseTrack) -> Floats:
    """(T,) degrees between the trunk and straight up in the picture, 0 to 180; NaN where it points at the camera.

    A lean towards the camera is not seen in the picture; a camera that is held askew adds its own angle.
    """
    return np.abs(_trunk_angle(track))


def trunk_rotation(track: PoseTrack) -> Floats:
    """(T,) degrees of the trunk's turning in the picture, clockwise positive, counted through whole turns.

    A back somersault of one who faces the picture's left ends 360 higher than it began. Starts between -180 and 180.
    Through frames without an angle the turning is taken to go on at its last speed: a body may turn by more than
    half a turn while it is hidden, and the shortest way would lose that turn.
    """
    return unwrap(track.times, _trunk_angle(track))


def facing(track: PoseTrack) -> Floats:
    """(T,) degrees the chest points to, -180 to 180; NaN for one who lies, or for a track without metres.

    From the shoulder and hip lines in space, so that it holds upside down too. The picture alone can not tell
    left from right here, and no guess is made. BlazePose's depth is its weakest number: expect 10° to 20° of noise.
    """
    points = world_points(track)
    if points is None:
        return np.full(len(track), np.nan)
    across = pair_vector(points, track.skeleton, "shoulder") + pair_vector(points, track.skeleton, "hip")
    up = middle(points, track.skeleton, "shoulder") - middle(points, track.skeleton, "hip")
    chest = np.cross(across, up)
    length = np.linalg.norm(chest, axis=1)
    level = np.hypot(chest[:, 0], chest[:, 2])
    with np.errstate(invalid="ignore"):
        angle = np.degrees(np.arctan2(chest[:, 0], -chest[:, 2]))
        return np.where((length > 0) & (level >= _LEAST_LEVEL * length), angle, np.nan)


def turning(track: PoseTrack) -> Floats:
    """(T,) `facing` counted through whole turns: a full pirouette adds or takes 360."""
    return unwrap(track.times, facing(track))


def unwrap(times: Floats, degrees: Floats) -> Floats:
    """Angles counted through whole turns, going on at their last speed through gaps.

    Args:
        times: (T,) seconds.
        degrees: (T,) angles of any range; NaN where not known.

    Returns:
        (T,) angles that differ from the given ones by whole turns; NaN where these are.
    """
    out = np.full(len(degrees), np.nan)
    known = np.flatnonzero(np.isfinite(degrees))
    if not len(known):
        return out
    t, angle = times[known], np.unwrap(degrees[known], period=360.0)
    for i in np.flatnonzero(np.diff(t) > _MEMORY_S):
        # Speed over the last known tenth of a second before the gap, where there is one.
        first = np.searchsorted(t[: i + 1], t[i] - _MEMORY_S - 1e-9)
        rate = (angle[i] - angle[first]) / (t[i] - t[first]) if first < i else 0.0
        expected = angle[i] + rate * (t[i + 1] - t[i])
        angle[i + 1 :] += 360.0 * np.round((expected - angle[i + 1]) / 360.0)
    out[known] = angle
    return out


def _trunk_angle(track: PoseTrack) -> Floats:
    """(T,) degrees from straight up, clockwise positive, -180 to 180; NaN where the trunk is seen end on."""
    vector = trunk(track)
    angle = np.degrees(np.arctan2(vector[:, 0], -vector[:, 1]))
    with np.errstate(invalid="ignore"):
        return np.where(np.hypot(*vector.T) >= _SHORTEST_TRUNK * body_height(track), angle, np.nan)
