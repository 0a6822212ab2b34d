"""Hands over poses of the chosen clips, or all of the library, behind the window."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from dancecoach.gui.commands import Command
from dancecoach.gui.library.handing_on.dialog import Asked, HandingOnDialog
from dancecoach.gui.library.model import LibraryModel
from dancecoach.gui.library.shelf.shelf import Shelf
from dancecoach.gui.worker import Job, Work
from dancecoach.progress import CancelToken, ProgressCallback

if TYPE_CHECKING:
    from dancecoach.library.library import Library
    from dancecoach.pipeline.exporting.clip_folder import Wishes
    from dancecoach.pipeline.exporting.whole import Exported
    from dancecoach.report.handover import HandedOver

_CLOSE_S = 5.0
_TOLD = 3
"""So many sentences about what is lacking are shown; the others are counted."""


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("HandingOn", text)


class HandingOnDesk(QObject):
    """Asks, starts, and says what came of it.

    Args:
        model: has the library.
        shelf: says which clips are chosen.
        page: the dialog stands over it.

    Attributes:
        model, shelf: as given.
        dialog: while it is open; None else.
        job: what is being written; None for nothing.
    """

    def __init__(self, model: LibraryModel, shelf: Shelf, page: QWidget) -> None:
        super().__init__(page)
        self.model, self.shelf, self._page = model, shelf, page
        self.dialog: HandingOnDialog | None = None
        self.job: Job | None = None
        self._poses: Asked | None = None
        self._everything: Asked | None = None

    @property
    def busy(self) -> bool:
        """Whether the library is needed."""
        return self.job is not None

    def close(self) -> None:
        """Do not go on; the library is about to be closed."""
        if self.job is not None:
            self.job.cancel()
            self.job.wait(_CLOSE_S)

    # Asking

    def ask_for_poses(self) -> None:
        """In which forms the poses of the chosen clips are wanted, and where."""
        ids = self.shelf.chosen
        if not ids or self.dialog is not None:
            return
        asked = self._poses or Asked(self.model.context.settings.current.recordings_path)
        self._open(HandingOnDialog(asked, len(ids), self._page), lambda wish: self.hand_over(ids, wish))

    def ask_for_everything(self) -> None:
        """Where all of the library is wanted."""
        if self.dialog is not None:
            return
        place = self.model.context.settings.current.recordings_path.parent / tr("dancecoach library")
        dialog = HandingOnDialog(self._everything or Asked(place), 0, self._page)
        for changed in (dialog.films.toggled, dialog.forms.changed, dialog.folder.textChanged):
            changed.connect(self._measure)
        self._open(dialog, self.export)
        self._measure()

    def _open(self, dialog: HandingOnDialog, do: Callable[[Asked], object]) -> None:
        dialog.wanted.connect(do)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None

    def _measure(self) -> None:
        """Look in a thread how much room the export takes."""
        if self.dialog is None:
            return
        asked = self.dialog.asked
        self.dialog.say_room("")

        def work(library: "Library") -> tuple[int, int]:
            from dancecoach.library.catalogue.question import Question
            from dancecoach.library.catalogue.search import find
            from dancecoach.pipeline.exporting.room import bytes_needed

            clips = library.clips.get_all(find(library.database, Question()))
            folder = asked.folder.absolute()
            there = next(place for place in (folder, *folder.parents) if place.exists())
            return bytes_needed(library, clips, _wishes(asked), CancelToken()), shutil.disk_usage(there).free

        self.model.run("library: room", work, lambda sizes: self._say_room(asked, *sizes))

    def _say_room(self, asked: Asked, needed: int, free: int) -> None:
        if self.dialog is not None and self.dialog.asked == asked:
            text = tr("It takes about {}; {} are free there.")
            self.dialog.say_room(text.format(_size(needed), _size(free)))

    # Doing

    def hand_over(self, ids: Sequence[int], asked: Asked) -> None:
        """Write the poses of these clips."""
        self._poses = asked
        self.model.when_open(lambda library: self._start_poses(library, tuple(ids), asked))

    def export(self, asked: Asked) -> None:
        """Write all of the library."""
        self._everything = asked
        self.model.when_open(lambda library: self._start_export(library, asked))

    def _start_poses(self, library: "Library", ids: Sequence[int], asked: Asked) -> None:
        def work(tell: ProgressCallback, cancel: CancelToken) -> "HandedOver":
            from dancecoach.pipeline.exporting.poses import hand_over_poses

            return hand_over_poses(library, ids, _wishes(asked).poses, asked.folder, progress=tell, cancel=cancel)

        self._begin(tr("Handing over poses"), work, lambda made: self._handed_over(made, asked.folder))

    def _start_export(self, library: "Library", asked: Asked) -> None:
        def work(tell: ProgressCallback, cancel: CancelToken) -> "Exported":
            from dancecoach.pipeline.exporting.whole import export_library

            return export_library(library, asked.folder, _wishes(asked), progress=tell, cancel=cancel)

        self._begin(tr("Exporting the library"), work, self._exported)
        if self.job is not None:
            stopped = tr("The export was stopped. What is done stays; the next one into this folder goes on.")
            self.job.cancelled.connect(lambda: self.model.context.notifier.info(stopped))

    def _begin(self, title: str, work: Work, returned: Callable[[Any], object]) -> None:
        if self.job is not None:
            self.model.context.notifier.warn(tr("Something is being written already; wait for it, or cancel it."))
            return
        job = self.model.context.jobs.start(title, work, returned=returned)
        job.finished.connect(self._finished)
        self.job = job
        self.model.context.commands.refresh()

    def _finished(self) -> None:
        self.job = None
        self.model.context.commands.refresh()

    def _handed_over(self, made: "HandedOver", folder: Path) -> None:
        text = tr("{} files are in {}.").format(len(made.files), folder)
        self._say(text if made.files else tr("There was nothing to write."), made.said, made.lacking)

    def _exported(self, made: "Exported") -> None:
        self._say(tr("The library ({} clips) is in {}.").format(made.clips, made.folder), (), made.lacking)

    def _say(self, text: str, said: Sequence[str], lacking: Sequence[str]) -> None:
        more = [tr("{} more of the kind.").format(len(lacking) - _TOLD)] if len(lacking) > _TOLD else []
        notifier = self.model.context.notifier
        (notifier.warn if lacking else notifier.info)(" ".join((text, *said, *lacking[:_TOLD], *more)))


def _wishes(asked: Asked) -> "Wishes":
    from dancecoach.pipeline.exporting.clip_folder import Wishes
    from dancecoach.pose.formats.writing import POSE_FORMATS

    return Wishes(asked.films, tuple(kind for kind in POSE_FORMATS if kind in asked.poses))


def _size(size: int) -> str:
    return tr("{} GB").format(f"{size / 1e9:.1f}") if size >= 1e9 else tr("{} MB").format(f"{size / 1e6:.0f}")


def handing_on_commands(desk: HandingOnDesk, page: str, menu: str) -> Sequence[Command]:
    """What the library's table gets: of this page, in this menu."""
    model, shelf = desk.model, desk.shelf

    def chosen() -> bool:
        return model.ready and shelf.any_chosen and not desk.busy

    return (
        Command("library.hand_over_poses", tr("Hand over poses …"), desk.ask_for_poses, ("Ctrl+E",), page, menu,
                enabled=chosen, hint=tr("Of the chosen clips, as TRC, COCO JSON, CSV, npz or Parquet")),
        Command("library.export", tr("Export everything …"), desk.ask_for_everything, ("Ctrl+Shift+E",), page, menu,
                enabled=lambda: model.ready and model.found.total > 0 and not desk.busy,
                hint=tr("All of the library in open formats, in a folder")),
    )  # fmt: skip
