"""From a decoder's frame to the picture a person sees: colour, alpha, pixel shape, rotation."""

from typing import Any

import cv2
import numpy as np

from dancecoach.video.frame import Image

#: Files that do not say: high-definition video follows BT.709, smaller pictures BT.601, as players assume.
_HD_HEIGHT = 720
_UNSPECIFIED = 2
_MATRICES = {1: "ITU709", 4: "FCC", 5: "ITU601", 6: "ITU601", 7: "SMPTE240M", 9: "ITU709", 10: "ITU709"}


def to_image(frame: Any, size: tuple[int, int], rotation: int) -> Image:
    """The upright BGR picture of a decoded frame.

    Args:
        frame: `av.VideoFrame` in whatever pixel format the codec gives (10 bits and alpha included).
        size: (width, height) in pixels before rotation, square pixels; another size is scaled to it.
        rotation: degrees clockwise to turn it by for display: 0, 90, 180 or 270.

    Transparent parts are laid on black.
    """
    matrix = {"src_colorspace": _matrix(frame)} if frame.format.is_rgb is False else {}
    if _has_alpha(frame):
        image = _on_black(frame.to_ndarray(format="bgra", **matrix))
    else:
        image = frame.to_ndarray(format="bgr24", **matrix)
    if (image.shape[1], image.shape[0]) != size:
        image = cv2.resize(image, size, interpolation=cv2.INTER_AREA if image.shape[1] > size[0] else cv2.INTER_LINEAR)
    turned = np.rot90(image, -rotation // 90) if rotation else image
    return np.ascontiguousarray(turned, dtype=np.uint8)


def byte_size(frame: Any) -> int:
    """Bytes that a decoded frame keeps in memory."""
    return sum(plane.buffer_size for plane in frame.planes)


def clockwise(frame: Any) -> int:
    """Degrees clockwise that a decoded frame asks to be turned by, rounded to 0, 90, 180 or 270."""
    # FFmpeg's display matrix counts counter-clockwise.
    return int(round(-frame.rotation / 90) * 90 % 360)


def _matrix(frame: Any) -> str:
    number = int(frame.colorspace)
    if number == _UNSPECIFIED or number not in _MATRICES:
        return "ITU709" if min(frame.width, frame.height) >= _HD_HEIGHT else "ITU601"
    return _MATRICES[number]


def _has_alpha(frame: Any) -> bool:
    return any(component.is_alpha for component in frame.format.components) or frame.format.name == "pal8"


def _on_black(bgra: Image) -> Image:
    alpha = bgra[..., 3:].astype(np.uint16)
    return ((bgra[..., :3] * alpha + 127) // 255).astype(np.uint8)
