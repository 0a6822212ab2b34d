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
from dancecoach.motion.points import Floats, middle, pair_vector
from dancecoach.motion.windows import slope_weights, window_quantile
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
_PART_JOINTS = tuple(BODY_13.indices(*joints) for joints in _PARTS.values())

_REACH = 6
"""Samples from the one described to the farthest that a derivative is taken from."""


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
    raw = _raw(track.pixels(), track.visibility, track.skeleton)
    raw[~track.found] = np.nan
    times, samples = resample(track.times, raw)
    ahead = 0 if causal else _SPAN
    padded = np.full((len(samples) + _SPAN + ahead, *samples.shape[1:]), np.nan)
    padded[_SPAN : _SPAN + len(samples)] = samples
    parts = [
        _describe(padded[start : start + _CHUNK + _SPAN + ahead], ahead) for start in range(0, len(samples), _CHUNK)
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
        self._skeleton, self._size = skeleton, np.array(frame_size, np.float64)
        self._grid = GridStream()
        self._memory = np.full((_SPAN, len(BODY_13), 3), np.nan)

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
            raw = _raw(pixels, pose.visibility, self._skeleton)
        times, samples = self._grid.push(time_s, raw)
        if not len(times):
            return Features(times, np.empty((0, len(FEATURES)), np.float32))
        window = np.concatenate([self._memory, samples])
        self._memory = window[-_SPAN:]
        return Features(times, _describe(window, 0))

    def reset(self) -> None:
        """Forget everything: another person, or another time."""
        self._grid.reset()
        self._memory[:] = np.nan


def mirrored(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """(..., F) the same movement seen in a mirror."""
    return np.asarray(values[..., _LEFT_RIGHT] * _SIGN)


def normalise(
    values: NDArray[np.float32], mean: NDArray[np.float32], scale: NDArray[np.float32]
) -> NDArray[np.float32]:
    """(..., F) what a network takes: (values - mean) / scale, held within ±10, and 0 for what is missing."""
    out = np.clip((values - mean) / scale, -10.0, 10.0)
    return np.asarray(np.nan_to_num(out, nan=0.0), np.float32)


def _raw(pixels: NDArray[np.floating], visibility: NDArray[np.floating], skeleton: Skeleton) -> Floats:
    """(..., 13, 3) x right and y up in pixels, and visibility; NaN for a joint that cannot be seen."""
    joints = skeleton.mapping_to(BODY_13)
    out = np.concatenate([pixels[..., joints, :2], visibility[..., joints, None]], axis=-1).astype(np.float64)
    out[..., 1] *= -1
    out[..., :2][~(out[..., 2] >= LEAST_VISIBLE)] = np.nan
    return out


def _describe(samples: Floats, ahead: int) -> NDArray[np.float32]:
    """(n, F) features of the samples that have `_SPAN` others before them and ``ahead`` after them."""
    body = _Body(samples, ahead)
    columns = np.concatenate(
        [body.places(), body.trunk(), body.angles(), body.speeds(), body.heights(), body.seen()], 1
    )
    return columns.astype(np.float32)


class _Body:
    """N samples of a body, of which n, those with a whole window around them, are described."""

    def __init__(self, samples: Floats, ahead: int) -> None:
        self.ahead = ahead
        self.points, self.visibility = samples[..., :2], samples[..., 2]
        self.window = _SPAN + 1 + ahead
        self.now = slice(_SPAN, len(samples) - ahead)
        self.hips = middle(self.points, BODY_13, "hip")
        self.sizes = body_size(self.points, BODY_13)
        self.scale = window_quantile(self.sizes, self.window, 0.85)
        first, vertex, last = (self.points[:, columns] for columns in _TRIPLES)
        self.bends = np.full((len(samples), len(_ANGLES)), np.nan)
        near = slice(_SPAN - _REACH, len(samples) - max(0, ahead - _REACH))
        self.bends[near] = angle_between(first[near], vertex[near], last[near]) / 180.0

    def _slope(self, values: Floats, steps: int, order: int = 1) -> Floats:
        """(n, ...) derivative at each described sample, units per second to the power of ``order``.

        A parabola through ``steps`` samples: looking back the newest and those before it, else those around it.
        """
        first = -(steps - 1) if self.ahead == 0 else -(steps // 2)
        weights = slope_weights(tuple((first + i) / RATE_HZ for i in range(steps)), order)
        count = self.now.stop - self.now.start
        total = np.zeros((count, *values.shape[1:]))
        for offset, weight in enumerate(weights, _SPAN + first):
            total += weight * values[offset : offset + count]
        return total if order > 1 else self._beside_gaps(total, values)

    def _beside_gaps(self, slopes: Floats, values: Floats) -> Floats:
        """Slopes, and where they are unknown because a sample is missing, the step to or from the next one."""
        now = values[self.now]
        before = (now - values[_SPAN - 1 : _SPAN - 1 + len(now)]) * RATE_HZ
        out = np.where(np.isnan(slopes), before, slopes)
        if self.ahead:
            after = (values[_SPAN + 1 : _SPAN + 1 + len(now)] - now) * RATE_HZ
            out = np.where(np.isnan(out), after, out)
        return out

    def places(self) -> Floats:
        """(n, 26) joints from the hips, h."""
        away = (self.points - self.hips[:, None])[self.now] / self.scale[:, None, None]
        return away.reshape(len(away), -1)

    def trunk(self) -> Floats:
        """(n, 6) direction and lengths."""
        up = (middle(self.points, BODY_13, "shoulder") - self.hips)[self.now]
        length = np.linalg.norm(up, axis=1)
        direction = up / length[:, None]
        widths = [pair_vector(self.points, BODY_13, part)[self.now, 0] / self.scale for part in ("shoulder", "hip")]
        return np.column_stack([direction, length / self.scale, *widths, self.sizes[self.now] / self.scale])

    def angles(self) -> Floats:
        """(n, 8) angles, 1 is straight."""
        return self.bends[self.now]

    def speeds(self) -> Floats:
        """Speeds of joints, h/s, acceleration of the hips, rates of angles, and spin."""
        moving = np.concatenate([self.hips[:, None], self.points[:, _MOVING_JOINTS]], axis=1)
        scale = self.scale[:, None]
        speed = self._slope(moving, 4 if self.ahead == 0 else 3).reshape(len(scale), -1) / scale
        rise = self._slope(self.hips[:, 1], 7, order=2)[:, None] / scale
        rates = self._slope(self.bends, 4 if self.ahead == 0 else 3)
        return np.column_stack([speed, rise, rates, self._spin()])

    def _spin(self) -> Floats:
        """(n,) turns per second, clockwise positive."""
        up = middle(self.points, BODY_13, "shoulder") - self.hips
        direction = up[:, 0] + 1j * up[:, 1]
        back, on = (2, 0) if self.ahead == 0 else (1, 1)
        count = self.now.stop - self.now.start
        later = direction[_SPAN + on : _SPAN + on + count]
        earlier = direction[_SPAN - back : _SPAN - back + count]
        return np.asarray(-np.angle(later * np.conj(earlier)) / (2 * np.pi) * RATE_HZ / (back + on))

    def heights(self) -> Floats:
        """(n, 10) above the ground, h, and how far the hips are below their usual place."""
        limbs = self.points[:, _LOWEST_JOINTS, 1]
        lowest = np.fmin.reduce(limbs, axis=1)
        # A picture without feet has no ground.
        lowest[np.isnan(limbs[:, :2]).all(axis=1)] = np.nan
        ground = window_quantile(lowest, self.window, 0.15)
        usual = window_quantile(self.hips[:, 1], self.window, 0.5)
        above = np.column_stack([self.hips[self.now, 1], lowest[self.now], self.points[self.now][:, _ABOVE_JOINTS, 1]])
        levels = above - ground[:, None]
        sunk = usual - self.hips[self.now, 1]
        return np.column_stack([levels, sunk]) / self.scale[:, None]

    def seen(self) -> Floats:
        """(n, 6) visibility of the parts, and whether anybody is there."""
        known = np.nan_to_num(self.visibility[self.now])
        parts = [known[:, joints].mean(axis=1) for joints in _PART_JOINTS]
        there = np.isfinite(self.visibility[self.now]).any(axis=1)
        return np.column_stack([*parts, there])
