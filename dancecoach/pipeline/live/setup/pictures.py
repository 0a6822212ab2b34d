"""What a small grey picture says of light and camera: measures that cost less than a millisecond."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dancecoach.video.frame import Image

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]

#: (width, height) of the small picture.
GREY_SIZE = (96, 54)

#: What stands on an edge changes by this share of the edge when the camera moves by a third of a small pixel.
_CHANGE = 0.3
#: The edges: the strongest of what stands still, and how strong they have to be to tell anything.
_EDGES, _LEAST_EDGE = 80, 2.0
#: More than this share of the picture's width in one step is a cut or a chance, not a camera that moves.
_FARTHEST = 0.25
#: So much of the picture has to be free of people.
_FREE = 0.1
#: Around somebody's joints there is more of them: hair, hands, shadow; shares of the picture.
_AROUND = 0.04
#: The percentile of a person's joints that is their lit skin.
_LIT = 75
#: A person so much darker than what is around them is in their own shadow, where that is bright.
_SHADOW, _BRIGHT = 0.5, 110.0


def grey_of(image: Image) -> Floats:
    """(54, 96) mean brightness, 0 to 255, from a (H, W, 3) uint8 picture; every place of it is the mean of a few."""
    width, height = GREY_SIZE
    rows = np.linspace(0, image.shape[0] - 1, 2 * height).astype(int)
    columns = np.linspace(0, image.shape[1] - 1, 2 * width).astype(int)
    picked: Floats = image[np.ix_(rows, columns)].astype(np.float32).mean(axis=2)
    small: Floats = picked.reshape(height, 2, width, 2).mean(axis=(1, 3))
    return small


def brightness(grey: Floats) -> float:
    """Mean of the picture, 0 to 255."""
    return float(grey.mean())


def free_of(people: Sequence[NDArray[np.floating]]) -> Mask:
    """(54, 96) where nobody is, from the (J, 2) landmarks of each person as shares of the picture."""
    width, height = GREY_SIZE
    free = np.ones((height, width), np.bool_)
    for points in people:
        left, top = ((points.min(axis=0) - _AROUND) * GREY_SIZE).clip(0, GREY_SIZE).astype(int)
        right, low = np.ceil((points.max(axis=0) + _AROUND) * GREY_SIZE).clip(0, GREY_SIZE).astype(int)
        free[top:low, left:right] = False
    return free


def moved(before: Floats, now: Floats, free: Mask | None = None) -> bool | None:
    """Whether the whole picture was shifted between two small pictures: the camera moved, not somebody in front of it.

    Two things have to agree: phase correlation finds a shift, and most of what stands on an edge has changed. A wall
    without a pattern alone has the first (only the person is left to be found), a change of light alone the second.

    Args:
        before: the earlier small picture.
        now: the later one.
        free: where nobody was in either; None for all.

    Returns:
        None where too little of the picture is free of people, or nothing in it has an edge.
    """
    free = np.ones(now.shape, np.bool_) if free is None else free
    if free.mean() < _FREE:
        return None
    slope = np.hypot(*np.gradient(now))[free]
    edge = slope >= np.percentile(slope, _EDGES)
    steep = float(np.median(slope[edge]))
    if steep < _LEAST_EDGE:
        return None
    change = (now - before)[free]
    changed = float(np.median(np.abs(change - np.median(change))[edge]))
    return changed >= _CHANGE * steep and 0 < _shift(before, now, free) <= _FARTHEST * now.shape[1]


def _shift(before: Floats, now: Floats, free: Mask) -> float:
    """By how many small pixels what is free has moved, by phase correlation; whole ones."""
    height, width = now.shape
    window = np.outer(np.hanning(height), np.hanning(width))
    a, b = (np.fft.rfft2(np.where(free, grey - grey[free].mean(), 0.0) * window) for grey in (before, now))
    cross = a * np.conj(b)
    surface = np.fft.irfft2(cross / np.maximum(np.abs(cross), 1e-3), s=now.shape)
    y, x = divmod(int(surface.argmax()), width)
    return float(np.hypot(min(x, width - x), min(y, height - y)))


def backlit(grey: Floats, points: NDArray[np.floating]) -> bool:
    """Whether a person is much darker than a bright ground: not the clothes alone, face and hands too.

    Args:
        grey: the small picture.
        points: (J, 2) landmarks, as shares of the picture.
    """
    around = ~free_of([points])
    lit = lit_part(grey, points)
    if lit is None or around.mean() > 1 - _FREE:
        return False
    ground = float(grey[~around].mean())
    return ground >= _BRIGHT and lit < _SHADOW * ground


def lit_part(grey: Floats, points: NDArray[np.floating]) -> float | None:
    """How bright the brighter joints of a person are, 0 to 255: face and hands before dark clothes.

    Args:
        grey: the small picture.
        points: (J, 2) landmarks, as shares of the picture.

    Returns:
        None where hardly any of them is in the picture.
    """
    inside = points[((points >= 0) & (points < 1)).all(axis=1)]
    if len(inside) < 4:
        return None
    xs, ys = (inside * GREY_SIZE).astype(int).T
    return float(np.percentile(grey[ys, xs], _LIT))
