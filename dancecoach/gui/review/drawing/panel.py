"""Beside the picture: all drawings of the clip, what they measure, and where they are seen."""

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QSpinBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dancecoach.gui.commands import CommandTable
from dancecoach.gui.review.drawing.bar import swatch
from dancecoach.gui.review.drawing.desk import DrawingDesk
from dancecoach.gui.review.drawing.shaping import seconds_of
from dancecoach.gui.review.drawing.toolbox import COLOURS, colour_word, kind_word
from dancecoach.gui.review.notes.kinds import Kind, Kinds
from dancecoach.gui.theme import colours
from dancecoach.gui.widgets.card import make_card_list, paint_card, paint_two_lines
from dancecoach.gui.widgets.parts import chip_for, keep_place, label
from dancecoach.notes.drawing import MAX_TEXT, Drawing
from dancecoach.notes.measure import measured
from dancecoach.report.figures import measure_text, stopwatch_s

_DRAWING = int(Qt.ItemDataRole.UserRole)
_Index = QModelIndex | QPersistentModelIndex


def joint_word(joint: str) -> str:
    """A joint's name with spaces: "left wrist"."""
    return joint.replace("_", " ")


def value_text(desk: DrawingDesk, drawing: Drawing) -> str:
    """What a drawing says: degrees, metres, seconds, its text; "" for nothing."""
    scene = desk.scene
    if drawing.kind == "stopwatch" and scene.clock is not None:
        end = drawing.end_frame if drawing.runs_to is None else drawing.runs_to
        return f"{stopwatch_s(drawing, end, scene.clock):.2f} s"
    if drawing.kind == "trail":
        back = seconds_of(drawing.span, desk.model)
        return f"{joint_word(drawing.joint)} · {back:.3g} s" if back else joint_word(drawing.joint)
    if drawing.kind == "grid":
        return f"{drawing.columns} × {drawing.rows}"
    if drawing.kind == "text":
        return drawing.text.split("\n", 1)[0]
    found = measured(drawing, scene.size((1, 1)), scene.scale)
    return "" if found is None else measure_text(found)


class _Rows(QAbstractListModel):
    """The drawings by when they are first seen, as Qt's views want them."""

    def __init__(self, desk: DrawingDesk) -> None:
        super().__init__()
        self._desk = desk
        self.drawings: list[Drawing] = []

    def fill(self) -> None:
        """Show those of the clip; where they are the same ones, only what they say is drawn anew."""
        notes = self._desk.session.notes
        drawings = [] if notes is None else list(notes.drawings.by_time.values())
        if [drawing.id for drawing in drawings] == [drawing.id for drawing in self.drawings]:
            self.drawings = drawings
            if drawings:
                self.dataChanged.emit(self.index(0), self.index(len(drawings) - 1))
            return
        self.beginResetModel()
        self.drawings = drawings
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802
        """A row for each."""
        return 0 if parent.isValid() else len(self.drawings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words for eyes and screen reader; the record for the painter."""
        if index.row() >= len(self.drawings):
            return None
        drawing = self.drawings[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{self.title(drawing)}, {self.place(drawing)}"
        return drawing if role == _DRAWING else None

    def title(self, drawing: Drawing) -> str:
        """Its kind, its caption and what it measures."""
        caption = "" if drawing.kind == "text" else drawing.text.split("\n", 1)[0]
        words = (kind_word(drawing.kind), caption, value_text(self._desk, drawing))
        return " · ".join(word for word in words if word)

    def place(self, drawing: Drawing) -> str:
        """Where it is seen, as the person counts."""
        tell = self._desk.model.reckoning.frame_text
        if drawing.start_frame == drawing.end_frame:
            return self.tr("frame {}").format(tell(drawing.start_frame))
        return self.tr("frames {} to {}").format(tell(drawing.start_frame), tell(drawing.end_frame))


class _Row(QStyledItemDelegate):
    """Draws one drawing: its colour, what it is, where it is seen."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802
        """Two lines of text and air."""
        return QSize(100, 2 * (option.fontMetrics.height() + 1) + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw it."""
        rows, drawing = index.model(), index.data(_DRAWING)
        if not isinstance(rows, _Rows) or drawing is None:
            return
        look = colours()
        painter.save()
        box = paint_card(painter, option)
        painter.setPen(QPen(QColor(look.faint), 1))
        painter.setBrush(QColor(drawing.colour))
        painter.drawEllipse(QRectF(box.x() + 9, box.center().y() - 5, 10, 10))
        words = rows.title(drawing), rows.place(drawing)
        paint_two_lines(painter, option, box.adjusted(28, 4, -9, -4), words)
        painter.restore()


class _List(QListView):
    """The drawings; Enter goes to one, Delete takes the selected ones away.

    Signals:
        chosen: the frame that the person wants to see.
        unwanted: the selected drawings are to go.
    """

    chosen = Signal(int)
    unwanted = Signal()

    def __init__(self, rows: _Rows) -> None:
        super().__init__()
        self.rows = rows
        make_card_list(self, rows, _Row(self), self.tr("Drawings"))
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.clicked.connect(self._go)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter and Space go there, Delete takes away; the arrows walk."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._go(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.unwanted.emit()
        else:
            super().keyPressEvent(event)

    def _go(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.rows.drawings[index.row()].start_frame)


class DrawingPanel(QWidget):
    """The list of drawings, and what can be changed of the selected ones.

    Args:
        desk: what it shows.
        commands: the table.
        parent: owner.

    Signals:
        seeked: the person asks for a frame index.
        done: the person has typed and goes on.
    """

    seeked = Signal(int)
    done = Signal()

    def __init__(self, desk: DrawingDesk, commands: CommandTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stale, self._showing = True, False
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.rows = _Rows(desk)
        self.list = _List(self.rows)
        self.hint, self.problem = label(role="muted", wrap=True), label(role="warning", wrap=True)
        self.caption, self.first, self.last = QLineEdit(), QSpinBox(), QSpinBox()
        self._build(commands)
        self._connect()
        self._show()

    def _build(self, commands: CommandTable) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 14, 14)
        column.setSpacing(8)
        column.addWidget(label(self.tr("DRAWINGS"), "section"))
        column.addWidget(self.problem)
        column.addWidget(self.hint)
        column.addWidget(self.list, 1)
        keep_place(self.list)
        row = QHBoxLayout()
        row.addWidget(chip_for(commands.action("review.draw"), self.tr("Draw")))
        row.addWidget(chip_for(commands.action("review.delete_drawings"), self.tr("Delete")))
        row.addStretch(1)
        column.addLayout(row)
        self.selected = QWidget()
        grid = QGridLayout(self.selected)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setVerticalSpacing(6)
        grid.addWidget(label(self.tr("SELECTED"), "section"), 0, 0, 1, 2)
        self.caption.setMaxLength(MAX_TEXT)
        fields = (
            (self.tr("Text"), self.caption, self.tr("Text or caption of the drawing")),
            (self.tr("From"), self.first, self.tr("First frame on which it is seen")),
            (self.tr("To"), self.last, self.tr("Last frame on which it is seen")),
        )
        for at, (word, field, name) in enumerate(fields, start=1):
            grid.addWidget(label(word, "muted"), at, 0)
            grid.addWidget(field, at, 1)
            field.setAccessibleName(name)
        grid.addLayout(self._make_colours(), 4, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        column.addWidget(self.selected)

    def _make_colours(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        for colour in COLOURS:
            button = QToolButton()
            button.setIcon(swatch(colour, 16))
            button.setAccessibleName(self.tr("Colour: {}").format(colour_word(colour)))
            button.setToolTip(colour_word(colour))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _checked=False, colour=colour: self._desk.change(colour=colour))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _connect(self) -> None:
        desk = self._desk
        self.list.chosen.connect(self.seeked)
        self.list.unwanted.connect(desk.delete)
        self.list.selectionModel().selectionChanged.connect(self._select)
        self.caption.editingFinished.connect(self._caption_typed)
        self.caption.returnPressed.connect(self.done)
        self.first.editingFinished.connect(self._range_typed)
        self.last.editingFinished.connect(self._range_typed)
        desk.toolbox.selected.connect(self._show_selection)
        desk.session.settled.connect(self._changed)
        desk.session.editable_changed.connect(lambda _on: self._show())
        desk.calibrator.changed.connect(self._show)
        desk.model.reckoning_changed.connect(self._show)

    # Showing

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Fill the list now that it is seen."""
        super().showEvent(event)
        if self._stale:
            self._show()

    def _changed(self, kinds: Kinds) -> None:
        if Kind.DRAWINGS in kinds:
            self._show()

    def _show(self) -> None:
        self._stale = not self.isVisible()
        if self._stale:
            return
        self._showing = True
        self.rows.fill()
        self._showing = False
        problem, nothing = self._desk.session.problem, not self.rows.drawings
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.hint.setText(self.tr("Draw on the picture with D: lines, angles, distances, a stopwatch."))
        self.hint.setVisible(nothing)
        self.list.setVisible(not nothing)
        self._show_selection()

    def _show_selection(self) -> None:
        if self._stale:
            return
        chosen, model = self._desk.toolbox.selection, self.list.selectionModel()
        rows = [i for i, drawing in enumerate(self.rows.drawings) if drawing.id in chosen] if chosen else []
        if rows != sorted(index.row() for index in model.selectedRows()):
            self._showing = True
            wanted = QItemSelection()
            for row in rows:
                wanted.select(self.rows.index(row), self.rows.index(row))
            model.select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            if rows:
                self.list.scrollTo(self.rows.index(rows[0]))
            self._showing = False
        self._show_fields()

    def _show_fields(self) -> None:
        desk = self._desk
        chosen = desk.selected
        self.selected.setVisible(bool(chosen))
        self.selected.setEnabled(desk.session.editable)
        if not chosen:
            return
        self.caption.setEnabled(len(chosen) == 1)
        with QSignalBlocker(self.first), QSignalBlocker(self.last):
            self.first.setRange(0, desk.model.last)
            self.last.setRange(0, desk.model.last)
            self.first.setValue(min(drawing.start_frame for drawing in chosen))
            self.last.setValue(max(drawing.end_frame for drawing in chosen))
        if not self.caption.hasFocus() or not self.caption.isModified():
            self.caption.setText(chosen[0].text if len(chosen) == 1 else "")

    # Changing

    def _select(self) -> None:
        if not self._showing:
            rows = self.list.selectionModel().selectedRows()
            self._desk.toolbox.select(frozenset(self.rows.drawings[index.row()].id for index in rows))

    def _caption_typed(self) -> None:
        chosen, text = self._desk.selected, self.caption.text().strip()
        self.caption.setModified(False)
        if len(chosen) == 1 and text != chosen[0].text:
            self._desk.change(text=text)

    def _range_typed(self) -> None:
        chosen = self._desk.selected
        first, last = self.first.value(), max(self.first.value(), self.last.value())
        if chosen and any((drawing.start_frame, drawing.end_frame) != (first, last) for drawing in chosen):
            self._desk.change(start_frame=first, end_frame=last)
