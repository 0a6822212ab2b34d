"""Progress with one reference: the score of each take, by day."""

from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from dancecoach.gui.practice.after.words import day_text
from dancecoach.gui.theme import colours

if TYPE_CHECKING:
    from dancecoach.pipeline.practice.takes import Take

_LEFT, _RIGHT, _TOP, _BOTTOM = 26.0, 10.0, 8.0, 20.0


class ProgressPlot(QWidget):
    """A dot for each take of the whole dance, a line through the best of each day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: list[tuple[datetime, float]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Progress"))

    def sizeHint(self) -> QSize:  # noqa: N802
        """A small plot."""
        return QSize(240, 120)

    def show_takes(self, takes: "tuple[Take, ...]") -> None:
        """Show these; takes of a part of the dance only where there are no others."""
        judged = [take for take in takes if take.score is not None]
        chosen = [take for take in judged if take.facts.part is None] or judged
        self._points = sorted((take.facts.begun, take.score or 0.0) for take in chosen)
        best = max((score for _at, score in self._points), default=None)
        words = self.tr("{count} takes, the best {best:.0f}")
        self.setAccessibleDescription("" if best is None else words.format(count=len(self._points), best=best))
        self.setToolTip(self.accessibleDescription())
        self.update()

    @property
    def points(self) -> list[tuple[datetime, float]]:
        """(when, score) of each dot, in order of time."""
        return list(self._points)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = colours()
        ground = QRectF(self.rect()).adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)
        font = QFont(self.font())
        font.setPixelSize(11)
        painter.setFont(font)
        for mark in (0, 50, 100):
            y = ground.bottom() - ground.height() * mark / 100
            painter.setPen(QPen(QColor(look.border), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(ground.left(), y), QPointF(ground.right(), y))
            painter.setPen(QColor(look.muted))
            align = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(QRectF(0, y - 8, _LEFT - 5, 16), align, str(mark))
        if self._points:
            self._paint_points(painter, ground)
        painter.end()

    def _paint_points(self, painter: QPainter, ground: QRectF) -> None:
        look, (first, last) = colours(), (self._points[0][0], self._points[-1][0])
        length = max(1.0, (last - first).total_seconds())

        def place(at: datetime, score: float) -> QPointF:
            share = 0.5 if first == last else (at - first).total_seconds() / length
            return QPointF(ground.left() + share * ground.width(), ground.bottom() - ground.height() * score / 100)

        days = groupby(self._points, key=lambda point: point[0].date())
        best = [max(day, key=lambda point: point[1]) for _date, day in days]
        painter.setPen(QPen(QColor(look.accent), 2))
        painter.drawPolyline(QPolygonF([place(*point) for point in best]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.accent))
        for point in self._points:
            painter.drawEllipse(place(*point), 3.5, 3.5)
        self._paint_days(painter, ground, first, last)

    def _paint_days(self, painter: QPainter, ground: QRectF, first: datetime, last: datetime) -> None:
        painter.setPen(QColor(colours().muted))
        foot = QRectF(ground.left() - 10, ground.bottom() + 4, ground.width() + 16, 16)
        same = first.date() == last.date()
        words = [day_text(day.date()) for day in (first, last)]
        align = Qt.AlignmentFlag.AlignHCenter if same else Qt.AlignmentFlag.AlignLeft
        painter.drawText(foot, align, words[0])
        if not same:
            painter.drawText(foot, Qt.AlignmentFlag.AlignRight, words[1])
