"""Lines on pictures: smooth, with a dark edge so that they are seen on any costume and floor."""

from collections.abc import Sequence
from typing import Any

import attrs
import cv2
import numpy as np
from numpy.typing import NDArray

from dancecoach.report.figures import arc
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

    def arc(self, image: Image, centre: Points, radius: float, first: float, sweep: float) -> None:
        """Draw a part of a circle: from an angle on, degrees, clockwise as the picture is seen."""
        self.lines(image, [arc(centre, radius, first, sweep)])

    def disc(self, image: Image, centre: Points, radius: float) -> None:
        """Draw a filled circle."""
        x, y = _fixed(centre[None])[0, 0].tolist()
        for colour, more in ((_EDGE, 1.0), (self.colour, 0.0)) if self.edge else ((self.colour, 0.0),):
            cv2.circle(image, (x, y), round((radius + more) * 2**_BITS), colour, cv2.FILLED, cv2.LINE_AA, _BITS)

    def patch(self, image: Image, corners: Points) -> None:
        """Draw a filled polygon."""
        fixed = _fixed(corners)
        if self.edge:
            cv2.polylines(image, [fixed], True, _EDGE, 2, cv2.LINE_AA, _BITS)
        cv2.fillPoly(image, [fixed], self.colour, cv2.LINE_AA, _BITS)


def _fixed(points: Points) -> NDArray[np.int32]:
    """(N, 1, 2) in OpenCV's fixed-point pixels."""
    near = np.clip(np.asarray(points, np.float64), -_FAR, _FAR)
    fixed: NDArray[np.int32] = np.round(near * 2**_BITS).astype(np.int32)[:, None, :]
    return fixed
