"""What is done for the open library, one thing at a time; some of it while nothing is imported. Knows no widget."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from dancecoach.gui.library.model import LibraryModel
from dancecoach.gui.library.queue.runner import ImportQueue
from dancecoach.gui.worker import Job, Work
from dancecoach.progress import CancelToken, Progress, ProgressCallback

Working = Callable[[ProgressCallback, CancelToken], Any]


class OneAtATime(QObject):
    """Does one thing, tells how far it is and what came of it; what is asked for meanwhile is not done.

    Args:
        model: has the library.
        queue: rests meanwhile.
        parent: owner.

    Attributes:
        job: what is being done; None for nothing.
        progress: how far it is.
        report: what came of the last thing done, in sentences; () for nothing.
        bad: whether that is something gone wrong.

    Signals:
        changed: any of these.
    """

    changed = Signal()

    def __init__(self, model: LibraryModel, queue: ImportQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model, self._queue = model, queue
        self.job: Job | None = None
        self.progress: Progress | None = None
        self.report: tuple[str, ...] = ()
        self.bad = False
        self._waiting: Callable[[], object] | None = None
        self._rested = False
        queue.changed.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """Whether something is being done."""
        return self.job is not None or self._waiting is not None

    @property
    def usable(self) -> bool:
        """Whether the library is open, and nothing is being done for it."""
        return self.model.ready and not self.busy

    def stop(self) -> None:
        """Do not go on with what is being done."""
        if self.job is not None:
            self.job.cancel()

    def _still(self, title: str, work: Working, returned: Callable[[Any], object]) -> None:
        """Do something while nothing is imported; that goes on afterwards."""
        if self.busy:
            return
        self._rested = not self._queue.paused
        self._waiting = lambda: self._start(title, work, returned)
        if self._rested:
            self._queue.pause()
        self._go_on()

    def _go_on(self) -> None:
        if self._waiting is not None and not self._queue.running:
            begin, self._waiting = self._waiting, None
            begin()

    def _start(self, title: str, work: Work, returned: Callable[[Any], object], *, quiet: bool = False) -> None:
        if self.busy:
            return
        self.report, self.bad, self.progress = (), False, None

        def done(result: Any) -> None:
            self._over()
            returned(result)

        jobs = self.model.context.jobs
        job = jobs.start(title, work, returned=done, failed=self._failed, progressed=self._progressed, quiet=quiet)
        self.job = job
        job.cancelled.connect(self._stopped)
        self.changed.emit()

    def _progressed(self, progress: Progress) -> None:
        self.progress = progress
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self._over()
        self.bad, self.report = True, (str(error),)
        self.changed.emit()
        self.model.context.notifier.error(error)

    def _stopped(self) -> None:
        self._over()
        self._say(self.tr("Stopped."))

    def _over(self) -> None:
        self.job, self.progress = None, None
        if self._rested:
            self._rested = False
            self._queue.go_on()

    def _say(self, *sentences: str) -> None:
        self.report, self.bad = tuple(sentences), False
        self.changed.emit()
