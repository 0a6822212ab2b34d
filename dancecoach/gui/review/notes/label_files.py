"""Phases to files and from files, behind the window: labels as trainings read them, and tables."""

from pathlib import Path

import numpy as np
from PySide6.QtCore import QMimeData, QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from dancecoach.gui.context import AppContext
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.review.notes.phase_editor import PhaseEditor
from dancecoach.gui.review.notes.session import NotesSession
from dancecoach.notes.labels import clip_stem, looks_like_labels, read_labels, write_label_table, write_phases_json
from dancecoach.notes.phase_track import PhaseTrack


class LabelFiles(QObject):
    """Writes and reads files of phases.

    Args:
        model: has the clip.
        session: has its notes.
        editor: takes phases into them.
        context: what the pages share.
        parent: the page; dialogs stand before it.
    """

    def __init__(
        self, model: ReviewModel, session: NotesSession, editor: PhaseEditor, context: AppContext, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._model, self._session, self._editor, self._context = model, session, editor, context
        self._window = parent

    # Asking

    def ask_folder(self) -> None:
        """Let the person choose a folder of labels to write into."""
        title = self.tr("Folder of labels: a folder for each annotator is made in it")
        folder = QFileDialog.getExistingDirectory(self._window, title, self._beside_clip())
        if folder:
            self.save_labels(Path(folder))

    def ask_table(self) -> None:
        """Let the person choose a table to write."""
        notes = self._session.notes
        if notes is None:
            return
        usual = str(Path(self._beside_clip()) / f"{clip_stem(notes)} phases.csv")
        path, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save the phases as a table"), usual, f"{self.tr('Tables')} (*.csv)"
        )
        if path:
            self.save_table(Path(path) if Path(path).suffix else Path(f"{path}.csv"))

    def ask_labels(self) -> None:
        """Let the person choose phases to load."""
        kinds = f"{self.tr('Phases')} (*.json *.csv *.tsv *.txt);;{self.tr('All files')} (*)"
        path, _ = QFileDialog.getOpenFileName(self._window, self.tr("Load phases"), self._beside_clip(), kinds)
        if path:
            self.load(Path(path))

    def _beside_clip(self) -> str:
        return str(self._model.path.parent) if self._model.path is not None else ""

    # Writing and reading

    def save_labels(self, folder: Path) -> None:
        """Write the phases of every annotator into a folder of labels."""
        notes, times = self._session.notes, np.asarray(self._model.times)
        if notes is None:
            return

        def work(*_: object) -> list[Path]:
            return [write_phases_json(notes, who, times, folder) for who in notes.annotators]

        self._context.jobs.start(self.tr("Saving the phases"), work, returned=self._saved, quiet=True)

    def save_table(self, path: Path) -> None:
        """Write the phases of all annotators as a table."""
        notes, times = self._session.notes, np.asarray(self._model.times)
        if notes is None:
            return

        def work(*_: object) -> list[Path]:
            write_label_table(notes, times, path)
            return [path]

        self._context.jobs.start(self.tr("Saving the phases"), work, returned=self._saved, quiet=True)

    def load(self, path: Path) -> None:
        """Take phases from a file; who is there already is replaced, and Undo brings the former back."""
        notes, times = self._session.notes, np.asarray(self._model.times)
        if notes is None or not self._session.editable:
            self._context.notifier.warn(self._session.problem or self.tr("The notes of this clip are not open yet."))
            return

        def work(*_: object) -> tuple[PhaseTrack, ...]:
            return read_labels(path, notes, times)

        def take(tracks: tuple[PhaseTrack, ...]) -> None:
            now = self._session.notes
            if now is None or now.clip != notes.clip:
                return  # another clip came meanwhile
            self._editor.take(tracks, self.tr("Load phases"))
            names = ", ".join(track.annotator for track in tracks)
            self._context.notifier.info(self.tr("Phases of {} loaded from {}.").format(names, path.name))

        self._context.jobs.start(self.tr("Loading phases"), work, returned=take, quiet=True)

    def _saved(self, paths: list[Path]) -> None:
        where = "\n".join(str(path) for path in paths)
        self._context.notifier.info(self.tr("Phases saved: {}").format(where))


def labels_in(dropped: QMimeData) -> Path | None:
    """The first file among those dropped, if it holds phases."""
    path = next((Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()), None)
    return path if path is not None and looks_like_labels(path) else None
