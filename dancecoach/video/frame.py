"""What comes out of a video or a camera: one picture with its time."""

import attrs
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
"""(height, width, 3) uint8, channels blue, green, red (OpenCV's order), C-contiguous, already upright."""


@attrs.frozen(eq=False)
class Frame:
    """One picture and when it belongs.

    Attributes:
        image: (H, W, 3) uint8 BGR, upright (rotation metadata already applied). Treat it as read-only:
            several threads and the cache share it.
        time_s: presentation time in seconds. In a file: since its first frame. From a camera: since it was
            opened, taken from a monotonic clock when the picture arrived.
        index: position in the file's presentation order (0 is first), or the running number from a camera.
        preview: whether the picture only stands in while the exact one is being decoded: a frame near the one asked
            for, out of a small picture. Time and index are its own.
    """

    image: Image
    time_s: float
    index: int
    preview: bool = False

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in pixels."""
        return self.image.shape[1], self.image.shape[0]


@attrs.frozen
class ClipInfo:
    """What is known of a clip without looking at its pictures.

    Attributes:
        path: as the person gave it.
        frames: number of frames that can be shown.
        duration_s: from the first frame's time to the end of the last frame's display, seconds.
        mean_fps: frames per second on average, (frames - 1) / (last time - first time); 0 for a single frame.
        variable_frame_rate: whether the steps between frames differ by more than the rounding of a steady clock.
        width: pixels, after rotation.
        height: pixels, after rotation.
        rotation: degrees clockwise that the file asks to be turned by for display: 0, 90, 180 or 270.
    """

    path: str
    frames: int
    duration_s: float
    mean_fps: float
    variable_frame_rate: bool
    width: int
    height: int
    rotation: int = 0
