"""Work spread over machines: a Dask cluster that is already there, such as `dask scheduler` and `dask worker` start.

A worker that is killed costs what it was working on: the scheduler gives that to another one. Machines of a cluster
trust each other (work is sent as pickles): use one that is yours.
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from typing import Any, TypeVar

import attrs

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
    if not items:
        return
    distributed = _distributed()
    with _connected(distributed, scheduler, patience_s) as client:
        cluster = _Cluster(distributed, client, scheduler, cancel or CancelToken(), patience_s)
        suspects: list[Item] = []
        for item, answer in cluster.spread(work, items):
            if answer is _KILLED:
                suspects.append(item)
            else:
                yield answer
        # With a worker goes all that waited there: which item killed it shows when each is alone.
        for suspect in suspects:
            for _, answer in cluster.spread(work, [suspect]):
                yield lost(suspect) if answer is _KILLED else answer


_KILLED = object()
"""Stands for the answer to an item that a worker, or several, were killed with."""


@attrs.frozen
class _Cluster:
    """A cluster that is connected to; see `spread_on_cluster`."""

    distributed: Any
    client: Any
    scheduler: str
    cancel: CancelToken
    patience_s: float

    def spread(self, work: Callable[[Item], Answer], items: Sequence[Item]) -> Iterator[tuple[Item, Any]]:
        """Each item with its answer, or `_KILLED`."""
        # Not pure: equal items are equal work only as long as files stay as they are.
        futures = self.client.map(_Alone(work), items, pure=False)
        item_of = dict(zip(futures, items, strict=True))
        ready = self.distributed.as_completed(futures, loop=self.client.loop)
        while item_of:
            self._until(ready.has_ready)
            for future in ready.next_batch(block=False):
                yield item_of.pop(future), self._answer(future)

    def _answer(self, future: Any) -> Any:
        """The answer of work that is done, or `_KILLED`; done again where the worker that held it has gone since."""

        def fetched() -> bool:
            try:
                found.append(future.result(timeout=_POLL_S))
            except TimeoutError:
                return False
            return True

        found: list[Any] = []
        try:
            self._until(fetched)
        except self.distributed.KilledWorker:
            return _KILLED
        except CancelledError as error:
            raise OutputError(
                "the cluster went away",
                subject=self.scheduler,
                remedy="start it and run the same command again: it goes on",
            ) from error
        except (ImportError, RuntimeError) as error:
            if isinstance(error, RuntimeError) and "deserializ" not in str(error):
                raise
            raise OutputError(
                f"its machines cannot do this work ({error})",
                subject=self.scheduler,
                remedy="install the same dancecoach on each, the scheduler's too",
            ) from error
        return found[0]

    def _until(self, there: Callable[[], bool]) -> None:
        """Wait, as long as there are workers and nobody cancels."""
        patient_until = time.monotonic() + self.patience_s
        while True:
            self.cancel.check()
            if there():
                return
            time.sleep(_POLL_S)
            if time.monotonic() > patient_until:
                _wait_for_workers(self.client, self.scheduler, self.patience_s)
                patient_until = time.monotonic() + self.patience_s


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
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
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
