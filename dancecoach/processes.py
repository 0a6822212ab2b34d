"""Processes of our own beside the program's: how they start, how they end, how their errors come across."""

import contextlib
import multiprocessing
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psutil

from dancecoach import i18n
from dancecoach.errors import DancecoachError
from dancecoach.i18n import _

_DEATH_S = 1.0
"""How long a process whose line is closed may take to be gone, seconds."""


class Helper:
    """A process that works for this one, and the line to it.

    It is started afresh ("spawn"): a copy of a program with threads may hang. It does not hear Ctrl+C, which a
    terminal sends to all, as one of us is to tidy up. Its sentences are in the person's language. It ends with us at
    the latest: on a regular end it is stopped, and when this process is killed its line breaks.

    Args:
        work: its life, a function of a module: takes the other end of the line, then ``arguments``. EOFError and
            OSError out of it are a quiet end: there is nobody left to work for.
        arguments: what can be pickled.

    Attributes:
        line: to it and back.

    Raises:
        OSError: the system lets no process start.
    """

    def __init__(self, work: Callable[..., None], *arguments: Any) -> None:
        # A process looks for modules where this one does at that moment. While OpenCV is imported, by whatever thread,
        # that is its own folder too, in which a module is called "typing": the process would die of it.
        import cv2  # noqa: F401

        context = multiprocessing.get_context("spawn")
        self.line, far_end = context.Pipe()
        told = (work, far_end, i18n.language(), arguments)
        self._process = context.Process(target=_live, args=told, daemon=True)
        try:
            with _without_interrupts():
                self._process.start()
        except OSError:
            self.line.close()
            raise
        finally:
            far_end.close()

    @property
    def pid(self) -> int:
        """Its number on this machine."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it has not ended."""
        return self._process.is_alive()

    def how_it_ended(self) -> str:
        """In words, once its line is closed: "SIGKILL", "exit code 1"."""
        self._process.join(_DEATH_S)
        code = self._process.exitcode
        if code is not None and code < 0:
            with contextlib.suppress(ValueError):
                return signal.Signals(-code).name
        return _("exit code {}").format(code)

    def kill(self) -> None:
        """End the process at once; for any thread. Whoever waits for its line hears of it."""
        self._process.kill()

    def stop(self) -> None:
        """End the process at once and forget it; for the thread that uses the line."""
        self._process.kill()
        self._process.join()
        with contextlib.suppress(ValueError):  # somebody else asked the system how it ended: it is taken for alive
            self._process.close()
        self.line.close()


def is_running(number: int) -> bool:
    """Whether there is a process of a number that was read somewhere, and may be any."""
    try:
        return bool(psutil.pid_exists(number))
    except OverflowError:
        return False


def sendable(error: Exception) -> Exception:
    """An error as it surely crosses to another process: ours as itself, a bug with where it happened as its text."""
    if isinstance(error, DancecoachError):
        return error
    return RuntimeError("".join(traceback.format_exception(error)))


@contextlib.contextmanager
def _without_interrupts() -> Iterator[None]:
    """Start processes that do not hear Ctrl+C.

    A process inherits which signals are blocked, even before its first line of Python runs. Windows has no such
    thing; there `_live` ignores the signal as its first act.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _live(
    work: Callable[..., None], line: Connection, language: tuple[str, Path] | None, arguments: tuple[Any, ...]
) -> None:
    """All that a process of ours does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if language is not None:
        i18n.use_language(*language)
    with contextlib.suppress(EOFError, OSError):
        work(line, *arguments)
