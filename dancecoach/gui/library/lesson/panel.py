"""Beside the picture: what the lesson is called and says, its steps and cues in a list, and what goes along."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from dancecoach.coaching.dance.phrases import clock_text
from dancecoach.gui.commands import CommandTable
from dancecoach.gui.keys import ONLY_ARROWS
from dancecoach.gui.library.lesson.chosen import Chosen
from dancecoach.gui.library.lesson.model import WorkshopModel
from dancecoach.gui.library.lesson.words import drawings_text, span_text, tr
from dancecoach.gui.widgets.parts import ElidedLabel, chip_for, label, primary_button, tip
from dancecoach.library.lesson import editing
from dancecoach.library.lesson.records import LONGEST_TITLE

WIDTH, NARROW = 310, 280
#: What is typed is written so long after the last letter, milliseconds.
_KEEP_MS = 500


class LessonPanel(QWidget):
    """Fields and a list.

    Args:
        model: the lesson.
        parent: owner.

    Signals:
        said: another name or sentence for what is chosen.
        left: the person is done with a field.

    Attributes:
        title, author, text: fields of the lesson.
        rows: steps and cues.
        name: of what is chosen.
        save: writes the lesson file.
    """

    said = Signal(str)
    left = Signal()

    def __init__(self, model: WorkshopModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self.title, self.author, self.name = QLineEdit(), QLineEdit(), QLineEdit()
        self.text, self.rows = QPlainTextEdit(), QListWidget()
        for field, name in (
            (self.title, tr("Title")),
            (self.author, tr("Author")),
            (self.name, tr("Name or sentence")),
        ):
            field.setAccessibleName(name)
            field.setPlaceholderText(name)
            field.setMaxLength(LONGEST_TITLE)
        self.text.setObjectName("note")
        self.text.setAccessibleName(tr("About the lesson"))
        self.text.setPlaceholderText(tr("What students read before they begin"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(72)
        self.rows.setAccessibleName(tr("Steps and cues"))
        self.rows.setProperty(ONLY_ARROWS, True)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.when, self.drawings = label(role="muted"), label(role="muted", wrap=True)
        self.nothing = label(
            tr("No steps or cues yet. S names a step from here on, E makes one of every eight, C says something."),
            "muted",
            wrap=True,
        )
        self.state, self.save = ElidedLabel("muted"), primary_button(tr("Save the lesson file …"))
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_KEEP_MS)
        self._filling = False
        self._lay_out()
        self._connect()

    def make_buttons(self, commands: CommandTable) -> None:
        """Add the buttons of the commands."""
        for name, text in (
            ("step", tr("Step")),
            ("eights", tr("Eights")),
            ("cue", tr("Cue")),
            ("remove", tr("Remove")),
        ):
            made = chip_for(commands.action(f"lesson.{name}"), text)
            made.setProperty("tight", True)
            self._adding.addWidget(made)
        self._adding.addStretch(1)
        self._along.addWidget(chip_for(commands.action("lesson.draw"), tr("Draw in Review")))
        self._along.addWidget(chip_for(commands.action("lesson.mirror"), tr("Mirrored")))
        self._along.addStretch(1)

    def be_narrow(self, narrow: bool) -> None:
        """Leave more room to the picture, or no longer."""
        self.setFixedWidth(NARROW if narrow else WIDTH)

    def write(self) -> None:
        """Write what is chosen, all of it marked."""
        if self.name.isEnabled():
            self.name.setFocus()
            self.name.selectAll()

    def keep(self) -> None:
        """What is typed holds."""
        self._typing.stop()
        self._type()
        self._model.settle(tr("Lesson"))

    def show_lesson(self) -> None:
        """Follow the model."""
        model, lesson = self._model, self._model.lesson
        self.setEnabled(model.ready)
        if lesson is None:
            return
        self._filling = True
        for field, words in ((self.title, lesson.title), (self.author, lesson.author)):
            if not self._typing.isActive() and field.text().strip() != words and not field.hasFocus():
                field.setText(words)
        typing = self._typing.isActive()  # what was typed just now is newer than the lesson
        if not typing and self.text.toPlainText().strip() != lesson.text and not self.text.hasFocus():
            self.text.setPlainText(lesson.text)
        self._show_rows()
        self._filling = False
        self.drawings.setText(drawings_text(model.drawings, model.key_frames))
        resumed = tr("The draft of last time. Every change is kept.") if model.resumed else tr("Every change is kept.")
        self.state.set_text(resumed if model.kept else tr("Keeping …"))

    def _show_rows(self) -> None:
        model = self._model
        lesson, order = model.lesson, model.order()
        if lesson is None:
            return
        texts = []
        for chosen in order:
            is_step = chosen.kind == "step"
            row = lesson.steps[chosen.place] if is_step else lesson.cues[chosen.place]
            words = lesson.steps[chosen.place].name if is_step else f"“{lesson.cues[chosen.place].text}”"
            texts.append(f"{clock_text(row.start_s)}  {words}")
        if [self.rows.item(i).text() for i in range(self.rows.count())] != texts:
            self.rows.clear()
            for text in texts:
                item = QListWidgetItem(text)
                item.setToolTip(tip(text))
                self.rows.addItem(item)
        for i, chosen in enumerate(order):
            self.rows.item(i).setData(Qt.ItemDataRole.UserRole, chosen)
        self.nothing.setVisible(not order)
        self.rows.setVisible(bool(order))
        self.rows.setCurrentRow(order.index(model.chosen) if model.chosen in order else -1)
        span = model.chosen_span
        self.when.setText("" if span is None else span_text(*span))
        self.name.setEnabled(span is not None)
        written = self.name.hasFocus() and self.name.isModified()
        if not written and self.name.text() != model.chosen_text:  # the same again would unmark it
            self.name.setText(model.chosen_text)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        self._adding, self._along = QHBoxLayout(), QHBoxLayout()
        for row in (self._adding, self._along):
            row.setSpacing(4)
        for widget in (label(tr("LESSON"), "section"), self.title, self.author, self.text):
            column.addWidget(widget)
        column.addWidget(label(tr("STEPS AND CUES"), "section"))
        column.addWidget(self.nothing)
        column.addWidget(self.rows, 1)
        column.addWidget(self.name)
        column.addWidget(self.when)
        column.addLayout(self._adding)
        column.addStretch(0)
        column.addWidget(self.drawings)
        column.addLayout(self._along)
        column.addWidget(self.state)
        column.addWidget(self.save)

    def _connect(self) -> None:
        self._model.changed.connect(self.show_lesson)
        self._typing.timeout.connect(self._type)
        for field in (self.title, self.author):
            field.textEdited.connect(lambda _text: self._typing.start())
            field.editingFinished.connect(self.keep)
            field.returnPressed.connect(self.left)
        self.text.installEventFilter(self)
        self.text.textChanged.connect(lambda: None if self._filling else self._typing.start())
        self.rows.currentItemChanged.connect(self._row_chosen)
        self.rows.itemActivated.connect(lambda _item: self.write())
        self.name.editingFinished.connect(self._named)
        self.name.returnPressed.connect(self.left)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """What is written about the lesson holds when the field is left; Esc leaves it."""
        if watched is self.text and event.type() == QEvent.Type.FocusOut:
            self.keep()
        key = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if watched is self.text and key == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        return False

    def _type(self) -> None:
        """What is typed is written, and can be undone as one once the field is left."""
        lesson = self._model.lesson
        if lesson is None:
            return
        typed = editing.described(
            lesson, title=self.title.text(), author=self.author.text(), text=self.text.toPlainText()
        )
        if typed != lesson:
            self._model.preview(typed, keep=True)

    def _named(self) -> None:
        if self.name.isModified():
            self.name.setModified(False)
            self.said.emit(self.name.text())

    def _row_chosen(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        chosen = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        if not self._filling and isinstance(chosen, Chosen):
            self._model.choose(chosen, seek=True)
