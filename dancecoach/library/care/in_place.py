"""Restores a backup in the place of a library that nobody has open."""

from pathlib import Path

from dancecoach.errors import LibraryBusyError
from dancecoach.i18n import _
from dancecoach.library.care.backup import unpack
from dancecoach.library.catalogue.database import LOCK
from dancecoach.library.catalogue.holder import busy_words
from dancecoach.library.swap import ask_for_restore, finish_restore
from dancecoach.notes.lock import FileLock
from dancecoach.progress import CancelToken, ProgressCallback, ignore_progress


def restore_in_place(
    path: Path, folder: Path, *, progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
) -> Path:
    """Let a backup take a library's place; where what was there is kept, as a library of its own.

    Args:
        path: written by `backup.back_up`.
        folder: of the library, which may be damaged.
        progress: told in files.
        cancel: asks to stop.

    Raises:
        Cancelled: the token was set; the library is as it was.
        ArchiveError: the file is damaged, no backup, or of a newer version.
        LibraryBusyError: somebody has the library open.
        OutputError: it cannot be written, or there is not enough room.
    """
    try:
        lock = FileLock(folder / LOCK)
    except BlockingIOError as error:
        raise LibraryBusyError(busy_words(folder), subject=folder, remedy=_("close it there")) from error
    try:
        before = ask_for_restore(folder, unpack(path, folder, progress, cancel))
    finally:
        lock.release()
    finish_restore(folder)
    return before
