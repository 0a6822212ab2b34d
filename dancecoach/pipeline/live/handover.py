"""From one thread to the next, in order and without loss: what the newest-only slot is not."""

from collections.abc import Iterator
from queue import SimpleQueue
from typing import Generic, TypeVar

T = TypeVar("T")


class HandOver(Generic[T]):
    """A few things on their way from a thread that puts to a thread that iterates over them, first come, first served.

    An item counts as on its way until the iterating thread asks for the next one. Whoever puts waits while there are
    as many as there may be: a slower neighbour slows it down, and nothing piles up. Made of the interpreter's own
    queues, which cost a microsecond where a condition variable costs ten.

    Args:
        most: how many may be on their way, the one being worked on included.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._items: SimpleQueue[T | None] = SimpleQueue()
        self._places: SimpleQueue[None] = SimpleQueue()
        self._closed = False
        self._free(most)

    def put(self, item: T) -> bool:
        """Hand an item over, as soon as there is a place for it.

        Returns:
            Whether it will be taken; False after `close`.
        """
        if not self._closed:
            self._places.get()
        if self._closed:
            self._free(1)
            return False
        self._items.put(item)
        return True

    def __iter__(self) -> Iterator[T]:
        """The items as they come, until `close`; for one thread."""
        while (item := self._items.get()) is not None and not self._closed:
            yield item
            self._free(1)

    def settle(self) -> None:
        """Wait until all that was put has been dealt with, or until `close`; for a thread that puts."""
        if not self._closed:
            for _place in range(self._most):
                self._places.get()
        self._free(self._most)

    def close(self) -> None:
        """Wake everybody who waits and hand nothing more over. Calling it twice does no harm."""
        self._closed = True
        self._items.put(None)
        self._free(self._most)

    def _free(self, places: int) -> None:
        for _place in range(places):
            self._places.put(None)
