"""What is drawn over the learner: limbs by how well they match, and the reference's body as a ghost.

Blue is right and amber is not: the two are told apart by every eye, and an amber limb is thicker too. At most
`MOST_MARKED` limbs are amber at a time, so that nobody dances in a storm of warnings.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from dancecoach.gui.widgets.skeleton_painter import line_width
from dancecoach.gui.widgets.view import View
from dancecoach.palette import UNCERTAIN_VISIBILITY
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import Skeleton
from dancecoach.video.frame import Frame

RIGHT, OFF, UNKNOWN = QColor("#7CC7EF"), QColor("#F2A93B"), QColor("#C3C8D0")
GHOST = QColor(255, 255, 255, 120)
MARKED_BELOW = 0.5
"""A limb that matches less is marked."""

MOST_MARKED = 3

_EDGE = QColor(0, 0, 0, 150)
_GHOST_CALM = 0.15
_HEAD_SHARE = 0.22

Floats = NDArray[np.float64]
Point = tuple[float, float]


@lru_cache(maxsize=4)
def _ends(skeleton: Skeleton) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """For each limb that is compared the joints at its two ends; () where the skeleton lacks them."""
    from dancecoach.coaching.dance.directions import LIMBS  # imported long since, with the reference

    def joints(names: Sequence[str]) -> tuple[int, ...]:
        return tuple(skeleton.index(name) for name in names) if set(names) <= set(skeleton.joints) else ()

    return tuple((joints(limb.start), joints(limb.end)) for limb in LIMBS)


def limb_lines(pose: BodyPose, skeleton: Skeleton) -> list[tuple[Point, Point] | None]:
    """(L,) both ends of each limb that is compared, in shares of the picture; None where it cannot be seen."""
    return [_line(pose, start, end) for start, end in _ends(skeleton)]


def _line(pose: BodyPose, start: tuple[int, ...], end: tuple[int, ...]) -> tuple[Point, Point] | None:
    both = (*start, *end)
    if not start or not end or not np.isfinite(pose.landmarks[list(both), :2]).all():
        return None
    if float(pose.visibility[list(both)].min()) < UNCERTAIN_VISIBILITY:
        return None
    (ax, ay), (bx, by) = (pose.landmarks[list(part), :2].mean(axis=0).tolist() for part in (start, end))
    return (ax, ay), (bx, by)


def marked(match: Floats) -> set[int]:
    """The limbs to mark: those that match worst, `MOST_MARKED` at most."""
    off = [k for k in np.argsort(np.where(np.isfinite(match), match, 2.0)).tolist() if match[k] < MARKED_BELOW]
    return set(off[:MOST_MARKED])


class MatchLayer:
    """Limbs of the learner, by how well they match.

    Attributes:
        visible: whether it is drawn.
    """

    def __init__(self) -> None:
        self.visible = True
        self._lines: list[tuple[Point, Point] | None] = []
        self._match: Floats = np.zeros(0)

    def show(self, pose: BodyPose | None, skeleton: Skeleton | None, match: Floats | None) -> None:
        """Draw another moment from the next paint on; nothing without a match."""
        if pose is None or skeleton is None or match is None:
            self._lines = []
            return
        self._lines, self._match = limb_lines(pose, skeleton), match

    def paint(self, painter: QPainter, view: View, _frame: Frame) -> None:
        """Draw it."""
        if not self.visible or not self._lines:
            return
        to_widget, width = view.mapping(), line_width(min(view.shown)) * 1.25
        off = marked(self._match)
        order = sorted(range(len(self._lines)), key=lambda k: k in off)
        for k in order:
            line = self._lines[k]
            if line is None:
                continue
            wide = width * (1.9 if k in off else 1.0)
            colour = OFF if k in off else RIGHT if np.isfinite(self._match[k]) else UNKNOWN
            a, b = (QPointF(*to_widget(*end)) for end in line)
            for ink, size in ((_EDGE, wide + 3), (colour, wide)):
                painter.setPen(QPen(ink, size, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
                painter.drawLine(a, b)


class GhostLayer:
    """The reference's body laid onto the learner's: as large, and hips on hips.

    Attributes:
        visible: whether it is drawn.
    """

    def __init__(self) -> None:
        self.visible = False
        self._pose_at: Callable[[float], BodyPose | None] | None = None
        self._skeleton: Skeleton | None = None
        self._aspect = 1.0
        self._scale: float | None = None
        self._lines: list[tuple[Point, Point] | None] = []
        self._head: tuple[Point, float] | None = None

    def be_of(
        self, pose_at: Callable[[float], BodyPose | None] | None, skeleton: Skeleton | None, size: tuple[int, int]
    ) -> None:
        """Show another reference; None for none.

        Args:
            pose_at: the reference at a moment, None where nobody is seen.
            skeleton: joints of its poses.
            size: (width, height) of its picture.
        """
        self._pose_at, self._skeleton, self._aspect = pose_at, skeleton, size[0] / size[1]
        self._scale, self._lines = None, []

    def show(
        self,
        moment_s: float | None,
        learner: BodyPose | None,
        skeleton: Skeleton | None,
        size: tuple[int, int],
        *,
        mirrored: bool,
    ) -> None:
        """Lay the reference of a moment onto the learner.

        Args:
            moment_s: of the reference; None for no ghost.
            learner: on whom.
            skeleton: of the learner's pose.
            size: (width, height) of the learner's picture.
            mirrored: whether the learner dances the mirror image.
        """
        self._lines, self._head = [], None
        if not self.visible or moment_s is None or learner is None or skeleton is None or self._pose_at is None:
            return
        there = self._pose_at(moment_s)
        if there is None or self._skeleton is None:
            return
        mine, theirs = _body(learner, skeleton, size[0] / size[1]), _body(there, self._skeleton, self._aspect)
        if mine is None or theirs is None:
            return
        (hips, length), (their_hips, their_length) = mine, theirs
        ratio = length / their_length
        self._scale = scale = ratio if self._scale is None else self._scale + _GHOST_CALM * (ratio - self._scale)
        across = (-1.0 if mirrored else 1.0) * scale * self._aspect * size[1] / size[0]

        def laid(point: Point) -> Point:
            return hips[0] + (point[0] - their_hips[0]) * across, hips[1] + (point[1] - their_hips[1]) * scale

        lines = limb_lines(there, self._skeleton)
        self._lines = [None if line is None else (laid(line[0]), laid(line[1])) for line in lines]
        if "nose" in self._skeleton.joints:
            x, y = there.landmarks[self._skeleton.index("nose"), :2].tolist()
            self._head = (laid((x, y)), _HEAD_SHARE * their_length * scale) if np.isfinite(x) else None

    def paint(self, painter: QPainter, view: View, _frame: Frame) -> None:
        """Draw it: wide, pale and round, so that the learner's own limbs stand out on it."""
        if not self.visible or not self._lines:
            return
        to_widget, width = view.mapping(), line_width(min(view.shown)) * 3.2
        painter.setPen(QPen(GHOST, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for line in self._lines:
            if line is not None:
                painter.drawLine(QPointF(*to_widget(*line[0])), QPointF(*to_widget(*line[1])))
        if self._head is not None:
            (x, y), radius = self._head
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(GHOST)
            tall = radius * view.shown[1]
            painter.drawEllipse(QPointF(*to_widget(x, y)), tall, tall)
            painter.setBrush(Qt.BrushStyle.NoBrush)


def _body(pose: BodyPose, skeleton: Skeleton, aspect: float) -> tuple[Point, float] | None:
    """The middle of the hips, and the length of the trunk in heights of the picture."""
    names = ("left_shoulder", "right_shoulder", "left_hip", "right_hip")
    if not set(names) <= set(skeleton.joints):
        return None
    points = pose.landmarks[[skeleton.index(name) for name in names], :2].astype(float)
    if not np.isfinite(points).all():
        return None
    shoulders, hips = points[:2].mean(axis=0), points[2:].mean(axis=0)
    dx, dy = (shoulders - hips).tolist()
    length = float(np.hypot(dx * aspect, dy))
    return ((float(hips[0]), float(hips[1])), length) if length > 1e-3 else None
