"""What a person can do with an attempt: see it again, open it, keep it, take it away."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dancecoach.errors import DancecoachError
from dancecoach.gui.live.attempts.model import SLOW, AttemptRow
from dancecoach.gui.live.attempts.shelf import AttemptShelf
from dancecoach.gui.live.model import LiveModel

if TYPE_CHECKING:
    from dancecoach.gui.context import AppContext


class AttemptActs:
    """Does what the commands and the list say.

    Args:
        model: has the attempts, and shows one again.
        shelf: says which one is chosen.
        context: what the pages share.
    """

    def __init__(self, model: LiveModel, shelf: AttemptShelf, context: "AppContext") -> None:
        self._model, self._shelf, self._context = model, shelf, context
        shelf.play.connect(self.replay)

    @property
    def film(self) -> Path | None:
        """The clip of the chosen attempt, where there is one."""
        row = self._shelf.chosen
        return row.caught.path if row is not None and row.saved else None

    def replay(self, row: AttemptRow) -> None:
        """Show an attempt again, slowly; one whose pictures were let go is opened from its file."""
        if row.pictures and self._model.has_pictures:
            self._model.mirror.show_again(row.pictures, SLOW, row.caught.attempt.takeoff_s)
        elif row.saved:
            self._context.open_clip(row.caught.path)

    def replay_newest(self) -> None:
        """Show the newest attempt again."""
        self._shelf.choose(0)
        self.replay_chosen()

    def replay_chosen(self) -> None:
        """Show the chosen attempt again."""
        if self._shelf.chosen is not None:
            self.replay(self._shelf.chosen)

    def open(self) -> None:
        """Look at the chosen attempt in Review."""
        if self.film is not None:
            self._context.open_clip(self.film)

    def keep(self) -> None:
        """Copy the chosen attempt into the library."""
        if self.film is not None:
            self._context.keep_clip(self.film, take=True)

    def delete(self) -> Callable[[], None] | None:
        """Take the chosen attempt away; gives back what undoes it."""
        row = self._shelf.chosen
        if row is None or not (row.saved or row.error):  # still being written
            return None
        try:
            return self._model.attempts.remove(row)
        except DancecoachError as error:
            self._context.notifier.error(error)
            return None
