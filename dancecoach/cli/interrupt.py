"""Ctrl+C as a request: the job stops between two units of work, and no file is left half written."""

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType

from dancecoach.progress import CancelToken


@contextlib.contextmanager
def cancelled_by_signals() -> Iterator[CancelToken]:
    """A token that Ctrl+C (or a polite `kill`) sets while the block runs. A second Ctrl+C stops at once."""
    token = CancelToken()

    def ask(number: int, _frame: FrameType | None) -> None:
        if token.cancelled and number == signal.SIGINT:
            raise KeyboardInterrupt
        token.cancel()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield token
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
