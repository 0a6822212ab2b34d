"""Opens the dialog, runs the work behind the window, and says what became of it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
from PySide6.QtCore import QCoreApplication, QDate, QLocale, QObject
from PySide6.QtWidgets import QWidget

from dancecoach.errors import DancecoachError
from dancecoach.gui.analysing import Analyse, Tell, analyse_clip
from dancecoach.gui.commands import Command
from dancecoach.gui.context import AppContext
from dancecoach.gui.file_manager import show_folder
from dancecoach.gui.review.handover.choice import ANOTHER, COMPARED, Choice, frames_of, wanted_of
from dancecoach.gui.review.handover.dialog import HandOverDialog
from dancecoach.gui.review.handover.second import First, SecondClip
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.worker import Job
from dancecoach.library.analyses.record import Analysis
from dancecoach.progress import CancelToken, Progress

if TYPE_CHECKING:
    from dancecoach.report.handover import HandedOver, Wanted
    from dancecoach.report.overlay import DualView
    from dancecoach.report.painter import Parts

MakeDual = Callable[["Parts"], "DualView"]
"""Makes two pictures of one, from what is drawn; slow, for the thread of the job."""


MakeSecond = Callable[["Parts", Tell, CancelToken], "DualView"]
"""The same with progress, for a clip that has to be looked at first."""


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("HandOver", text)


class HandOver(QObject):
    """Hands over what the person wants of the clip on show.

    Args:
        model: the clip.
        context: what the pages share.
        parent: the widget over which the dialog opens.
        show: shows a folder to the person.
        analyse: looks at a second clip that was never looked at.

    Attributes:
        show: likewise.
        beside: how to film a second clip beside this one, asked when it is wanted; gives None where there is none.
    """

    def __init__(
        self,
        model: ReviewModel,
        context: AppContext,
        parent: QWidget,
        show: Callable[[Path], object] = show_folder,
        *,
        analyse: Analyse = analyse_clip,
    ) -> None:
        super().__init__(parent)
        self._model, self._context, self._over = model, context, parent
        self.show, self._analyse = show, analyse
        self.beside: Callable[[], MakeDual | None] = lambda: None
        self._choice = Choice()
        self._dialog: HandOverDialog | None = None
        self._job: Job | None = None

    @property
    def ready(self) -> bool:
        """Whether there is something to hand over and nothing is being made already."""
        return self._model.ready and self._model.findings is not None and self._job is None

    @property
    def dialog(self) -> HandOverDialog | None:
        """The dialog while it is open."""
        return self._dialog

    def open(self) -> None:
        """Ask what is wanted."""
        if not self.ready or self._dialog is not None:
            return
        if self._choice.folder is None:
            folder = self._context.settings.current.recordings_path
            self._choice = attrs.evolve(self._choice, folder=folder)
        dialog = HandOverDialog(self._model, self._choice, self._over, two=self.beside() is not None)
        dialog.accepted_choice.connect(self.start)
        dialog.cancel_wanted.connect(self.cancel)
        dialog.finished.connect(self._closed)
        self._dialog = dialog
        dialog.open()

    def start(self, choice: Choice) -> None:
        """Make it, behind the window."""
        findings = self._model.findings if choice.corrected else self._model.found
        path = self._model.path
        if not self.ready or findings is None or path is None or choice.folder is None:
            return
        self._choice = choice
        wanted = wanted_of(choice, self._model, QLocale().toString(QDate.currentDate(), QLocale.FormatType.LongFormat))
        filmed_fps = None if self._model.slowed == 1.0 else self._model.capture_fps
        notes = self._context.store.root.parent / "notes"
        source = _Source(findings.analysis, path, notes, filmed_fps, self._second(choice, findings.analysis))
        work = _work(source, wanted, choice.folder)
        if self._dialog is not None:
            self._dialog.began()
        title = self.tr("Handing over {}").format(path.name)
        job = self._context.jobs.start(title, work, returned=self._made, failed=self._failed, progressed=self._moved)
        job.cancelled.connect(self._cancelled)
        job.finished.connect(self._finished)
        self._job = job
        self._context.commands.refresh()

    def _second(self, choice: Choice, analysis: Analysis) -> "MakeSecond | None":
        """What films the clip that is wanted beside; None for none."""
        if choice.beside == COMPARED:
            on_screen = self.beside()
            return None if on_screen is None else lambda parts, _tell, _cancel: on_screen(parts)
        if choice.beside != ANOTHER or choice.other is None:
            return None
        store, settings = self._context.store, self._context.settings.current
        clip = SecondClip(choice.other, store, store.root.parent / "notes", settings, self._analyse)
        first = First(analysis, self._model.slowed, choice.skill, frames_of(choice, self._model)[0])
        return lambda parts, tell, cancel: clip.film(first, parts, tell, cancel)

    def cancel(self) -> None:
        """Stop; what is finished stays."""
        if self._job is not None:
            self._job.cancel()
            if self._dialog is not None:
                self._dialog.cancel.setEnabled(False)

    def _moved(self, progress: Progress) -> None:
        if self._dialog is not None:
            self._dialog.moved(progress)

    def _made(self, made: "HandedOver") -> None:
        folder = made.files[0].parent if made.files else Path()
        count = len(made.files)
        verdict = (
            self.tr("{} is in {}").format(made.files[0].name, folder)
            if count == 1
            else self.tr("{} files are in {}").format(count, folder)
        )
        if self._dialog is None:
            self._context.notifier.info(" ".join((verdict + ".", *made.said, *made.lacking)))
            return
        told = (*made.said, *made.lacking)
        lines = [*(file.name for file in made.files), *(("", *told) if told else ())]
        self._dialog.folder_wanted.connect(lambda: self.show(folder))
        self._dialog.ended(verdict, "\n".join(lines), files=True)

    def _failed(self, error: BaseException) -> None:
        if self._dialog is None or not isinstance(error, DancecoachError):
            self._context.notifier.error(error)
        if self._dialog is not None:
            self._dialog.ended(self.tr("It could not be handed over"), str(error), files=False)

    def _cancelled(self) -> None:
        if self._dialog is not None:
            self._dialog.back()

    def _finished(self) -> None:
        self._job = None
        self._context.commands.refresh()

    def _closed(self, _result: int) -> None:
        self._dialog = None


def hand_over_commands(handover: HandOver) -> Sequence[Command]:
    """What Review's table gets."""
    return (
        Command(
            "review.hand_over", tr("Hand over …"), handover.open, ("Ctrl+E",), page="review", menu="clip",
            enabled=lambda: handover.ready,
            hint=tr("Video, picture, sequence, tables or report of this clip, for the gymnast"),
        ),
    )  # fmt: skip


@attrs.frozen(eq=False)
class _Source:
    """What there is to hand over.

    Attributes:
        analysis: of the clip, as it holds.
        path: of the clip.
        notes_folder: where notes are kept.
        filmed_fps: the rate at which the clip was filmed, where that is not the file's own.
        second: films a clip beside it; None for none.
    """

    analysis: Analysis
    path: Path
    notes_folder: Path
    filmed_fps: float | None
    second: MakeSecond | None


def _work(source: _Source, wanted: "Wanted", folder: Path) -> Callable[[Tell, CancelToken], "HandedOver"]:
    """What the job does; reads the notes in its own thread, and knows no widget."""
    analysis, path = source.analysis, source.path

    def work(tell: Tell, cancel: CancelToken) -> "HandedOver":
        from dancecoach.notes.records import NotedClip
        from dancecoach.notes.store import NotesStore
        from dancecoach.pipeline.analyze import FROM_FILE
        from dancecoach.report.handover import hand_over

        noted = NotedClip(analysis.sha256, len(analysis.track), path.name)
        notes = NotesStore(source.notes_folder, autosave_s=None).read(noted)
        # Also where the file said so, and nobody had to type it.
        notes = attrs.evolve(notes, capture_fps=source.filmed_fps)
        second = source.second if "video" in wanted.things else None
        asked = wanted if second is None else attrs.evolve(wanted, dual=second(wanted.parts, tell, cancel))
        clip = None if analysis.engine == FROM_FILE else path
        return hand_over(analysis, clip, asked, folder, notes=notes, progress=tell, cancel=cancel)

    return work
