"""Pictures in the size and pixel format of a screen.

OpenCV does it because it lets go of the interpreter meanwhile: Qt's painter holds it while it scales, and the pose
thread and the naming of phases would wait 1 to 2 ms for every picture painted.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from dancecoach.video.frame import Image

_AREA_BELOW = 0.5
"""Scale under which all pixels of the picture are averaged: with four of them fine patterns would shimmer."""


def fitted(image: Image, size: tuple[int, int], *, mirrored: bool = False) -> NDArray[np.uint8]:
    """The whole picture in another size.

    Args:
        image: (H, W, 3) BGR.
        size: (width, height) wanted, pixels, at least 1 each.
        mirrored: swap left and right.

    Returns:
        (height, width, 4) BGRA, opaque, contiguous; a new buffer.
    """
    height, width = image.shape[:2]
    if (width, height) != size:
        averages = size[0] < _AREA_BELOW * width and size[1] < _AREA_BELOW * height
        image = np.asarray(
            cv2.resize(image, size, interpolation=cv2.INTER_AREA if averages else cv2.INTER_LINEAR), np.uint8
        )
    if mirrored:
        image = np.asarray(cv2.flip(image, 1), np.uint8)
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2BGRA), np.uint8)
