"""The differences beside the pictures: a line for each angle at each moment, the surest differences on top."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from dancecoach.coaching.side_by_side import AngleLine
from dancecoach.gui.review.compare.other_clip import OtherClip
from dancecoach.gui.review.compare.pairing import Pairing
from dancecoach.gui.review.compare.words import (
    angle_word,
    degrees_text,
    difference_text,
    explained,
    moment_word,
    unseen_text,
)
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.theme import colours
from dancecoach.gui.widgets.card import paint_card
from dancecoach.gui.widgets.parts import label

_LINE = int(Qt.ItemDataRole.UserRole)
_Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class _Lines(QAbstractListModel):
    """The table as Qt's views want it."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[AngleLine, ...] = ()

    def fill(self, lines: tuple[AngleLine, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802
        """A row for each."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words for eyes and screen reader; the record for the painter."""
        if index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{angle_word(line.angle)}, {moment_word(line.moment)}: {difference_text(line)}"
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return explained(line)
        return line if role == _LINE else None


class _Row(QStyledItemDelegate):
    """Draws a line: what and how much, below it when and the two angles."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802
        """Two lines of text and air."""
        return QSize(100, 2 * (option.fontMetrics.height() + 1) + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw it; what differs clearly has an edge in the accent's colour."""
        line: AngleLine = index.data(_LINE)
        look = colours()
        painter.save()
        box = paint_card(painter, option)
        if line.clear:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent))
            painter.drawRoundedRect(QRectF(box.x() + 4, box.y() + 6, 3, box.height() - 12), 1.5, 1.5)
        self._write(painter, option, line, box.adjusted(14, 4, -10, -4))
        painter.restore()

    @staticmethod
    def _write(painter: QPainter, option: QStyleOptionViewItem, line: AngleLine, inner: QRectF) -> None:
        look, height = colours(), option.fontMetrics.height() + 1
        upper = QRectF(inner.x(), inner.y(), inner.width(), height)
        lower = upper.translated(0, height)
        bold = QFont(option.font)
        bold.setBold(line.clear)
        painter.setFont(bold)
        painter.setPen(QColor(look.text if line.clear else look.muted))
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, angle_word(line.angle))
        painter.drawText(upper, _RIGHT, difference_text(line))
        painter.setFont(option.font)
        painter.setPen(QColor(look.muted))
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, moment_word(line.moment))
        painter.drawText(lower, _RIGHT, f"{degrees_text(line.first)} · {degrees_text(line.other)}")


class _List(QListView):
    """The table; a click or Enter goes there.

    Signals:
        chosen: the `AngleLine` that the person wants to see.
    """

    chosen = Signal(object)

    def __init__(self, lines: _Lines) -> None:
        super().__init__()
        self.setObjectName("skills")  # looks like the list of skills
        self.setModel(lines)
        self.setItemDelegate(_Row(self))
        self.setAccessibleName(self.tr("Differences"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the page its keys
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._go)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter and Space go there; the arrows walk."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._go(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _go(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(_LINE))


class ComparePanel(QWidget):
    """Beside the pictures: which clips, and what differs.

    Args:
        model: the first clip.
        other: the one beside it.
        pairing: has the table.
        parent: owner.

    Signals:
        seeked: the person asks for a moment of the first clip, seconds.
        other_seeked: the person asks for a moment that only the other clip has, seconds of that.
    """

    seeked = Signal(float)
    other_seeked = Signal(float)

    def __init__(self, model: ReviewModel, other: OtherClip, pairing: Pairing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._other, self._pairing = model, other, pairing
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.lines = _Lines()
        self.list = _List(self.lines)
        self.names = label(wrap=True)
        self.legend = label(role="muted", wrap=True)
        self.said = label(role="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 14, 14)
        column.setSpacing(6)
        column.addWidget(label(self.tr("THIS CLIP AND THE OTHER"), "section"))
        column.addWidget(self.names)
        column.addSpacing(8)
        column.addWidget(label(self.tr("DIFFERENCES"), "section"))
        column.addWidget(self.legend)
        column.addWidget(self.said)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        self.list.chosen.connect(self._go)
        pairing.lines_changed.connect(self.show_state)
        other.model.state_changed.connect(self.show_state)
        model.state_changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Show the table, or say why there is none."""
        model, other = self._model, self._other.model
        names = [path.name if path is not None else "" for path in (model.path, other.path)]
        self.names.setText("\n".join(names))
        lines = self._pairing.lines
        if all(line.difference is None for line in lines):
            lines = ()  # fifteen times the same reason is no table
        if lines is not self.lines.lines:
            self.lines.fill(lines)
        clear, seen = sum(line.clear for line in lines), sum(line.difference is not None for line in lines)
        self.legend.setText(
            self.tr("The other less this clip, ± one standard deviation. {} of {} are beyond error.").format(
                clear, seen
            )
        )
        self.legend.setVisible(bool(lines))
        self.list.setVisible(bool(lines))
        self.said.setText(self._why())
        self.said.setVisible(not lines)

    def _why(self) -> str:
        """Why there is no table."""
        if not self._pairing.on:
            return self.tr("Opening …")
        if self._model.findings is None:
            return self.tr("The body is still being looked for in this clip.")
        if self._other.findings is None:
            return self._other.state_text() or self.tr("The other clip is not analysed.")
        if self._pairing.skills is None:
            return self.tr(
                "One of the clips has no skill that could be measured. Put two moments together by hand: hold the "
                "other, go to the same moment in both, and align here."
            )
        return unseen_text(self._pairing.lines) or self.tr("Comparing …")

    def _go(self, line: AngleLine) -> None:
        if line.first_s is not None:
            self.seeked.emit(line.first_s)
        elif line.other_s is not None:
            self.other_seeked.emit(line.other_s)
