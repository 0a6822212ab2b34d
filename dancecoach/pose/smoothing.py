"""Steadying of what is drawn live, without dragging behind a take-off. The models see unsmoothed data.

The one-euro filter (G. Casiez, N. Roussel, D. Vogel, "1 € Filter: A Simple Speed-based Low-pass Filter for Noisy
Input in Interactive Systems", CHI 2012): a first-order low-pass whose cutoff rises with speed. Here the speed is
that of the joint as a vector, in body heights per second, so that one set of parameters serves a distant gymnast
and a close dancer; and the step is the real one, so that a camera may change its rate.
"""

from typing import Any, NamedTuple

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.size import body_size
from dancecoach.pose.skeleton import BLAZEPOSE_33, Skeleton

_SIZE_TIME_S = 0.5
"""The body's size is averaged over about this time: it changes by walking, not by moving an arm."""


@attrs.frozen
class OneEuro:
    """Parameters of the filter.

    Measured with the defaults (``tests/dancecoach/pose/test_smoothing.py`` holds them). Joints at rest under white
    noise of 0.3 % of the body height: the jitter from frame to frame falls to 0.31, 0.27, 0.18 of what it was and
    the spread to 0.50, 0.47, 0.39 (24, 30, 60 frames per second). A jump with 1.5 body heights per second (2.5 m/s)
    at the take-off: the picture lags there by 0.2, 0.3, 0.5 frames and is off by at most 1.2 % of the height
    until the landing.

    Attributes:
        min_cutoff: Hz, for a joint at rest. Lower is steadier and slower to start.
        beta: Hz per body height per second, by which the cutoff rises. Higher drags less.
        speed_cutoff: Hz, of the low-pass on the speed itself. The original's 1 Hz notices a take-off 5 frames late.
        max_gap_s: after a longer gap the filter starts anew.
    """

    min_cutoff: float = 1.5
    beta: float = 12.0
    speed_cutoff: float = 5.0
    max_gap_s: float = 0.25


class _State(NamedTuple):
    time_s: float
    positions: NDArray[np.float64]  # (J, 3)
    velocity: NDArray[np.float64]  # (J, 3), units per second


class _Filter:
    """The filter for one array of joints."""

    def __init__(self, settings: OneEuro) -> None:
        self._settings = settings
        self._state: _State | None = None

    def reset(self) -> None:
        self._state = None

    def __call__(self, points: NDArray[Any], time_s: float, size: float) -> NDArray[np.float32]:
        """(J, 3) steadied points; ``size`` is the body height in their units."""
        new = np.asarray(points, np.float64)
        old = self._state
        step = time_s - old.time_s if old is not None else 0.0
        if old is None or step <= 0 or step > self._settings.max_gap_s or not size > 0:
            self._state = _State(time_s, new, np.zeros_like(new))
            return new.astype(np.float32)
        velocity = _mix(old.velocity, (new - old.positions) / step, _weight(self._settings.speed_cutoff, step))
        speed = np.linalg.norm(velocity, axis=1, keepdims=True) / size
        cutoff = self._settings.min_cutoff + self._settings.beta * speed
        positions = _mix(old.positions, new, _weight(cutoff, step))
        # A joint that was not known starts where it appears; one that is not known now stays unknown.
        positions = np.where(np.isnan(positions), new, positions)
        self._state = _State(time_s, positions, np.nan_to_num(velocity))
        return positions.astype(np.float32)


def _weight(cutoff: Any, step: float) -> Any:
    """Share of the new value in a first-order low-pass, 0 to 1."""
    return 1.0 / (1.0 + 1.0 / (2 * np.pi * cutoff * step))


def _mix(old: NDArray[np.float64], new: NDArray[np.float64], weight: Any) -> NDArray[np.float64]:
    return np.asarray(old + weight * (new - old), np.float64)


class LandmarkSmoother:
    """Steadies the poses of one person, frame after frame.

    Starts anew by itself when time jumps (back, or ahead by more than ``max_gap_s``) or the person changes; call
    `reset` when the person was lost.

    Args:
        settings: parameters of the filter.
        skeleton: joints of the poses.
        aspect: width / height of the picture; only the measure of speed depends on it.
    """

    def __init__(
        self, settings: OneEuro | None = None, *, skeleton: Skeleton = BLAZEPOSE_33, aspect: float = 16 / 9
    ) -> None:
        self._settings = settings or OneEuro()
        self._skeleton = skeleton
        self._to_heights = np.array([aspect, 1.0, aspect])  # shares of width and height -> picture heights
        self._picture, self._world = _Filter(self._settings), _Filter(self._settings)
        self._size: float | None = None
        self._time_s = 0.0
        self._person: int | None = None

    def reset(self) -> None:
        """Forget everything; the next pose passes as it is."""
        self._picture.reset()
        self._world.reset()
        self._size = self._person = None

    def __call__(self, pose: BodyPose, time_s: float) -> BodyPose:
        """The pose, steadied; visibility, score and person as they were."""
        if pose.person != self._person or not 0 < time_s - self._time_s <= self._settings.max_gap_s:
            self.reset()
        points = pose.landmarks * self._to_heights
        size = self._steady_size(points, time_s)
        world = pose.world
        if world is not None:
            height = float(body_size(world, self._skeleton))
            world = self._world(world, time_s, height)
        landmarks = (self._picture(points, time_s, size) / self._to_heights).astype(np.float32)
        self._person, self._time_s = pose.person, time_s
        return attrs.evolve(pose, landmarks=landmarks, world=world)

    def _steady_size(self, points: NDArray[np.float64], time_s: float) -> float:
        """Body height in picture heights, averaged over time."""
        now = float(body_size(points[:, :2], self._skeleton))
        if self._size is None or np.isnan(self._size):
            self._size = now
        elif not np.isnan(now):
            self._size += (1 - np.exp(-(time_s - self._time_s) / _SIZE_TIME_S)) * (now - self._size)
        return self._size
