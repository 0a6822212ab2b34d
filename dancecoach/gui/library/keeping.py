"""Keeps in the library what is made or seen on another page: takes, attempts, recordings, clips that were opened."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dancecoach.gui.libraries import load_importing
from dancecoach.gui.library.model import LibraryModel
from dancecoach.gui.library.queue.runner import ImportQueue
from dancecoach.progress import CancelToken, ProgressCallback

if TYPE_CHECKING:
    from dancecoach.library.catalogue.records import Clip
    from dancecoach.library.library import Library


class Keeping(QObject):
    """Behind the window, whether or not the library is open.

    Args:
        model: has the library.
        queue: where the analysis waits.
        parent: owner.
    """

    def __init__(self, model: LibraryModel, queue: ImportQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model, self._queue = model, queue

    def keep(self, path: Path, title: str = "", *, take: bool = False) -> None:
        """Copy a film into the library.

        Args:
            path: of the film.
            title: what it is called there; "" for its file's name.
            take: put it among the takes.
        """
        place = self.tr("Takes") if take else ""
        self._model.when_open(lambda library: self._start(library, path, title, place))

    def _start(self, library: "Library", path: Path, title: str, place: str) -> None:
        def work(tell: ProgressCallback, cancel: CancelToken) -> "tuple[Clip, bool]":
            load_importing()
            from dancecoach.pipeline.importing.keeping import keep_clip

            return keep_clip(library, path, title=title, collection=place, progress=tell, cancel=cancel)

        name = self.tr("Into the library: {}").format(title or path.name)
        self._model.context.jobs.start(name, work, returned=lambda kept: self._kept(*kept))

    def _kept(self, clip: "Clip", new: bool) -> None:
        said = self.tr("“{}” is in the library now.") if new else self.tr("“{}” was in the library already.")
        self._model.context.notifier.info(said.format(clip.title))
        self._model.tell_changed((clip.id,))
        self._queue.look()
