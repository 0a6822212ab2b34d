"""Asks the newest of many questions in a thread: whoever types or scrolls is never waited for."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from dancecoach.gui.worker import Job


class Latest(QObject):
    """One question at a time; of those that come meanwhile only the newest is asked.

    Args:
        title: what is being done.
        answer: gives the answer to a question; runs in a thread and must not touch widgets.
        parent: owner.

    Signals:
        answered: what ``answer`` returned.
        failed: the exception.
    """

    answered = Signal(object)
    failed = Signal(object)

    def __init__(self, title: str, answer: Callable[[Any], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._title, self._answer = title, answer
        self._job: Job | None = None
        self._next: tuple[Any] | None = None
        self._closed = False

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._job is not None

    def ask(self, question: Any) -> None:
        """Ask; an older question that waits is forgotten."""
        self._next = (question,)
        if self._job is None:
            self._go_on()

    def close(self, timeout_s: float = 5.0) -> bool:
        """Ask nothing more, and wait for the thread; whether it is over."""
        self._closed, self._next = True, None
        return self._job is None or self._job.wait(timeout_s)

    def _go_on(self) -> None:
        if self._next is None or self._closed:
            return
        (question,), self._next = self._next, None
        job = Job(self._title, lambda _tell, _cancel: self._answer(question), quiet=True, parent=self)
        self._job = job
        job.returned.connect(self._returned)
        job.failed.connect(self._told)
        job.finished.connect(job.deleteLater)
        job.start()

    def _returned(self, answer: Any) -> None:
        self._job = None
        if not self._closed:
            self.answered.emit(answer)
        if self._job is None:  # whoever heard of it may have asked already
            self._go_on()

    def _told(self, error: BaseException) -> None:
        self._job = None
        if not self._closed:
            self.failed.emit(error)
        if self._job is None:
            self._go_on()
