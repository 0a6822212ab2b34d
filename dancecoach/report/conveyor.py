"""Work in threads one behind the other: what comes next is made while this is drawn and the last is written."""

import threading
from collections.abc import Callable, Iterator
from queue import Empty, Full, Queue
from types import TracebackType
from typing import Generic, Self, TypeVar

import attrs

T = TypeVar("T")

_WAIT_S = 0.05


@attrs.frozen
class _End:
    """What comes behind the last item: why there are no more."""

    error: BaseException | None = None


class Ahead(Generic[T]):
    """Items made in a thread of their own, a few ahead of whoever takes them.

    Args:
        items: makes them; closed in that thread.
        depth: how many may wait.
    """

    def __init__(self, items: Iterator[T], depth: int = 6) -> None:
        self._items, self._queue = items, Queue[T | _End](depth)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="ahead", daemon=True)

    def __iter__(self) -> Iterator[T]:
        """Them in order.

        Raises:
            Exception: whatever making them raised, in its place among them.
        """
        while True:
            item = self._queue.get()
            if isinstance(item, _End):
                if item.error is not None:
                    raise item.error
                return
            yield item

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        while self._thread.is_alive():
            _emptied(self._queue)
            self._thread.join(_WAIT_S)

    def _run(self) -> None:
        end = _End()
        try:
            for item in self._items:
                if not self._put(item):
                    break
        except BaseException as error:
            # It crosses to the thread that takes the items; raised here nobody would hear of it.
            end = _End(error)
        finally:
            close = getattr(self._items, "close", None)
            if close is not None:
                close()
        self._put(end)

    def _put(self, item: T | _End) -> bool:
        """Hand over; False when nobody takes any more."""
        while not self._stop.is_set():
            try:
                self._queue.put(item, timeout=_WAIT_S)
            except Full:
                continue
            return True
        return False


class Behind(Generic[T]):
    """Hands items to a thread of their own, which does something with each; leaving waits until all is done.

    Args:
        do: what is done with each.
        depth: how many may wait.
    """

    def __init__(self, do: Callable[[T], object], depth: int = 6) -> None:
        self._do, self._queue = do, Queue[T | _End](depth)
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="behind", daemon=True)

    def put(self, item: T) -> None:
        """Hand one over.

        Raises:
            Exception: what went wrong with one before.
        """
        while True:
            if self._error is not None:
                raise self._error
            try:
                self._queue.put(item, timeout=_WAIT_S)
            except Full:
                continue
            return

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            _emptied(self._queue)
        while self._thread.is_alive():
            try:
                self._queue.put(_End(), timeout=_WAIT_S)
                break
            except Full:
                continue
        self._thread.join()
        if kind is None and self._error is not None:
            raise self._error

    def _run(self) -> None:
        while not isinstance(item := self._queue.get(), _End):
            if self._error is not None:
                continue  # nothing more is done, but whoever hands over must not wait for ever
            try:
                self._do(item)
            except BaseException as error:
                # It crosses to the thread that hands over.
                self._error = error


def _emptied(queue: Queue[T]) -> None:
    while True:
        try:
            queue.get_nowait()
        except Empty:
            return
