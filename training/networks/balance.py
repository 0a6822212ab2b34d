"""What is done about uneven classes: nothing, rare ones count more, or rare ones come as often."""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.intp]
Floats = NDArray[np.float32]


class Balance(StrEnum):
    """How classes that have fewer examples than others are made up for."""

    NONE = "none"
    WEIGHTS = "weights"
    SAMPLING = "sampling"


def rarity(truth: NDArray[np.intp], counted: Floats, classes: int) -> Floats:
    """(classes,) what an example of each class is to count, so that all classes together count alike; mean 1.

    Args:
        truth: classes, of any shape.
        counted: how much each counts before, of the same shape.
        classes: how many there are; one that is not met counts 0.
    """
    share = np.bincount(truth.ravel(), counted.ravel(), classes)
    met = max(1, int((share > 0).sum()))
    return np.where(share > 0, share.sum() / np.maximum(share, 1e-9) / met, 0.0).astype(np.float32)


def drawn_evenly(truth: NDArray[np.intp], weights: Floats | None, classes: int, seed: int) -> Positions:
    """Positions among N examples, some several times, so that every class comes as often as the commonest.

    None is left out. Where examples hold frames of several classes, N are drawn, those with rare frames more often.

    Args:
        truth: (N,) class of each, or (N, T) of each of its frames.
        weights: (N, T) how much each frame counts; None for all alike.
        classes: how many there are.
        seed: of the draw.
    """
    rng = np.random.default_rng(seed)
    if truth.ndim == 1:
        own = [np.flatnonzero(truth == number) for number in range(classes)]
        most = max(map(len, own))
        return np.concatenate([_repeated(one, most, rng) for one in own if len(one)])
    counted = np.ones(truth.shape, np.float32) if weights is None else weights
    worth = (counted * rarity(truth, counted, classes)[truth]).sum(1).astype(np.float64)
    return np.sort(rng.choice(len(truth), len(truth), p=worth / worth.sum())) if worth.any() else np.arange(len(truth))


def _repeated(positions: Positions, count: int, rng: np.random.Generator) -> Positions:
    """All of them as often as they fit, and some by chance once more."""
    whole, rest = divmod(count, len(positions))
    return np.concatenate([np.tile(positions, whole), rng.choice(positions, rest, replace=False)])
