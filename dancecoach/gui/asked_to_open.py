"""Lessons that are opened while the window is open come into it, also where another start of the program was meant."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject

from dancecoach.library.lesson import asking
from dancecoach.library.lesson.shelf import FOLDER


class AskedToOpen(QObject):
    """Opens what other starts of the program are asked to open.

    Args:
        library: folder of the window's library.
        open_file: opens a lesson.
        parent: owner.
    """

    def __init__(self, library: Path, open_file: Callable[[Path], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._open_file = library, open_file
        self._lock = asking.listen(library)
        self._watcher = QFileSystemWatcher(self)
        if self._lock is not None:
            self._watcher.directoryChanged.connect(lambda _folder: self._look())
            self._watcher.addPath(str(library / FOLDER))
            self._look()

    def close(self) -> None:
        """Be asked no more."""
        if self._lock is not None:
            self._watcher.removePaths(self._watcher.directories())
            self._lock.release()
            self._lock = None
        self.deleteLater()

    def _look(self) -> None:
        for lesson in asking.asked(self._library) if self._lock is not None else ():
            self._open_file(lesson)
