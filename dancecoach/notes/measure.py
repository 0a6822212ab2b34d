"""Angles and lengths between points that a person put onto the picture, and how sure they can be.

A point put by hand is off by about `CLICK_PX` pixels of the picture; what follows from that is the uncertainty given
with each measure (one standard deviation). That the athlete moves in the plane of the picture, or of the known
length, nobody has checked.
"""

import math
from typing import Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import NotesError
from dancecoach.i18n import _
from dancecoach.notes.checks import Point
from dancecoach.notes.drawing import Drawing
from dancecoach.notes.records import KnownLength

CLICK_PX = 2.0
"""How far a point put by hand lies from where it was meant, one standard deviation in each direction, pixels."""

Size = tuple[int, int]
"""Width and height of the picture, pixels."""

Vector = NDArray[np.float64]


@attrs.frozen
class Measure:
    """A number with its unit.

    Attributes:
        value: the number.
        uncertainty: one standard deviation, in the same unit.
        unit: "deg", "m" or "px".
    """

    value: float
    uncertainty: float
    unit: Literal["deg", "m", "px"]


@attrs.frozen
class Scale:
    """How long a pixel is.

    Attributes:
        metres_per_pixel: m.
        relative_uncertainty: one standard deviation as a share of it.
    """

    metres_per_pixel: float
    relative_uncertainty: float = 0.0

    @classmethod
    def of_length(cls, known: KnownLength, size: Size) -> "Scale":
        """By a known length.

        Raises:
            NotesError: its ends are on one pixel.
        """
        length = _long_enough(_between(known.a, known.b, size))
        return cls(known.length_m / length, math.sqrt(2) * CLICK_PX / length)

    @classmethod
    def of_height(cls, height_m: float, height_px: float, uncertainty_px: float = 0.0) -> "Scale":
        """By the athlete's height, m, and how tall they are in the picture when upright, pixels.

        Raises:
            NotesError: they are less than a pixel tall.
        """
        if not height_px >= 1.0:
            raise NotesError(_("is no height of an athlete in pixels"), subject=f"{height_px:g}")
        return cls(height_m / height_px, uncertainty_px / height_px)


def angle(a: Point, vertex: Point, b: Point, size: Size) -> Measure:
    """The angle at the vertex, 0 to 180 degrees.

    Raises:
        NotesError: a point lies on the vertex. So for all below where points are too close to tell.
    """
    first, second = _between(vertex, a, size), _between(vertex, b, size)
    one, other = _long_enough(first), _long_enough(second)
    value = math.degrees(math.atan2(abs(_cross(first, second)), float(first @ second)))
    # Moving an end by a pixel turns its arm by 1 / length; moving the vertex turns both, together or against.
    at_vertex = np.linalg.norm(_turned(first) / one**2 - _turned(second) / other**2)
    spread = math.sqrt(1 / one**2 + 1 / other**2 + float(at_vertex) ** 2)
    return Measure(value, min(180.0, math.degrees(CLICK_PX * spread)), "deg")


def angle_to_vertical(lower: Point, upper: Point, size: Size) -> Measure:
    """How far a line leans from the vertical, -180 to 180 degrees: positive to the right, 0 when it stands upright."""
    line = _between(lower, upper, size)
    length = _long_enough(line)
    value = math.degrees(math.atan2(float(line[0]), -float(line[1])))
    return Measure(value, min(180.0, math.degrees(math.sqrt(2) * CLICK_PX / length)), "deg")


def distance(a: Point, b: Point, size: Size, scale: Scale | None = None) -> Measure:
    """How far two points are from each other: in metres where there is a scale, else in pixels."""
    length = float(np.linalg.norm(_between(a, b, size)))
    spread = math.sqrt(2) * CLICK_PX
    if scale is None:
        return Measure(length, spread, "px")
    metres = scale.metres_per_pixel
    return Measure(length * metres, math.hypot(spread, length * scale.relative_uncertainty) * metres, "m")


def measured(drawing: Drawing, size: Size, scale: Scale | None = None) -> Measure | None:
    """What a drawing measures; None for one that measures nothing, or whose points are too close to tell."""
    points = drawing.points
    try:
        if drawing.kind == "angle":
            return angle(points[0], points[1], points[2], size)
        if drawing.kind == "vertical-angle":
            return angle_to_vertical(points[0], points[1], size)
        if drawing.kind == "distance":
            return distance(points[0], points[1], size, scale)
    except NotesError:
        pass
    return None


def _between(a: Point, b: Point, size: Size) -> Vector:
    """From one to the other, pixels."""
    return (np.asarray(b, np.float64) - np.asarray(a, np.float64)) * size


def _turned(arm: Vector) -> Vector:
    """The arm turned by a right angle."""
    return np.array([-arm[1], arm[0]])


def _cross(a: Vector, b: Vector) -> float:
    return float(a[0] * b[1] - a[1] * b[0])


def _long_enough(arm: Vector) -> float:
    length = float(np.linalg.norm(arm))
    if length < 1.0:
        raise NotesError(
            _("is too short to measure at"), subject=f"{length:.1f} px", remedy=_("put the points farther apart")
        )
    return length
