"""A place for one thing, the newest: how a fast producer feeds a slow consumer without a queue.

A queue between a camera and a slower pose engine fills up and then shows the past. In a `LatestSlot` a new item
replaces the one that nobody has fetched yet, so a slow consumer sees fewer items, but never older ones.
"""

import multiprocessing
import threading
from typing import Generic, TypeVar

T = TypeVar("T")


class LatestSlot(Generic[T]):
    """Holds at most one item of any kind but None; any number of threads may put and take."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._item: T | None = None
        self._replaced = 0
        self._closed = False

    def put(self, item: T) -> bool:
        """Offer an item and return at once; an item still waiting is thrown away.

        Returns:
            Whether nothing was waiting: exactly one "there is something to fetch" is due per True. After
            `close` always False, and the item is thrown away.
        """
        with self._condition:
            if self._closed:
                return False
            was_empty = self._item is None
            if not was_empty:
                self._replaced += 1
            self._item = item
            self._condition.notify()
            return was_empty

    def take(self, timeout: float | None = 0.0) -> T | None:
        """Fetch the item.

        Args:
            timeout: seconds to wait for one; 0 looks only, None waits until there is one or the slot is closed.

        Returns:
            The newest item, or None when there is none in time or the slot is closed.
        """
        with self._condition:
            self._condition.wait_for(lambda: self._item is not None or self._closed, timeout)
            item, self._item = self._item, None
            return item

    def close(self) -> None:
        """Wake everybody who waits, throw the item away and accept no more. Calling it twice does no harm."""
        with self._condition:
            self._closed = True
            self._item = None
            self._condition.notify_all()

    @property
    def waiting(self) -> bool:
        """Whether there is an item to fetch."""
        with self._condition:
            return self._item is not None

    @property
    def replaced(self) -> int:
        """Items thrown away because a newer one came before anybody fetched them."""
        with self._condition:
            return self._replaced


class Bell:
    """Wakes a thread that waits for other processes too: `line` can be read from the first ring until `quiet`."""

    def __init__(self) -> None:
        self.line, self._hand = multiprocessing.Pipe(duplex=False)
        self._lock = threading.Lock()
        self._ringing = False

    def ring(self) -> None:
        """Wake the one who waits; any thread. Costs nothing while it is ringing."""
        with self._lock:
            if not self._ringing and not self._hand.closed:
                self._ringing = True
                self._hand.send_bytes(b"!")

    def quiet(self) -> None:
        """Stop ringing; before looking at what it rang for."""
        with self._lock:
            if self._ringing:
                self._ringing = False
                self.line.recv_bytes()

    def close(self) -> None:
        """Let go of it; rings afterwards do no harm."""
        with self._lock:
            self._hand.close()
            self.line.close()
            self._ringing = False
