"""Reads what can be read of a damaged database: from copies of it, mended as far as need be, never from itself.

SQLite's own pages are read row by row from both ends, and between them each row by its number: a page that cannot be
read costs the rows on it and, where the tree above it is damaged, those below. A file that was cut off gets empty pages
for those that are gone; one whose beginning is rubbish gets the beginning of a new library, whose tables stand in the
same order.
"""

import contextlib
import logging
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from dancecoach.files import output_error
from dancecoach.library.catalogue.database import FILE, Database

WORKING: Final = ".rescue-"
"""How the folder's name begins in which copies are read."""

_PAGE: Final = 4096
_HEADER: Final = 100
_MAGIC: Final = b"SQLite format 3\0"
_COUNT, _FREE = slice(28, 32), slice(32, 40)
_MOST_GROWN: Final = 16
"""A file that was cut off is taken to have been so many times as large, at most."""

_MOST_TRIED: Final = 5_000_000
"""Numbers of rows that are tried one by one, at most: some seconds."""

_MOST_BLIND: Final = 20_000
"""The same where nobody knows how many there may be."""

_log = logging.getLogger(__name__)


class Salvage:
    """Rows of a damaged database; use it in a ``with``.

    Args:
        kept: the damaged database, with its log beside it; it is not changed.

    Attributes:
        partly: tables of which something could not be read.

    Raises:
        OutputError: there is no room for copies.
    """

    def __init__(self, kept: Path) -> None:
        self.partly: set[str] = set()
        self._stack = contextlib.ExitStack()
        try:
            beside = self._stack.enter_context(tempfile.TemporaryDirectory(prefix=WORKING, dir=kept.parent))
            self._path = self._best(kept, Path(beside))
        except OSError as error:
            self._stack.close()
            raise output_error(kept.parent, error) from error

    def __enter__(self) -> "Salvage":
        """As opened."""
        return self

    def __exit__(self, *_: object) -> None:
        """Away with the copies."""
        self._stack.close()

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """Rows that can be read: from the first on, from the last back to where reading stopped, and each between."""
        return _rows(self._path, table, self.partly)

    def _best(self, kept: Path, folder: Path) -> Path:
        """The copy in which there are clips; mended no more than need be."""
        plain = folder / "plain.sqlite"
        for ending in ("", "-wal"):
            part = kept.with_name(kept.name + ending)
            if part.is_file():
                shutil.copyfile(part, plain.with_name(plain.name + ending))
        if _has_clips(plain) or not kept.is_file():
            return plain
        with Database(folder / "fresh"):
            pass
        fresh, data = (folder / "fresh" / FILE).read_bytes(), kept.read_bytes()
        for name, begin in (("header", _HEADER), ("tables", _PAGE)):
            mended = folder / f"{name}.sqlite"
            mended.write_bytes(_mended(data, fresh, begin))
            if _has_clips(mended):
                self.partly.add("clip")
                return mended
        return plain


def _mended(data: bytes, fresh: bytes, begin: int) -> bytes:
    """A database with the first bytes of a new one, and as many pages as it says that it had."""
    there = -(-len(data) // _PAGE)
    said = int.from_bytes(data[_COUNT], "big") if data.startswith(_MAGIC) else there
    pages = said if there <= said <= there * _MOST_GROWN else there
    whole = bytearray(data.ljust(pages * _PAGE, b"\0"))
    whole[:begin] = fresh[:begin]
    whole[_COUNT] = pages.to_bytes(4, "big")
    whole[_FREE] = bytes(8)
    return bytes(whole)


def _has_clips(path: Path) -> bool:
    return next(_rows(path, "clip", set()), None) is not None


def _opened(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path)
    database.row_factory = sqlite3.Row
    database.text_factory = lambda text: text.decode("utf-8", "replace")
    return database


def _rows(path: Path, table: str, partly: set[str]) -> Iterator[dict[str, Any]]:
    seen: set[int] = set()
    ends: list[int | None] = []
    for direction in ("ASC", "DESC"):
        last = None
        with contextlib.closing(_opened(path)) as database:
            try:
                for row in database.execute(f"SELECT rowid AS _row, * FROM {table} ORDER BY rowid {direction}"):
                    last = row["_row"]
                    if last not in seen:
                        seen.add(last)
                        yield {key: row[key] for key in row.keys() if key != "_row"}  # noqa: SIM118
            except (sqlite3.Error, UnicodeDecodeError) as error:
                partly.add(table)
                _log.info("%s: the table %s can be read in part only: %s", path, table, error)
            else:
                return
        ends.append(last)
    yield from _between(path, table, ends[0] or 0, ends[1])


def _between(path: Path, table: str, below: int, above: int | None) -> Iterator[dict[str, Any]]:
    with contextlib.closing(_opened(path)) as database:
        if above is None:  # the last ones cannot be read: how many there ever were stands elsewhere
            above = _ever(database, table)
        for number in range(below + 1, min(above or below + _MOST_BLIND, below + _MOST_TRIED)):
            with contextlib.suppress(sqlite3.Error, UnicodeDecodeError):
                row = database.execute(f"SELECT * FROM {table} WHERE rowid = ?", (number,)).fetchone()
                if row is not None:
                    yield dict(row)


def _ever(database: sqlite3.Connection, table: str) -> int | None:
    """The number after the last row that there ever was in a table; None where that cannot be read."""
    with contextlib.suppress(sqlite3.Error, UnicodeDecodeError):
        known = database.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
        if known is not None and isinstance(known[0], int):
            return known[0] + 1
    return None
