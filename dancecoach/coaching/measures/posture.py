"""What skills are measured by, frame by frame: how the trunk stands and turns, how hips, knees and legs are held."""

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.motion.angles import angle_between
from dancecoach.motion.body import body_height, trunk, trunk_rotation, trunk_tilt
from dancecoach.motion.points import SEEN, Floats, middle, pair_vector, picture_points, world_points
from dancecoach.pose.track import PoseTrack

_SIDES = ("left", "right")


@attrs.frozen(eq=False)
class Posture:
    """A body over T frames. NaN where the person, or a joint that is needed, was not seen.

    Attributes:
        times: (T,) s.
        found: (T,) whether there is a person.
        tilt: (T,) degrees between the trunk and straight up in the picture, 0 to 180.
        rotation: (T,) degrees of the trunk in the picture, clockwise, counted through whole turns.
        trunk_length: (T,) hips to shoulders in the picture, body heights; short where the trunk points at the camera.
        forward: (T,) degrees that the trunk has turned about the hip line since the first frame, forwards positive.
        sideways: (T,) degrees that it has turned towards the body's left since the first frame.
        hip: (T,) inner angle between trunk and thigh, degrees, 180 straight; the mean of the sides that are seen.
        knee: (T,) inner angle at the knee, likewise.
        spread: (T,) degrees between the legs, hips to ankles, in space. Of a hidden leg the engine's guess is used: on
            drawn figures it tells legs together (up to 27 degrees) from legs apart (from 54) from every side.
        spread_sideways: (T,) share (0 to 1) of the spread that is to the sides; the rest is to front and back.
    """

    times: Floats
    found: NDArray[np.bool_]
    tilt: Floats
    rotation: Floats
    trunk_length: Floats
    forward: Floats
    sideways: Floats
    hip: Floats
    knee: Floats
    spread: Floats
    spread_sideways: Floats


def posture_of(track: PoseTrack) -> Posture:
    """The posture in every frame; angles in space where the track has metres, else in the picture."""
    points = world_points(track, SEEN)
    if points is None:
        points = picture_points(track, SEEN)
    hips, knees = _at(points, track, "shoulder", "hip", "knee"), _at(points, track, "hip", "knee", "ankle")
    forward, sideways = _turned(track)
    spread, share = _spread(track)
    with np.errstate(invalid="ignore"):
        length = np.hypot(*trunk(track).T) / body_height(track)
    return Posture(
        times=track.times,
        found=track.found,
        tilt=trunk_tilt(track),
        rotation=trunk_rotation(track),
        trunk_length=length,
        forward=forward,
        sideways=sideways,
        hip=_mean(hips),
        knee=_mean(knees),
        spread=spread,
        spread_sideways=share,
    )


def _at(points: Floats, track: PoseTrack, first: str, vertex: str, last: str) -> Floats:
    """(2, T) angles of the left and the right side."""
    sides = []
    for side in _SIDES:
        a, b, c = track.skeleton.indices(*(f"{side}_{name}" for name in (first, vertex, last)))
        sides.append(angle_between(points[:, a], points[:, b], points[:, c]))
    return np.stack(sides)


def _mean(sides: Floats) -> Floats:
    """(T,) mean of what is known of two sides."""
    known = np.isfinite(sides)
    count = known.sum(axis=0)
    return np.where(count > 0, np.where(known, sides, 0.0).sum(axis=0) / np.maximum(count, 1), np.nan)


def _turned(track: PoseTrack) -> tuple[Floats, Floats]:
    """(T,) degrees turned forwards and to the left since the first frame; NaN throughout for a track without metres.

    From one frame to the next the trunk moves within the plane of the body's front (forwards) or of its side; both
    are about the body's own axes, so a twist shares a somersault out between them.
    """
    points = world_points(track)
    if points is None:
        return np.full(len(track), np.nan), np.full(len(track), np.nan)
    up, left, front = trunk_axes(points, track)
    return _accumulated(up, front), _accumulated(up, left)


def trunk_axes(points: Floats, track: PoseTrack) -> tuple[Floats, Floats, Floats]:
    """(T, 3) unit vectors of the trunk: up, to the body's left, to its front."""
    up = _unit(middle(points, track.skeleton, "shoulder") - middle(points, track.skeleton, "hip"))
    across = pair_vector(points, track.skeleton, "hip") + pair_vector(points, track.skeleton, "shoulder")
    left = _unit(across - (across * up).sum(axis=1, keepdims=True) * up)
    return up, left, np.cross(left, up)


def _accumulated(up: Floats, axis: Floats) -> Floats:
    """(T,) degrees that ``up`` has turned towards ``axis``, both (T, 3) unit vectors; gaps count as no turning."""
    step = np.degrees(np.arctan2((up[1:] * axis[:-1]).sum(axis=1), (up[1:] * up[:-1]).sum(axis=1)))
    return np.concatenate([[0.0], np.cumsum(np.nan_to_num(step))])[: len(up)]


def _spread(track: PoseTrack) -> tuple[Floats, Floats]:
    """(T,) degrees between the legs, and the share of that to the sides; NaN throughout for a track without metres."""
    points = world_points(track)
    if points is None:
        return np.full(len(track), np.nan), np.full(len(track), np.nan)
    legs = []
    for side in _SIDES:
        hip, ankle = track.skeleton.indices(f"{side}_hip", f"{side}_ankle")
        legs.append(_unit(points[:, ankle] - points[:, hip]))
    apart = legs[0] - legs[1]
    _up, left, front = trunk_axes(points, track)
    across, along = (np.abs((apart * axis).sum(axis=1)) for axis in (left, front))
    with np.errstate(invalid="ignore", divide="ignore"):
        return angle_between(legs[0], np.zeros_like(apart), legs[1]), across / (across + along)


def _unit(vectors: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True))
