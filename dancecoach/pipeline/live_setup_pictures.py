"""What a small grey picture says of light and camera: measures that cost less than a millisecond."""

import numpy as np
from numpy.typing import NDArray

from dancecoach.video.frame import Image

Floats = NDArray[np.float32]

#: (width, height) of the small picture.
GREY_SIZE = (96, 54)

#: Share of the picture's width by which it has to be shifted for the camera to have moved.
_SHIFT = 0.012
#: How clearly the shift has to stand out, as a part of a perfect match.
_CLEAR = 0.12
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


def moved(before: Floats, now: Floats) -> bool:
    """Whether the whole picture was shifted between two small pictures: the camera moved, not somebody in front of it.

    Phase correlation: what stands still in both gives the peak, wherever somebody moves.
    """
    height, width = now.shape
    window = np.outer(np.hanning(height), np.hanning(width))
    a = np.fft.rfft2((before - before.mean()) * window)
    b = np.fft.rfft2((now - now.mean()) * window)
    cross = a * np.conj(b)
    surface = np.fft.irfft2(cross / np.maximum(np.abs(cross), 1e-3), s=now.shape)
    peak = int(surface.argmax())
    y, x = divmod(peak, width)
    y, x = min(y, height - y), min(x, width - x)
    return float(surface.flat[peak]) >= _CLEAR and float(np.hypot(x, y)) > _SHIFT * width * 0.8


def backlit(grey: Floats, points: NDArray[np.floating]) -> bool:
    """Whether a person is much darker than a bright ground.

    Args:
        grey: the small picture.
        points: (J, 2) landmarks, as shares of the picture.
    """
    height, width = grey.shape
    inside = points[((points >= 0) & (points <= 1)).all(axis=1)]
    if len(inside) < 4:
        return False
    xs = np.minimum((inside[:, 0] * width).astype(int), width - 1)
    ys = np.minimum((inside[:, 1] * height).astype(int), height - 1)
    around = np.ones(grey.shape, np.bool_)
    around[max(ys.min() - 2, 0) : ys.max() + 3, max(xs.min() - 2, 0) : xs.max() + 3] = False
    if around.sum() < 0.1 * around.size:
        return False
    ground = float(grey[around].mean())
    return ground >= _BRIGHT and float(grey[ys, xs].mean()) < _SHADOW * ground
