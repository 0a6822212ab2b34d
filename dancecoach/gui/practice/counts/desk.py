"""Brings the counts' model, strip and commands together: shown when wanted, keys while tapped, undone like all else."""

from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from dancecoach.gui.commands import CommandTable
from dancecoach.gui.practice.counts.keeping import Corrected
from dancecoach.gui.practice.counts.model import CountsModel
from dancecoach.gui.practice.counts.state import TAP_MODE, CountsState
from dancecoach.gui.practice.counts.strip import CountsStrip
from dancecoach.gui.practice.counts.words import changed_text, tr
from dancecoach.gui.practice.take.model import PracticeModel


class CountsStage(Protocol):
    """Where counts are corrected: in Practice, and while a lesson is made.

    Attributes:
        counts: the strip.
        correcting: whether it is there.
    """

    counts: CountsStrip
    correcting: bool

    @property
    def canvas(self) -> QWidget:
        """Gets the keys while the beats are tapped."""
        ...


class CountsDesk(QObject):
    """Where counts are corrected.

    Args:
        model: of the counts.
        practice: of the page.
        stage: has the strip.
        commands: the keys, and what can be undone.
        parent: owner.
    """

    def __init__(
        self,
        model: CountsModel,
        practice: PracticeModel,
        stage: CountsStage,
        commands: CommandTable,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.model, self._stage, self._commands = model, stage, commands
        self._strip = stage.counts
        model.changed.connect(self._show)
        model.tapped.connect(self._strip.pad.flash)
        model.corrected.connect(self._remember)
        practice.playhead.moved.connect(lambda _at: self._strip.show_count(model) if self.shown else None)
        practice.changed.connect(self._follow)
        self._practice = practice
        self._strip.pad.tapped.connect(self._pad)

    @property
    def shown(self) -> bool:
        """Whether the strip is there."""
        return self._stage.correcting

    def toggle(self) -> None:
        """Show the strip, or hide it; what was being tapped is dropped."""
        self.model.stop()
        self._turn(not self.shown)

    def tap_along(self) -> None:
        """Begin to tap, or be done with it."""
        if self.model.state is CountsState.TAPPING:
            self.model.take()
            return
        self._turn(True)
        self.model.begin()
        self._stage.canvas.setFocus()  # a button with the focus would keep Space to itself

    def hear(self) -> None:
        """Play the reference with clicks, or stop that."""
        if self.model.state is CountsState.HEARING:
            self.model.stop()
            return
        self._turn(True)
        self.model.hear()

    def twice(self) -> None:
        """Count twice as fast."""
        self._turn(True)
        self.model.twice()

    def half(self) -> None:
        """Count half as fast."""
        self._turn(True)
        self.model.half()

    def move_one(self, beats: int) -> None:
        """The "1" is so many beats later."""
        self._turn(True)
        self.model.move_one(beats)

    def reset(self) -> None:
        """Take what is found in the music again."""
        self._turn(True)
        self.model.reset()

    def _pad(self, is_one: bool) -> None:
        if self.model.state is CountsState.TAPPING:
            self.model.tap(is_one=is_one)
        else:
            self.tap_along()

    def _turn(self, on: bool) -> None:
        self._stage.correcting = on
        self._show()

    def _follow(self) -> None:
        """The strip makes way for what is read while dancing."""
        if self._practice.busy and self.shown:
            self._turn(False)

    def _show(self) -> None:
        mode = TAP_MODE if self.model.state is CountsState.TAPPING else ""
        if mode or self._commands.mode == TAP_MODE:
            self._commands.set_mode(mode)
        self._strip.show_counts(self.model)
        self._commands.refresh()

    def _remember(self, corrected: Corrected) -> None:
        """It can be undone, for as long as the program runs."""
        model, keeper = self.model, self.model.keeper
        if keeper is not None:
            self._commands.done_by_hand(
                tr("Counts: {}").format(changed_text(corrected.after)),
                lambda: model.put(keeper, corrected.after),
                lambda: model.put(keeper, corrected.before),
            )
