"""``body-v1``: what the networks see of a body, a row of numbers every 1/30 s.

Used by the training and by the app alike: there is no second implementation. The joints are those of `BODY_13`, so
landmarks of BlazePose, COCO-17 and motion capture all fit. A feature at a moment depends on the landmarks of a fixed
span of time around it and on nothing else, so a stream gives what the whole clip gives:

* *causal* (for Live): on the last two seconds;
* *centred* (for Review): on two seconds before and two after.

Units: body heights (h, the standing height as seen in the last two seconds, `dancecoach.pose.size`), seconds, turns
of 360 degrees. x is the picture's right, y is up. Free of place, of size and distance, and of the frame rate; not of
the camera's side view, whose mirror image is another sample for the training (`mirrored`).

Groups of features, in the order of `FEATURES`:

* ``NOSE_x``, ``LEFT_WRIST_y`` ...: each joint from the middle of the hips, h.
* ``trunk_x``, ``trunk_y``: direction of the trunk, hips to shoulders, length 1 (y is -1 upside down);
  ``trunk_length``, ``shoulder_width``, ``hip_width``: h; the widths are signed, positive when the left joint is on the
  picture's right, as it is for one who faces the camera; ``size_now``: height seen in this moment over h.
* ``left_knee`` ...: angle at the joint in the picture, 0 folded to 1 straight (180 degrees).
* ``hip_vx``, ``left_ankle_vy`` ...: speed in the picture, h/s; ``hip_ay``: upward acceleration, h/s^2 (free fall of a
  body of 1.7 m is -5.8); ``left_knee_rate`` ...: change of an angle, half turns per second; ``spin``: turning of the
  trunk in the picture, turns per second, clockwise positive.
* ``hip_above``, ``left_ankle_above``, ``lowest_above`` ...: height above the ground, h. The ground is where the lowest
  of ankles and wrists was for most of the window (its 85th percentile, so that jumps shorter than four fifths of it do
  not move it). ``hip_sunk``: hips below their usual height (median), h.
* ``seen_left_arm`` ...: mean visibility of a part, 0 to 1; ``there``: 1 where a person was found, else 0.

A joint that is less visible than `LEAST_VISIBLE` is not known, and what needs it is NaN (*missing*); the ``seen_``
features and ``there`` are always known. A network gets the mean for what is missing (`normalise`).
"""

from collections.abc import Iterator

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.motion.angles import angle_between
from dancecoach.motion.grid import RATE_HZ, GridStream, resample
from dancecoach.motion.points import Floats, lengths, middle, pair_vector
from dancecoach.motion.windows import slope_weights, window_quantiles
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.size import body_size
from dancecoach.pose.skeleton import BODY_13, Skeleton
from dancecoach.pose.track import PoseTrack

FEATURE_SET = "body-v1"

LEAST_VISIBLE = 0.1
"""A guess of the engine about a hidden joint is better than nothing down to here."""

_SPAN = int(2.0 * RATE_HZ)
"""Samples before (and, centred, after) the one described."""

_CHUNK = 4096
"""Samples worked out at a time, so that an hour of video needs no more memory than some minutes."""

_ANGLES = {
    f"{side}_{vertex}": (f"{side}_{first}", f"{side}_{vertex}", f"{side}_{last}")
    for vertex, first, last in (
        ("elbow", "shoulder", "wrist"),
        ("shoulder", "hip", "elbow"),
        ("hip", "shoulder", "knee"),
        ("knee", "hip", "ankle"),
    )
    for side in ("left", "right")
}
_MOVING = ("nose", *(f"{s}_{j}" for j in ("elbow", "wrist", "knee", "ankle") for s in ("left", "right")))
_PARTS = {
    "head": ("nose",),
    **{f"{s}_arm": (f"{s}_shoulder", f"{s}_elbow", f"{s}_wrist") for s in ("left", "right")},
    **{f"{s}_leg": (f"{s}_hip", f"{s}_knee", f"{s}_ankle") for s in ("left", "right")},
}
_ABOVE = ("nose", "left_wrist", "right_wrist", "left_knee", "right_knee", "left_ankle", "right_ankle")


_TRIPLES = tuple(BODY_13.indices(*(joints[i] for joints in _ANGLES.values())) for i in range(3))
_MOVING_JOINTS = BODY_13.indices(*_MOVING)
_ABOVE_JOINTS = BODY_13.indices(*_ABOVE)
_LOWEST_JOINTS = BODY_13.indices("left_ankle", "right_ankle", "left_wrist", "right_wrist")
_HEAD_JOINT = BODY_13.indices(*_PARTS["head"])
_LIMB_JOINTS = np.stack([BODY_13.indices(*joints) for part, joints in _PARTS.items() if part != "head"])


def _names() -> Iterator[str]:
    for joint in BODY_13.joints:
        yield from (f"{joint}_x", f"{joint}_y")
    yield from ("trunk_x", "trunk_y", "trunk_length", "shoulder_width", "hip_width", "size_now")
    yield from _ANGLES
    for joint in ("hip", *_MOVING):
        yield from (f"{joint}_vx", f"{joint}_vy")
    yield "hip_ay"
    yield from (f"{angle}_rate" for angle in _ANGLES)
    yield "spin"
    yield from ("hip_above", "lowest_above", *(f"{joint}_above" for joint in _ABOVE), "hip_sunk")
    yield from (f"seen_{part}" for part in _PARTS)
    yield "there"


FEATURES: tuple[str, ...] = tuple(_names())
"""Names, in order; F of them."""

_LEFT_RIGHT = [FEATURES.index(n.replace("left", "?").replace("right", "left").replace("?", "right")) for n in FEATURES]
_SIGN = np.array([-1.0 if n.endswith(("_x", "_vx")) or n == "spin" else 1.0 for n in FEATURES], np.float32)


@attrs.frozen(eq=False)
class Features:
    """G samples.

    Attributes:
        times: (G,) s, even steps of 1 / `RATE_HZ`.
        values: (G, F) float32, columns as in `FEATURES`, NaN where missing.
    """

    times: Floats
    values: NDArray[np.float32]

    def __len__(self) -> int:
        """Number of samples, G."""
        return len(self.times)


def track_features(track: PoseTrack, *, causal: bool) -> Features:
    """The features of a whole clip.

    Args:
        track: any skeleton that maps to `BODY_13`.
        causal: whether they look back only, as those of a stream.
    """
    raw = _raw(track.pixels(), track.visibility, track.skeleton.mapping_to(BODY_13))
    raw[~track.found] = np.nan
    times, samples = resample(track.times, raw)
    ahead = 0 if causal else _SPAN
    padded = np.full((len(samples) + _SPAN + ahead, *samples.shape[1:]), np.nan)
    padded[_SPAN : _SPAN + len(samples)] = samples
    parts = [
        _describe(_moments(padded[start : start + _CHUNK + _SPAN + ahead]), ahead)
        for start in range(0, len(samples), _CHUNK)
    ]
    values = np.concatenate(parts) if parts else np.empty((0, len(FEATURES)), np.float32)
    return Features(times, values)


class FeatureStream:
    """The causal features of a stream of poses; the same as those of the whole clip.

    Args:
        skeleton: of the poses.
        frame_size: (width, height) of the pictures, pixels.
    """

    def __init__(self, skeleton: Skeleton, frame_size: tuple[int, int]) -> None:
        self._joints, self._size = skeleton.mapping_to(BODY_13), np.array(frame_size, np.float64)
        self._grid = GridStream()
        self._memory = _NOTHING_YET

    def push(self, time_s: float, pose: BodyPose | None) -> Features:
        """Take the pose in a frame, or None where nobody was found.

        Args:
            time_s: presentation time of the frame, later than the one before.
            pose: the person followed.

        Returns:
            The samples that are settled by this frame: often one, none if frames come faster than the grid, several
            after a gap.
        """
        if pose is None:
            raw = np.full((len(BODY_13), 3), np.nan)
        else:
            pixels = pose.landmarks[:, :2].astype(np.float64) * self._size
            raw = _raw(pixels, pose.visibility, self._joints)
        times, samples = self._grid.push(time_s, raw)
        if not len(times):
            return Features(times, np.empty((0, len(FEATURES)), np.float32))
        window = np.concatenate([self._memory, _moments(samples)])
        self._memory = window[-_SPAN:]
        return Features(times, _describe(window, 0))

    def reset(self) -> None:
        """Forget everything: another person, or another time."""
        self._grid.reset()
        self._memory = _NOTHING_YET


def mirrored(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """(..., F) the same movement seen in a mirror."""
    return np.asarray(values[..., _LEFT_RIGHT] * _SIGN)


def normalise(
    values: NDArray[np.float32], mean: NDArray[np.float32], scale: NDArray[np.float32]
) -> NDArray[np.float32]:
    """(..., F) what a network takes: (values - mean) / scale, held within ±10, and 0 for what is missing."""
    out = np.minimum(np.maximum((values - mean) / scale, -10.0), 10.0)
    return np.where(np.isnan(out), 0.0, out).astype(np.float32, copy=False)


def _raw(pixels: NDArray[np.floating], visibility: NDArray[np.floating], joints: NDArray[np.intp]) -> Floats:
    """(..., 13, 3) x right and y up in pixels, and visibility, of 13 ``joints``; NaN for one that cannot be seen."""
    out = np.empty((*pixels.shape[:-2], len(joints), 3))
    out[..., :2] = pixels[..., joints, :2]
    out[..., 2] = visibility[..., joints]
    out[..., 1] *= -1
    out[..., :2][~(out[..., 2] >= LEAST_VISIBLE)] = np.nan
    return out


def _columns(**widths: int) -> tuple[dict[str, slice], int]:
    """The place of each named group of columns, side by side, and how many columns they are together."""
    ends = np.cumsum(list(widths.values())).tolist()
    return {name: slice(end - widths[name], end) for name, end in zip(widths, ends, strict=True)}, ends[-1]


_PLACE, _WIDTH = _columns(
    # Features as they are, but for the unit of those that are lengths, pixels:
    places=2 * len(BODY_13),
    trunk_lengths=4,
    direction=2,
    bends=len(_ANGLES),
    seen=len(_PARTS) + 1,
    # What is compared with other samples:
    hips=2,
    moving=2 * len(_MOVING),
    lowest=1,
    above=len(_ABOVE),
    up=2,
)
_SLOPING = slice(_PLACE["hips"].start, _PLACE["moving"].stop)
_LEVELS = slice(_PLACE["lowest"].start, _PLACE["above"].stop)
_SIZE_NOW = _PLACE["trunk_lengths"].stop - 1


def _moments(samples: Floats) -> Floats:
    """(N, `_WIDTH`) what each of (N, 13, 3) samples shows by itself, columns as in `_PLACE`.

    A stream keeps these rows: a new sample costs its own row and not those of the whole window.
    """
    points, visibility = samples[..., :2], samples[..., 2]
    count = len(points)
    hips, heights = middle(points, BODY_13, "hip"), points[..., 1]
    up = middle(points, BODY_13, "shoulder") - hips
    length = lengths(up)[:, None]
    first, vertex, last = (points[:, columns] for columns in _TRIPLES)
    groups = {
        "places": (points - hips[:, None]).reshape(count, -1),
        "trunk_lengths": _trunk_lengths(points, length),
        "direction": up / length,
        "bends": angle_between(first, vertex, last) / 180.0,
        "seen": _seen(visibility),
        "hips": hips,
        "moving": points[:, _MOVING_JOINTS].reshape(count, -1),
        "lowest": _lowest(heights[:, _LOWEST_JOINTS])[:, None],
        "above": heights[:, _ABOVE_JOINTS],
        "up": up,
    }
    return np.concatenate([groups[name] for name in _PLACE], axis=1)


def _trunk_lengths(points: Floats, trunk: Floats) -> Floats:
    """(N, 4) length of the trunk, widths of shoulders and hips, size of the body."""
    widths = [pair_vector(points, BODY_13, part)[:, :1] for part in ("shoulder", "hip")]
    return np.concatenate([trunk, *widths, body_size(points, BODY_13)[:, None]], axis=1)


def _lowest(limbs: Floats) -> Floats:
    """(N,) height of the lowest of (N, 4) ankles and wrists."""
    lowest = np.fmin.reduce(limbs, axis=1)
    # A picture without feet has no ground.
    lowest[np.isnan(limbs[:, :2]).all(axis=1)] = np.nan
    return np.asarray(lowest)


def _seen(visibility: Floats) -> Floats:
    """(N, 6) visibility of the parts, and whether anybody is there."""
    unknown = np.isnan(visibility)
    known = np.where(unknown, 0.0, visibility)
    limbs = np.add.reduce(known[:, _LIMB_JOINTS], axis=2) / _LIMB_JOINTS.shape[1]
    return np.concatenate([known[:, _HEAD_JOINT], limbs, ~unknown.all(axis=1, keepdims=True)], axis=1)


_NOTHING_YET = _moments(np.full((_SPAN, len(BODY_13), 3), np.nan))
"""(`_SPAN`, `_WIDTH`) the memory of a stream that has seen nobody."""


def _describe(moments: Floats, ahead: int) -> NDArray[np.float32]:
    """(n, F) features of the N rows that have `_SPAN` others before them and ``ahead`` after them."""
    now = moments[_SPAN : len(moments) - ahead]
    hips_y = _PLACE["hips"].start + 1
    watched = moments[:, (_SIZE_NOW, _PLACE["lowest"].start, hips_y)]
    scale, ground, usual = window_quantiles(watched, _SPAN + 1 + ahead, _SHARES).T[:, :, None]
    slopes = _speed(np.concatenate([moments[:, _SLOPING], moments[:, _PLACE["bends"]]], axis=1), ahead)
    levels = np.concatenate([now[:, hips_y, None], now[:, _LEVELS]], axis=1) - ground
    metric = [
        now[:, _PLACE["places"]],
        now[:, _PLACE["trunk_lengths"]],
        slopes[:, : -len(_ANGLES)],
        _slope(moments[:, hips_y, None], 7, 2, ahead),
        levels,
        usual - now[:, hips_y, None],
    ]
    free = [now[:, _PLACE["direction"]], now[:, _PLACE["bends"]], slopes[:, -len(_ANGLES) :], _spin(moments, ahead)]
    columns = np.concatenate([np.concatenate(metric, axis=1) / scale, *free, now[:, _PLACE["seen"]]], axis=1)
    return columns.astype(np.float32).take(_ORDER, axis=1)


_SHARES = np.array([0.85, 0.15, 0.5])
"""The size is what was seen unforeshortened; the ground, where the lowest joint mostly was; the hips' level, usual."""


def _described() -> Iterator[str]:
    """Names of the features in the order in which `_describe` works them out."""
    yield from FEATURES[: 2 * len(BODY_13)]
    yield from ("trunk_length", "shoulder_width", "hip_width", "size_now")
    yield from (name for name in FEATURES if name.endswith(("_vx", "_vy")))
    yield "hip_ay"
    yield from (name for name in FEATURES if name.endswith("_above"))
    yield from ("hip_sunk", "trunk_x", "trunk_y", *_ANGLES)
    yield from (f"{angle}_rate" for angle in _ANGLES)
    yield "spin"
    yield from FEATURES[-len(_PARTS) - 1 :]


_ORDER = np.array([list(_described()).index(name) for name in FEATURES])


def _slope(values: Floats, steps: int, order: int, ahead: int) -> Floats:
    """(n, C) derivative at each described row of (N, C) values, units per second to the power of ``order``.

    A parabola through ``steps`` rows: looking back the newest and those before it, else those around it.
    """
    first = -(steps - 1) if ahead == 0 else -(steps // 2)
    weights = slope_weights(tuple((first + i) / RATE_HZ for i in range(steps)), order)
    count = len(values) - _SPAN - ahead
    near = np.stack([values[start : start + count] for start in range(_SPAN + first, _SPAN + first + steps)])
    return np.asarray(np.add.reduce(near * np.array(weights)[:, None, None], axis=0))


def _speed(values: Floats, ahead: int) -> Floats:
    """(n, C) change per second; where it is unknown because a row is missing, the step to or from the next one."""
    out = _slope(values, 4 if ahead == 0 else 3, 1, ahead)
    now = values[_SPAN : len(values) - ahead]
    out = np.where(np.isnan(out), (now - values[_SPAN - 1 : -1 - ahead]) * RATE_HZ, out)
    if ahead:
        after = (values[_SPAN + 1 : len(values) - ahead + 1] - now) * RATE_HZ
        out = np.where(np.isnan(out), after, out)
    return out


def _spin(moments: Floats, ahead: int) -> Floats:
    """(n, 1) turns per second, clockwise positive."""
    back, on = (2, 0) if ahead == 0 else (1, 1)
    count = len(moments) - _SPAN - ahead
    direction = moments[:, _PLACE["up"]].view(np.complex128)
    later = direction[_SPAN + on : _SPAN + on + count]
    earlier = direction[_SPAN - back : _SPAN - back + count]
    return np.asarray(-np.angle(later * np.conj(earlier)) / (2 * np.pi) * RATE_HZ / (back + on))
