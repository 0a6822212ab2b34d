"""The reference that is wanted: got ready behind the window, or expected from somebody else, until it is there."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
from PySide6.QtCore import QObject, Signal

from dancecoach.gui.analysing import Analyse
from dancecoach.gui.context import AppContext
from dancecoach.gui.practice.take.loader import load_reference
from dancecoach.gui.practice.take.state import PracticeState, PracticeStatus
from dancecoach.gui.worker import Job
from dancecoach.progress import Progress

if TYPE_CHECKING:
    from dancecoach.coaching.dance.phrases import Counts
    from dancecoach.pipeline.practice.reference import Reference


class Opening(QObject):
    """One reference at a time; the one before is forgotten before another is asked for.

    Args:
        context: what the pages share.
        analyse: looks at a whole clip.
        status: is told how far it is.
        parent: owner.
        with_lesson: whether a clip is shown as its lesson has it, where it has one.

    Attributes:
        reference: whom to dance like; None until it is there.
        path: what was asked for last; None before anything was.
        error: why it cannot be used, for the person; "" where nothing is wrong.

    Signals:
        loading: a `Progress`.
        loaded: the reference is there; the state is ready, which is told after this.
    """

    loading = Signal(object)
    loaded = Signal()

    def __init__(
        self,
        context: AppContext,
        analyse: Analyse,
        status: PracticeStatus,
        parent: QObject | None = None,
        *,
        with_lesson: bool = True,
    ) -> None:
        super().__init__(parent)
        self._context, self._analyse, self._status, self._with_lesson = context, analyse, status, with_lesson
        self.reference: Reference | None = None
        self.path: Path | None = None
        self.error = ""
        self._job: Job | None = None

    def open(self, path: Path) -> None:
        """Get a clip ready."""
        self.expect(path)
        job = self._context.jobs.start(
            self.tr("Analysing {}").format(path.name),
            partial(load_reference, path, self._context, self._analyse, with_lesson=self._with_lesson),
            failed=lambda error: self._not_loaded(job, error),
            progressed=lambda progress: self._loading(job, progress),
        )
        job.returned.connect(lambda reference: self._loaded(job, reference))
        job.cancelled.connect(lambda: self._not_loaded(job, None))
        self._job = job

    def expect(self, path: Path) -> None:
        """Somebody else is getting it ready, such as a lesson that comes into the library first."""
        self.path, self.error = path, ""
        self._status.become(PracticeState.LOADING)

    def expects(self, path: Path) -> bool:
        """Whether this is still waited for."""
        return self._status.state is PracticeState.LOADING and self._job is None and path == self.path

    def not_come(self, path: Path, error: BaseException | None) -> None:
        """What was expected does not come; None where nobody wants it any more."""
        if self.expects(path):
            self._none(error)

    def cancel(self) -> None:
        """Stop analysing it, or waiting for it."""
        if self._job is None and self._status.state is PracticeState.LOADING:
            self._status.become(PracticeState.EMPTY)
        if self._job is not None:
            self._job.cancel()

    def forget(self) -> None:
        """Have no reference any more, and wait for none."""
        self.cancel()
        self._job = self.reference = None

    def recount(self, counts: "Counts | None") -> None:
        """Other counts hold for it."""
        if self.reference is not None:
            self.reference = attrs.evolve(self.reference, counts=counts)

    def _loading(self, job: Job, progress: Progress) -> None:
        if job is self._job:
            self.loading.emit(progress)

    def _loaded(self, job: Job, reference: "Reference") -> None:
        if job is not self._job:
            return
        self._job, self.reference = None, reference
        settings = self._context.settings
        settings.replace(settings.current.with_recent(str(reference.path)))
        self._status.state = PracticeState.READY
        self.loaded.emit()

    def _not_loaded(self, job: Job, error: BaseException | None) -> None:
        if job is self._job:
            self._job = None
            self._none(error)

    def _none(self, error: BaseException | None) -> None:
        self.error = "" if error is None else str(error)
        self._status.become(PracticeState.EMPTY if error is None else PracticeState.FAILED)
