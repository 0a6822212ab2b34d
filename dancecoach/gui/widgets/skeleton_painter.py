"""Draws a skeleton over a picture: left limbs warm, right limbs cool, doubtful joints hollow and dashed."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import isfinite

import attrs
import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from dancecoach.palette import SIDES, UNCERTAIN_VISIBILITY, Side
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import Skeleton

#: Parts of the body that clutter a picture when drawn with full-size joints.
_SMALL = ("eye", "ear", "mouth", "pinky", "index", "thumb", "heel", "nose")
_OUTLINE = QColor(0, 0, 0, 150)
#: Ends of limbs lie under the discs of their joints; round ones would make a person cost a whole millisecond more.
_CAP = Qt.PenCapStyle.FlatCap


@attrs.frozen
class _Plan:
    """What to draw of a skeleton, worked out once."""

    bones: tuple[tuple[int, int, Side], ...]
    joints: tuple[tuple[int, Side, bool], ...]


@lru_cache(maxsize=8)
def _plan(skeleton: Skeleton) -> _Plan:
    def bone_side(a: str, b: str) -> Side:
        return skeleton.side(a) if skeleton.side(a) == skeleton.side(b) else "middle"

    bones = tuple((skeleton.index(a), skeleton.index(b), bone_side(a, b)) for a, b in skeleton.bones)
    joints = tuple(
        (i, skeleton.side(name), any(part in name for part in _SMALL)) for i, name in enumerate(skeleton.joints)
    )
    return _Plan(bones, joints)


def line_width(shown_height: float) -> float:
    """Width of a limb in logical pixels for a picture drawn that high: visible, but not hiding the body."""
    return float(np.clip(shown_height * 0.0055, 2.0, 9.0))


def paint_skeleton(
    painter: QPainter,
    pose: BodyPose,
    skeleton: Skeleton,
    to_widget: Callable[[float, float], tuple[float, float]],
    width: float,
    *,
    sides: Mapping[Side, str] = SIDES,
) -> None:
    """Draw one person.

    Args:
        painter: active, antialiased, in logical pixels.
        pose: landmarks as shares of the picture.
        skeleton: joints of ``pose``.
        to_widget: where a picture point lies on the painter.
        width: limb width in logical pixels.
        sides: the colour of each side.
    """
    points = [QPointF(*to_widget(x, y)) if isfinite(x) else None for x, y, _ in pose.landmarks.tolist()]
    sure = (pose.visibility >= UNCERTAIN_VISIBILITY).tolist()
    plan = _plan(skeleton)
    _paint_bones(painter, plan, points, sure, width, sides=sides)
    _paint_joints(painter, plan, points, sure, width, sides=sides)


def _paint_bones(
    painter: QPainter,
    plan: _Plan,
    points: Sequence[QPointF | None],
    sure: Sequence[bool],
    width: float,
    *,
    sides: Mapping[Side, str],
) -> None:
    groups: dict[tuple[Side, bool], list[QLineF]] = {}
    for a, b, side in plan.bones:
        start, end = points[a], points[b]
        if start is not None and end is not None:
            groups.setdefault((side, sure[a] and sure[b]), []).append(QLineF(start, end))
    for (_, certain), lines in groups.items():
        if certain:  # a dark edge keeps limbs readable on any costume and floor
            painter.setPen(_edge_pen(width))
            painter.drawLines(lines)
    for (side, certain), lines in groups.items():
        painter.setPen(_bone_pen(sides[side], certain, width))
        painter.drawLines(lines)


@lru_cache(maxsize=4)
def _edge_pen(width: float) -> QPen:
    return QPen(_OUTLINE, width + 2.0, Qt.PenStyle.SolidLine, _CAP)


@lru_cache(maxsize=16)
def _bone_pen(name: str, certain: bool, width: float) -> QPen:
    colour = QColor(name)
    if certain:
        return QPen(colour, width, Qt.PenStyle.SolidLine, _CAP)
    colour.setAlphaF(0.75)
    pen = QPen(colour, max(1.5, width * 0.5), Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([3.0, 3.0])
    return pen


def _paint_joints(
    painter: QPainter,
    plan: _Plan,
    points: Sequence[QPointF | None],
    sure: Sequence[bool],
    width: float,
    *,
    sides: Mapping[Side, str],
) -> None:
    for index, side, small in plan.joints:
        point = points[index]
        if point is None:
            continue
        pen, brush, radius = _joint_look(sides[side], small, sure[index], width)
        painter.setPen(pen)
        painter.setBrush(brush)
        painter.drawEllipse(point, radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)


@lru_cache(maxsize=32)
def _joint_look(name: str, small: bool, certain: bool, width: float) -> tuple[QPen, QBrush, float]:
    """Edge, filling and radius of a joint."""
    colour, radius = QColor(name), width * (0.45 if small else 1.0)
    if certain:
        return QPen(_OUTLINE, 1.0), QBrush(colour), radius
    pen = QPen(colour, max(1.2, width * 0.3), Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([2.0, 2.0])
    return pen, QBrush(Qt.BrushStyle.NoBrush), radius
