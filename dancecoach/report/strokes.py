"""Lines on pictures: smooth, with a dark edge so that they are seen on any costume and floor."""

from collections.abc import Sequence
from typing import Any

import attrs
import cv2
import numpy as np
from numpy.typing import NDArray

from dancecoach.report.letters import Colour
from dancecoach.video.frame import Image

Points = NDArray[np.floating[Any]]
"""(N, 2) pixels."""

_BITS = 4
_EDGE: Colour = (24, 24, 24)
_FAR = 1 << 14
"""Pixels beyond which nothing is drawn: OpenCV's fixed-point coordinates overflow."""


@attrs.frozen
class Stroke:
    """How lines are drawn.

    Attributes:
        colour: BGR.
        width: pixels.
        edge: whether they have a dark edge.
    """

    colour: Colour
    width: int
    edge: bool = True

    def lines(self, image: Image, ways: Sequence[Points], *, closed: bool = False) -> None:
        """Draw lines through points, in place: first all edges, so that none lies upon another line."""
        fixed = [_fixed(way) for way in ways if len(way)]
        if self.edge:
            cv2.polylines(image, fixed, closed, _EDGE, self.width + 2, cv2.LINE_AA, _BITS)
        cv2.polylines(image, fixed, closed, self.colour, self.width, cv2.LINE_AA, _BITS)

    def dashed(self, image: Image, a: Points, b: Points) -> None:
        """Draw a dashed line."""
        count = int(np.clip(float(np.hypot(*(b - a))) / (5.0 * max(2, self.width)), 2, 300))
        ends = np.linspace(0.0, 1.0, 2 * count - 1 + 1)[:, None] * (b - a) + a
        self.lines(image, [ends[2 * i : 2 * i + 2] for i in range(count)])

    def arc(self, image: Image, centre: Points, radius: float, first: float, sweep: float) -> None:
        """Draw a part of a circle: from an angle on, degrees, clockwise as the picture is seen."""
        turn = np.radians(first + np.linspace(0.0, sweep, max(3, round(abs(sweep) / 4) + 2)))
        self.lines(image, [centre + radius * np.stack([np.cos(turn), np.sin(turn)], axis=-1)])

    def disc(self, image: Image, centre: Points, radius: float) -> None:
        """Draw a filled circle."""
        x, y = _fixed(centre[None])[0, 0].tolist()
        for colour, more in ((_EDGE, 1.0), (self.colour, 0.0)) if self.edge else ((self.colour, 0.0),):
            cv2.circle(image, (x, y), round((radius + more) * 2**_BITS), colour, cv2.FILLED, cv2.LINE_AA, _BITS)

    def tip(self, image: Image, a: Points, b: Points) -> None:
        """Draw the head of an arrow that comes from ``a`` to ``b``, filled."""
        way = b - a
        length = float(np.hypot(*way))
        if length < 1.0:
            return
        along = way / length * min(4.5 * self.width + 4, 0.6 * length)
        across = 0.5 * np.array([-along[1], along[0]])
        corners = _fixed(np.stack([b, b - along + across, b - along - across]))
        if self.edge:
            cv2.polylines(image, [corners], True, _EDGE, 2, cv2.LINE_AA, _BITS)
        cv2.fillPoly(image, [corners], self.colour, cv2.LINE_AA, _BITS)


def _fixed(points: Points) -> NDArray[np.int32]:
    """(N, 1, 2) in OpenCV's fixed-point pixels."""
    near = np.clip(np.asarray(points, np.float64), -_FAR, _FAR)
    fixed: NDArray[np.int32] = np.round(near * 2**_BITS).astype(np.int32)[:, None, :]
    return fixed
