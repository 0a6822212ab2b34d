"""Asks what is to come into the library and how: files, folders, lessons; copied or linked."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from dancecoach.gui.context import AppContext
from dancecoach.gui.library.queue.runner import ImportQueue
from dancecoach.gui.widgets.question import Question
from dancecoach.library.catalogue.records import Storage


class Intake:
    """Brings files in.

    Args:
        context: what the pages share.
        queue: where they go.
        page: the dialogs stand over it.

    Attributes:
        question: asks how clips are kept.
    """

    def __init__(self, context: AppContext, queue: ImportQueue, page: QWidget) -> None:
        self._context, self._queue, self._page = context, queue, page
        self.question = Question(page)

    @property
    def linked(self) -> bool:
        """Whether files stay where they are."""
        return self._context.settings.current.library_storage == Storage.LINKED.value

    def toggle_linked(self) -> None:
        """Copy files from now on, or leave them where they are."""
        self._choose(Storage.COPIED if self.linked else Storage.LINKED)

    def ask_for_files(self) -> None:
        """Let the person choose files."""
        paths, _ = QFileDialog.getOpenFileNames(self._page, self._page.tr("Import clips"), self._folder())
        self.take([Path(path) for path in paths])

    def ask_for_folder(self) -> None:
        """Let the person choose a folder: all clips in it, and in folders in it."""
        path = QFileDialog.getExistingDirectory(self._page, self._page.tr("Import a folder of clips"), self._folder())
        self.take([Path(path)] if path else [])

    def take(self, paths: Sequence[Path]) -> None:
        """Take files and folders; how they are kept is asked once."""
        if not paths:
            return
        chosen = self._context.settings.current.library_storage
        if chosen:
            self._queue.add(paths, Storage(chosen))
        else:
            self._ask(tuple(paths))

    def _ask(self, paths: tuple[Path, ...]) -> None:
        tr = self._page.tr

        def take(storage: Storage) -> None:
            self._choose(storage)
            self._queue.add(paths, storage)

        self.question.ask(
            tr("Import"),
            tr("Copy the clips into the library?"),
            tr(
                "A copy stays whatever becomes of the original. Clips that are left where they are take no room, but "
                "are lost to the library when they are moved. The originals are never changed."
            ),
            {
                tr("Copy them"): lambda: take(Storage.COPIED),
                tr("Leave them where they are"): lambda: take(Storage.LINKED),
            },
        )

    def _choose(self, storage: Storage) -> None:
        self._context.settings.change(library_storage=storage.value)

    def _folder(self) -> str:
        recent = self._context.settings.current.recent_files
        return str(Path(recent[0]).parent) if recent else ""
