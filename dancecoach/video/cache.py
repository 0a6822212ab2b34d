"""The most recently used things, up to a number of bytes."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class ByteLimitedCache(Generic[Key, Value]):
    """Keeps what was used last, as much as fits in a number of bytes. May be used by several threads.

    Args:
        limit: bytes; a single thing larger than that is not kept.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._items: OrderedDict[Key, tuple[Value, int]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.RLock()

    @property
    def bytes_used(self) -> int:
        """Bytes kept now, never over the limit."""
        return self._bytes

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, key: Key) -> bool:
        return key in self._items

    def get(self, key: Key) -> Value | None:
        """What is kept under the key, which thereby becomes the most recently used; None when nothing is."""
        with self._lock:
            item = self._items.get(key)
            if item is None:
                return None
            self._items.move_to_end(key)
            return item[0]

    def put(self, key: Key, value: Value, size: int) -> None:
        """Keep a thing of ``size`` bytes, letting go of the longest unused ones until it fits."""
        with self._lock:
            self.drop(key)
            if size > self._limit:
                return
            while self._bytes + size > self._limit:
                _, (_, freed) = self._items.popitem(last=False)
                self._bytes -= freed
            self._items[key] = (value, size)
            self._bytes += size

    def drop(self, key: Key) -> None:
        """Let go of what is kept under the key, if anything."""
        with self._lock:
            _, freed = self._items.pop(key, (None, 0))
            self._bytes -= freed

    def clear(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._items.clear()
            self._bytes = 0
