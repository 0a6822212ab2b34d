"""The notes beside the picture: a list of key frames, and what there is to say of the one that is chosen."""

from bisect import bisect_left

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QTextCursor
from PySide6.QtWidgets import (
    QListView,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from dancecoach.gui.commands import CommandTable
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.review.notes.key_frames import KeyFrames
from dancecoach.gui.review.notes.kinds import Kind, Kinds
from dancecoach.gui.review.notes.session import NotesSession
from dancecoach.gui.widgets.card import make_card_list, paint_card, paint_two_lines
from dancecoach.gui.widgets.parts import chip_for, keep_place, label, tip
from dancecoach.notes.clip_edits import delete_key_frame
from dancecoach.notes.records import MAX_NOTE, KeyFrame

_KEY_FRAME = int(Qt.ItemDataRole.UserRole)
_Index = QModelIndex | QPersistentModelIndex


class _Rows(QAbstractListModel):
    """Key frames as Qt's views want them."""

    def __init__(self, model: ReviewModel) -> None:
        super().__init__()
        self._review = model
        self.frames: list[int] = []
        self._notes: dict[int, KeyFrame] = {}

    def fill(self, session: NotesSession) -> None:
        """Show these; only what differs is drawn anew where the frames are the same."""
        notes = session.notes
        key_frames = dict(notes.key_frames.items()) if notes is not None else {}
        frames = list(key_frames)
        if frames == self.frames:
            self._notes = key_frames
            if frames:
                self.dataChanged.emit(self.index(0), self.index(len(frames) - 1))
            return
        self.beginResetModel()
        self.frames, self._notes = frames, key_frames
        self.endResetModel()

    def row_of(self, frame: int) -> int | None:
        """The row of a key frame."""
        at = bisect_left(self.frames, frame)
        return at if at < len(self.frames) and self.frames[at] == frame else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802
        """A row for each."""
        return 0 if parent.isValid() else len(self.frames)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words for eyes and screen reader; the record for the painter."""
        if index.row() >= len(self.frames):
            return None
        key_frame = self._notes[self.frames[index.row()]]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{self.place(key_frame.frame)}\n{key_frame.note}".strip()
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(key_frame.note)
        return key_frame if role == _KEY_FRAME else None

    def place(self, frame: int) -> str:
        """Where a frame is, as the person counts."""
        reckoning, times = self._review.reckoning, self._review.times
        time_s = times[frame] if frame < len(times) else 0.0
        return self.tr("{} · frame {}").format(reckoning.time_text(time_s, 2), reckoning.frame_text(frame))


class _Row(QStyledItemDelegate):
    """Draws one key frame: where it is, and the beginning of its note."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:  # noqa: N802
        """Two lines of text and air."""
        return QSize(100, 2 * (option.fontMetrics.height() + 1) + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw it."""
        key_frame: KeyFrame = index.data(_KEY_FRAME)
        painter.save()
        box = paint_card(painter, option)
        where = str(index.data(Qt.ItemDataRole.DisplayRole)).split("\n", 1)[0]
        first = key_frame.note.split("\n", 1)[0][:200] or self.tr("no note yet")
        paint_two_lines(painter, option, box.adjusted(9, 4, -9, -4), (where, first))
        painter.restore()


class _List(QListView):
    """The key frames; Enter goes to one, Delete takes it away.

    Signals:
        chosen: the frame that the person wants to see.
        unwanted: the frame that is to be a key frame no longer.
    """

    chosen = Signal(int)
    unwanted = Signal(int)

    def __init__(self, rows: _Rows) -> None:
        super().__init__()
        self._rows = rows
        make_card_list(self, rows, _Row(self), self.tr("Key frames"))
        self.clicked.connect(self._go)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter and Space go there, Delete takes away; the arrows walk."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._go(index)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and index.isValid():
            self.unwanted.emit(self._rows.frames[index.row()])
        else:
            super().keyPressEvent(event)

    def _go(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._rows.frames[index.row()])


class _Note(QPlainTextEdit):
    """A text of several lines that says when it was left.

    Signals:
        left: the person goes on elsewhere.
        done: the person is done (Escape, or Ctrl+Enter).
    """

    left = Signal()
    done = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Say so."""
        super().focusOutEvent(event)
        self.left.emit()

    def event(self, event: QEvent) -> bool:
        """Take Escape before the window does."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._ends(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape and Ctrl+Enter end the note."""
        if self._ends(event):
            self.done.emit()
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _ends(event: QKeyEvent) -> bool:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return event.key() == Qt.Key.Key_Escape or (
            enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        )


class NotesPanel(QWidget):
    """Beside the picture: key frames and their notes.

    Args:
        model: of the page.
        session: has the notes.
        key_frames: what is done to them.
        commands: the table.
        parent: owner.

    Signals:
        seeked: the person asks for a frame index.
        done: the person has written a note and goes on.
    """

    seeked = Signal(int)
    done = Signal()

    def __init__(
        self,
        model: ReviewModel,
        session: NotesSession,
        key_frames: KeyFrames,
        commands: CommandTable,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._session, self._key_frames = model, session, key_frames
        self._shown: int | None = None
        self._typing = False
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rows = _Rows(model)
        self.list, self.note = _List(self._rows), _Note()
        self.hint, self.problem = label(role="muted", wrap=True), label(role="warning", wrap=True)
        self._build(commands)
        self.list.chosen.connect(self.seeked)
        self.list.unwanted.connect(lambda frame: session.do(delete_key_frame(frame)))
        self.note.textChanged.connect(self._typed)
        self.note.left.connect(self._end_typing)
        self.note.done.connect(self.done)
        session.changed.connect(self._changed)
        session.editable_changed.connect(lambda _on: self._show())
        model.playhead_changed.connect(lambda _frame: self._follow())
        model.reckoning_changed.connect(self.list.viewport().update)
        self._show()

    def _build(self, commands: CommandTable) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 14, 14)
        column.setSpacing(8)
        column.addWidget(label(self.tr("KEY FRAMES"), "section"))
        column.addWidget(self.problem)
        column.addWidget(self.hint)
        column.addWidget(self.list, 1)
        keep_place(self.list)
        self.add = chip_for(commands.action("review.key_frame"), self.tr("Key frame"))
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(label(self.tr("NOTE"), "section"))
        self.note.setAccessibleName(self.tr("Note of the key frame"))
        self.note.setObjectName("note")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(110)
        column.addWidget(self.note)

    def write(self) -> None:
        """Let the person write the note of the key frame at the playhead."""
        self._follow()
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.note.moveCursor(QTextCursor.MoveOperation.End)

    # Showing

    def _changed(self, kinds: Kinds) -> None:
        if Kind.KEY_FRAMES in kinds:
            self._show()

    def _show(self) -> None:
        self._rows.fill(self._session)
        self.problem.setText(self._session.problem)
        self.problem.setVisible(bool(self._session.problem))
        nothing = not self._rows.frames
        self.hint.setText(
            self.tr("Mark a frame that is worth coming back to with N, and write a note with Shift+N.")
            if nothing
            else ""
        )
        self.hint.setVisible(nothing)
        self.list.setVisible(not nothing)
        self._follow()

    def _follow(self) -> None:
        """The key frame at the playhead is chosen, and its note can be read and written."""
        row = self._rows.row_of(self._model.playhead)
        current = self.list.currentIndex().row() if self.list.selectionModel().hasSelection() else None
        if row is None:
            if current is not None and not self.list.hasFocus():
                self.list.clearSelection()
        elif row != current:
            self.list.setCurrentIndex(self._rows.index(row))
        self._show_note()

    def _show_note(self) -> None:
        here = self._key_frames.here
        frame = None if here is None else here.frame
        text = "" if here is None else here.note
        if frame != self._shown:
            self._end_typing()
        self._shown = frame
        self.note.setReadOnly(not self._session.editable)
        self.note.setEnabled(here is not None)
        self.note.setPlaceholderText(
            self.tr("No key frame here") if here is None else self.tr("What is there to say of this frame?")
        )
        if text != self.note.toPlainText():
            before = self.note.blockSignals(True)
            self.note.setPlainText(text)
            self.note.blockSignals(before)

    def _typed(self) -> None:
        if self._shown is not None and self._session.editable:
            self._typing = True
            self._key_frames.write(self._shown, self.note.toPlainText()[:MAX_NOTE])

    def _end_typing(self) -> None:
        """What was typed is a step of Undo; a drag that goes on elsewhere is left alone."""
        if self._typing:
            self._typing = False
            self._session.end_gesture()
