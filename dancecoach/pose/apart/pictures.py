"""Pictures in memory that two processes see."""

import contextlib
import os
from collections.abc import Iterator
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path

import numpy as np

from dancecoach.video.frame import Image

PLACES = 4
"""One is being looked at, the newest waits, one is passed over at this moment, and one is being written."""

_LINUX_FOLDER = Path("/dev/shm")
"""Where Linux shows shared memory."""


class SharedPictures:
    """A few places for pictures, made here and opened there.

    The memory has a name only until the other process has opened it (`offered`). After that it is gone as soon as both
    have ended, however they ended: nothing is left behind, and no guard has to tidy up.

    Args:
        slot: bytes of a place.

    Raises:
        OSError: there is no shared memory, or not enough of it.
    """

    def __init__(self, slot: int) -> None:
        self.slot = slot
        self._memory = SharedMemory(create=True, size=PLACES * slot)
        try:
            _reserve(_LINUX_FOLDER / self._memory.name, PLACES * slot)
        except OSError:
            self._memory.unlink()
            self._memory.close()
            raise

    @contextlib.contextmanager
    def offered(self) -> Iterator[str]:
        """The name under which the other process may open it, for the length of the block."""
        try:
            yield self._memory.name
        finally:
            self._memory.unlink()

    def write(self, place: int, image: Image) -> None:
        """Copy a picture of at most `slot` bytes to a place."""
        np.copyto(_view(self._memory, place * self.slot, image.shape), image)

    def close(self) -> None:
        """Let go of it."""
        self._memory.close()


class OpenedPictures:
    """The same places, seen from the other process.

    Args:
        name: under which it was offered.
        slot: bytes of a place.
    """

    def __init__(self, name: str, slot: int) -> None:
        self._memory, self._slot = SharedMemory(name), slot

    def read(self, place: int, shape: tuple[int, ...]) -> Image:
        """The picture at a place: not a copy."""
        return _view(self._memory, place * self._slot, shape)


def _view(memory: SharedMemory, start: int, shape: tuple[int, ...]) -> Image:
    return np.ndarray(shape, np.uint8, memory.buf, start)


def _reserve(path: Path, size: int) -> None:
    """Have the memory now or fail: Linux would promise any amount, and kill who writes where there is none."""
    if path.exists():
        file = os.open(path, os.O_RDWR)
        try:
            os.posix_fallocate(file, 0, size)
        finally:
            os.close(file)
