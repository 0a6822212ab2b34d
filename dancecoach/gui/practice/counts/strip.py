"""The strip below the pictures where counts are corrected: the big button, how it stands, and the corrections."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dancecoach.gui.commands import CommandTable
from dancecoach.gui.practice.counts.model import CountsModel
from dancecoach.gui.practice.counts.pad import TapPad
from dancecoach.gui.practice.counts.state import CountsState
from dancecoach.gui.practice.counts.words import below_text, title_text, tr
from dancecoach.gui.widgets.named import as_bar
from dancecoach.gui.widgets.parts import chip_for, label


class CountsStrip(QWidget):
    """As high as what is read while dancing, in whose place it is.

    Attributes:
        pad: begins, and is tapped.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        as_bar(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.pad = TapPad()
        self.title, self.below = label(role="title"), label(role="muted", wrap=True)
        self._resting, self._tapping = QWidget(), QWidget()
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.title)
        words.addWidget(self.below)
        words.addStretch(1)
        for row in (self._resting, self._tapping):
            buttons = QHBoxLayout(row)
            buttons.setContentsMargins(0, 0, 0, 0)
            buttons.setSpacing(6)
            words.addWidget(row)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(20, 10, 20, 10)
        whole.setSpacing(18)
        whole.addWidget(self.pad)
        whole.addLayout(words, 1)
        self.hide()

    def make_buttons(self, commands: CommandTable, page: str = "practice") -> None:
        """Add the buttons of the commands of a page."""
        for row, names in (
            (self._resting, (("hear_counts", tr("Hear")), ("counts_half", tr("Half")),
                             ("counts_twice", tr("Double")), ("one_earlier", tr("1 earlier")),
                             ("one_later", tr("1 later")), ("counts_found", tr("As found")),
                             ("counts", tr("Close")))),
            (self._tapping, (("taps_done", tr("Done")), ("taps_again", tr("Start over")),
                             ("taps_leave", tr("Leave as it was")))),
        ):  # fmt: skip
            layout = row.layout()
            assert isinstance(layout, QHBoxLayout)
            for name, text in names:
                layout.addWidget(chip_for(commands.action(f"{page}.{name}"), text))
            layout.addStretch(1)

    def show_counts(self, model: CountsModel) -> None:
        """Show how it stands."""
        tapping = model.state is CountsState.TAPPING
        self.title.setText(title_text(model))
        self.below.setText(below_text(model))
        wrong = model.trouble is not None and model.state is CountsState.RESTING
        if self.below.objectName() != ("warning" if wrong else "muted"):
            self.below.setObjectName("warning" if wrong else "muted")
            self.below.style().polish(self.below)
        self._resting.setVisible(not tapping)
        self._tapping.setVisible(tapping)
        self.pad.setEnabled(model.ready or tapping)
        self.show_count(model)

    def show_count(self, model: CountsModel) -> None:
        """Show the count of now on the button."""
        if model.state is CountsState.TAPPING:
            count = model.count_tapped
            self.pad.say(tr("Tap") if count is None else str(count), tr("Space · 1 for the 1"), loud=True)
        elif model.state is CountsState.HEARING:
            place = model.place_now
            self.pad.say("–" if place is None else str(place), tr("heard"), loud=False)
        else:
            self.pad.say(tr("Tap along"), "B", loud=False)
