"""Where phases begin and end on the floor, by the rules of people who label clips.

A take-off begins where the swing or bend can first be seen; a landing is over when the body is upright and steady.
The thresholds were chosen so that the lengths agree with hand-read clips and with labelled motion capture: take-offs
of 0.5 to 0.8 s with a bend and swing, landings of 0.4 to 0.55 s.
"""

import numpy as np

from training.figure.motions.footing import Footing
from training.figure.pose import ANGLE
from training.figure.rotation import Array

_SEEN_ARM, _SEEN_BEND = 9.0, 0.018
"""Degrees of an upper arm, and share of the standing height of the hips, that can be seen against quiet standing."""

_UPRIGHT, _UPRIGHT_PITCH, _STEADY = 0.035, 0.2, 0.25
"""Hips below their standing height (share), pelvis tipped (radians), and speed of the hips (shares per second) at
which a person stands upright and steady."""

_STEADY_ASIDE = 0.05
"""m that the pelvis may be away from where it will stand."""

_ARMS = [ANGLE[f"{side}_{name}"] for side in ("left", "right") for name in ("arm_flex", "arm_abd")]
_RATE = 240.0


def first_seen(ground: Footing, start: float, end: float) -> float:
    """The moment after ``start`` at which arms or hips have visibly begun to move, s."""
    times = _grid(start, end)
    arms = ground.shape(times)[:, _ARMS]
    height = ground.pelvis(times)[:, 1]
    seen = (np.abs(arms - arms[0]).max(1) > _SEEN_ARM) | (np.abs(height - height[0]) > _SEEN_BEND)
    return float(times[int(np.argmax(seen))]) if seen.any() else start


def lowest(ground: Footing, start: float, end: float) -> float:
    """The moment at which the pelvis is lowest, s."""
    times = _grid(start, end)
    channels = ground.pelvis(times)
    return float(times[int(np.argmin(channels[:, 1] - channels[:, 7]))])


def steady(ground: Footing, start: float, end: float, latest: float | None) -> float:
    """The moment from which the body stands upright and still, s, and at most ``latest``."""
    grid = _grid(start, end)
    channels = ground.pelvis(grid)
    height, pitch = channels[:, 1], channels[:, 3]
    away = np.hypot(channels[:, 0] - channels[-1, 0], channels[:, 2] - channels[-1, 2])
    speed = np.abs(np.gradient(height, grid))
    moving = (1 - height > _UPRIGHT) | (np.abs(pitch) > _UPRIGHT_PITCH) | (speed > _STEADY) | (away > _STEADY_ASIDE)
    still = float(grid[np.flatnonzero(moving)[-1]]) if moving.any() else start
    return still if latest is None else min(still, latest)


def _grid(start: float, end: float) -> Array:
    return np.linspace(start, end, max(2, int((end - start) * _RATE) + 1))
