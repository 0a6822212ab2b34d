"""Who is in a film of Live is put right: chosen from the same menu, written beside the film, and can be undone."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from dancecoach.gui.context import AppContext
from dancecoach.gui.dancer.choice import DancerChoice
from dancecoach.gui.errand import Errands
from dancecoach.library.whose import dancer_of, note_dancer


class FilmDancer(QObject):
    """Changes it behind the window.

    Args:
        context: what the pages share.
        choice: has the menu.
        film: the one that is meant; None for none.
        parent: owner.
    """

    def __init__(
        self, context: AppContext, choice: DancerChoice, film: Callable[[], Path | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._choice, self._film = context, choice, film
        self._errands = Errands(self)
        self._errands.failed.connect(context.notifier.error)

    def can_ask(self) -> bool:
        """Whether there is a film."""
        return self._film() is not None

    def ask(self, at: QWidget) -> None:
        """Let the person choose who is in it."""
        film = self._film()
        if film is not None:
            before = dancer_of(film)
            self._choice.popup(before, lambda name: self._change(film, before, name), at)

    def wait(self, timeout_s: float) -> None:
        """Wait until it is written."""
        self._errands.wait(timeout_s)

    def _change(self, film: Path, before: str, name: str) -> None:
        if name == before:
            return

        def write(person: str) -> None:
            self._errands.run("who is in a film", lambda: note_dancer(film, person))

        write(name)
        self._context.commands.done_by_hand(
            self.tr("Who is in {}").format(film.name), lambda: write(name), lambda: write(before)
        )
        said = self.tr("{name} is in {film}.") if name else self.tr("Nobody is named in {film}.")
        self._context.notifier.info(said.format(name=name, film=film.name))
