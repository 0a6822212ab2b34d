"""Drawing into pictures as they come from the decoder, so that nothing need be converted on its way to the encoder."""

from typing import Any

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace

from dancecoach.report.surface import Plane, Surface
from dancecoach.video.picture import Orientation, is_hd_video


def fits(frame: av.VideoFrame, orientation: Orientation, size: tuple[int, int]) -> bool:
    """Whether a decoded picture is what the writer wants once it is upright: 4:2:0, BT.709, 16 to 235, even.

    Args:
        frame: as decoded.
        orientation: how it is turned for display.
        size: (width, height) of the clip's pictures: another one means that its pixels are not square.
    """
    turned = orientation.rotation in {90, 270}
    upright = (frame.height, frame.width) if turned else (frame.width, frame.height)
    even = size[0] % 2 == 0 and size[1] % 2 == 0
    return frame.format.name == "yuv420p" and is_hd_video(frame) and upright == size and even


def upright(frame: av.VideoFrame, orientation: Orientation) -> tuple[av.VideoFrame, Surface]:
    """A copy of a picture that fits, upright, and what to draw upon: the decoder makes other pictures from its own."""
    planes = [orientation.apply(plane) for plane in planes_of(frame)]
    made = av.VideoFrame(planes[0].shape[1], planes[0].shape[0], "yuv420p")
    made.colorspace, made.color_range = Colorspace.ITU709, ColorRange.MPEG
    targets = planes_of(made)
    for target, plane in zip(targets, planes, strict=True):
        target[:] = plane
    return made, Surface.of_planes(targets)


def planes_of(frame: av.VideoFrame) -> list[Plane]:
    """Luma, blue and red difference of a 4:2:0 picture, as they lie in memory."""
    made = []
    for plane in frame.planes:
        rows: Any = np.frombuffer(plane, np.uint8)  # type: ignore[call-overload]
        made.append(rows[: plane.line_size * plane.height].reshape(plane.height, plane.line_size)[:, : plane.width])
    return made
