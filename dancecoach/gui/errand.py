"""Short errands that may wait for a disk or a driver, done behind the window's back."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from dancecoach.gui.worker import Job


class Errands(QObject):
    """Runs errands one after another and tells of their outcome in this object's thread.

    For things that take a moment and must not be cancelled, such as finishing a recording or letting a camera go.
    The order is kept: a camera is let go before it is opened again.

    Signals:
        failed: the exception of an errand.
    """

    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._last: Job | None = None

    def run(
        self,
        title: str,
        work: Callable[[], Any],
        *,
        returned: Callable[[Any], object] | None = None,
        failed: Callable[[BaseException], object] | None = None,
    ) -> Job:
        """Do ``work`` after the errands before it.

        Args:
            title: what it is.
            work: runs in a thread; must not touch widgets.
            returned: takes what ``work`` returned.
            failed: hears of the error, before everybody else does.
        """
        before = self._last

        def in_order(_tell: object, _cancel: object) -> Any:
            if before is not None:
                before.wait()
            return work()

        job = Job(title, in_order, quiet=True, parent=self)
        if returned is not None:
            job.returned.connect(returned)
        if failed is not None:
            job.failed.connect(failed)
        job.failed.connect(self.failed)
        job.finished.connect(job.deleteLater)
        self._last = job
        return job.start()

    @property
    def busy(self) -> bool:
        """Whether an errand is being done, or its outcome is still to be told."""
        return self._last is not None and self._last.running

    def wait(self, timeout_s: float) -> bool:
        """Wait until all errands are done; whether they are."""
        return self._last is None or self._last.wait(timeout_s)
