"""``skill-motion-v1``: what a body does from just before a take-off to just after the landing, as a row of numbers.

Everything is told in the body's own axes, so it does not matter from where the camera looks, how large the person is
in the picture or how tall they are. The time in the air is stretched to a common length, with take-off and landing at
fixed places, so a slow attempt is like a fast one; how long it lasted is one number of its own. Which side is which
stays in it: `mirrored` gives the same skill to the other side.

At each of `MOMENTS` there are the columns of `COLUMNS`:

* ``left_elbow_left`` ...: joints from the middle of the shoulders (arms) or of the hips (legs), along the body's left,
  up and front, body heights;
* ``down_left``, ``down_up``, ``down_front``: where the ground is, as the body sees it, length 1 (``down_up`` is -1
  upright and 1 upside down);
* ``forward``, ``sideways``, ``twist``: turns since take-off, each in its sense.

A number that was not seen is NaN.
"""

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.coaching.measures.posture import trunk_axes
from dancecoach.coaching.measures.twist import STEEPEST
from dancecoach.motion.points import Floats, middle, world_points
from dancecoach.pose.size import clip_body_size
from dancecoach.pose.track import PoseTrack

MOTION = "skill-motion-v1"

BEFORE_S, AFTER_S = (0.3, 0.15), (0.12, 0.3)
"""Seconds before take-off and after landing at which the body is looked at."""

IN_FLIGHT = 13
"""Moments from take-off to landing, both included."""

MOMENTS = len(BEFORE_S) + IN_FLIGHT + len(AFTER_S)

_LIMBS = tuple((joint, part) for part, joints in (("shoulder", ("elbow", "wrist")), ("hip", ("knee", "ankle")))
               for joint in joints)  # fmt: skip
_SIDES, _AXES = ("left", "right"), ("left", "up", "front")
_TURNS = ("forward", "sideways", "twist")

COLUMNS: tuple[str, ...] = (
    *(f"{side}_{joint}_{axis}" for joint, _part in _LIMBS for side in _SIDES for axis in _AXES),
    *(f"down_{axis}" for axis in _AXES),
    *_TURNS,
)

SIZE = MOMENTS * len(COLUMNS) + 1
"""Numbers of a motion: the moments one after the other, and the logarithm of the seconds in between."""

LONGEST_GAP_S = 0.2
"""Seconds without a person through which the body is taken to go on evenly."""

LEAST_SEEN = 0.6
"""Share of the moments in which the body must be seen."""

Row = NDArray[np.float64]


def _swap(name: str) -> str:
    """The column that a mirror puts in the place of another."""
    if name.startswith("left_"):
        return "right_" + name.removeprefix("left_")
    return "left_" + name.removeprefix("right_") if name.startswith("right_") else name


_MIRROR = np.array([COLUMNS.index(_swap(name)) for name in COLUMNS])
_SIGN = np.array([-1.0 if name.endswith("_left") or name in {"sideways", "twist"} else 1.0 for name in COLUMNS])


@attrs.frozen(eq=False)
class Body:
    """A body over T frames in its own axes; made once for all skills of a clip.

    Attributes:
        times: (T,) s.
        values: (T, C) columns as in `COLUMNS`, the turns since the first frame; NaN where it was not seen.
    """

    times: Floats
    values: Floats

    @classmethod
    def of(cls, track: PoseTrack) -> "Body":
        """The body of a followed person, repaired; all NaN for landmarks without depth."""
        points = world_points(track)
        if points is None or not len(track):
            return cls(track.times, np.full((len(track), len(COLUMNS)), np.nan))
        up, left, front = axes = trunk_axes(points, track)
        size = clip_body_size(points, track.skeleton)
        parts = []
        for joint, part in _LIMBS:
            for side in _SIDES:
                (index,) = track.skeleton.indices(f"{side}_{joint}")
                parts.append(_along(points[:, index] - middle(points, track.skeleton, part), (left, up, front)) / size)
        down = np.broadcast_to(np.array([0.0, 1.0, 0.0]), up.shape)  # y of the metres is down
        parts.append(_along(down, (left, up, front)))
        parts.append(_turns(axes))
        return cls(track.times, np.concatenate(parts, axis=1))


def motion_of(body: Body, takeoff_s: float, touchdown_s: float) -> Row | None:
    """(`SIZE`,) the motion between two moments; None where the body was not seen enough.

    Args:
        body: of the whole clip.
        takeoff_s: last contact, s.
        touchdown_s: first contact after it, s.
    """
    seconds = touchdown_s - takeoff_s
    known = np.isfinite(body.values).all(axis=1)
    if seconds <= 0 or not known.any():
        return None
    air = takeoff_s + seconds * np.linspace(0.0, 1.0, IN_FLIGHT)
    at = np.concatenate([takeoff_s - np.array(BEFORE_S), air, touchdown_s + np.array(AFTER_S)])
    values = _at(body.times[known], body.values[known], at)
    if np.isfinite(values[:, 0]).mean() < LEAST_SEEN:
        return None
    turns = slice(len(COLUMNS) - len(_TURNS), None)
    begin = _at(body.times[known], body.values[known][:, turns], np.array([takeoff_s]))[0]
    if not np.isfinite(begin).all():
        begin = values[np.isfinite(values[:, 0])][0, turns]
    values[:, turns] -= begin
    return np.append(values.ravel(), np.log(seconds))


def mirrored(motions: Floats) -> Floats:
    """(..., `SIZE`) the same skills to the other side."""
    moments = motions[..., :-1].reshape(*motions.shape[:-1], MOMENTS, len(COLUMNS))
    turned = (moments[..., _MIRROR] * _SIGN).reshape(*motions.shape[:-1], SIZE - 1)
    return np.concatenate([turned, motions[..., -1:]], axis=-1)


def _along(vectors: Floats, axes: tuple[Floats, Floats, Floats]) -> Floats:
    """(T, 3) components of (T, 3) vectors along unit vectors."""
    return np.stack([(vectors * axis).sum(axis=1) for axis in axes], axis=1)


def _turns(axes: tuple[Floats, Floats, Floats]) -> Floats:
    """(T, 3) whole turns forwards, to the left, and about the length, since the first frame."""
    up, left, front = axes
    twist = np.diff(_accumulated(front, left), prepend=0.0)
    with np.errstate(invalid="ignore"):
        # Left taken for right is no half a twist.
        twist = np.where(np.abs(twist) > STEEPEST, twist - np.sign(twist) * 180.0, twist)
    return np.stack([_accumulated(up, front), _accumulated(up, left), np.cumsum(twist)], axis=1) / 360.0


def _accumulated(of: Floats, towards: Floats) -> Floats:
    """(T,) degrees that an axis has moved towards another, from frame to frame; gaps count as no turning."""
    step = np.degrees(np.arctan2((of[1:] * towards[:-1]).sum(axis=1), (of[1:] * of[:-1]).sum(axis=1)))
    return np.concatenate([[0.0], np.cumsum(np.nan_to_num(step))])[: len(of)]


def _at(times: Floats, values: Floats, moments: Floats) -> Floats:
    """(M, K) values at moments; NaN beyond what is known, and in long gaps."""
    out = np.stack([np.interp(moments, times, column) for column in values.T], axis=1)
    after = np.clip(np.searchsorted(times, moments), 1, max(1, len(times) - 1))
    if len(times) > 1:
        out[times[after] - times[after - 1] > LONGEST_GAP_S] = np.nan
    out[(moments < times[0] - LONGEST_GAP_S / 2) | (moments > times[-1] + LONGEST_GAP_S / 2)] = np.nan
    return out
