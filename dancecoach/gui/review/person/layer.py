"""Outlines of the people who can be chosen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen

from dancecoach.gui.review.person.found import Candidate
from dancecoach.gui.theme import colours
from dancecoach.gui.widgets.view import View
from dancecoach.video.frame import Frame

if TYPE_CHECKING:
    from dancecoach.gui.review.person.desk import PersonDesk

_LIGHT, _SHADE = QColor("#FFFFFF"), QColor(14, 15, 18, 150)
_BADGE = 26.0
"""Height of the number's badge, logical pixels."""


class PersonLayer:
    """A layer of the canvas.

    Args:
        desk: knows who is where.
    """

    def __init__(self, desk: "PersonDesk") -> None:
        self._desk = desk

    def paint(self, painter: QPainter, view: View, frame: Frame) -> None:
        """Paint everybody's outline with a number, the marked one brighter, the followed one in the accent colour."""
        if not self._desk.choosing or frame.index != self._desk.frame:
            return
        for number, candidate in enumerate(self._desk.candidates, 1):
            self._paint_one(painter, view, candidate, number, marked=number - 1 == self._desk.marked)

    @staticmethod
    def _paint_one(painter: QPainter, view: View, candidate: Candidate, number: int, *, marked: bool) -> None:
        colour = QColor(colours().accent) if candidate.followed else _LIGHT
        box = QRectF(QPointF(*view.to_widget(*candidate.low)), QPointF(*view.to_widget(*candidate.high))).normalized()
        fill = QColor(colour)
        fill.setAlpha(38 if marked else 0)
        painter.setBrush(fill)
        width = 3.0 if marked else 1.5
        for pen in (QPen(_SHADE, width + 2.0), QPen(colour, width)):
            painter.setPen(pen)
            painter.drawRoundedRect(box, 10, 10)
            painter.setBrush(QBrush())
        text = f"{number} ✓" if candidate.followed else str(number)
        font = QFont(painter.font())
        font.setPointSizeF(max(11.0, font.pointSizeF() * 1.2))
        font.setBold(True)
        painter.setFont(font)
        wide = max(_BADGE, painter.fontMetrics().horizontalAdvance(text) + 14)
        badge = QRectF(box.left() + 6, box.top() + 6, wide, _BADGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(badge, _BADGE / 2, _BADGE / 2)
        painter.setPen(QColor("#0E0F12"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
