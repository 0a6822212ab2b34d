"""Ground contact of feet and hands, and the flights between contacts, from where the joints are in the picture.

The ground is not seen; it is where the lowest foot or hand comes to rest. From a single camera this holds for one
that stands still, roughly level, and sees the feet; a camera that pans after the body makes a ground that moves.
A flight is therefore believed only when the body also falls like one (`Flight.gravity`), and what can not be
known is NaN or absent, not guessed.
"""

from typing import NamedTuple

import attrs
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import grey_opening, median_filter

from dancecoach.motion.body import body_height
from dancecoach.motion.kinematics import centre_of_mass, velocity
from dancecoach.motion.points import Floats, picture_points
from dancecoach.pose.skeleton import Skeleton
from dancecoach.pose.track import PoseTrack

Flags = NDArray[np.bool_]

GRAVITY = 9.81 / 1.7
"""Body heights per second squared, for a person 1.70 m tall; 5 % off for one of 1.62 or 1.79 m."""

TOUCH_HEIGHT = 0.035
"""Body heights above the ground below which a foot or hand may touch it."""

AIR_HEIGHT = 0.018
"""Body heights that everything must be off the ground at the height of a flight."""

TOUCH_SPEED = 1.0
"""Body heights per second: a foot that passes faster just above the ground does not stand on it."""

REST_SPEED = 0.1
"""Body heights per second below which a foot or hand rests ..."""

REST_S = 0.12
"""... when it lasts this long: at the top of a fall it would be within this speed for 0.03 s."""

REST_HEIGHT = 0.1
"""Body heights above the ground up to which what rests stands on it; in a handstand the feet rest higher."""

FALL = (0.6, 1.6)
"""Shares of the earth's gravity between which a body falls: tall or short, a little towards the camera, with noise."""

_SHORTEST_S = 0.05
_LONGEST_S = 1.3
_CROSSING_FRAMES = 3
_SIDES = ("left_foot", "right_foot", "left_hand", "right_hand")
_PARTS = {"foot": ("ankle", "heel", "foot_index"), "hand": ("wrist", "index", "pinky")}


@attrs.frozen(eq=False)
class Contacts:
    """What touches the ground, frame by frame.

    Attributes:
        ground: (T,) where the ground is, pixels from the top; NaN without a person or without feet in the clip.
        height: (T,) the lowest foot or hand above the ground, body heights; about 0 in contact.
        left_foot: (T,) whether the foot stands on the ground.
        right_foot: (T,) the same.
        left_hand: (T,) whether the hand is on the ground.
        right_hand: (T,) the same.
        resting: (T,) whether one of these lies still on the ground.

    The flags are about single limbs and coarse (`TOUCH_HEIGHT`): a hop of two frames that lifts the feet by 2 % of
    the height is found by `find_flights` all the same.
    """

    ground: Floats
    height: Floats
    left_foot: Flags
    right_foot: Flags
    left_hand: Flags
    right_hand: Flags
    resting: Flags

    @property
    def any(self) -> Flags:
        """(T,) whether anything touches the ground."""
        return np.asarray(self.left_foot | self.right_foot | self.left_hand | self.right_hand)


@attrs.frozen
class Flight:
    """One stretch without contact.

    Attributes:
        start_frame: first frame in the air.
        end_frame: last frame in the air, inclusive.
        takeoff_s: moment of the last contact, between frames.
        landing_s: moment of the next contact, between frames.
        uncertainty_s: standard deviation of the duration: about 0.15 frames for each end, more where joints are noisy.
        gravity: fitted downward acceleration of the centre of mass as a share of the earth's, for a body of 1.70 m;
            near 1 for a free fall filmed from the side. NaN where too few frames are known.
    """

    start_frame: int
    end_frame: int
    takeoff_s: float
    landing_s: float
    uncertainty_s: float
    gravity: float

    @property
    def duration_s(self) -> float:
        """Time in the air, seconds."""
        return self.landing_s - self.takeoff_s


def find_contacts(track: PoseTrack) -> Contacts:
    """Ground level and contacts of feet and hands.

    A limb touches the ground when it is low and not passing by, or rests a little above: a body that steps away
    from the camera stands higher in the picture, and what falls freely does not rest.

    Joints are used however visible they are: the far foot of one seen from the side is a guess, but a fair one.
    """
    points, scale = picture_points(track), body_height(track)
    lows = [_lowest(points, track.skeleton, *name.split("_")) for name in _SIDES]
    lowest = np.asarray(np.fmax.reduce(lows))
    ground = _ground(track.times, lowest, scale)
    touching: dict[str, Flags] = {}
    resting = np.zeros(len(track), np.bool_)
    for name, low in zip(_SIDES, lows, strict=True):
        height = (ground - low) / scale
        with np.errstate(invalid="ignore"):
            rate = np.abs(velocity(track.times, low)) / scale
            still = (height < REST_HEIGHT) & _lasting(rate < REST_SPEED, track.times, REST_S)
            touching[name] = (height < TOUCH_HEIGHT) & ~(rate > TOUCH_SPEED) | still
        resting |= still
    return Contacts(ground=ground, height=(ground - lowest) / scale, resting=resting, **touching)


def find_flights(track: PoseTrack, contacts: Contacts | None = None) -> list[Flight]:
    """Stretches in which nothing touches the ground, in order of time.

    A stretch that begins or ends outside the clip, or at a frame without a person, has no known duration and is
    left out. So is a single frame, which is as likely a slip of the engine, and one in which the body does not fall
    (`Flight.gravity` outside `FALL`): that is somebody walking away from the camera, or a camera that follows.

    Measured on the labelled clips (BlazePose full, 30 fps): a jump for height, a split leap filmed by a panning camera
    and two folk hops are found to one frame at either end; five hops of two to four frames that lift the feet
    by 2 % of the height are missed, and a dancer's changes of weight are now and then taken for hops of that size.
    """
    contacts = contacts or find_contacts(track)
    mass = -centre_of_mass(picture_points(track), track.skeleton)[:, 1] / body_height(track)
    course = _Course(track.times, contacts.height, mass, _resting_noise(contacts.height))
    with np.errstate(invalid="ignore"):
        high = course.height > max(AIR_HEIGHT, 6 * course.noise)
        off = (course.height > max(0.008, 3 * course.noise)) & ~contacts.resting
    found = (_flight(course, start, end) for start, end in _runs(off) if high[start : end + 1].any())
    return [flight for flight in found if flight is not None]


def _lowest(points: Floats, skeleton: Skeleton, side: str, part: str) -> Floats:
    """(T,) lowest known point of a foot or hand, pixels from the top; NaN where none is known."""
    names = [f"{side}_{joint}" for joint in _PARTS[part] if f"{side}_{joint}" in skeleton.joints]
    y = points[:, skeleton.indices(*names), 1]
    return np.asarray(np.fmax.reduce(y, axis=1))


def _ground(times: Floats, lowest: Floats, scale: float) -> Floats:
    """(T,) ground level in pixels: the lowest point's course without what rises from it for less than a jump.

    A morphological opening (erosion, then dilation) over `_LONGEST_S`: it follows somebody who walks towards or away
    from the camera, and cuts off any rise that is over sooner, at the level of its higher side. Done on an even
    grid, since a window in frames is no window in time.
    """
    ground = np.full(len(times), np.nan)
    known = np.flatnonzero(np.isfinite(lowest))
    if len(known) < 2 or not scale > 0:
        return ground
    t = times[known]
    step = float(np.median(np.diff(t)))
    grid = np.arange(t[0], t[-1] + step / 2, step)
    rise = median_filter(np.interp(grid, t, -lowest[known]), size=3, mode="nearest")
    opened = grey_opening(rise, size=(max(3, round(_LONGEST_S / step)),), mode="nearest")
    # The opening runs along the lower edge of the noise; the ground is in the middle of it.
    above = rise - opened
    opened += np.median(above[above < TOUCH_HEIGHT * scale / 2])
    ground[known] = -np.interp(t, grid, opened)
    return ground


def _resting_noise(height: Floats) -> float:
    """Standard deviation of the lowest point's height in contact, body heights, from the median deviation."""
    with np.errstate(invalid="ignore"):
        near = height[np.abs(height) < TOUCH_HEIGHT]
    steps = np.diff(near)
    return float(np.median(np.abs(steps)) * 1.4826 / np.sqrt(2)) if len(steps) else 0.0


def _lasting(flags: Flags, times: Floats, least_s: float) -> Flags:
    """(T,) the runs of True that last at least so long."""
    out = np.zeros(len(flags), np.bool_)
    for start, end in _runs(flags):
        out[start : end + 1] = times[end] - times[start] >= least_s - 1e-9
    return out


def _runs(flags: Flags) -> list[tuple[int, int]]:
    """First and last (inclusive) index of each run of True."""
    edges = np.flatnonzero(np.diff(flags.astype(np.int8), prepend=0, append=0))
    return [(int(a), int(b) - 1) for a, b in edges.reshape(-1, 2)]


class _Course(NamedTuple):
    """What a flight is read from: seconds, heights (T,) of the lowest point and of the mass, noise of the former."""

    times: Floats
    height: Floats
    mass: Floats
    noise: float


def _flight(course: _Course, start: int, end: int) -> Flight | None:
    at_an_end = start == 0 or end == len(course.times) - 1
    if start == end or at_an_end or not np.isfinite(course.height[[start - 1, end + 1]]).all():
        return None
    takeoff, landing = _crossing(course, start, -1), _crossing(course, end, +1)
    # The frames at either side have a part in the fall, and a hop of two frames has no others.
    gravity = _gravity(course.times[start - 1 : end + 2], course.mass[start - 1 : end + 2])
    if not _SHORTEST_S <= landing.time_s - takeoff.time_s <= _LONGEST_S or gravity < FALL[0] or gravity > FALL[1]:
        return None
    uncertainty = float(np.hypot(takeoff.deviation_s, landing.deviation_s))
    return Flight(start, end, takeoff.time_s, landing.time_s, uncertainty, gravity)


class _Crossing(NamedTuple):
    time_s: float
    deviation_s: float


def _crossing(course: _Course, inner: int, towards: int) -> _Crossing:
    """When the lowest point left (``towards`` -1) or reached (+1) the ground, between two frames.

    Through the first three heights in the air goes the parabola of a free fall, carried on to the height that the
    point has in contact. Within the first frames of a flight the feet fall with the body; later they are drawn up.
    """
    times, height = course.times, course.height
    outer = inner + towards
    step = abs(times[outer] - times[inner])
    frames = inner - towards * np.arange(_CROSSING_FRAMES)
    frames = frames[(frames >= 0) & (frames < len(times))]
    frames = frames[height[frames] > height[outer]]
    into = np.abs(times[frames] - times[inner])  # seconds into the flight
    if len(frames) < 2:
        return _Crossing(float((times[inner] + times[outer]) / 2), float(step / np.sqrt(12)))
    above, rise = np.polynomial.polynomial.polyfit(into, height[frames] - height[outer] + GRAVITY / 2 * into**2, 1)
    # above + rise s - GRAVITY / 2 s^2 = 0 at the s before the flight
    root = np.sqrt(max(rise**2 + 2 * GRAVITY * above, 0.0))
    away = float(np.clip((root - rise) / GRAVITY, 0.0, step))
    deviation = min(step / np.sqrt(12), float(np.hypot(1.5 * course.noise / max(root, 1e-6), 0.15 * step)))
    return _Crossing(float(times[inner] + towards * away), deviation)


def _gravity(times: Floats, mass_height: Floats) -> float:
    """Downward acceleration of the centre of mass over the flight, as a share of `GRAVITY`; NaN below four frames."""
    known = np.isfinite(mass_height)
    if known.sum() < 4:
        return float("nan")
    t = times[known] - times[known].mean()
    return float(-2 * np.polynomial.polynomial.polyfit(t, mass_height[known], 2)[2] / GRAVITY)
