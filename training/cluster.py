"""Work spread over machines: a Dask cluster that is already there, such as `dask scheduler` and `dask worker` start.

A worker that is killed costs what it was working on: the scheduler gives that to another one. Machines of a cluster
trust each other (work is sent as pickles): use one that is yours.
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from dancecoach.errors import EngineError, InputError, OutputError
from dancecoach.progress import CancelToken

Item = TypeVar("Item")
Answer = TypeVar("Answer")

INSTALL_COMMAND = 'pip install "dancecoach[cluster]"'
"""In a checkout: ``.venv/bin/pip install -e ".[cluster]"``; both give the versions that were tried."""

_PATIENCE_S = 20.0
_POLL_S = 0.1


def spread_on_cluster(
    work: Callable[[Item], Answer],
    items: Sequence[Item],
    scheduler: str,
    lost: Callable[[Item], Answer],
    cancel: CancelToken | None = None,
    *,
    patience_s: float = _PATIENCE_S,
) -> Iterator[Answer]:
    """Answers to all items, in the order they are ready.

    Args:
        work: what is done with an item; its module has to be installed on every machine.
        items: as `training.workers.spread` takes them.
        scheduler: its address, like ``tcp://192.168.0.2:8786``.
        lost: the answer for an item that kills each worker which works on it.
        cancel: is looked at while waiting; what has begun on a worker is ended there.
        patience_s: how long to wait for an answer of the scheduler, and for a worker to come (back), s.

    Raises:
        Cancelled: ``cancel`` was set.
        InputError: there is no scheduler at the address, or it has no workers.
        OutputError: the cluster went away, or its workers lack the program.
        EngineError: Dask is not installed.
    """
    cancel = cancel or CancelToken()
    if not items:
        return
    distributed = _distributed()
    with _connected(distributed, scheduler, patience_s) as client:
        # Not pure: equal items are equal work only as long as files stay as they are.
        futures = client.map(_Alone(work), items, pure=False)
        item_of = dict(zip(futures, items, strict=True))
        ready, seen = distributed.as_completed(futures), time.monotonic()
        while item_of:
            cancel.check()
            for future in ready.next_batch(block=False):
                yield _answer(distributed, future, item_of.pop(future), scheduler, lost)
                seen = time.monotonic()
            if item_of and not ready.has_ready():
                time.sleep(_POLL_S)
                if time.monotonic() - seen > patience_s:
                    _wait_for_workers(client, scheduler, patience_s)
                    seen = time.monotonic()


class _Alone:
    """Work that keeps to one core, as each worker is counted as one."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        self._work = work

    def __call__(self, item: Any) -> Any:
        import cv2

        cv2.setNumThreads(1)
        return self._work(item)


def _distributed() -> Any:
    """Dask's library for clusters.

    Raises:
        EngineError: it is not installed; says the one command that installs it.
    """
    try:
        import distributed
    except ImportError as error:
        raise EngineError(
            "a cluster cannot be used without Dask", remedy=f"install it with: {INSTALL_COMMAND}"
        ) from error
    # What goes wrong is raised, and said in one sentence; its own tale of it is pages long.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    return distributed


@contextmanager
def _connected(distributed: Any, scheduler: str, patience_s: float) -> Iterator[Any]:
    """A client of the cluster; it opens no port of its own.

    Raises:
        InputError: there is no scheduler at the address, or it has no workers.
    """
    try:
        client = distributed.Client(scheduler, timeout=patience_s, set_as_default=False)
    except (OSError, ValueError) as error:
        raise InputError(
            "no scheduler answers at this address",
            subject=scheduler or "''",
            remedy="start one with `dask scheduler` and name the address that it prints, like tcp://127.0.0.1:8786",
        ) from error
    try:
        _wait_for_workers(client, scheduler, patience_s)
        yield client
    finally:
        client.close()


def _wait_for_workers(client: Any, scheduler: str, patience_s: float) -> None:
    try:
        client.wait_for_workers(1, timeout=patience_s)
    except OSError as error:  # time is up, or the scheduler has gone
        raise InputError(
            "the cluster has no workers",
            subject=scheduler,
            remedy=f"start some with: dask worker {scheduler}; what is done stays done",
        ) from error


def _answer(distributed: Any, future: Any, item: Item, scheduler: str, lost: Callable[[Item], Answer]) -> Answer:
    if future.status == "finished":
        answer: Answer = future.result()
        return answer
    if future.status != "error":
        raise OutputError(
            "the cluster went away", subject=scheduler, remedy="start it and run the same command again: it goes on"
        )
    error = future.exception()
    if isinstance(error, distributed.KilledWorker):
        return lost(item)
    if isinstance(error, ImportError) or "deserializ" in str(error):
        raise OutputError(
            f"its machines cannot run this work ({error})",
            subject=scheduler,
            remedy="install the same dancecoach on each, the scheduler's too",
        ) from error
    raise error
