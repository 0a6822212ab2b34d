"""What progress can be looked at, a row each: its name, its course in small, the mark now, and the change."""

from collections.abc import Sequence

import attrs
from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dancecoach.gui.practice.after.growth.words import title_of, trend_short, trend_text
from dancecoach.gui.theme import colours
from dancecoach.gui.widgets.card import make_card_list, paint_card
from dancecoach.pipeline.progress.takes import Point, Span, Trend

Index = QModelIndex | QPersistentModelIndex
_HIGH = 38
_NOW, _CHANGE, _SPARK = 34.0, 40.0, 64.0


@attrs.frozen
class Row:
    """One of them.

    Attributes:
        what: the score, or a joint.
        points: its takes.
        spans: the same by days or weeks.
        trend: what changed; None where there is nothing to compare.
    """

    what: str
    points: tuple[Point, ...]
    spans: tuple[Span, ...]
    trend: Trend | None

    @property
    def now(self) -> str:
        """The mark of the last day or week."""
        return f"{self.spans[-1].mean:.0f}" if self.spans else "–"


class _Rows(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(row.what)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{title_of(row.what)}, {row.now}, {trend_text(row.trend, row.points)}"
        return None


class _Painter(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        return QSize(220, _HIGH)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.model().rows[index.row()]  # type: ignore[attr-defined]
        painter.save()
        box = paint_card(painter, option).adjusted(10, 4, -8, -4)
        look = colours()
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        change, now = box.right() - _CHANGE, box.right() - _CHANGE - _NOW
        spark = QRectF(now - _SPARK - 6, box.top() + 3, _SPARK, box.height() - 6)
        bold = QFont(option.font)
        bold.setBold(True)
        painter.setFont(option.font)
        painter.setPen(QColor(look.text))
        room = QRectF(box.left(), box.top(), spark.left() - box.left() - 6, box.height())
        name = option.fontMetrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, middle, name)
        _paint_spark(painter, spark, row.spans)
        painter.setFont(bold)
        painter.setPen(QColor(look.text if row.spans else look.faint))
        painter.drawText(QRectF(now, box.top(), _NOW - 6, box.height()), middle | Qt.AlignmentFlag.AlignRight, row.now)
        painter.setFont(option.font)
        better = row.trend is not None and row.trend.clear and row.trend.change > 0
        painter.setPen(QColor(look.good if better else look.muted))
        words = trend_short(row.trend)
        painter.drawText(QRectF(change, box.top(), _CHANGE, box.height()), middle | Qt.AlignmentFlag.AlignRight, words)
        painter.restore()


def _paint_spark(painter: QPainter, box: QRectF, spans: Sequence[Span]) -> None:
    """The course in small: from the first day or week to the last, 0 below and 100 above."""
    look = colours()
    if not spans:
        return
    first, length = spans[0].first, max(1, (spans[-1].first - spans[0].first).days)

    def place(span: Span) -> QPointF:
        share = 1.0 if len(spans) == 1 else (span.first - first).days / length
        return QPointF(box.left() + share * box.width(), box.bottom() - span.mean / 100 * box.height())

    points = [place(span) for span in spans]
    painter.setPen(QPen(QColor(look.border), 1))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    painter.setPen(QPen(QColor(look.accent), 1.6))
    painter.drawPolyline(QPolygonF(points))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.accent))
    painter.drawEllipse(points[-1], 2.6, 2.6)


class GrowthList(QListView):
    """The rows.

    Signals:
        chosen: the score or joint (a `str`) that is to be seen large.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _Rows(self)
        make_card_list(self, self._rows, _Painter(self), self.tr("Score and joints"))
        self.selectionModel().currentChanged.connect(self._changed)

    def show_rows(self, rows: Sequence[Row], what: str) -> None:
        """Show other rows, one of them chosen."""
        self.selectionModel().blockSignals(True)
        self._rows.show(rows)
        place = next((i for i, row in enumerate(rows) if row.what == what), 0)
        self.setCurrentIndex(self._rows.index(place))
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._rows.rows

    def _changed(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._rows.rows[index.row()].what)
