"""How the rows of the table of differences are drawn."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from dancecoach.coaching.side_by_side import AngleLine
from dancecoach.gui.review.compare.table_rows import Entry, Heading, Missing, Row
from dancecoach.gui.review.compare.words import angle_word, degrees_text, difference_text, moment_word
from dancecoach.gui.theme import colours
from dancecoach.gui.widgets.card import paint_card

ROW = int(Qt.ItemDataRole.UserRole)
_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_WRAPPED = int(_LEFT | Qt.TextFlag.TextWordWrap)
_INSET_LEFT, _INSET_RIGHT, _GAP = 14, 10, 10


class RowLook(QStyledItemDelegate):
    """Draws a row; a difference beyond error is bold, with an edge in the accent's colour."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802
        """A line of text and air; two where the moment is told too, more where a reason is long."""
        row: Row = index.data(ROW)
        line = option.fontMetrics.height() + 1
        if isinstance(row, Entry):
            return QSize(100, 2 * line + 12 if row.on_top else line + 10)
        if isinstance(row, Heading):
            return QSize(100, line + 12)
        room = QRect(0, 0, max(80, self._width(option) - _INSET_LEFT - _INSET_RIGHT), 1000)
        return QSize(100, option.fontMetrics.boundingRect(room, _WRAPPED, row.text).height() + 6)

    @staticmethod
    def _width(option: QStyleOptionViewItem) -> int:
        view = option.widget
        return view.viewport().width() if isinstance(view, QListView) else option.rect.width()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw it."""
        row: Row = index.data(ROW)
        painter.save()
        painter.setFont(option.font)
        if isinstance(row, Entry):
            _paint_entry(painter, option, row)
        else:
            _paint_words(painter, option, row)
        painter.restore()


def _paint_words(painter: QPainter, option: QStyleOptionViewItem, row: Heading | Missing) -> None:
    painter.setPen(QColor(colours().muted))
    box = QRectF(option.rect)
    if isinstance(row, Missing):
        painter.drawText(box.adjusted(_INSET_LEFT, 0, -_INSET_RIGHT, 0), _WRAPPED, row.text)
        return
    font = QFont(option.font)
    font.setBold(True)
    font.setPointSizeF(0.88 * font.pointSizeF())
    painter.setFont(font)
    painter.drawText(box.adjusted(2, 6, 0, 0), _LEFT, row.text)


def _paint_entry(painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
    look, line, height = colours(), entry.line, option.fontMetrics.height() + 1
    box = paint_card(painter, option)
    if line.clear:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.accent))
        painter.drawRoundedRect(QRectF(box.x() + 4, box.y() + 5, 3, box.height() - 10), 1.5, 1.5)
    inner = box.adjusted(_INSET_LEFT, 3, -_INSET_RIGHT, -3)
    bold = QFont(option.font)
    bold.setBold(line.clear)
    painter.setFont(bold)
    painter.setPen(QColor(look.text if line.clear else look.muted))
    upper = QRectF(inner.x(), inner.y() + 1, inner.width(), height) if entry.on_top else inner
    taken = _difference(painter, upper, line)
    if entry.on_top:
        painter.drawText(upper, _LEFT, angle_word(line.angle))
        lower = upper.translated(0, height)
        painter.setFont(option.font)
        painter.setPen(QColor(look.muted))
        painter.drawText(lower, _LEFT, moment_word(line.moment))
        painter.drawText(lower, _RIGHT, _angles(line))
        return
    middle = upper.adjusted(0, 0, -taken, 0)
    angles = _angles(line)
    room = middle.width() - QFontMetrics(option.font).horizontalAdvance(angles) - _GAP
    word = painter.fontMetrics().elidedText(angle_word(line.angle), Qt.TextElideMode.ElideRight, int(room))
    painter.drawText(middle, _LEFT, word)
    painter.setFont(option.font)
    painter.setPen(QColor(look.muted))
    painter.drawText(middle, _RIGHT, angles)


def _difference(painter: QPainter, box: QRectF, line: AngleLine) -> float:
    """Write how much differs at the right; how wide its column is, the same in all rows."""
    painter.drawText(box, _RIGHT, difference_text(line))
    bold = QFont(painter.font())
    bold.setBold(True)
    return QFontMetrics(bold).horizontalAdvance("\N{MINUS SIGN}00 ± 00°") + _GAP


def _angles(line: AngleLine) -> str:
    """The angle in both clips; nothing where it is in neither."""
    if line.first.degrees is None and line.other.degrees is None:
        return ""
    return f"{degrees_text(line.first)} · {degrees_text(line.other)}"
