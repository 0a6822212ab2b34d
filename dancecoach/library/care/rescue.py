"""What can still be read of a damaged database, in a new one; the damaged one is kept beside.

What is lost of clips is found again without what people wrote: those that were copied by `check` in the media folder,
those that were linked by their analyses (`linked`).
"""

import contextlib
import math
import shutil
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import attrs
from sqlalchemy import Column, Connection, Table, delete, insert, select

from dancecoach.errors import LibraryBusyError
from dancecoach.files import free_path, output_error
from dancecoach.i18n import _, ngettext
from dancecoach.library.care.linked import Linked, find_linked
from dancecoach.library.care.salvage import Salvage
from dancecoach.library.catalogue.database import FILE, LOCK, Database, is_revision
from dancecoach.library.catalogue.tables import Base
from dancecoach.library.catalogue.troubles import is_damage
from dancecoach.library.library import Library
from dancecoach.library.media import has_remains
from dancecoach.notes.lock import FileLock

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
        kept_as: the damaged database; None where there was none any more.
        rows: table to rows that were read.
        partly: tables of which something could not be read.
        orphans: rows that were read and belonged to something that was not.
        linked: films that were linked, and of which nothing could be read.
    """

    kept_as: Path | None
    rows: dict[str, int]
    partly: tuple[str, ...] = ()
    orphans: int = 0
    linked: Linked = attrs.field(factory=Linked)

    def words(self) -> list[str]:
        """What came of it, in sentences for the person."""
        clips, names = self.rows.get("clip", 0), self.rows.get("name", 0)
        if self.kept_as is None:
            gone = _("The database was gone, and what stood in it is lost; there is a new one.")
            return [gone, *self.linked.words()]
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
        return [*said, *self.linked.words()]

    @property
    def lacks_clips(self) -> bool:
        """Whether there may have been clips that could not be read."""
        return not self.rows.get("clip") or "clip" in self.partly


def is_damaged(folder: Path) -> bool:
    """Whether SQLite finds fault with a library's database, or it is gone or empty; reads all of it.

    A disk that is full or write-protected is no damage.
    """
    path = folder / FILE
    if not path.is_file():
        return path.exists() or has_remains(folder)
    for how in ("mode=ro", "mode=ro&immutable=1"):  # the second makes no file beside it, and reads no log
        try:
            with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True)) as database:
                return _is_faulty(database, folder)
        except sqlite3.DatabaseError as error:
            if is_damage(error):
                return True
    return False


def _is_faulty(database: sqlite3.Connection, folder: Path) -> bool:
    if database.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        return True
    if database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
        return has_remains(folder)
    version = database.execute("SELECT version_num FROM alembic_version").fetchone()
    return version is None or not is_revision(str(version[0]))


def rescue(folder: Path) -> Rescued:
    """Make a new database of what can be read of the damaged one, and have lost films imported that it linked.

    Args:
        folder: the library's; nobody may have it open.

    Raises:
        LibraryBusyError: somebody has.
        OutputError: the folder cannot be written.
    """
    rescued = _rescued(folder)
    if not rescued.lacks_clips:
        return rescued
    with Library(folder) as library:
        return attrs.evolve(rescued, linked=find_linked(library))


def _rescued(folder: Path) -> Rescued:
    kept, orphans = _set_aside(folder), 0
    rows: dict[str, int] = {}
    if kept is None:
        Database(folder, anew=True).close()
        return Rescued(None, rows)
    with Salvage(kept) as damaged, Database(folder, anew=True) as database, database.begin() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")  # parents may come after their children
        for table in Base.metadata.sorted_tables:
            rows[table.name] = 0
            for row in damaged.rows(table.name):
                put = _put(connection, table, row)
                rows[table.name] += put
                if not put:
                    damaged.partly.add(table.name)
        for table in Base.metadata.sorted_tables:
            orphans += _drop_orphans(connection, table)
        partly = tuple(table.name for table in Base.metadata.sorted_tables if table.name in damaged.partly)
    return Rescued(kept, rows, partly, orphans)


def _set_aside(folder: Path) -> Path | None:
    """The damaged database with its log, under another name; None where there is none."""
    try:
        lock = FileLock(folder / LOCK)
    except BlockingIOError as error:
        raise LibraryBusyError(
            _("another window or program has this library open"), subject=folder, remedy=_("close it there")
        ) from error
    kept = free_path(folder, f"library-damaged-{datetime.now().astimezone():%Y%m%d-%H%M%S}", ".sqlite")
    there = (folder / FILE).exists()
    try:
        for ending in ("-wal", "-shm", ""):
            part = folder / f"{FILE}{ending}"
            if part.exists():
                shutil.move(part, kept.with_name(kept.name + ending))
    except OSError as error:
        raise output_error(kept, error) from error
    finally:
        lock.release()
    return kept if there else None


def _put(connection: Connection, table: Table, row: dict[str, Any]) -> int:
    """Write a row as far as this version knows its columns; 0 where it cannot be one."""
    known = {name: value for name, value in row.items() if name in table.columns}
    if not all(_is_sound(table.columns[name], value) for name, value in known.items()):
        return 0
    return max(0, connection.execute(insert(table).prefix_with("OR IGNORE"), known).rowcount)


def _is_sound(column: Column[Any], value: Any) -> bool:
    """Whether a value can stand in a column: SQLite itself would take anything."""
    if value is None:
        return column.nullable is True
    wanted = column.type.python_type
    if wanted in (int, bool):
        return isinstance(value, int)
    if wanted is float:
        return isinstance(value, (int, float)) and math.isfinite(value)
    return isinstance(value, str) and (not column.name.endswith("_at") or _is_time(value))


def _is_time(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _drop_orphans(connection: Connection, table: Table) -> int:
    """Remove rows that belong to something that was lost; how many."""
    dropped = 0
    for key in table.foreign_keys:
        parents = select(key.column)
        done = connection.execute(delete(table).where(key.parent.is_not(None), key.parent.not_in(parents)))
        dropped += max(0, done.rowcount)
    return dropped
