"""How the canvas paints a frame and what lies on it, as its view says where.

A frame's buffer is wrapped, and turned into the screen's own pixel format once per frame (0.25 ms for 720p) where that
is cheaper than letting every repaint do it.
"""

from collections.abc import Iterable, Mapping

import numpy as np
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QTransform

from dancecoach.gui.theme import colours
from dancecoach.gui.widgets.canvas_tool import CanvasLayer
from dancecoach.gui.widgets.skeleton_painter import line_width, paint_skeleton
from dancecoach.gui.widgets.view import View
from dancecoach.palette import SIDES, Side
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import Skeleton
from dancecoach.video.frame import Frame, Image

#: Above this many pixels it is cheaper to convert only what lands on the screen.
_CONVERT_LIMIT = 3_000_000


class FrameImage:
    """A frame as an image that paints fast; keeps the frame's buffer alive."""

    def __init__(self, frame: Frame) -> None:
        self._pixels: Image = np.ascontiguousarray(frame.image)  # no copy where the frame keeps its promise
        height, width = self._pixels.shape[:2]
        shared = QImage(self._pixels.data, width, height, self._pixels.strides[0], QImage.Format.Format_BGR888)
        large = width * height > _CONVERT_LIMIT
        self._image = shared if large else shared.convertToFormat(QImage.Format.Format_RGB32)

    def paint(self, painter: QPainter, view: View, pixel_ratio: float) -> None:
        """Paint it.

        Args:
            painter: active, in logical pixels.
            view: where it lies.
            pixel_ratio: device pixels per logical one: where the frame's own fit them exactly, nothing is smoothed.
        """
        (x, y), (w, h), turned = view.origin, view.shown, view.turned
        exact = abs(w * pixel_ratio - turned[0]) < 0.5 and abs(h * pixel_ratio - turned[1]) < 0.5
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not exact)
        painter.save()
        if view.mirrored:
            painter.setTransform(QTransform(-1, 0, 0, 1, 2 * x + w, 0), combine=True)
        if view.turns:
            painter.translate(x + w / 2, y + h / 2)
            painter.rotate(90.0 * view.turns)
            w, h = (h, w) if view.turns % 2 else (w, h)
            x, y = -w / 2, -h / 2
        painter.drawImage(QRectF(x, y, w, h), self._image)
        painter.restore()


def paint_people(
    painter: QPainter, view: View, poses: Iterable[BodyPose], skeleton: Skeleton, sides: Mapping[Side, str] = SIDES
) -> None:
    """Draw the people in a picture, cut to it.

    Args:
        painter: active, in logical pixels.
        view: where the picture lies.
        poses: the people.
        skeleton: joints of ``poses``.
        sides: the colour of each side.
    """
    painter.save()
    _cut_to_picture(painter, view)
    to_widget, width = view.mapping(), line_width(min(view.shown))
    for pose in poses:
        paint_skeleton(painter, pose, skeleton, to_widget, width, sides=sides)
    painter.restore()


def paint_layers(painter: QPainter, view: View, layers: Iterable[CanvasLayer], frame: Frame) -> None:
    """Let each layer paint over a frame, cut to it.

    Args:
        painter: active, in logical pixels.
        view: where the frame lies.
        layers: the lowest first.
        frame: on show.
    """
    for layer in layers:
        painter.save()
        _cut_to_picture(painter, view)
        layer.paint(painter, view, frame)
        painter.restore()


def paint_ring(painter: QPainter, canvas: QRect) -> None:
    """Show that the keys go to the canvas: a line around it.

    Args:
        painter: active, in logical pixels.
        canvas: all of it.
    """
    painter.setPen(QPen(QColor(colours().accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(canvas.adjusted(1, 1, -1, -1))


def seen_of(view: View, canvas: QRect) -> QRectF:
    """What is seen of a picture in a canvas, logical pixels."""
    return QRectF(*view.origin, *view.shown) & QRectF(canvas)


def _cut_to_picture(painter: QPainter, view: View) -> None:
    painter.setClipRect(QRectF(*view.origin, *view.shown))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
