"""Before there is a reference: choose one, wait for it, or read why it cannot be used."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from dancecoach.gui.practice.take.state import PracticeState
from dancecoach.gui.widgets.parts import StatePanel, label, progress_bar, show_fraction, tip
from dancecoach.progress import Progress
from dancecoach.resources import demo_lesson

LESSON = ".dclesson"
_RECENT = 4


class ChoicePanel(QWidget):
    """One button to choose a clip, others for what was opened lately and for the demo.

    Signals:
        wanted: a reference is to be chosen.
        chosen: path of a reference.
        cancelled: nobody wants to wait any more.
    """

    wanted = Signal()
    chosen = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panel = StatePanel()
        self.bar = progress_bar()
        self.bar.setFixedWidth(320)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.doing = label(role="muted")
        self.demo = QPushButton(self.tr("Take the demo lesson"))
        self.recent = [QPushButton() for _ in range(_RECENT)]
        self._title = label(self.tr("OPENED LATELY"), "section")
        self._files: tuple[Path, ...] = ()
        self._state = PracticeState.EMPTY
        self._path: Path | None = None
        self._lay_out()
        self.panel.button.clicked.connect(self._pressed)
        self.demo.clicked.connect(lambda: self.chosen.emit(demo_lesson()))
        for place, button in enumerate(self.recent):
            button.clicked.connect(lambda _checked=False, place=place: self.chosen.emit(self._files[place]))

    def _lay_out(self) -> None:
        centre = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 40)
        column.setSpacing(8)
        column.addStretch(3)
        column.addWidget(self.panel)
        column.addWidget(self.demo, 0, centre)
        column.addWidget(self.bar, 0, centre)
        column.addWidget(self.doing, 0, centre)
        column.addSpacing(28)
        column.addWidget(self._title, 0, centre)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in self.recent:
            button.setProperty("flat", True)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(4)

    def refresh(self, files: Sequence[str]) -> None:
        """Offer clips that were opened lately, the newest first."""
        self._files = tuple(Path(name) for name in files[:_RECENT])
        for button, path in zip(self.recent, self._files, strict=False):
            button.setText(button.fontMetrics().elidedText(path.name, Qt.TextElideMode.ElideMiddle, 200))
            button.setToolTip(tip(str(path)))
            button.setAccessibleName(self.tr("Practise with {}").format(path.name))
        self._show_offers()

    def show_state(self, state: PracticeState, path: Path | None, error: str) -> None:
        """Say how it stands."""
        if state is PracticeState.LOADING and (self._state, self._path) != (state, path):
            self.show_progress(Progress("", 0))  # how far the one before came is not told of this one
        self._state, self._path = state, path
        name = "" if path is None else path.name
        lesson = path is not None and path.suffix.lower() == LESSON
        if state is PracticeState.LOADING:
            self.panel.say(
                "practice", self.tr("Getting {} ready").format(name),
                self.tr("The lesson is checked, and comes into your library.") if lesson
                else self.tr("Every frame is looked at once; next time it is there at once."), self.tr("Cancel"),
            )  # fmt: skip
        elif state is PracticeState.FAILED:
            self.panel.say("warning", self.tr("{} cannot be danced to").format(name), error,
                           self.tr("Choose another one"), bad=True)  # fmt: skip
        else:
            self.panel.say(
                "practice", self.tr("Dance like somebody"),
                self.tr(
                    "Choose a clip of the dance, or drop it here. It is shown beside you, in time with its music, "
                    "and afterwards you know what to change."
                ),
                self.tr("Choose a reference"),
            )  # fmt: skip
        self._show_offers()

    def show_progress(self, progress: Progress) -> None:
        """Say how far it is."""
        show_fraction(self.bar, progress.fraction)
        self.doing.setText(progress.stage)

    def _show_offers(self) -> None:
        loading = self._state is PracticeState.LOADING
        for widget in (self.bar, self.doing):
            widget.setVisible(loading)
        self.demo.setVisible(not loading)
        self._title.setVisible(not loading and bool(self._files))
        for place, button in enumerate(self.recent):
            button.setVisible(not loading and place < len(self._files))

    def _pressed(self) -> None:
        if self._state is PracticeState.LOADING:
            self.cancelled.emit()
        else:
            self.wanted.emit()
