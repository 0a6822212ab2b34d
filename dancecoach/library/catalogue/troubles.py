"""What SQLite's errors mean for a person: a damaged database is one thing, a full or failing disk another.

Nobody may be told to repair a library that is sound.
"""

import errno
import os
import shutil
import sqlite3
from pathlib import Path
from typing import Final

from dancecoach.errors import LibraryDamagedError, LibraryError, OutputError
from dancecoach.i18n import _
from dancecoach.library.folders import FILE, is_usual

_ROOM: Final = 1 << 20
"""Bytes: with less room on the disk, that is what is in the way of writing."""


def is_damage(error: BaseException | None) -> bool:
    """Whether an error says that the database itself is at fault, rather than its disk or another program."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return True
    return code == sqlite3.SQLITE_IOERR_SHORT_READ or code & 0xFF not in {
        sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT,
    }  # fmt: skip


def trouble(folder: Path, error: BaseException | None) -> LibraryError:
    """The sentence for an error of a library's database."""
    if (folder / FILE).is_dir() or is_damage(error):
        return damaged(folder)
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryError(_("is being written by another program"), subject=folder, remedy=_("try again"))
    if code == sqlite3.SQLITE_FULL or _is_full(folder):
        return LibraryError(_("the disk is full"), subject=folder, remedy=_("free some space; nothing was lost"))
    if code != sqlite3.SQLITE_IOERR or not os.access(folder, os.W_OK):
        return LibraryError(_("cannot be written"), subject=folder, remedy=_("choose a folder that you may write to"))
    return LibraryError(
        _("its disk cannot be read or written ({})").format(error),
        subject=folder,
        remedy=_("check the disk; a backup can be restored on another one"),
    )


def damaged(folder: Path, problem: str = "") -> LibraryDamagedError:
    """The sentence for a database that is to be repaired."""
    where = "" if is_usual(folder) else f' --library "{folder}"'
    return LibraryDamagedError(
        problem or _("its database is damaged"),
        subject=folder,
        remedy=_("repair it with: dancecoach library check --repair") + where,
    )


def gone(folder: Path) -> LibraryDamagedError:
    """The sentence for a library that has its films, or pictures of them, and no database."""
    return damaged(folder, _("its database is gone or empty, and its films or their pictures are still there"))


def not_writable(folder: Path, error: OutputError) -> OutputError:
    """The sentence for a library in whose folder no lock can be made, such as one on a write-protected disk."""
    cause = error.__cause__
    protected = isinstance(cause, OSError) and cause.errno in {errno.EACCES, errno.EPERM, errno.EROFS}
    if not protected or not (folder / FILE).exists():
        return error
    return OutputError(
        _("this library is write-protected"),
        subject=folder,
        remedy=_("copy its folder to where you may write and open the copy, or open another library"),
    )


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _ROOM
    except OSError:
        return False
