"""From what a decoder gives to the picture that all else works with: upright, square pixels, BGR, right colours."""

import math
import struct
from copy import copy
from fractions import Fraction
from typing import Any

import attrs
import av
import cv2
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter

from dancecoach.video.frame import Image

# AVColorSpace (what a frame says) to the matrices that swscale knows.
_MATRICES = {
    1: Colorspace.ITU709,
    4: Colorspace.FCC,
    5: Colorspace.ITU601,
    6: Colorspace.ITU601,
    7: Colorspace.SMPTE240M,
    9: 9,
    10: 9,
}
_WIDEST_PIXEL = 8
_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


@attrs.frozen
class Orientation:
    """How a stored picture is turned for display.

    Attributes:
        rotation: degrees clockwise, 0, 90, 180 or 270, applied second.
        mirrored: whether left and right are swapped first.
    """

    rotation: int = 0
    mirrored: bool = False

    @classmethod
    def of(cls, frame: av.VideoFrame) -> "Orientation":
        """What the frame's display matrix asks for, to the nearest right angle."""
        matrix: Any = frame.side_data.get("DISPLAYMATRIX")
        return cls() if matrix is None else cls.from_matrix(bytes(matrix))

    @classmethod
    def from_matrix(cls, matrix: bytes) -> "Orientation":
        """Read a display matrix: nine native 32-bit numbers (a b u; c d v; x y w), (p, q) -> (ap + cq, bp + dq).

        Notes:
            A mirror image followed by a clockwise turn by t has (c, d) = (-sin t, cos t) as well as the turn alone;
            the sign of the determinant tells them apart.
        """
        a, b, _, c, d = struct.unpack("=5i", matrix[:20])
        turn = math.degrees(math.atan2(-c, d))
        return cls(round(turn / 90) % 4 * 90, a * d - b * c < 0)

    def apply(self, image: Image) -> Image:
        """The picture as it is to be seen."""
        if self.mirrored:
            image = cv2.flip(image, 1)
        if self.rotation:
            image = cv2.rotate(image, _TURNS[self.rotation])
        return image


class PictureMaker:
    """Turns decoded frames of one clip into pictures, all of the size of the first.

    Pixels that are not square are made so by stretching or squeezing the width, since angles are measured in the
    picture. Transparent pixels are shown on black. Where the file does not say how its colours were coded, pictures
    over 576 rows (or 1024 columns) are taken for BT.709 and others for BT.601, as players do.

    Not for several threads at once: the converter behind it keeps state. Give each its `twin`.

    Args:
        first: the clip's first frame.
        pixel_aspect: width / height of a stored pixel; None or 0 where the file does not say.
    """

    def __init__(self, first: av.VideoFrame, pixel_aspect: Fraction | None = None) -> None:
        aspect = float(pixel_aspect or 1)
        if not 1 / _WIDEST_PIXEL <= aspect <= _WIDEST_PIXEL:
            aspect = 1.0
        self._stored = (max(1, round(first.width * aspect)), first.height)
        self.orientation = Orientation.of(first)
        self._scaling = "BICUBIC"
        self._reformatter = VideoReformatter()

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of the pictures in pixels."""
        width, height = self._stored
        return (height, width) if self.orientation.rotation in {90, 270} else (width, height)

    def twin(self) -> "PictureMaker":
        """Another one that makes the same pictures, for another thread."""
        other = copy(self)
        other._reformatter = VideoReformatter()
        return other

    def smaller(self, longest: int) -> "PictureMaker":
        """A twin whose pictures have at most ``longest`` pixels on their longer side, made as cheaply as can be."""
        other = self.twin()
        share = min(1.0, longest / max(self._stored))
        width, height = (max(1, round(side * share)) for side in self._stored)
        other._stored, other._scaling = (width, height), "AREA"
        return other

    def make(self, frame: av.VideoFrame) -> Image:
        """The picture of a decoded frame, (H, W, 3) uint8 BGR, C-contiguous, upright, read-only."""
        image = _on_black(self._convert(frame, "bgra")) if has_alpha(frame) else self._convert(frame, "bgr24")
        image = np.ascontiguousarray(self.orientation.apply(image))
        image.flags.writeable = False
        return image

    def _convert(self, frame: av.VideoFrame, pixel_format: str) -> Image:
        width, height = self._stored
        converted = self._reformatter.reformat(
            frame,
            width=width,
            height=height,
            format=pixel_format,
            src_colorspace=_matrix(frame),
            dst_colorspace=_matrix(frame),
            src_color_range=ColorRange.JPEG if _is_full_range(frame) else ColorRange.MPEG,
            dst_color_range=ColorRange.JPEG,
            interpolation="BILINEAR" if (width, height) == (frame.width, frame.height) else self._scaling,
        )
        image: Any = converted.to_ndarray()
        return np.asarray(image, np.uint8)


def frame_bytes(frame: av.VideoFrame) -> int:
    """Memory that a decoded frame holds, in bytes."""
    return sum(plane.buffer_size for plane in frame.planes)


def has_alpha(frame: av.VideoFrame) -> bool:
    """Whether pixels may be transparent."""
    return frame.format.has_palette or any(component.is_alpha for component in frame.format.components)


def is_hd_video(frame: av.VideoFrame) -> bool:
    """Whether a frame's colours are those of HD video, BT.709 from 16 to 235: as it says, or as is assumed of it."""
    return _matrix(frame) == Colorspace.ITU709 and not _is_full_range(frame)


def _on_black(image: Image) -> Image:
    """(H, W, 4) BGRA over black, (H, W, 3)."""
    alpha = image[:, :, 3:]
    if alpha.min() == 255:
        return image[:, :, :3]
    weighted: Image = ((image[:, :, :3].astype(np.uint16) * alpha + 127) // 255).astype(np.uint8)
    return weighted


def _matrix(frame: av.VideoFrame) -> int:
    large = frame.height > 576 or frame.width > 1024
    return _MATRICES.get(frame.colorspace, Colorspace.ITU709 if large else Colorspace.ITU601)


def _is_full_range(frame: av.VideoFrame) -> bool:
    """Whether black is 0 and white 255, not 16 and 235."""
    return frame.color_range == ColorRange.JPEG or frame.format.name.startswith("yuvj") or frame.format.is_rgb
