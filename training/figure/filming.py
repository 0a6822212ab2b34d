"""How a clip is filmed: where the camera stands and how it moves, its frame rate, its faults, and the light."""

from typing import Literal, get_args

import attrs
import numpy as np
from numpy.typing import NDArray

from training.figure.camera import Camera
from training.figure.performers import Split
from training.figure.render import Faults, Light
from training.figure.rotation import Array

Rng = np.random.Generator
Framing = Literal["all", "near", "far"]

SIZES: tuple[tuple[int, int], ...] = ((384, 288), (384, 216), (288, 384), (216, 384), (288, 288))
"""(width, height) of pictures: as small as the pose engine bears, upright and across."""

_FRAMINGS: tuple[Framing, ...] = get_args(Framing)
_ROOM: dict[Framing, tuple[float, float]] = {"all": (1.12, 1.55), "near": (0.62, 0.92), "far": (1.7, 2.7)}
"""Height of the picture, least and most, as a share of what the performer reaches."""

_SECTOR = 15.0
_HEIGHTS = (0.5, 1.9)
"""Metres: cameras of training and validation stand between them; those of the test also lower and higher."""


def sector_split(azimuth: float) -> Split:
    """Which split may look from this direction, degrees: of six sectors of 15 degrees four are for training."""
    which = int(np.floor((azimuth % 360.0) / _SECTOR)) % 6
    return "test" if which == 2 else "validation" if which == 5 else "train"


def random_azimuth(rng: Rng, split: Split, about: float | None = None) -> float:
    """A direction of the split, degrees -180 to 180; the middle of a test's sector lies over 5 from any other's.

    Args:
        rng: chance.
        split: whose cameras.
        about: where it should be, give or take 25 degrees; None for anywhere.
    """
    while True:
        azimuth = float(rng.uniform(-180, 180) if about is None else rng.normal(about, 25.0))
        if sector_split(azimuth) == split:
            return (azimuth + 180.0) % 360.0 - 180.0


@attrs.frozen(eq=False)
class Way:
    """Where the performer goes during a clip, N moments.

    Attributes:
        hips: (N, 3) m.
        low: (N, 3) least of all joints along each axis, m.
        high: (N, 3) greatest of all joints along each axis, m.
    """

    hips: Array
    low: Array
    high: Array

    @classmethod
    def of(cls, joints: Array) -> "Way":
        """From (N, J, 3) joints."""
        return cls(joints[:, 0], joints.min(1), joints.max(1))

    def rows(self, kept: NDArray[np.bool_]) -> "Way":
        """Some of the moments."""
        return Way(self.hips[kept], self.low[kept], self.high[kept])


def random_camera(
    rng: Rng,
    split: Split,
    way: Way,
    size: tuple[int, int],
    framed: NDArray[np.bool_] | None = None,
) -> Camera:
    """A camera that has the performer in the picture, now and then too near for all of the body, or far away.

    Args:
        rng: chance.
        split: whose cameras.
        way: where the performer goes.
        size: (width, height), pixels.
        framed: (N,) the moments it is set up for, seen from the side of the whole way, because somebody comes or goes;
            None for all, from anywhere.
    """
    passes = framed is not None
    kept = way.rows(framed) if framed is not None else way
    across = None
    if passes:
        # Who comes or goes crosses the picture's edge soonest when seen from the side.
        direction = way.hips[-1] - way.hips[0]
        across = float(np.rad2deg(np.arctan2(direction[0], direction[2]))) + float(rng.choice([-90.0, 90.0]))
    framing: Framing = "all" if passes else _FRAMINGS[rng.choice(len(_FRAMINGS), p=[0.74, 0.10, 0.16])]
    azimuth = random_azimuth(rng, split, across)
    moving = rng.random() < 0.42
    follow = float(rng.uniform(0.5, 1.0)) if not passes and moving and rng.random() < 0.6 else 0.0
    low, high = _ROOM[framing] if not passes else (1.05, 1.2)
    fov = float(rng.uniform(26, 60))
    target, distance = _frame(kept, np.deg2rad(azimuth), size, fov, float(rng.uniform(low, high)), follow)
    if follow:
        target = target + way.hips[0] * (1, 0, 1)
    return Camera(
        distance=distance,
        azimuth=azimuth,
        height=_random_height(rng, split),
        target=(float(target[0] + rng.normal(0, 0.08)), float(target[1]), float(target[2] + rng.normal(0, 0.08))),
        fov=fov,
        roll=float(rng.normal(0, 6.0 if rng.random() < 0.06 else 1.6)),
        pan=float(rng.uniform(0, 3)) if moving else 0.0,
        pan_period=float(rng.uniform(4, 10)),
        shake=float(rng.uniform(0, 0.5)) if moving else 0.0,
        follow=follow,
        seed=int(rng.integers(1 << 20)),
    )


def _frame(  # noqa: PLR0917 - a camera has so many handles
    way: Way, around: float, size: tuple[int, int], fov: float, room: float, follow: float
) -> tuple[Array, float]:
    """Where to look (with ``follow``: from where the performer begins) and how far to stand away, m."""
    right, towards = np.array([np.cos(around), 0.0, -np.sin(around)]), np.array([np.sin(around), 0.0, np.cos(around)])
    gone = follow * (way.hips - way.hips[0]) * (1, 0, 1) + (way.hips[0] * (1, 0, 1) if follow else 0.0)
    low, high = way.low - gone, way.high - gone
    middle = (low.min(0) + high.max(0)) / 2
    reach = (high - low)[:, [0, 2]].max() / 2
    aside = (way.hips - gone) @ right
    wide = np.ptp(aside) + 2 * reach + 0.2
    tall = high[:, 1].max() + 0.15
    lens = 2 * np.tan(np.deg2rad(fov) / 2)
    # The camera stays where it stands, so it has to stand back from who comes nearer, followed or not.
    ahead = float(((way.hips - (way.hips[0] if follow else middle)) @ towards).max())
    distance = max(room * tall, min(room, 1.25) * wide * size[1] / size[0]) / lens + max(0.0, ahead)
    return np.array([middle[0], 0.47 * tall, middle[2]]), float(np.clip(distance, 1.2, 16.0))


def _random_height(rng: Rng, split: Split) -> float:
    if split == "test" and rng.random() < 0.3:
        return float(rng.choice([rng.uniform(0.25, _HEIGHTS[0]), rng.uniform(_HEIGHTS[1], 2.6)]))
    return float(np.clip(rng.normal(1.2, 0.35), *_HEIGHTS))


@attrs.frozen
class Timing:
    """When the frames of a clip are shown, and what moment each shows.

    Attributes:
        fps: frames per second, as the file notes.
        times: presentation times, s; None for even ones.
        shown: the moments the pictures show, s; None where they are the presentation times. A moment twice is a
            repeated frame.
    """

    fps: float
    times: tuple[float, ...] | None = None
    shown: tuple[float, ...] | None = None


def random_timing(rng: Rng, length: float, fps: float | None = None) -> Timing:
    """Even frames mostly; else film in a faster file, a camera that stalls and repeats, or one that drops frames.

    Args:
        rng: chance.
        length: of the clip, s.
        fps: frames per second, all even; None takes any.
    """
    if fps is not None:
        return Timing(fps)
    kind = rng.choice(4, p=[0.64, 0.12, 0.10, 0.14])
    if kind == 1:
        slow, fast = ((24, 30), (25, 30), (25, 50), (30, 60), (24, 60))[rng.choice(5, p=[0.3, 0.25, 0.15, 0.2, 0.1])]
        return _repeated(length, slow, fast)
    rate = float(rng.choice([24.0, 25.0, 30.0, 50.0, 60.0], p=[0.13, 0.17, 0.50, 0.09, 0.11]))
    if kind == 0:
        return Timing(rate)
    even = np.arange(max(2, round(length * rate))) / rate
    if kind == 2:
        stalled = rng.random(len(even)) < rng.uniform(0.02, 0.10)
        latest = np.maximum.accumulate(np.where(stalled, 0, np.arange(len(even))))
        return Timing(rate, tuple(even.tolist()), tuple(even[latest].tolist()))
    return Timing(rate, tuple(even[_kept(rng, len(even))].tolist()))


def _repeated(length: float, slow: int, fast: int) -> Timing:
    """Movement at ``slow`` frames per second in a file of ``fast`` ones."""
    times = np.arange(max(2, round(length * fast))) / fast
    shown = np.floor(times * slow + 1e-6) / slow
    return Timing(float(fast), tuple(times.tolist()), tuple(shown.tolist()))


def _kept(rng: Rng, count: int) -> Array:
    """Which frames are left when some are lost, now and then several in a row."""
    kept = np.ones(count, bool)
    for start in np.flatnonzero(rng.random(count) < rng.uniform(0.02, 0.10)):
        kept[start : start + int(rng.choice([1, 1, 1, 2, 4]))] = False
    kept[0] = True
    return kept


def random_light(rng: Rng) -> Light:
    """Light from anywhere above."""
    around, high = rng.uniform(0, 2 * np.pi), rng.uniform(0.5, 1.4)
    return Light(
        direction=(float(np.sin(around)), float(high), float(np.cos(around))),
        sun=float(rng.uniform(0.3, 0.75)),
        sky=float(rng.uniform(0.35, 0.65)),
        warmth=float(rng.uniform(-1, 1)),
        shadow=float(rng.uniform(0.1, 0.6)),
        softness=float(rng.uniform(0.02, 0.12)),
    )


def random_faults(rng: Rng, size: tuple[int, int]) -> Faults:
    """Noise, blur and compression in any mixture, or none."""
    return Faults(
        noise=float(rng.choice([0.0, rng.uniform(0.5, 7.0)])),
        blur=float(rng.choice([0.0, rng.uniform(0.3, 1.2)])) * size[1] / 480,
        jpeg=int(rng.integers(45, 95)) if rng.random() < 0.5 else 0,
        exposure=float(rng.choice([0.0, rng.uniform(0.1, 0.7)])),
        gamma=float(np.exp(rng.normal(0, 0.15))),
    )
