"""Decoded frames that are kept while they fit: the least recently used go first."""

from collections import OrderedDict
from typing import Generic, TypeVar

T = TypeVar("T")


class ByteCache(Generic[T]):
    """Values by number, with a limit on the sum of their bytes.

    A value larger than the limit is kept alone, so that asking for the same frame twice never decodes twice.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.bytes = 0
        self._kept: OrderedDict[int, tuple[T, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: int) -> T | None:
        """The value, which counts as used now; None where it is not kept."""
        entry = self._kept.get(key)
        if entry is None:
            return None
        self._kept.move_to_end(key)
        return entry[0]

    def put(self, key: int, value: T, size: int) -> None:
        """Keep a value of ``size`` bytes; older ones make room."""
        old = self._kept.pop(key, None)
        self.bytes += size - (old[1] if old else 0)
        self._kept[key] = value, size
        while self.bytes > self.limit and len(self._kept) > 1:
            _, (_, freed) = self._kept.popitem(last=False)
            self.bytes -= freed

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()
        self.bytes = 0
