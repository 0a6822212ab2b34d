"""The same movement seen by another camera: rolled, farther, aside, or held by hand."""

import numpy as np
from numpy.typing import NDArray

from training.data.augment.settings import Augmentation

Rng = np.random.Generator
Floats = NDArray[np.float64]

_WANDER_S = 0.8
"""Time between two aims of a wandering camera, s."""


def seen_by_another_camera(points: Floats, size: tuple[int, int], settings: Augmentation, rng: Rng) -> Floats:
    """Rolled about the picture's middle and drawn wider or narrower; (T, J, 2) shares of the picture in and out."""
    angle = np.deg2rad(rng.normal(0.0, settings.roll)) if settings.roll else 0.0
    wider = np.exp(rng.normal(0.0, settings.aspect)) if settings.aspect else 1.0
    cos, sin = np.cos(angle), np.sin(angle)
    pixels = (points - 0.5) * np.array(size) * (wider, 1.0)
    return np.asarray(pixels @ np.array([[cos, sin], [-sin, cos]]) / np.array(size) + 0.5)


def moved(points: Floats, settings: Augmentation, rng: Rng) -> Floats:
    """Larger or smaller about the picture's middle, and aside.

    (T, J, 2 or 3) in and out; the third column is the depth, which grows with the picture.
    """
    out = points.copy()
    if settings.zoom:
        middle = np.array([0.5, 0.5, 0.0])[: points.shape[-1]]
        out = (out - middle) * rng.uniform(1 - settings.zoom, 1 + settings.zoom) + middle
    if settings.translate:
        out[..., :2] += rng.uniform(-settings.translate, settings.translate, 2)
    return out


def followed(points: Floats, times: Floats, size: tuple[int, int], rng: Rng, *, reach: float, spread: float) -> Floats:
    """Seen by a camera whose aim and zoom wander slowly; (T, J, 2) shares of the picture in and out.

    Args:
        points: where the joints are.
        times: (T,) s.
        size: (width, height) of the picture, pixels.
        rng: chance.
        reach: spread of the aim, pixels.
        spread: ten times the spread of the zoom, in logarithms; drawn up to it.
    """
    pixels = points * np.array(size)
    steps = np.arange(times[0], times[-1] + 2 * _WANDER_S, _WANDER_S)
    aim = np.stack([np.interp(times, steps, rng.standard_normal(len(steps))) for _ in range(2)], 1) * reach
    zoom = np.exp(np.interp(times, steps, rng.standard_normal(len(steps))) * 0.1 * spread * rng.random())
    middle = np.array(size) / 2
    out = (pixels - middle) * zoom[:, None, None] + middle + aim[:, None]
    return np.asarray(out / np.array(size))
