"""Worse moments of the engine: joints that jitter, limbs that go out of sight, a person who is lost."""

import numpy as np
from numpy.typing import NDArray

from dancecoach.pose.skeleton import BODY_13, Skeleton
from training.data.augment.body import carriers
from training.data.augment.settings import Augmentation

Rng = np.random.Generator
Floats = NDArray[np.float64]

_LIMBS: tuple[tuple[str, ...], ...] = (
    ("left_wrist",),
    ("right_wrist",),
    ("left_elbow", "left_wrist"),
    ("right_elbow", "right_wrist"),
    ("left_ankle",),
    ("right_ankle",),
    ("left_ankle", "right_ankle"),
    ("left_knee", "left_ankle"),
    ("right_knee", "right_ankle"),
    ("left_knee", "right_knee", "left_ankle", "right_ankle"),
    ("nose",),
)
"""What goes out of sight together, with all that hangs on it."""


def noise(shape: tuple[int, ...], size: tuple[int, int], spread: float, rng: Rng) -> Floats:
    """(T, J, 2) noise of a spread in pixels, as shares of the picture."""
    drawn = rng.standard_normal((*shape, 2)) if spread else np.zeros((*shape, 2))
    return np.asarray(spread * drawn / np.array(size))


def hide(joints: Floats, skeleton: Skeleton, times: Floats, settings: Augmentation, rng: Rng) -> None:
    """Take limbs out of sight, and the whole person, for a while each; in place.

    Args:
        joints: (T, J, 4) x, y, depth and visibility.
        skeleton: of the joints.
        times: (T,) s.
        settings: how often and for how long.
        rng: chance.
    """
    length = float(times[-1] - times[0]) if len(times) else 0.0
    hang_on = carriers(skeleton)
    for _ in range(rng.poisson(settings.hide * length)):
        limb = np.flatnonzero(np.isin(hang_on, BODY_13.indices(*_LIMBS[rng.integers(len(_LIMBS))])))
        span = _span(times, rng, settings.hide_s)
        # Seen badly more often than not at all; a joint at 0 is missing.
        joints[span[:, None], limb, 3] *= rng.choice([0.0, 0.3])
    for _ in range(rng.poisson(settings.lose * length)):
        joints[_span(times, rng, 0.2)] = np.nan


def _span(times: Floats, rng: Rng, longest_s: float) -> NDArray[np.intp]:
    begin = rng.uniform(times[0], times[-1])
    return np.flatnonzero((times >= begin) & (times < begin + rng.uniform(0, longest_s)))
