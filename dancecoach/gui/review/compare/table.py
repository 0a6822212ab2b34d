"""The differences beside the pictures: the most certain ones, then a line for each angle at each moment."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from dancecoach.coaching.side_by_side import AngleLine
from dancecoach.gui.review.compare.other_clip import OtherClip
from dancecoach.gui.review.compare.pairing import Pairing
from dancecoach.gui.review.compare.table_look import ROW, RowLook
from dancecoach.gui.review.compare.table_rows import Entry, Row, rows_of
from dancecoach.gui.review.compare.words import angle_word, difference_text, explained, moment_word, unseen_text
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.widgets.parts import label

_Index = QModelIndex | QPersistentModelIndex


class _Rows(QAbstractListModel):
    """The table as Qt's views want it."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()

    def fill(self, rows: tuple[Row, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802
        """A row for each."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Only differences can be chosen; the arrow keys pass over the rest."""
        if index.isValid() and isinstance(self.rows[index.row()], Entry):
            return super().flags(index)
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words for eyes and screen reader; the record for the painter."""
        if index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _said(row.line) if isinstance(row, Entry) else row.text
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return explained(row.line) if isinstance(row, Entry) else None
        return None


def _said(line: AngleLine) -> str:
    return f"{angle_word(line.angle)}, {moment_word(line.moment)}: {difference_text(line)}"


class _List(QListView):
    """The table; a click or Enter goes there.

    Signals:
        chosen: the `AngleLine` that the person wants to see.
    """

    chosen = Signal(object)

    def __init__(self, rows: _Rows) -> None:
        super().__init__()
        self.setObjectName("skills")  # looks like the list of skills
        self.setModel(rows)
        self.setItemDelegate(RowLook(self))
        self.setAccessibleName(self.tr("Differences"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)  # a reason takes more lines where there is less room
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
        row = index.data(ROW) if index.isValid() else None
        if isinstance(row, Entry):
            self.chosen.emit(row.line)


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
        self.rows = _Rows()
        self.list = _List(self.rows)
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
        rows = rows_of(lines)
        if rows != self.rows.rows:
            self.rows.fill(rows)
        clear, seen = sum(line.clear for line in lines), sum(line.difference is not None for line in lines)
        self.legend.setText(
            self.tr("The other less this clip, ± one standard deviation. {} of {} are beyond error.").format(
                clear, seen
            )
        )
        self.legend.setVisible(bool(rows))
        self.list.setVisible(bool(rows))
        self.said.setText(self._why())
        self.said.setVisible(not rows)

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
