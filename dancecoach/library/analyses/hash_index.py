"""Which content a file had when it was last hashed, so that a gigabyte is not hashed at every opening.

A remembered hash counts only while the file's size and time of change are the same. A file that changed within the
last two seconds is not remembered: it could change again without either of them showing it (coarse clocks).
"""

import contextlib
import logging
import sqlite3
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TypeVar

from dancecoach.files import readable

_Answer = TypeVar("_Answer")
_log = logging.getLogger(__name__)

MAX_FILES = 20_000
"""Files remembered at most, the least recently used forgotten first; about 5 MB."""

_SETTLED_NS = 2_000_000_000
_WAIT_S = 2.0
_TABLE = (
    "CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, size INTEGER NOT NULL, changed_ns INTEGER NOT NULL, "
    "sha256 TEXT NOT NULL, used_ns INTEGER NOT NULL) WITHOUT ROWID"
)


class HashIndex:
    """A cache that may be lost at any time: no method fails for the index's own sake.

    Args:
        path: the SQLite file; its folder is made with the first entry.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, file: Path) -> str | None:
        """The hash of the file as it is now; None when it is not remembered or the file is not there."""
        key = _key(file)
        if key is None or not self._path.is_file():
            return None

        def look_up(database: sqlite3.Connection) -> str | None:
            row = database.execute(
                "SELECT sha256 FROM files WHERE path = ? AND size = ? AND changed_ns = ?", key
            ).fetchone()
            database.execute("UPDATE files SET used_ns = ? WHERE path = ?", (time.time_ns(), key[0]))
            return None if row is None else str(row[0])

        return self._with_database(look_up)

    def put(self, file: Path, sha256: str) -> None:
        """Remember the hash of the file as it is now."""
        key = _key(file)
        if key is None or time.time_ns() - key[2] < _SETTLED_NS:
            return
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)

        def enter(database: sqlite3.Connection) -> None:
            database.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)", (*key, sha256, time.time_ns()))
            database.execute(
                "DELETE FROM files WHERE path IN (SELECT path FROM files ORDER BY used_ns DESC LIMIT -1 OFFSET ?)",
                (MAX_FILES,),
            )

        self._with_database(enter)

    def forget(self, hashes: Collection[str], of_path: Callable[[str], bool]) -> None:
        """Forget files with one of these contents, and those whose path is one that is asked for, without a trace."""
        if not self._path.is_file():
            return

        def take_out(database: sqlite3.Connection) -> None:
            database.execute("PRAGMA secure_delete = ON")
            rows = database.execute("SELECT path, sha256 FROM files").fetchall()
            gone = [(path,) for path, sha256 in rows if sha256 in hashes or of_path(path)]
            database.executemany("DELETE FROM files WHERE path = ?", gone)

        self._with_database(take_out)
        database = self._open()
        if database is not None:
            with contextlib.closing(database), contextlib.suppress(sqlite3.Error):
                database.execute("VACUUM")

    def _with_database(self, work: Callable[[sqlite3.Connection], _Answer]) -> _Answer | None:
        """Do the work in a transaction; None when the database cannot be used. A damaged one is removed."""
        database = self._open()
        if database is None:
            return None
        try:
            with database:
                return work(database)
        except sqlite3.DatabaseError as problem:
            self._give_up(problem)
            return None
        finally:
            database.close()

    def _open(self) -> sqlite3.Connection | None:
        try:
            database = sqlite3.connect(self._path, timeout=_WAIT_S)
        except sqlite3.Error as problem:
            _log.warning("The index of analysed clips %s cannot be opened: %s", self._path, problem)
            return None
        try:
            database.execute(_TABLE)
        except sqlite3.DatabaseError as problem:
            database.close()
            self._give_up(problem)
            return None
        return database

    def _give_up(self, problem: sqlite3.DatabaseError) -> None:
        _log.warning("The index of analysed clips %s cannot be used: %s", self._path, problem)
        # Busy or read-only is not damage (OperationalError); everything in the index can be computed again.
        if not isinstance(problem, sqlite3.OperationalError):
            with contextlib.suppress(OSError):
                self._path.unlink()


def _key(file: Path) -> tuple[str, int, int] | None:
    """Path, size and time of change in nanoseconds; None when the file is not there, or a folder, or its path no text.

    A folder's time does not tell whether the files in it have changed.
    """
    try:
        if file.is_dir():
            return None
        path, facts = str(file.resolve()), file.stat()
    except OSError:
        return None
    return (path, facts.st_size, facts.st_mtime_ns) if readable(path) == path else None
