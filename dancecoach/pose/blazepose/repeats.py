"""Pictures that repeat the one before: 24 a second in a 30 fps file, a camera that stalls."""

import numpy as np
from numpy.typing import NDArray

from dancecoach.pose.blazepose.roi import Roi
from dancecoach.video.frame import Image

_SAMPLES = 48
"""Grid of pixels compared, each way."""

_MEAN, _BLOCK = 0.5, 3.0
"""Grey levels: largest mean difference, and largest mean difference of any block of 6 x 6 samples, of a repeat.
Compression leaves differences of this size in a picture that was to be the same."""


def _grid(image: Image, roi: Roi | None) -> tuple[slice, slice]:
    """Rows and columns to compare: over the region's upright square, or over the whole picture."""
    height, width = image.shape[:2]
    top, left, bottom, right = 0, 0, height, width
    if roi is not None:
        half = roi.size / 2
        left, right = (int(np.clip(roi.x + d, 0, width)) for d in (-half, half))
        top, bottom = (int(np.clip(roi.y + d, 0, height)) for d in (-half, half))
    if right - left < 8 or bottom - top < 8:
        top, left, bottom, right = 0, 0, height, width
    return (
        slice(top, bottom, max(1, (bottom - top) // _SAMPLES)),
        slice(left, right, max(1, (right - left) // _SAMPLES)),
    )


class RepeatDetector:
    """Compares each picture with the last new one around the followed person."""

    def __init__(self) -> None:
        self._grid: tuple[slice, slice] | None = None
        self._samples: NDArray[np.int16] | None = None
        self._shape: tuple[int, ...] = ()

    def repeats(self, image: Image) -> bool:
        """Whether a picture shows the same as the last one given to `remember`."""
        if self._samples is None or self._grid is None or image.shape != self._shape:
            return False
        difference = np.abs(image[self._grid].astype(np.int16) - self._samples).mean(axis=2)
        if float(difference.mean()) > _MEAN:
            return False
        rows, columns = (max(1, n // 6) * 6 for n in difference.shape)
        part = difference[:rows, :columns]
        if part.shape[0] < 6 or part.shape[1] < 6:
            return float(difference.max()) <= _BLOCK
        blocks = part.reshape(rows // 6, 6, columns // 6, 6).mean(axis=(1, 3))
        return float(blocks.max()) <= _BLOCK

    def remember(self, image: Image, roi: Roi | None) -> None:
        """Take a new picture as the one to compare with, around the region of the followed person if there is one."""
        self._grid, self._shape = _grid(image, roi), image.shape
        self._samples = image[self._grid].astype(np.int16)

    def forget(self) -> None:
        """Compare with nothing: the next picture is new."""
        self._grid = self._samples = None
