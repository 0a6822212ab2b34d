"""A teaching in a process of its own: told about, stopped, and never left over.

The process ends with the program that asked for it, also when that one is killed: its line breaks, it hears that at
once, tidies up and goes, with whatever it has started itself.
"""

import contextlib
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import psutil

from dancecoach.errors import Cancelled, EngineError
from dancecoach.i18n import _
from dancecoach.pipeline.teaching.outcome import Outcome
from dancecoach.pipeline.teaching.request import TeachRequest
from dancecoach.processes import Helper, sendable
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress

_LOOK_ROUND_S = 0.1
_GRACE_S = 3.0
"""How long a process that is asked to stop may take to do so by itself, seconds."""

_STOP = "stop"
_SUM_THREADS = ("OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def run_teaching(
    request: TeachRequest, progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
) -> Outcome:
    """Do what is asked for in a process of its own, and wait for it.

    Args:
        request: what to teach.
        progress: told how far it is; called from this thread.
        cancel: asks to stop; heard within a tenth of a second.

    Raises:
        Cancelled: the token was set; nothing is left of it.
        EngineError: the process could not be started, or ended unexpectedly.
        DancecoachError: what the teaching reports.
    """
    cancel = cancel or CancelToken()
    with tempfile.TemporaryDirectory(prefix="dancecoach-teach-", ignore_cleanup_errors=True) as scratch:
        try:
            with _one_thread_of_sums():
                helper = Helper(_work, request, Path(scratch))
        except OSError as error:
            raise EngineError(
                _("no process can be started for the teaching ({reason})").format(reason=error.strerror or error),
                remedy=_("close other programs and try again"),
            ) from error
        try:
            return _listen(helper, progress, cancel)
        finally:
            _end(helper)


@contextlib.contextmanager
def _one_thread_of_sums() -> Iterator[None]:
    """Have a process that is started within do small sums in one thread.

    Several wait for one another at each of thousands of small products: on a busy machine twenty times as long. The
    libraries look at these variables once, when they are first loaded.
    """
    before = {name: os.environ.get(name) for name in _SUM_THREADS}
    os.environ.update(dict.fromkeys(_SUM_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _listen(helper: Helper, progress: ProgressCallback, cancel: CancelToken) -> Outcome:
    """What the process says, until it has said the last word."""
    asked_at: float | None = None
    begun = False
    while True:
        if cancel.cancelled and not begun:  # it is only starting, and has nothing to tidy up
            raise Cancelled
        if cancel.cancelled and asked_at is None:
            asked_at = time.monotonic()
            with contextlib.suppress(OSError):
                helper.line.send(_STOP)
        if asked_at is not None and time.monotonic() - asked_at > _GRACE_S:
            raise Cancelled
        if not helper.line.poll(_LOOK_ROUND_S):
            continue
        try:
            said = helper.line.recv()
        except (EOFError, OSError) as error:
            cancel.check()
            raise EngineError(
                _("the teaching ended unexpectedly ({how})").format(how=helper.how_it_ended()),
                remedy=_("close other programs if memory is short, and try again"),
            ) from error
        begun = True
        if isinstance(said, Progress):
            if asked_at is None:
                progress(said)
        elif isinstance(said, Exception):
            raise said
        else:
            cancel.check()
            assert isinstance(said, Outcome)
            return said


def _end(helper: Helper) -> None:
    """The process is gone, and what it started too."""
    _end_children(helper.pid)
    helper.stop()


def _end_children(pid: int) -> None:
    """Kill the processes that one has started."""
    with contextlib.suppress(psutil.Error):
        for child in psutil.Process(pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                child.kill()


def _work(line: Connection, request: TeachRequest, scratch: Path) -> None:
    """The life of the process: it does what is asked for, says so, and ends."""
    tempfile.tempdir = os.environ["TMPDIR"] = str(scratch)  # what libraries put aside goes with it
    cancel = CancelToken()
    threading.Thread(target=_watch, args=(line, cancel, scratch), name="teaching: watch", daemon=True).start()
    try:
        line.send(request.learn(line.send, cancel, scratch))
    except Cancelled as stopped:
        line.send(stopped)
    except Exception as error:  # shown in the parent; or it is the parent that is gone, and then nobody is told
        line.send(sendable(error))
    finally:
        _end_children(os.getpid())
        shutil.rmtree(scratch, ignore_errors=True)


def _watch(line: Connection, cancel: CancelToken, scratch: Path) -> None:
    """Hear that it is to stop; where the program has gone that asked for it, stop for good."""
    with contextlib.suppress(EOFError, OSError):
        while line.recv() != _STOP:
            continue
        cancel.cancel()
        line.recv()  # breaks at the end
    cancel.cancel()
    time.sleep(_GRACE_S)
    _end_children(os.getpid())
    shutil.rmtree(scratch, ignore_errors=True)
    os._exit(1)
