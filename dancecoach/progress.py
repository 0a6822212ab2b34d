"""How a long job tells how far it is, and how it is asked to stop. Knows nothing of windows or terminals."""

import threading
from collections.abc import Callable

import attrs

from dancecoach.errors import Cancelled


@attrs.frozen
class Progress:
    """One report of a running job.

    Attributes:
        stage: what is being done, for people ("finding the body").
        done: units finished, from 0 to ``total`` inclusive.
        total: units in all, or None while unknown.
    """

    stage: str
    done: int
    total: int | None = None

    @property
    def fraction(self) -> float | None:
        """Share done, 0 to 1 inclusive; None while the total is unknown."""
        if not self.total:
            return None
        return min(1.0, self.done / self.total)


ProgressCallback = Callable[[Progress], None]


def ignore_progress(_: Progress) -> None:
    """Listen to nothing: the default listener."""


class CancelToken:
    """A flag that one thread sets and a job looks at between two units of work."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the job to stop; may be called from any thread, any number of times."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether the job was asked to stop."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise `Cancelled` when the job was asked to stop."""
        if self._event.is_set():
            raise Cancelled
