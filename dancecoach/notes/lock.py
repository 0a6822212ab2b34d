"""One writer at a time: a lock that the operating system gives back however the program that holds it ends."""

import contextlib
import logging
import os
import sys
from pathlib import Path

from dancecoach.files import make_folder, output_error

_log = logging.getLogger(__name__)

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FileLock:
    """Holds a file's lock until `release`.

    Args:
        path: a file for nothing else, made and removed as needed.

    Raises:
        BlockingIOError: somebody holds it, in this program or another.
        OutputError: the file cannot be made.
    """

    def __init__(self, path: Path) -> None:
        make_folder(path.parent)
        self._path = path
        self._handle: int | None = None
        while self._handle is None:
            self._handle = self._attempt()

    def release(self) -> None:
        """Give it back; calling it twice does no harm."""
        handle, self._handle = self._handle, None
        if handle is None:
            return
        # Removed while it is held, or another could take the lock of a file that is about to go; Windows removes no
        # open file, and there nobody can open one that is about to go either.
        removed_first = sys.platform != "win32"
        if removed_first:
            self._remove()
        os.close(handle)
        if not removed_first:
            self._remove()

    def _attempt(self) -> int | None:
        """The handle of the locked file; None when the file was removed meanwhile by who held it before."""
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise output_error(self._path, error) from error
        try:
            _take(handle)
        except (BlockingIOError, PermissionError) as error:
            os.close(handle)
            raise BlockingIOError(*error.args) from error
        except OSError as error:
            # Some network disks have no locks: better without than no notes at all.
            _log.warning("%s cannot be locked: %s", self._path, error)
        if self._is_ours(handle):
            return handle
        os.close(handle)
        return None

    def _is_ours(self, handle: int) -> bool:
        try:
            return os.path.samestat(os.fstat(handle), self._path.stat())
        except OSError:
            return False

    def _remove(self) -> None:
        with contextlib.suppress(OSError):
            self._path.unlink()
