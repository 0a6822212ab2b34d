"""Hands over a kept take: the comparison page, the record, the table and the video of both, into a folder."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
from PySide6.QtCore import QDateTime, QLocale, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from dancecoach.files import free_path
from dancecoach.gui.analysing import Tell
from dancecoach.gui.context import AppContext
from dancecoach.gui.file_manager import show_folder
from dancecoach.gui.practice.after.words import day_text
from dancecoach.gui.worker import Job
from dancecoach.pipeline.practice.result import read_result
from dancecoach.pipeline.practice.takes import Take
from dancecoach.progress import CancelToken, Progress

if TYPE_CHECKING:
    from dancecoach.pipeline.practice.reference import Reference
    from dancecoach.report.handover import HandedOver


@attrs.frozen
class _Made:
    """What was handed over, and where."""

    folder: Path
    handed: "HandedOver"


class TakeExport(QObject):
    """One take at a time, behind the window; the strip of jobs says how far it is, and stops it.

    Args:
        context: what the pages share.
        over: the widget over which is asked.
        show: shows a folder to the person.

    Attributes:
        show: likewise.

    Signals:
        changed: it has begun, or is over.
    """

    changed = Signal()

    def __init__(self, context: AppContext, over: QWidget, show: Callable[[Path], object] = show_folder) -> None:
        super().__init__(over)
        self._context, self._over, self.show = context, over, show
        self._last: Path | None = None
        self._job: Job | None = None

    @property
    def busy(self) -> bool:
        """Whether a take is being handed over."""
        return self._job is not None

    def ask(self, take: Take, reference: "Reference") -> None:
        """Ask where to, and hand over."""
        begin = self._last or self._context.settings.current.recordings_path
        chosen = QFileDialog.getExistingDirectory(self._over, self.tr("Folder to hand the take over into"), str(begin))
        if chosen:
            self.start(take, reference, Path(chosen))

    def start(self, take: Take, reference: "Reference", folder: Path) -> None:
        """Hand over into a folder of its own within this one."""
        if self.busy:
            return
        self._last = folder
        made = QLocale().toString(QDateTime.currentDateTime(), QLocale.FormatType.ShortFormat)

        begun = take.facts.begun.astimezone()
        danced = f"{day_text(begun.date())} {begun:%H:%M}"
        order = _Order(take, reference, folder, made, self.tr("Take of {} beside {}").format(danced, reference.name))
        title = self.tr("Handing over a take of {}").format(reference.name)
        self._job = job = self._context.jobs.start(title, order.carry_out, returned=self._made)
        job.finished.connect(self._finished)
        self.changed.emit()

    def cancel(self) -> None:
        """Stop; what is finished stays."""
        if self._job is not None:
            self._job.cancel()

    def _made(self, made: _Made) -> None:
        for sentence in made.handed.lacking:
            self._context.notifier.warn(sentence)
        self._context.notifier.info(self.tr("The take is in {}").format(made.folder))
        self.show(made.folder)

    def _finished(self) -> None:
        self._job = None
        self.changed.emit()


@attrs.frozen(eq=False)
class _Order:
    """What is to be handed over, and where to."""

    take: Take
    reference: "Reference"
    folder: Path
    made: str
    title: str

    def carry_out(self, tell: Tell, cancel: CancelToken) -> _Made:
        """What the job does.

        Raises:
            Cancelled: the token was set.
            InputError: the take or the reference cannot be read any more.
            OutputError: something cannot be written.
        """
        from dancecoach.i18n import _
        from dancecoach.pipeline.practice.again import compare_again
        from dancecoach.report.beside.compared import Compared
        from dancecoach.report.beside.handover import THINGS, hand_over_beside

        tell(Progress(_("comparing"), 0))
        reference = self.reference
        again = compare_again(read_result(self.take), reference)
        cancel.check()
        there = reference.path if reference.is_film and reference.path.is_file() else None
        compared = Compared(
            again.comparison,
            reference.analysis,
            again.learner,
            clips=(there, again.film),
            counts=reference.counts,
            steps=reference.steps,
            made=self.made,
            title=self.title,
        )
        into = free_path(self.folder, f"{reference.name} {self.take.folder.name}", mark=" ({})")
        return _Made(into, hand_over_beside(compared, THINGS, into, progress=tell, cancel=cancel))
