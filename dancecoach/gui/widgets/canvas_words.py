"""What the canvas says over its picture: a word in the corner, a message in the middle, dots for a stand-in."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

_INK = QColor("#E6E8EB")
_PLATE = QColor(14, 15, 18, 190)


def paint_tag(painter: QPainter, seen: QRectF, font: QFont, text: str, colour: str) -> None:
    """A word with a dot of a colour, in the upper left corner.

    Args:
        painter: of the canvas.
        seen: what is seen of the picture, logical pixels of the canvas.
        font: of the canvas.
        text: the word.
        colour: of the dot, ``#RRGGBB``.
    """
    painter.setFont(_larger(font, 1.2, bold=True))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    metrics = painter.fontMetrics()
    x, y = seen.x() + 10, seen.y() + 10
    height = metrics.height() + 8
    box = QRectF(x, y, metrics.horizontalAdvance(text) + height + 8, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_PLATE)
    painter.drawRoundedRect(box, height / 2, height / 2)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(QPointF(x + height / 2, y + height / 2), height * 0.22, height * 0.22)
    painter.setPen(_INK)
    painter.drawText(box.adjusted(height * 0.9, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)


def paint_dots(painter: QPainter, seen: QRectF) -> None:
    """Three dots in the upper right corner: this picture stands in until the exact one is there."""
    box = QRectF(seen.right() - 54, seen.y() + 10, 44, 20)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_PLATE)
    painter.drawRoundedRect(box, 10, 10)
    painter.setBrush(_INK)
    for step in (-10, 0, 10):
        painter.drawEllipse(box.center() + QPointF(step, 0), 2.5, 2.5)


def paint_message(painter: QPainter, canvas: QRect, font: QFont, text: str, *, plate: bool) -> None:
    """A text in the middle of the canvas; on a dark plate where a picture lies under it."""
    painter.setFont(_larger(font, 1.25))
    flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
    room = QRectF(canvas).adjusted(32, 24, -32, -24)
    box = painter.boundingRect(room, flags, text)
    if plate:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_PLATE)
        painter.drawRoundedRect(box.adjusted(-18, -12, 18, 12), 8, 8)
    painter.setPen(_INK)
    painter.drawText(room, flags, text)


def _larger(font: QFont, factor: float, *, bold: bool = False) -> QFont:
    larger = QFont(font)
    larger.setPointSizeF(max(11.0, font.pointSizeF() * factor))
    larger.setBold(bold or font.bold())
    return larger
