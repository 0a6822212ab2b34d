"""The dialog: what is to be handed over; then how far it is; then what was made."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from dancecoach.gui.review.handover.choice import Choice
from dancecoach.gui.review.handover.form import HandOverForm
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.widgets.parts import label, primary_button, progress_bar, show_fraction
from dancecoach.progress import Progress


class HandOverDialog(QDialog):
    """Asks what to hand over, and stays to say what became of it.

    Attributes:
        form: what is asked.

    Signals:
        accepted_choice: the `Choice`, when the person wants it made.
        cancel_wanted: the person wants it stopped.
        folder_wanted: the person wants to see the files.
    """

    accepted_choice = Signal(object)
    cancel_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, model: ReviewModel, choice: Choice, parent: QWidget | None = None, *, two: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Hand over"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._stack = QStackedWidget()
        self.form = HandOverForm(model, choice.for_clip(model, two=two), two=two)
        self.form.wanted.connect(lambda: self.accepted_choice.emit(self.form.choice))
        self.form.left.connect(self.reject)
        self._stack.addWidget(self.form)
        self._stack.addWidget(self._make_running())
        self._stack.addWidget(self._make_done())
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 18)
        column.addWidget(self._stack)
        self.form.go.setDefault(True)  # only now: a button that is in no dialog yet cannot be its default
        self.resize(800, 580)

    def _make_running(self) -> QWidget:
        page, column = _page()
        self.stage = label(self.tr("Beginning …"))
        self.bar = progress_bar()
        self.bar.setAccessibleName(self.tr("Progress"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.clicked.connect(self.cancel_wanted)
        note = label(self.tr("This window can be closed meanwhile; the work goes on."), "muted", wrap=True)
        for widget in (label(self.tr("Handing over"), "title"), self.stage, self.bar, note):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return page

    def _make_done(self) -> QWidget:
        page, column = _page()
        self.verdict = label(role="title", wrap=True)
        self.details = label(wrap=True)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout()
        self.show_folder = primary_button(self.tr("Show in folder"))
        self.show_folder.clicked.connect(self.folder_wanted)
        again, close = QPushButton(self.tr("Hand over more …")), QPushButton(self.tr("Close"))
        again.clicked.connect(lambda: self._stack.setCurrentIndex(0))
        close.clicked.connect(self.accept)
        for button in (self.show_folder, again, close):
            row.addWidget(button)
        row.addStretch(1)
        column.addWidget(self.verdict)
        column.addWidget(self.details)
        column.addSpacing(8)
        column.addLayout(row)
        column.addStretch(1)
        return page

    @property
    def page(self) -> str:
        """What is on show: "form", "running" or "done"."""
        return ("form", "running", "done")[self._stack.currentIndex()]

    def began(self) -> None:
        """The work is under way."""
        self.stage.setText(self.tr("Beginning …"))
        self.cancel.setEnabled(True)
        show_fraction(self.bar, None)
        self._stack.setCurrentIndex(1)

    def moved(self, progress: Progress) -> None:
        """It has come so far."""
        self.stage.setText(progress.stage)
        show_fraction(self.bar, progress.fraction)

    def ended(self, verdict: str, details: str, *, files: bool) -> None:
        """It is over: what became of it."""
        self.verdict.setText(verdict)
        self.details.setText(details)
        self.show_folder.setVisible(files)
        self._stack.setCurrentIndex(2)

    def back(self) -> None:
        """It was stopped: ask again."""
        self._stack.setCurrentIndex(0)


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setSpacing(10)
    column.addStretch(1)
    return page, column
