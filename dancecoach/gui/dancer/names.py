"""Who can be chosen as the one who dances; read behind the window, as it lies in many small files."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dancecoach.gui.context import AppContext
from dancecoach.gui.latest import Latest
from dancecoach.library.persons import merged, persons_known
from dancecoach.settings import Settings

_CLOSE_S = 5.0


class Names(QObject):
    """The names as they were when they were last looked for, and who was chosen since.

    Args:
        context: what the pages share.
        parent: owner.

    Signals:
        changed: `all` is another.
    """

    changed = Signal()

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._found: tuple[str, ...] = ()
        self._looking = Latest("names", _look, self)
        self._looking.answered.connect(self._answered)
        context.settings.changed.connect(self._remember)
        context.dancers.gone.connect(lambda _name: self.look())

    @property
    def all(self) -> tuple[str, ...]:
        """In the order of the alphabet."""
        return self._with(self._context.settings.current.dancer)

    def look(self) -> None:
        """Look for them anew."""
        context = self._context
        self._looking.ask((context.store.root.parent, context.settings.current.recordings_path))

    def add(self, name: str) -> str:
        """Somebody is named; how they are written from now on."""
        known = next((one for one in self.all if merged((one, name)) == (one,)), "")
        if not known:
            self._answered(merged((*self._found, name)))
        return known or name

    def close(self) -> None:
        """Wait for the thread."""
        self._looking.close(_CLOSE_S)

    def _with(self, dancer: str) -> tuple[str, ...]:
        return merged((*self._found, dancer) if dancer else self._found)

    def _remember(self, settings: Settings) -> None:
        """Who was chosen once can be chosen again, though nothing was danced."""
        self._answered(self._with(settings.dancer))

    def _answered(self, names: tuple[str, ...]) -> None:
        if names != self._found:
            self._found = names
            self.changed.emit()


def _look(places: tuple[Path, Path]) -> tuple[str, ...]:
    return persons_known(*places)
