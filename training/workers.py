"""Work spread over processes: each keeps to one core, answers come as they are ready."""

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_context, parent_process
from typing import TypeVar

from dancecoach.errors import OutputError
from dancecoach.progress import CancelToken

Item = TypeVar("Item")
Answer = TypeVar("Answer")


def usual_workers() -> int:
    """One process per core that we may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    work: Callable[[Item], Answer], items: Sequence[Item], workers: int, cancel: CancelToken | None = None
) -> Iterator[Answer]:
    """Answers to all items, in the order they are ready; in this process where one worker is enough.

    Args:
        work: what is done with an item; has to be picklable where there are several workers.
        items: one after the other.
        workers: processes.
        cancel: is looked at between two items.

    Raises:
        Cancelled: ``cancel`` was set.
        OutputError: a process was killed.
    """
    cancel = cancel or CancelToken()
    if workers <= 1:
        for item in items:
            cancel.check()
            yield work(item)
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_settle) as pool:
        pending: set[Future[Answer]] = {pool.submit(work, item) for item in items}
        try:
            while pending:
                ready, pending = wait(pending, timeout=0.5, return_when=FIRST_COMPLETED)
                cancel.check()
                for job in ready:
                    yield job.result()
        except BrokenProcessPool:
            raise OutputError(
                "a process was killed, perhaps for want of memory", remedy="run the same command again: it goes on"
            ) from None
        finally:
            pool.shutdown(cancel_futures=True)


def _settle() -> None:
    """Make a new process one that shares: one thread, ended by its parent alone, and with it."""
    import cv2

    cv2.setNumThreads(1)
    # Ctrl+C goes to all processes of a terminal; the parent says what happens then.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that is killed cannot tell its workers: they would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
