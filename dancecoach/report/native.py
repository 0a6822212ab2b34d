"""Drawing into pictures as they come from the decoder, so that what is not drawn upon need not be converted.

Of a 4:2:0 picture only the part that changes is turned into blue, green and red, drawn upon and turned back. OpenCV
does both with the matrix of BT.601. What is not drawn upon comes back as it was whatever the matrix; the pens' colours
come out a few levels off (#FF9E5E as #FFA45A), which nobody sees.
"""

from collections.abc import Callable, Sequence
from typing import Any

import av
import cv2
import numpy as np
from av.video.reformatter import ColorRange, Colorspace
from numpy.typing import NDArray

from dancecoach.report.painter import Box
from dancecoach.video.frame import Image
from dancecoach.video.picture import Orientation

Plane = NDArray[np.uint8]


def fits(frame: av.VideoFrame, orientation: Orientation, size: tuple[int, int]) -> bool:
    """Whether a decoded picture is what the writer wants once it is upright: 4:2:0, BT.709, 16 to 235, even.

    Args:
        frame: as decoded.
        orientation: how it is turned for display.
        size: (width, height) of the clip's pictures: another one means that its pixels are not square.
    """
    turned = orientation.rotation in {90, 270}
    upright = (frame.height, frame.width) if turned else (frame.width, frame.height)
    return (
        frame.format.name == "yuv420p"
        and frame.colorspace == Colorspace.ITU709
        and frame.color_range == ColorRange.MPEG
        and upright == size
        and size[0] % 2 == 0
        and size[1] % 2 == 0
    )


def upright(frame: av.VideoFrame, orientation: Orientation) -> av.VideoFrame:
    """A copy of a picture that fits, upright, to be drawn upon: the decoder makes other pictures from its own."""
    planes = [orientation.apply(plane) for plane in planes_of(frame)]
    made = av.VideoFrame(planes[0].shape[1], planes[0].shape[0], "yuv420p")
    made.colorspace, made.color_range = frame.colorspace, frame.color_range
    for target, plane in zip(planes_of(made), planes, strict=True):
        target[:] = plane
    return made


def paint_native(frame: av.VideoFrame, areas: Sequence[Box], paint: Callable[[Image], object], scratch: Image) -> None:
    """Draw upon a 4:2:0 picture, in place.

    Args:
        frame: to be written to, of even size.
        areas: where it may change.
        paint: draws upon a BGR picture of the same size.
        scratch: (H, W, 3), of which nothing is kept.
    """
    planes = planes_of(frame)
    boxes = [_even(box) for box in areas]
    for box in boxes:
        x0, y0, x1, y1 = box
        scratch[y0:y1, x0:x1] = cv2.cvtColor(_packed(planes, box), cv2.COLOR_YUV2BGR_I420)
    paint(scratch)
    for x0, y0, x1, y1 in boxes:
        part = np.ascontiguousarray(scratch[y0:y1, x0:x1])
        _unpack(planes, (x0, y0, x1, y1), np.asarray(cv2.cvtColor(part, cv2.COLOR_BGR2YUV_I420), np.uint8))


def planes_of(frame: av.VideoFrame) -> list[Plane]:
    """Luma, blue and red difference of a 4:2:0 picture, as they lie in memory."""
    made = []
    for plane in frame.planes:
        rows: Any = np.frombuffer(plane, np.uint8)  # type: ignore[call-overload]
        made.append(rows[: plane.line_size * plane.height].reshape(plane.height, plane.line_size)[:, : plane.width])
    return made


def _even(box: Box) -> Box:
    x0, y0, x1, y1 = box
    return x0 & ~1, y0 & ~1, (x1 + 1) & ~1, (y1 + 1) & ~1


def _packed(planes: Sequence[Plane], box: Box) -> Plane:
    """A part of the picture in the layout I420: the three planes one after the other, as rows of its width."""
    x0, y0, x1, y1 = box
    half = (slice(y0 // 2, y1 // 2), slice(x0 // 2, x1 // 2))
    parts = (planes[0][y0:y1, x0:x1], planes[1][half], planes[2][half])
    return np.concatenate([part.ravel() for part in parts]).reshape(-1, x1 - x0)


def _unpack(planes: Sequence[Plane], box: Box, packed: Plane) -> None:
    x0, y0, x1, y1 = box
    rows, columns = (y1 - y0) // 2, (x1 - x0) // 2
    planes[0][y0:y1, x0:x1] = packed[: y1 - y0]
    colour = packed[y1 - y0 :].ravel()
    half = (slice(y0 // 2, y1 // 2), slice(x0 // 2, x1 // 2))
    planes[1][half] = colour[: rows * columns].reshape(rows, columns)
    planes[2][half] = colour[rows * columns :].reshape(rows, columns)
