"""Work spread over processes: each keeps to one core, answers come as they are ready."""

import os
import signal
import threading
from collections import deque
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
    work: Callable[[Item], Answer],
    items: Sequence[Item],
    workers: int,
    cancel: CancelToken | None = None,
    lost: Callable[[Item], Answer] | None = None,
) -> Iterator[Answer]:
    """Answers to all items, in the order they are ready; in this process where one worker is enough.

    Args:
        work: what is done with an item; has to be picklable where there are several workers.
        items: one after the other.
        workers: processes.
        cancel: is looked at between two items.
        lost: the answer for an item that kills each process which works on it; without it one is an error.

    Raises:
        Cancelled: ``cancel`` was set.
        OutputError: a process was killed, and ``lost`` is not given.
    """
    cancel = cancel or CancelToken()
    if workers <= 1:
        for item in items:
            cancel.check()
            yield work(item)
        return
    waiting, suspects = deque(items), deque[Item]()
    while waiting:
        yield from _through_pool(work, waiting, workers, cancel, suspects)
        if suspects and lost is None:
            raise OutputError(
                "a process was killed, perhaps for want of memory", remedy="run the same command again: it goes on"
            )
        while suspects and lost is not None:
            alone, guilty = deque([suspects.popleft()]), deque[Item]()
            yield from _through_pool(work, alone, 1, cancel, guilty)
            yield from map(lost, guilty)


def _through_pool(
    work: Callable[[Item], Answer], waiting: deque[Item], workers: int, cancel: CancelToken, suspects: deque[Item]
) -> Iterator[Answer]:
    """Answers to what waits, until a process is killed; ``suspects`` are then what was being worked on."""
    pending: dict[Future[Answer], Item] = {}
    with ProcessPoolExecutor(min(workers, len(waiting)), get_context("spawn"), initializer=_settle) as pool:
        try:
            while pending or (waiting and not suspects):
                # No more than there are processes, so that it is known what a killed one was working on.
                while waiting and not suspects and len(pending) < workers:
                    job = pool.submit(work, waiting[0])
                    pending[job] = waiting.popleft()
                for job in wait(pending, timeout=0.5, return_when=FIRST_COMPLETED).done:
                    item = pending.pop(job)
                    if isinstance(job.exception(), BrokenProcessPool):
                        suspects.append(item)
                    else:
                        yield job.result()
                cancel.check()
        except BrokenProcessPool:
            suspects.extend(pending.values())  # found out while it was given more
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
