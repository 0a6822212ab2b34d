"""Looks into a library without opening it: what must be known of it before, or while somebody else has it open.

Read with Python's own SQLite, in a moment; the library that the database is worked with takes most of a second to load
and 40 MB, which nobody should pay who never looks at the library.
"""

import contextlib
import logging
import sqlite3
from pathlib import Path
from urllib.parse import quote

from dancecoach.library.folders import FILE, is_library
from dancecoach.library.news import News

_WAIT_S = 5.0
_log = logging.getLogger(__name__)


def contents(folder: Path) -> frozenset[str] | None:
    """Hashes of the clips in a library; none where there is no library, None where that cannot be said."""
    if not is_library(folder):
        return frozenset()
    rows = _read(folder, "SELECT sha256 FROM clip")
    return None if rows is None else frozenset(sha256 for (sha256,) in rows)


def holds(folder: Path, sha256: str) -> bool:
    """Whether a clip of that content is in a library."""
    return bool(is_library(folder) and _read(folder, "SELECT 1 FROM clip WHERE sha256 = ?", sha256))


def persons(folder: Path) -> tuple[str, ...]:
    """The persons of a library in the order of the alphabet; none where there is none, or that cannot be said."""
    query = "SELECT name FROM name WHERE kind = 'person' ORDER BY folded"
    rows = _read(folder, query) if is_library(folder) else None
    return tuple(name for (name,) in rows or ())


def has_work(folder: Path) -> bool:
    """Whether a library has something to do: files on their way in, or news that it did not hear."""
    if not is_library(folder):
        return False
    rows = _read(folder, "SELECT 1 FROM job WHERE state IN ('waiting', 'running') LIMIT 1")
    return rows is None or bool(rows) or bool(News(folder).waiting())


def _read(folder: Path, query: str, *values: str) -> list[tuple[str]] | None:
    """The rows of a query; None where they cannot be read."""
    # "rw" makes no file, and unlike "ro" takes the write-ahead log away again that was made for reading.
    address = f"file:{quote(str((folder / FILE).absolute()))}?mode=rw"
    try:
        with contextlib.closing(sqlite3.connect(address, uri=True, timeout=_WAIT_S)) as connection:
            connection.execute("PRAGMA query_only = ON")
            return connection.execute(query, values).fetchall()
    except sqlite3.Error as problem:
        _log.warning("%s cannot be looked into: %s", folder, problem)
        return None
