"""How a camera moved while it filmed: each picture laid onto the first, by what stands still around the person.

Corners of the background are followed from frame to frame (Lucas-Kanade), and the shift, turn and zoom that most of
them share is found by RANSAC; the way from the first frame is their product. A plane's whole perspective would fit a
wide pan better from one frame to the next, but over a second its small errors add up to pictures that lean over.
"""

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from dancecoach.video.frame import Image

Matrix = NDArray[np.float64]
"""(3, 3) in pixels, applied to (x, y, 1)."""

Box = tuple[int, int, int, int]
"""Left, top, right, bottom, pixels; the latter two not inclusive."""

_WIDEST = 640
_POINTS = 400
_LEAST = 20
_STILL = 0.004
"""Share of the picture's width by which its corners may seem to move under a camera that stands."""


class CameraPath:
    """Follows the camera through frames given one after the other.

    Attributes:
        ways: for each frame so far, (3, 3) from its pixels to those of the first frame.
        lost: whether at some frame too little of the background was seen to tell.
    """

    def __init__(self) -> None:
        self.ways: list[Matrix] = []
        self.lost = False
        self._before: NDArray[np.uint8] | None = None
        self._corners: Any = None
        self._share = 1.0

    def add(self, image: Image, person: Box | None) -> None:
        """Take the next frame.

        Args:
            image: (H, W, 3) BGR.
            person: where somebody moves in it; None for nobody.
        """
        self._share = min(1.0, _WIDEST / image.shape[1])
        small = cv2.resize(image, None, fx=self._share, fy=self._share, interpolation=cv2.INTER_AREA)
        grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.uint8)
        self.ways.append(np.eye(3) if self._before is None else self.ways[-1] @ self._step(grey))
        free = np.full(grey.shape, 255, np.uint8)
        if person is not None:
            x0, y0, x1, y1 = (max(0, round(edge * self._share)) for edge in person)
            free[y0:y1, x0:x1] = 0
        self._before = grey
        self._corners = cv2.goodFeaturesToTrack(grey, _POINTS, 0.01, 7, mask=free)

    @property
    def still(self) -> bool:
        """Whether the camera stood, as far as can be seen."""
        return all(self.shift(way) < _STILL for way in self.ways)

    def shift(self, way: Matrix) -> float:
        """How far the corners of the picture went, as a share of its width."""
        assert self._before is not None
        height, width = (side / self._share for side in self._before.shape)
        corners = corners_of((round(width), round(height)))
        moved = cv2.perspectiveTransform(corners[None], way)[0]
        return float(np.abs(moved - corners).max() / width)

    def _step(self, grey: NDArray[np.uint8]) -> Matrix:
        """(3, 3) from this frame to the one before."""
        if self._corners is None or len(self._corners) < _LEAST or self._before is None:
            self.lost = True
            return np.eye(3)
        moved, found, _error = cv2.calcOpticalFlowPyrLK(self._before, grey, self._corners, None)
        kept = found.ravel() == 1
        if kept.sum() < _LEAST:
            self.lost = True
            return np.eye(3)
        way, inside = cv2.estimateAffinePartial2D(moved[kept], self._corners[kept], ransacReprojThreshold=1.0)
        if way is None or inside.sum() < max(_LEAST, 0.3 * kept.sum()):
            self.lost = True
            return np.eye(3)
        whole = np.eye(3)
        whole[:2, :2], whole[:2, 2] = way[:, :2], way[:, 2] / self._share
        return whole


def corners_of(size: tuple[int, int]) -> NDArray[np.float64]:
    """(4, 2) corners of a picture of that width and height."""
    width, height = size
    return np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float64)


def common_frame(ways: Sequence[Matrix], size: tuple[int, int], most: float = 3.0) -> tuple[Matrix, tuple[int, int]]:
    """A picture that all others fit into: (3, 3) from the first one's pixels to its, and its (width, height).

    Args:
        ways: from each picture to the first.
        size: (width, height) of each.
        most: how many times larger it may be in either direction; it is cut about its middle.
    """
    corners = corners_of(size)
    placed = np.concatenate([cv2.perspectiveTransform(corners[None], way)[0] for way in ways])
    low, high = placed.min(axis=0), placed.max(axis=0)
    limit = np.asarray(size) * most
    middle, reach = (low + high) / 2, np.minimum(high - low, limit) / 2
    low, high = np.floor(middle - reach), np.ceil(middle + reach)
    move = np.eye(3)
    move[:2, 2] = -low
    width, height = (int(side) for side in high - low)
    return move, (width, height)
