"""Hears what is made of clips elsewhere, while the library is open: in Review, in Practice, by another program."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from dancecoach.errors import DancecoachError
from dancecoach.files import make_folder
from dancecoach.gui.latest import Latest
from dancecoach.gui.libraries import load_importing
from dancecoach.gui.library.model import LibraryModel
from dancecoach.gui.worker import emit_safely
from dancecoach.library.news import FOLDER

if TYPE_CHECKING:
    from dancecoach.library.library import Library

#: An analysis is told of by one file, a folder of them by many at once.
_SOON_MS = 250
_CLOSE_S = 10.0


class Hearing(QObject):
    """Listens whenever the library is open, and catches up when it opens.

    Args:
        model: has the library.
        parent: owner.
    """

    _renewed = Signal(int)

    def __init__(self, model: LibraryModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._watcher = QFileSystemWatcher(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.listen)
        self._listening = Latest("library: news", self._listen, self)
        self._listening.answered.connect(self._watch)
        self._listening.failed.connect(model.failed)
        self._renewed.connect(lambda clip_id: model.tell_changed((clip_id,)))
        self._watcher.directoryChanged.connect(lambda _path: self._soon.start())
        model.state_changed.connect(self._follow)

    @property
    def busy(self) -> bool:
        """Whether something is being taken in."""
        return self._listening.busy or self._soon.isActive()

    def listen(self) -> None:
        """Take in what there is."""
        if self._model.library is not None and self._model.ready:
            self._listening.ask(self._model.library)

    def close(self) -> None:
        """Hear nothing more; what is told waits for the next time."""
        self._soon.stop()
        self._unwatch()
        self._listening.close(_CLOSE_S)

    def _follow(self) -> None:
        if self._model.ready:
            self.listen()
        else:
            self._soon.stop()
            self._unwatch()

    def _listen(self, library: "Library") -> Path | None:
        """In a thread; the folder to be watched from then on."""
        load_importing()
        from dancecoach.pipeline.importing.renewing import catch_up

        catch_up(library, changed=lambda clip: emit_safely(self._renewed, clip.id))
        try:
            return make_folder(library.folder / FOLDER)
        except DancecoachError:  # a folder that cannot be written hears nothing new either
            return None

    def _watch(self, folder: Path | None) -> None:
        if folder is not None and self._model.ready and not self._watcher.directories():
            self._watcher.addPath(str(folder))
            self._soon.start()  # what came between listening and watching

    def _unwatch(self) -> None:
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
