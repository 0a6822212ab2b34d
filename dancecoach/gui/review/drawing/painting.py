"""Paints a drawing over the picture in the window, as videos and pictures have it."""

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QTransform,
)

from dancecoach.gui.widgets.view import Point, View
from dancecoach.notes.drawing import Drawing
from dancecoach.report.figures import Disc, Figure, Lines, Patch, Scene, Words, figures_of
from dancecoach.report.fonts import house_font

_EDGE = QColor(24, 24, 24)
_HANDLE = 5.0
_SHARES = {"left": 0.0, "middle": 0.5}
_SMALLEST, _LARGEST = 8, 400


def shown_size(view: View) -> tuple[float, float]:
    """(width, height) of the picture before turning, logical pixels: figures are made for it."""
    return view.picture[0] * view.scale, view.picture[1] * view.scale


def to_canvas(view: View) -> QTransform:
    """From pixels of `shown_size` to those of the canvas: turned, mirrored and moved as the picture is."""
    (w, h), at = shown_size(view), view.mapping()
    (ox, oy), (ax, ay), (bx, by) = at(0.0, 0.0), at(1.0, 0.0), at(0.0, 1.0)
    return QTransform((ax - ox) / w, (ay - oy) / w, (bx - ox) / h, (by - oy) / h, ox, oy)


def paint_drawing(painter: QPainter, drawing: Drawing, frame: int, view: View, scene: Scene) -> None:
    """Paint what is seen of a drawing at a frame."""
    opacity = drawing.opacity_at(frame)
    if opacity <= 0.0:
        return
    painter.setOpacity(opacity)
    paint_figures(painter, figures_of(drawing, frame, shown_size(view), scene), drawing.colour, view)
    painter.setOpacity(1.0)


def paint_figures(painter: QPainter, figures: Sequence[Figure], colour: str, view: View) -> None:
    """Paint figures made for `shown_size`; words stay upright and readable however the picture is turned."""
    placed, ink = to_canvas(view), QColor(colour)
    for figure in figures:
        if isinstance(figure, Words):
            _paint_words(painter, figure, ink, placed)
            continue
        painter.save()
        painter.setTransform(placed, True)
        if isinstance(figure, Lines):
            _paint_lines(painter, figure, ink)
        elif isinstance(figure, Disc):
            _paint_disc(painter, figure, ink)
        elif isinstance(figure, Patch):
            _paint_patch(painter, figure, ink)
        painter.restore()


def _polygon(points: NDArray[np.float64]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points.tolist()])


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _paint_lines(painter: QPainter, lines: Lines, ink: QColor) -> None:
    ways = [_polygon(way) for way in lines.ways]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, more in ((_EDGE, 2), (ink, 0)):
        painter.setPen(_pen(colour, lines.width + more))
        for way in ways:
            if lines.closed:
                painter.drawPolygon(way)
            else:
                painter.drawPolyline(way)


def _paint_disc(painter: QPainter, disc: Disc, ink: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, more in ((_EDGE, 1.0), (ink, 0.0)):
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(*disc.centre.tolist()), disc.radius + more, disc.radius + more)


def _paint_patch(painter: QPainter, patch: Patch, ink: QColor) -> None:
    corners = _polygon(patch.corners)
    painter.setPen(_pen(_EDGE, 2))
    painter.setBrush(ink)
    painter.drawPolygon(corners)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPolygon(corners)


# Words


def _paint_words(painter: QPainter, words: Words, ink: QColor, placed: QTransform) -> None:
    height, device = _rounded(words.height), painter.device()
    (w, h), x, y = words_size(words.text, height), *words.at
    centre = placed.map(QPointF(x + (0.5 - _SHARES[words.anchor]) * w, y + 0.5 * h))
    image = _written(words.text, height, ink.rgb(), device.devicePixelRatioF() if device is not None else 1.0)
    painter.drawImage(QPointF(centre.x() - w / 2, centre.y() - h / 2), image)


@lru_cache(maxsize=512)
def _written(text: str, height: int, colour: int, scale: float) -> QImage:
    """A text with its dark edge: outlines cost milliseconds, and most stay as they are from frame to frame."""
    path, (w, h) = _letters(text, height)
    image = QImage(math.ceil(w * scale), math.ceil(h * scale), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_pen(_EDGE, 2.0 * _edge(height)))
    painter.drawPath(path)
    painter.fillPath(path, QColor(colour))
    painter.end()
    return image


def words_size(text: str, height: float) -> tuple[float, float]:
    """(width, height) of a text whose lines are so high."""
    return _letters(text, _rounded(height))[1]


def _rounded(height: float) -> int:
    return int(min(max(round(height), _SMALLEST), _LARGEST))


def _edge(height: int) -> int:
    return max(1, round(height / 14))


@lru_cache(maxsize=512)
def _letters(text: str, height: int) -> tuple[QPainterPath, tuple[float, float]]:
    """The outlines of a text, and the room that they and their edge take; laid out as in exported pictures."""
    font = QFont(_family())
    font.setPixelSize(max(6, round(height / 1.2)))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    edge, metrics, path = _edge(height), QFontMetricsF(font), QPainterPath()
    lines = text.split("\n")
    for row, line in enumerate(lines):
        path.addText(QPointF(edge, edge + (row + 0.78) * height), font, line)
    width = max(math.ceil(metrics.horizontalAdvance(line)) for line in lines) + 2 * edge + 1
    return path, (float(width), float(height * len(lines) + 2 * edge))


@lru_cache(maxsize=1)
def _family() -> str:
    """The house's own letters, as exports have them; the system's where they are not there."""
    number = QFontDatabase.addApplicationFont(str(house_font()))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return families[0] if families else QFont().family()


# Handles


def paint_handles(painter: QPainter, points: Sequence[Point], view: View) -> None:
    """Paint the points of a selected drawing that the hand can take."""
    at = view.mapping()
    painter.setPen(QPen(_EDGE, 1.5))
    painter.setBrush(QColor("#FFFFFF"))
    for point in points:
        painter.drawEllipse(QPointF(*at(*point)), _HANDLE, _HANDLE)
