"""The dialog: the question, how far the learning is, and the answer. The window goes on working beside it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from dancecoach.gui.library.teaching.form import TeachForm
from dancecoach.gui.library.teaching.lesson import Stage, Teaching
from dancecoach.gui.library.teaching.result import TeachResult
from dancecoach.gui.library.teaching.words import tr
from dancecoach.gui.widgets.parts import label, progress_bar, show_fraction

_SIZE = (820, 600)


class TeachDialog(QDialog):
    """Stands beside the window. What is being learnt goes on when it is closed.

    Args:
        teaching: what it follows.
        parent: stands behind it.
    """

    def __init__(self, teaching: Teaching, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._teaching = teaching
        self.setWindowTitle(tr("Teach the app"))
        self.form, self.answer = TeachForm(teaching), TeachResult(teaching)
        self.doing, self.bar = label(wrap=True), progress_bar()
        self.heading, self.stop = label(role="title", wrap=True), QPushButton(tr("Stop"))
        self.bar.setAccessibleName(tr("Progress"))
        self._running = self._make_running()
        self.stack = QStackedWidget()
        for part in (self.form, self._running, self.answer):
            self.stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.addWidget(self.stack)
        self.form.wanted.connect(lambda name, told: teaching.learn(name, told=told))
        self.stop.clicked.connect(teaching.cancel)
        teaching.changed.connect(self.show_teaching)
        teaching.progressed.connect(self._show_progress)
        self.resize(*_SIZE)
        self.form.show_teaching()
        self.answer.show_teaching()
        self.show_teaching()

    def _make_running(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(12)
        column.addStretch(2)
        for part in (self.heading, self.doing, self.bar):
            column.addWidget(part)
        note = tr("You can close this and go on working: the strip at the bottom of the window shows how far it is.")
        column.addWidget(label(note, "muted", wrap=True))
        column.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(3)
        return page

    def show_teaching(self) -> None:
        """Follow the teaching."""
        teaching = self._teaching
        pages: dict[Stage, QWidget] = {Stage.LEARNING: self._running, Stage.LEARNT: self.answer}
        wanted = pages.get(teaching.stage, self.form)
        self.heading.setText(tr("Learning “{}” …").format(teaching.name))
        if self.stack.currentWidget() is wanted:
            return
        self.stack.setCurrentWidget(wanted)
        if wanted is self._running:
            self.doing.setText(tr("Starting …"))
            show_fraction(self.bar, None)
        self.focus_first()

    def focus_first(self) -> None:
        """Give the keys to what is most likely wanted now."""
        shown = self.stack.currentWidget()
        if shown is self.form:
            self.form.name.setFocus()
        elif shown is self._running:
            self.stop.setFocus()
        else:
            (self.answer.again if self.answer.add.isHidden() else self.answer.add).setFocus()

    def _show_progress(self) -> None:
        progress = self._teaching.progress
        if progress is not None:
            self.doing.setText(f"{progress.stage} …")
            show_fraction(self.bar, progress.fraction)
