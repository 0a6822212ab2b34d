"""The row that says that there are several people, and how one of them is chosen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from dancecoach.gui.commands import CommandTable
from dancecoach.gui.review.person.desk import PersonDesk, is_working
from dancecoach.gui.widgets.parts import chip, chip_for, label, progress_bar, show_fraction

_PROGRESS_WIDTH = 160


class PersonBar(QWidget):
    """Hidden where there is nothing to choose and nothing was chosen.

    Args:
        desk: what it shows.
        commands: what the buttons do.
        parent: owner.
    """

    def __init__(self, desk: PersonDesk, commands: CommandTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._commands = desk, commands
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Follow a person"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 12, 2)
        row.setSpacing(8)
        self.words = label()
        row.addWidget(self.words)
        self.progress = progress_bar()
        self.progress.setFixedWidth(_PROGRESS_WIDTH)
        self.progress.setAccessibleName(self.tr("Progress of the analysis"))
        row.addWidget(self.progress)
        row.addStretch(1)
        self.begin = chip_for(commands.action("review.person"), self.tr("Follow another one"))
        self.nobody = chip_for(commands.action("review.person_nobody"), self.tr("Automatic"))
        self.done = chip(self.tr("Cancel"))
        self.done.setCheckable(False)
        self.done.clicked.connect(self._stop)
        for button in (self.begin, self.nobody, self.done):
            row.addWidget(button)
        self.hide()
        desk.changed.connect(self._show)
        desk.model.found_changed.connect(self._show)
        self._show()

    def _stop(self) -> None:
        """Choose nobody, or stop the analysis of who was chosen."""
        if self._desk.choosing:
            self._desk.leave()
        else:
            self._commands.run("review.cancel_analysis")

    def _show(self) -> None:
        desk = self._desk
        working = is_working(desk) and not desk.choosing
        self.words.setText(self._words())
        self.progress.setVisible(working)
        if working:
            progress = desk.model.progress
            show_fraction(self.progress, progress.fraction if progress else None)
        self.begin.setVisible(not desk.choosing and not working)
        self.nobody.setVisible(not desk.choosing and not working and desk.chosen is not None)
        self.done.setVisible(desk.choosing or working)
        self.setVisible(bool(self.words.text()))

    def _words(self) -> str:
        """What there is to say; "" for nothing."""
        desk = self._desk
        if desk.looking:
            return self.tr("Looking who is in the picture …")
        if desk.choosing:
            return self._choice()
        if is_working(desk):
            return self.tr("Looking at the clip anew; until then the last analysis is on show.")
        if desk.chosen is not None:
            return self.tr("The person you chose is followed.")
        if desk.people > 1:
            return self.tr("{} people in the picture: follow another one?").format(desk.people)
        return ""

    def _choice(self) -> str:
        desk, count = self._desk, len(self._desk.candidates)
        if not count:
            return self.tr("Nobody is found in this picture; go to another one, or Esc.")
        if count == 1 and desk.candidates[0].followed:
            return self.tr("Only the followed person is found in this picture; go to another one, or Esc.")
        if desk.marked is None:
            return self.tr("Who is to be followed? Click, or Tab and Enter.")
        words = self.tr("Who is to be followed? Click, or Tab and Enter: person {} of {}")
        if desk.candidates[desk.marked].followed:
            words = self.tr("Who is to be followed? Click, or Tab and Enter: person {} of {}, followed now")
        return words.format(desk.marked + 1, count)
