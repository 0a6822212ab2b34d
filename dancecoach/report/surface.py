"""What is drawn upon: a picture in blue, green and red, or the planes of one as decoded. Both look the same.

A video keeps its colours at half the size of its brightness (4:2:0). To draw into such a picture as it is, each shape
is drawn three times, into the brightness and, half as large, into the two planes of colour: less work than turning even
a part of the picture into blue, green and red and back, and what is not drawn upon stays as it was to the bit.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import attrs
import cv2
import numpy as np
from numpy.typing import NDArray

from dancecoach.video.frame import Image

Colour = tuple[int, int, int]
"""Blue, green, red, 0 to 255."""

Plane = NDArray[np.uint8]
Mask = NDArray[np.float32]
Fixed = NDArray[np.int32]
"""(..., 2) in pixels, times 16: OpenCV's coordinates with four bits below the point."""

Ways = Sequence[Fixed] | Fixed
"""Points of several lines; in one array (K, N, 1, 2) where all have as many."""

BITS = 4
_BLUE, _RED = 0.0722, 0.2126
"""Their shares of the brightness, by BT.709."""

_ROUND = 3
"""Pixels of radius from which on OpenCV's circles are round; smaller ones are squares on a corner."""

_TURN = np.arange(16) * (np.pi / 8)
_RING = (1 << BITS) * np.stack([np.cos(_TURN), np.sin(_TURN)], axis=-1)[:, None]
"""(16, 1, 2) around a point, for a radius of one."""

_BETWEEN_ROWS = np.array([0, 1 << BITS - 1], np.int32)
"""Where the samples of colour lie: on every other column, and between two rows."""


@attrs.frozen(eq=False)
class _Layer:
    """A picture, or one plane of it.

    Attributes:
        pixels: (H, W, 3) BGR, or (H, W) of a plane.
        channel: which of brightness and colours; None for all in one.
        half: whether it is half as large as what is drawn.
    """

    pixels: Plane
    channel: int | None = None
    half: bool = False

    def colour(self, colour: Colour) -> Any:
        """As OpenCV wants it here."""
        return colour if self.channel is None else yuv(colour)[self.channel]

    def width(self, width: int) -> int:
        """Of a line: OpenCV draws one of 2, 4, 6 ... as wide as 3, 5, 7 ... pixels, and one of 1 as wide as 1."""
        return max(min(width, 2), (width + 1) // 4 * 2) if self.half else width


@attrs.frozen(eq=False)
class Surface:
    """Shapes are drawn onto it, in place.

    Attributes:
        size: (width, height) in pixels.
    """

    size: tuple[int, int]
    _layers: tuple[_Layer, ...]

    @classmethod
    def of_image(cls, image: Image) -> "Surface":
        """Onto a picture, (H, W, 3) BGR."""
        return cls((image.shape[1], image.shape[0]), (_Layer(image),))

    @classmethod
    def of_planes(cls, planes: Sequence[Plane]) -> "Surface":
        """Onto a picture as decoded: brightness (H, W), blue and red difference (H/2, W/2); BT.709, 16 to 235, even."""
        luma, blue, red = planes
        layers = (_Layer(luma, 0), _Layer(blue, 1, half=True), _Layer(red, 2, half=True))
        return cls((luma.shape[1], luma.shape[0]), layers)

    def lines(self, ways: Ways, colour: Colour, width: int, *, closed: bool = False) -> None:
        """Draw lines through points.

        Args:
            ways: (N, 1, 2) points of each.
            colour: of all.
            width: pixels.
            closed: whether each comes back to where it began.
        """
        for layer, places in self._placed(ways):
            wide = layer.width(width)
            cv2.polylines(layer.pixels, places, closed, layer.colour(colour), wide, cv2.LINE_AA, BITS)

    def discs(self, centres: Ways, radius: int, colour: Colour) -> None:
        """Draw filled circles of one size around points, each (1, 1, 2)."""
        if radius < _ROUND:
            for centre in centres:
                self.disc(centre, radius, colour)
            return
        # A line of no length has round ends: so all are drawn at once, in the time of a few.
        self.lines(centres, colour, 2 * radius, closed=True)

    def disc(self, centre: Fixed, radius: float, colour: Colour, *, rim: int = cv2.FILLED) -> None:
        """Draw a circle around a point, (1, 1, 2): filled, or a rim of that width."""
        if radius < _ROUND:
            ring = centre + np.round(_RING * radius).astype(np.int32)
            if rim < 0:
                self.patch(ring, colour)
            else:
                self.lines([ring], colour, rim, closed=True)
            return
        for layer, places in self._placed([centre]):
            reach = round(radius * 2**BITS) >> (1 if layer.half else 0)
            wide = rim if rim < 0 else layer.width(rim)
            at = places[0].ravel().tolist()
            cv2.circle(layer.pixels, at, reach, layer.colour(colour), wide, cv2.LINE_AA, BITS)

    def patch(self, corners: Fixed, colour: Colour) -> None:
        """Draw a filled polygon, (N, 1, 2)."""
        for layer, places in self._placed([corners]):
            cv2.fillPoly(layer.pixels, places, layer.colour(colour), cv2.LINE_AA, BITS)

    def stamp(self, mask: Mask, at: tuple[int, int], colour: Colour) -> None:
        """Lay a colour on as far as a mask says; what lies beyond the edge is cut off.

        Args:
            mask: (h, w) 0 to 1.
            at: left and top, pixels.
            colour: what is laid on.
        """
        for layer in self._layers:
            _blend(layer.pixels, _halved_mask(mask, at) if layer.half else (mask, at), layer.colour(colour))

    def paste(self, plate: "Plate", at: tuple[int, int]) -> None:
        """Lay a small picture on, wholly within this; left and top are even."""
        parts = (plate.image,) if self._layers[0].channel is None else plate.planes
        for layer, part in zip(self._layers, parts, strict=True):
            left, top = (at[0] // 2, at[1] // 2) if layer.half else at
            layer.pixels[top : top + part.shape[0], left : left + part.shape[1]] = part

    @contextmanager
    def faded(self, opacity: float) -> Iterator["Surface"]:
        """A copy to draw upon, which is then seen through so far (0 to 1)."""
        copies = tuple(attrs.evolve(layer, pixels=layer.pixels.copy()) for layer in self._layers)
        yield attrs.evolve(self, layers=copies)
        for layer, copy in zip(self._layers, copies, strict=True):
            cv2.addWeighted(copy.pixels, opacity, layer.pixels, 1.0 - opacity, 0.0, dst=layer.pixels)

    def _placed(self, ways: Ways) -> Iterator[tuple[_Layer, list[Fixed]]]:
        """Points of each layer; those of the planes of colour are worked out once."""
        if not len(ways):
            return
        whole, half = list(ways), list[Fixed]()
        for layer in self._layers:
            if layer.half and not half:
                half = list(_halved(ways)) if isinstance(ways, np.ndarray) else [_halved(way) for way in ways]
            yield layer, half if layer.half else whole


@attrs.frozen(eq=False)
class Plate:
    """A small picture to be laid onto others.

    Attributes:
        image: (H, W, 3) BGR, both even.
        planes: the same as a video keeps it.
    """

    image: Image
    planes: tuple[Plane, Plane, Plane]

    @classmethod
    def of(cls, image: Image) -> "Plate":
        """From a picture in BGR."""
        parts = _yuv(image.astype(np.float64))
        half = [cv2.resize(parts[..., i], None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA) for i in (1, 2)]
        y, u, v = (np.round(part).astype(np.uint8) for part in (parts[..., 0], *half))
        return cls(image, (y, u, v))


@lru_cache(maxsize=256)
def yuv(colour: Colour) -> Colour:
    """Brightness, blue and red difference of a colour: BT.709, 16 to 235 (16 to 240)."""
    y, u, v = np.round(_yuv(np.array(colour, np.float64))).astype(int).tolist()
    return y, u, v


def _halved(points: Fixed) -> Fixed:
    """Points in the planes of colour."""
    half: Fixed = (points - _BETWEEN_ROWS) >> 1
    return half


def _yuv(bgr: NDArray[np.float64]) -> NDArray[np.float64]:
    share = bgr / 255.0
    luma = _BLUE * share[..., 0] + (1.0 - _BLUE - _RED) * share[..., 1] + _RED * share[..., 2]
    blue = (share[..., 0] - luma) / (2.0 * (1.0 - _BLUE))
    red = (share[..., 2] - luma) / (2.0 * (1.0 - _RED))
    return np.stack([16.0 + 219.0 * luma, 128.0 + 224.0 * blue, 128.0 + 224.0 * red], axis=-1)


def _halved_mask(mask: Mask, at: tuple[int, int]) -> tuple[Mask, tuple[int, int]]:
    """A mask in a plane of colour: what of each two by two pixels it covers."""
    left, top = at
    rows, columns = top & 1, left & 1
    height, width = mask.shape
    around = ((rows, (rows + height) & 1), (columns, (columns + width) & 1))
    even = np.pad(mask, around) if any(map(any, around)) else mask
    small = cv2.resize(even, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32), (left >> 1, top >> 1)


def _blend(pixels: Plane, placed: tuple[Mask, tuple[int, int]], colour: Any) -> None:
    mask, (left, top) = placed
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(pixels.shape[1], left + mask.shape[1]), min(pixels.shape[0], top + mask.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    share: Any = mask[y0 - top : y1 - top, x0 - left : x1 - left]
    if pixels.ndim == 3:
        share = share[:, :, None]
    place = pixels[y0:y1, x0:x1]
    place[:] = place * (1.0 - share) + np.asarray(colour, np.float32) * share + 0.5
