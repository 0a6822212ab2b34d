"""What can still be read of a damaged database, in a new one; the damaged one is kept beside.

SQLite's own pages are read row by row from both ends, and between them each row by its number: a page that cannot be
read costs the rows on it and, where the tree above it is damaged, those below. What is lost of clips is found again by
`check` in the media folder, without what people wrote.
"""

import contextlib
import logging
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import attrs
from sqlalchemy import Connection, Table, delete, insert, select

from dancecoach.errors import LibraryBusyError
from dancecoach.files import output_error
from dancecoach.i18n import _, ngettext
from dancecoach.library.catalogue.database import FILE, LOCK, Database
from dancecoach.library.catalogue.tables import Base
from dancecoach.notes.lock import FileLock

_MOST_TRIED = 5_000_000
"""Numbers of rows that are tried one by one, at most: some seconds."""

_MOST_BLIND = 100_000
"""The same where nobody knows how many there may be."""

_log = logging.getLogger(__name__)
_KINDS: Final[dict[str, Callable[[], str]]] = {
    "clip": lambda: _("clips"),
    "skill": lambda: _("skills that were found in clips"),
    "name": lambda: _("tags, persons and collections"),
    "member": lambda: _("which clips have which tags, persons and collections"),
    "job": lambda: _("files on their way into the library"),
}


@attrs.frozen
class Rescued:
    """What came of it.

    Attributes:
        kept_as: the damaged database.
        rows: table to rows that were read.
        partly: tables of which something could not be read.
        orphans: rows that were read and belonged to something that was not.
    """

    kept_as: Path
    rows: dict[str, int]
    partly: tuple[str, ...] = ()
    orphans: int = 0

    def words(self) -> list[str]:
        """What came of it, in sentences for the person."""
        clips, names = self.rows.get("clip", 0), self.rows.get("name", 0)
        kept = _("The database was damaged and is kept as {}.").format(self.kept_as.name)
        read = ngettext("{} clip could be read from it", "{} clips could be read from it", clips).format(clips)
        named = ngettext("{} tag, person or collection", "{} tags, persons and collections", names).format(names)
        said = [kept, f"{read}, {named}."]
        lost = [_KINDS[table]() for table in self.partly if table in _KINDS]
        if lost:
            said.append(_("Of these a part could not be read: {}.").format(", ".join(lost)))
        if self.orphans:
            text = ngettext(
                "{} entry belonged to a clip or a name that is lost, and is left out.",
                "{} entries belonged to clips or names that are lost, and are left out.",
                self.orphans,
            )
            said.append(text.format(self.orphans))
        if not lost and not self.orphans and clips:
            said.append(_("All that the database still says it holds was read."))
        return said


def is_damaged(folder: Path) -> bool:
    """Whether SQLite finds fault with a library's database; reads all of it."""
    try:
        with contextlib.closing(
            sqlite3.connect(f"{(folder / FILE).absolute().as_uri()}?mode=ro", uri=True)
        ) as database:
            found = database.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError:
        return True
    return bool(found != ("ok",))


def rescue(folder: Path) -> Rescued:
    """Make a new database of what can be read of the damaged one.

    Args:
        folder: the library's; nobody may have it open.

    Raises:
        LibraryBusyError: somebody has.
        OutputError: the folder cannot be written.
    """
    kept, rows = _set_aside(folder), {}
    partly: set[str] = set()
    orphans = 0
    with Database(folder) as database, database.begin() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")  # parents may come after their children
        for table in Base.metadata.sorted_tables:
            rows[table.name] = sum(_put(connection, table, row) for row in _rows(kept, table.name, partly))
        for table in Base.metadata.sorted_tables:
            orphans += _drop_orphans(connection, table)
    return Rescued(
        kept, rows, tuple(table.name for table in Base.metadata.sorted_tables if table.name in partly), orphans
    )


def _set_aside(folder: Path) -> Path:
    """The damaged database with its log, under another name."""
    try:
        lock = FileLock(folder / LOCK)
    except BlockingIOError as error:
        raise LibraryBusyError(
            _("another window or program has this library open"), subject=folder, remedy=_("close it there")
        ) from error
    stem = f"library-damaged-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    kept = folder / f"{stem}.sqlite"
    try:
        for ending in ("-wal", "-shm", ""):
            part = folder / f"{FILE}{ending}"
            if part.exists():
                shutil.move(part, folder / f"{stem}.sqlite{ending}")
    except OSError as error:
        raise output_error(kept, error) from error
    finally:
        lock.release()
    return kept


def _rows(path: Path, table: str, partly: set[str]) -> Iterator[dict[str, Any]]:
    """Rows that can be read: from the first on, from the last back to where reading stopped, and each between.

    A table that cannot be read to its end is noted in ``partly``.
    """
    seen: set[int] = set()
    ends: list[int | None] = []
    for direction in ("ASC", "DESC"):
        last = None
        with contextlib.closing(sqlite3.connect(path)) as database:
            database.row_factory = sqlite3.Row
            try:
                for row in database.execute(f"SELECT rowid AS _row, * FROM {table} ORDER BY rowid {direction}"):
                    last = row["_row"]
                    if last not in seen:
                        seen.add(last)
                        yield _values(row)
            except sqlite3.Error as error:
                partly.add(table)
                _log.warning("%s: the table %s can be read in part only: %s", path, table, error)
            else:
                return
        ends.append(last)
    yield from _between(path, table, ends[0] or 0, ends[1])


def _between(path: Path, table: str, below: int, above: int | None) -> Iterator[dict[str, Any]]:
    """Rows between two that could be read, each by its number: a page that cannot be read costs no other one."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        if above is None:  # the last ones cannot be read: how many there ever were stands elsewhere
            with contextlib.suppress(sqlite3.Error):
                known = database.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
                above = None if known is None else known[0] + 1
        for number in range(below + 1, min(above or below + _MOST_BLIND, below + _MOST_TRIED)):
            with contextlib.suppress(sqlite3.Error):
                row = database.execute(f"SELECT * FROM {table} WHERE rowid = ?", (number,)).fetchone()
                if row is not None:
                    yield _values(row)


def _values(row: sqlite3.Row) -> dict[str, Any]:
    return {key: row[key] for key in row.keys() if key != "_row"}  # noqa: SIM118


def _put(connection: Connection, table: Table, row: dict[str, Any]) -> int:
    """Write a row as far as this version knows its columns; 0 where it cannot be one."""
    known = {name: value for name, value in row.items() if name in table.columns}
    return max(0, connection.execute(insert(table).prefix_with("OR IGNORE"), known).rowcount)


def _drop_orphans(connection: Connection, table: Table) -> int:
    """Remove rows that belong to something that was lost; how many."""
    dropped = 0
    for key in table.foreign_keys:
        parents = select(key.column)
        done = connection.execute(delete(table).where(key.parent.is_not(None), key.parent.not_in(parents)))
        dropped += max(0, done.rowcount)
    return dropped
