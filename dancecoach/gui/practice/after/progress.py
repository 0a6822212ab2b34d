"""Progress with one reference in small: the score of each take like the one on show, by day."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from dancecoach.gui.practice.after.words import day_text
from dancecoach.gui.theme import colours
from dancecoach.gui.widgets.parts import tip
from dancecoach.pipeline.practice.takes import takes_of
from dancecoach.pipeline.progress.takes import SCORE, Point, Span, points_of, spans_of

if TYPE_CHECKING:
    from dancecoach.pipeline.practice.takes import Take

#: So many days there is room for at least.
_LEAST_DAYS = 3.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 26.0, 10.0, 8.0, 20.0


class ProgressPlot(QWidget):
    """A dot for each take of the same part, speed and dancer, a line through the means of days.

    Signals:
        opened: it is to be seen large.
    """

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[Point, ...] = ()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Progress"))

    def sizeHint(self) -> QSize:  # noqa: N802
        """A small plot."""
        return QSize(240, 120)

    def show_takes(self, takes: "tuple[Take, ...]", shown: "Take | None" = None) -> None:
        """Show those like the one on show, else like the newest: other parts and speeds are other tasks.

        Of somebody who is named, their own takes only.
        """
        like = shown or next((take for take in takes if take.score is not None), None)
        points = (
            ()
            if like is None
            else points_of(takes_of(takes, like.facts.person), SCORE, like.facts.part, like.facts.speed)
        )
        if points == self._points:
            return
        self._points = points
        best = max((point.mark for point in points), default=None)
        words = self.tr("{count} takes at {percent:.0f} %, the best {best:.0f}. Click to see more.")
        said = (
            ""
            if best is None or like is None
            else words.format(count=len(points), best=best, percent=100 * like.facts.speed)
        )
        self.setAccessibleDescription(said)
        self.setToolTip(tip(said))
        self.update()

    @property
    def points(self) -> list[tuple[datetime, float]]:
        """(when, score) of each dot, in order of time."""
        return [(point.when, point.mark) for point in self._points]

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """See it large."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

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
        look, spans = colours(), spans_of(self._points)
        first, last = spans[0].first, spans[-1].first
        days = max(_LEAST_DAYS, (last - first).days + 1.0)
        begin = (first.toordinal() + last.toordinal() + 1 - days) / 2

        def place(span: Span, at: float, mark: float) -> QPointF:
            """``at`` is -0.5 to 0.5 about the day's noon."""
            share = (span.first.toordinal() + 0.5 + at - begin) / days
            return QPointF(ground.left() + share * ground.width(), ground.bottom() - ground.height() * mark / 100)

        means = [place(span, 0.0, span.mean) for span in spans]
        painter.setPen(QPen(QColor(look.accent), 2))
        painter.drawPolyline(QPolygonF(means))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.accent))
        for span in spans:
            step = 0.6 / max(1, len(span.points) - 1)
            for number, point in enumerate(span.points):
                at = number * step - 0.3 if len(span.points) > 1 else 0.0
                painter.drawEllipse(place(span, at, point.mark), 3.5, 3.5)
        self._paint_days(painter, ground, first, last)

    def _paint_days(self, painter: QPainter, ground: QRectF, first: date, last: date) -> None:
        painter.setPen(QColor(colours().muted))
        foot = QRectF(ground.left() - 10, ground.bottom() + 4, ground.width() + 16, 16)
        same = first == last
        words = [day_text(day) for day in (first, last)]
        align = Qt.AlignmentFlag.AlignHCenter if same else Qt.AlignmentFlag.AlignLeft
        painter.drawText(foot, align, words[0])
        if not same:
            painter.drawText(foot, Qt.AlignmentFlag.AlignRight, words[1])
