"""Files that the desktop hands to the program while it runs, as macOS does with a double click."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QFileOpenEvent


class FileOpening(QObject):
    """Opens what the desktop asks to be opened.

    Args:
        app: is asked.
        open_file: opens a clip or a lesson.
    """

    def __init__(self, app: QCoreApplication, open_file: Callable[[Path], object]) -> None:
        super().__init__(app)
        self._app, self._open_file = app, open_file
        app.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take files, and nothing else."""
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent) and event.file():
            self._open_file(Path(event.file()))
            return True
        return False

    def close(self) -> None:
        """Open nothing any more."""
        self._app.removeEventFilter(self)
        self.deleteLater()
