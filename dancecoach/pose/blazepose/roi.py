"""The square, turned part of the picture that a network looks at, and the way there and back.

Angles are in radians, clockwise on the screen: at 0 an upright person stands upright in the square.
"""

from typing import Literal

import attrs
import cv2
import numpy as np
from numpy.typing import NDArray

from dancecoach.video.frame import Image

Points = NDArray[np.float64]
"""(N, 2) x, y; pixels unless said otherwise."""

MARGIN = 1.25
"""The square is this much larger than the circle around the body, as the networks were trained."""

_GRID_PLACE, _GRID_SIZE, _GRID_ANGLE = 0.02, 0.08, float(np.pi / 36)
"""Steps of `Roi.snapped`: share of the size, logarithm of the size, radians. The landmarks' error does not change;
their jitter grows by a tenth."""


def wrap_angle(angle: float) -> float:
    """The same direction as an angle from -pi to pi."""
    return float((angle + np.pi) % (2 * np.pi) - np.pi)


@attrs.frozen
class Roi:
    """A square region of interest.

    Attributes:
        x: centre, pixels.
        y: centre, pixels.
        size: side, pixels.
        angle: radians, clockwise.
    """

    x: float
    y: float
    size: float
    angle: float

    @classmethod
    def around(cls, hip: Points, circle: Points) -> "Roi":
        """The region that BlazePose's two auxiliary points ask for.

        Args:
            hip: (2,) middle of the hips.
            circle: (2,) the point above the head on the circle around the whole body.
        """
        dx, dy = float(circle[0] - hip[0]), float(circle[1] - hip[1])
        return cls(float(hip[0]), float(hip[1]), 2 * MARGIN * float(np.hypot(dx, dy)), float(np.arctan2(dx, -dy)))

    @classmethod
    def whole(cls, width: int, height: int) -> "Roi":
        """The smallest upright square that holds a whole picture, which lies in its middle."""
        return cls(width / 2, height / 2, float(max(width, height)), 0.0)

    def turned(self, angle: float) -> "Roi":
        """The same place, turned by so much more."""
        return attrs.evolve(self, angle=self.angle + angle)

    def facing(self, angle: float) -> "Roi":
        """The same place, turned to that angle."""
        return attrs.evolve(self, angle=angle)

    def snapped(self) -> "Roi":
        """The nearest region of a grid that is fine for the networks and coarse for their jitter.

        What the network says depends a little on the region, and the region on what it said before: two runs that
        begin at different pictures would stay a little apart for ever. On a grid they soon meet in the same cell,
        see exactly the same and stay together: after about a second they are equal to the last bit.
        """
        size = float(np.exp(round(np.log(self.size) / _GRID_SIZE) * _GRID_SIZE))
        cell = _GRID_PLACE * size
        return Roi(
            round(self.x / cell) * cell,
            round(self.y / cell) * cell,
            size,
            round(self.angle / _GRID_ANGLE) * _GRID_ANGLE,
        )

    def distance(self, other: "Roi") -> float:
        """Pixels between the two centres."""
        return float(np.hypot(self.x - other.x, self.y - other.y))

    def to_image(self) -> Points:
        """(2, 3) matrix from shares of the square (0,0 is its own top left) to pixels of the picture."""
        cos, sin = self.size * np.cos(self.angle), self.size * np.sin(self.angle)
        return np.array(
            [
                [cos, -sin, self.x - (cos - sin) / 2],
                [sin, cos, self.y - (sin + cos) / 2],
            ]
        )

    def points_to_image(self, shares: Points) -> Points:
        """(N, 2) pixels of the picture for (N, 2) shares of the square."""
        matrix = self.to_image()
        return shares @ matrix[:, :2].T + matrix[:, 2]

    def points_from_image(self, pixels: Points) -> Points:
        """(N, 2) shares of the square for (N, 2) pixels of the picture: the inverse of `points_to_image`."""
        matrix = self.to_image()
        return np.asarray(np.linalg.solve(matrix[:, :2], (pixels - matrix[:, 2]).T).T, np.float64)


def crop(image: Image, roi: Roi, side: int, border: Literal["black", "edge"]) -> Image:
    """The picture inside a region, turned upright.

    Args:
        image: (H, W, 3) uint8.
        roi: where to look; may reach outside the picture.
        side: of the result, pixels.
        border: what lies outside the picture: the detector was trained with black, the landmark network with the
            edge pixels drawn out (black costs it 2.5 px of accuracy).

    Returns:
        (side, side, 3) uint8.

    Notes:
        Sampled bilinearly straight from the picture, however large, as the networks' makers do: averaging first
        moves the landmarks by 0.2 % of the body's height away from theirs, and gains 0.1 % in a noisy 8K picture
        for 25 ms.
    """
    matrix = roi.to_image()
    matrix[:, :2] /= side
    patch: Image = cv2.warpAffine(
        image,
        matrix,
        (side, side),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT if border == "black" else cv2.BORDER_REPLICATE,
    )
    return patch


def to_tensor(patch: Image, mean: float) -> NDArray[np.float32]:
    """(1, 3, N, N) float32 RGB for a network, from a BGR patch.

    Args:
        patch: (N, N, 3) uint8 BGR.
        mean: the grey that becomes 0; white becomes 1. 0 gives values 0 to 1, 127.5 gives -1 to 1.
    """
    tensor: NDArray[np.float32] = cv2.dnn.blobFromImage(
        patch, 1 / (255 - mean), mean=(mean, mean, mean), swapRB=True, crop=False
    )
    return tensor
