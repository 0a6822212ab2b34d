"""The one way to do something long: in a thread of its own, with progress, cancel, a result or an error.

superqt's worker was weighed and left: it replaces the process-wide warning filters from inside its thread, knows no
progress with a total, and takes an exception that is returned for one that is raised.
"""

import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, SignalInstance

from dancecoach.errors import Cancelled
from dancecoach.gui.notifier import Notifier
from dancecoach.progress import CancelToken, Progress

#: What a job runs: it is given a listener for progress and the token that asks it to stop.
Work = Callable[[Callable[[Progress], None], CancelToken], Any]

#: Progress is told at most this often; a fast job would otherwise flood the window.
_TELL_EVERY_S = 0.05


class Job(QObject):
    """One long piece of work. All signals are sent in the window's thread, `finished` last and always.

    Whoever connects before the event loop goes on misses nothing, even where the thread has begun and told by then.

    Signals:
        progressed: a `Progress`.
        returned: the result.
        failed: the exception.
        cancelled: it stopped because it was asked to.
        finished: it is over, one way or another.
    """

    progressed = Signal(object)
    returned = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    finished = Signal()
    _moved = Signal(object)
    _over = Signal(object, object)

    def __init__(self, title: str, work: Work, *, quiet: bool = False, parent: QObject | None = None) -> None:
        """Prepare; nothing runs before `start`.

        Args:
            title: what is being done, for the queue strip.
            work: runs in the thread; must not touch widgets.
            quiet: keep it out of the queue strip (opening a file, importing libraries).
            parent: owner.
        """
        super().__init__(parent)
        self.title, self.quiet = title, quiet
        self.last_progress: Progress | None = None
        self.running = False
        self._work = work
        self._cancel = CancelToken()
        self._told, self._told_stage = 0.0, ""  # belong to the thread
        self._thread = threading.Thread(target=self._run, name=f"job: {title}", daemon=True)
        self._over.connect(self._end)
        self._moved.connect(self._move)

    def start(self) -> "Job":
        """Begin."""
        self.running = True
        self._thread.start()
        return self

    def cancel(self) -> None:
        """Ask it to stop; `cancelled` follows soon."""
        self._cancel.cancel()

    @property
    def asked_to_stop(self) -> bool:
        """Whether `cancel` was called."""
        return self._cancel.cancelled

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait for the thread itself (signals still need the event loop); whether it is over."""
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        result: Any = None
        error: BaseException | None = None
        try:
            self._cancel.check()
            result = self._work(self._tell, self._cancel)
        except BaseException as caught:
            # Everything crosses to the window's thread: an error that ends a thread silently helps nobody.
            error = caught
        emit_safely(self._over, result, error)

    def _tell(self, progress: Progress) -> None:
        now = time.monotonic()
        last_one = progress.total is not None and progress.done >= progress.total
        if last_one or progress.stage != self._told_stage or now - self._told >= _TELL_EVERY_S:
            self._told, self._told_stage = now, progress.stage
            emit_safely(self._moved, progress)

    def _move(self, progress: Progress) -> None:
        self.last_progress = progress
        self.progressed.emit(progress)

    def _end(self, result: Any, error: BaseException | None) -> None:
        self._thread.join()
        self.running = False
        if isinstance(error, Cancelled) or (error is None and self.asked_to_stop):
            self.cancelled.emit()
        elif error is not None:
            self.failed.emit(error)
        else:
            self.returned.emit(result)
        self.finished.emit()


def emit_safely(signal: SignalInstance, *values: Any) -> None:
    """Emit from a thread; at the program's end the receiver may already be gone, which is no error."""
    try:
        signal.emit(*values)
    except RuntimeError as error:
        if "deleted" not in str(error):
            raise


class JobQueue(QObject):
    """Starts jobs, keeps them alive, sends their errors to the notifier, and stops them at the end.

    Signals:
        started: a `Job` whose thread runs next: who connects to it now misses nothing.
        finished: the same, when it is over.
    """

    started = Signal(object)
    finished = Signal(object)

    def __init__(self, notifier: Notifier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notifier = notifier
        self._jobs: list[Job] = []
        self._closed = False

    @property
    def jobs(self) -> tuple[Job, ...]:
        """Jobs under way, the oldest first."""
        return tuple(self._jobs)

    def start(
        self,
        title: str,
        work: Work,
        *,
        returned: Callable[[Any], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
        progressed: Callable[[Progress], object] | None = None,
        quiet: bool = False,
    ) -> Job:
        """Run ``work``.

        Args:
            title: for the queue strip.
            work: see `Work`.
            returned: takes the result, in the window's thread.
            failed: takes the error instead of the notifier.
            progressed: takes each `Progress`, in the window's thread.
            quiet: keep it out of the queue strip.

        Returns:
            The job; after `shut_down` one that never runs, since nobody would wait for its thread.
        """
        job = Job(title, work, quiet=quiet, parent=self)
        if returned is not None:
            job.returned.connect(returned)
        job.failed.connect(failed or self._notifier.error)
        if progressed is not None:
            job.progressed.connect(progressed)
        if self._closed:
            return job
        job.finished.connect(lambda: self._drop(job))
        self._jobs.append(job)
        self.started.emit(job)
        return job.start()

    def cancel_all(self) -> None:
        """Ask every job to stop."""
        for job in self._jobs:
            job.cancel()

    def shut_down(self, timeout_s: float = 10.0) -> bool:
        """At the program's end: ask every job to stop and wait for their threads; whether all are over in time.

        Nobody hears of them any more: those who would listen are going too. What is started afterwards does not run.
        """
        self._closed = True
        self.cancel_all()
        for job in self._jobs:
            job.blockSignals(True)
        deadline = time.monotonic() + timeout_s
        return all(job.wait(max(0.0, deadline - time.monotonic())) for job in self._jobs)

    def _drop(self, job: Job) -> None:
        self._jobs.remove(job)
        self.finished.emit(job)
        job.deleteLater()
