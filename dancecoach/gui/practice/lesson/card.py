"""What a lesson is about, to be read before dancing: title, author and text, in the place of what is read later."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from dancecoach.gui.commands import CommandTable
from dancecoach.gui.practice.stage.hud import HEIGHT
from dancecoach.gui.widgets.named import as_bar
from dancecoach.gui.widgets.parts import ElidedLabel, chip_for, label
from dancecoach.library.lesson.records import Lesson


class LessonCard(QWidget):
    """As high as what is read while dancing; a longer text can be scrolled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        as_bar(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.title, self.by = ElidedLabel("title"), label(role="muted")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setObjectName("note")
        self.text.setAccessibleName(self.tr("About the lesson"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(HEIGHT - 46)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._head = QHBoxLayout()
        self._head.setSpacing(12)
        self._head.addWidget(self.title, 1)
        self._head.addWidget(self.by)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 6, 20, 6)
        column.setSpacing(4)
        column.addLayout(self._head)
        column.addWidget(self.text)
        self.hide()

    def make_buttons(self, commands: CommandTable) -> None:
        """Add the buttons of the commands."""
        self._head.addWidget(chip_for(commands.action("practice.lesson_text"), self.tr("Close")))

    def show_lesson(self, lesson: Lesson) -> None:
        """Be about another lesson."""
        self.title.set_text(lesson.title)
        self.by.setText(self.tr("by {}").format(lesson.author) if lesson.author else "")
        steps, cues = len(lesson.steps), len(lesson.cues)
        has = self.tr("Steps with a name: {steps}. Cues: {cues}.").format(steps=steps, cues=cues)
        self.text.setPlainText(lesson.text or has)
