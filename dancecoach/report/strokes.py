"""Lines on pictures: smooth, with a dark edge so that they are seen on any costume and floor."""

from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.report.figures import arc
from dancecoach.report.surface import BITS, Colour, Fixed, Surface

Points = NDArray[np.floating[Any]]
"""(N, 2) pixels."""

EDGE: Colour = (24, 24, 24)
"""Of the dark edge, BGR."""

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

    def lines(self, on: Surface, ways: Sequence[Points], *, closed: bool = False) -> None:
        """Draw lines through points: first all edges, so that none lies upon another line."""
        fixed = [fixed_points(way) for way in ways if len(way)]
        if self.edge:
            on.lines(fixed, EDGE, self.width + 2, closed=closed)
        on.lines(fixed, self.colour, self.width, closed=closed)

    def arc(self, on: Surface, centre: Points, radius: float, first: float, sweep: float) -> None:
        """Draw a part of a circle: from an angle on, degrees, clockwise as the picture is seen."""
        self.lines(on, [arc(centre, radius, first, sweep)])

    def disc(self, on: Surface, centre: Points, radius: float) -> None:
        """Draw a filled circle."""
        fixed = fixed_points(centre[None])
        if self.edge:
            on.disc(fixed, radius + 1.0, EDGE)
        on.disc(fixed, radius, self.colour)

    def patch(self, on: Surface, corners: Points) -> None:
        """Draw a filled polygon."""
        fixed = fixed_points(corners)
        if self.edge:
            on.lines([fixed], EDGE, 2, closed=True)
        on.patch(fixed, self.colour)


def fixed_points(points: Points) -> Fixed:
    """(N, 1, 2) as surfaces want them."""
    near = np.clip(np.asarray(points, np.float64), -_FAR, _FAR)
    fixed: Fixed = np.round(near * 2**BITS).astype(np.int32)[:, None, :]
    return fixed
