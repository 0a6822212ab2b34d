"""Lets go of the library while nobody looks at it and nothing is done in it, so that other programs may open it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from dancecoach.gui.library.model import LibraryModel

#: Whoever turns to another page for a moment finds everything as it was.
IDLE_MS = 5000


class Resting(QObject):
    """Watches a page that is not on show.

    Args:
        model: has the library.
        busy: whether it is needed all the same: files come in, something is repaired, a window shows something of it.
        parent: owner.
    """

    def __init__(self, model: LibraryModel, busy: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model, self._busy = model, busy
        self._seen = False
        self._timer = QTimer(self)
        self._timer.setInterval(IDLE_MS)
        self._timer.timeout.connect(self._look)
        model.state_changed.connect(self._follow)

    def wake(self) -> None:
        """Somebody looks at the library."""
        self._seen = True
        self._timer.stop()

    def begin(self) -> None:
        """Nobody looks any more."""
        self._seen = False
        self._follow()

    def close(self) -> None:
        """Watch no more."""
        self._seen = True
        self._timer.stop()

    def _follow(self) -> None:
        if self._model.ready and not self._seen:
            self._timer.start()
        elif not self._model.ready:
            self._timer.stop()

    def _look(self) -> None:
        if not self._busy():
            self._model.let_go()
