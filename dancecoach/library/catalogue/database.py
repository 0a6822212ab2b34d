"""Opens a library: one program at a time, brought up to date first, and never half written.

SQLite with a write-ahead log: readers never wait for the writer, and what `begin` has left is on the disk, whole, also
when the program is killed in the next moment.
"""

import contextlib
import logging
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry

from dancecoach.errors import LibraryBusyError, LibraryError, OutputError
from dancecoach.files import atomic_path, make_folder
from dancecoach.i18n import _
from dancecoach.library.catalogue.holder import busy_words, forget_holder, note_holder
from dancecoach.library.catalogue.tables import REVISION, ClipRow
from dancecoach.library.catalogue.troubles import damaged, gone, not_writable, trouble
from dancecoach.library.folders import FILE
from dancecoach.library.media import has_remains
from dancecoach.notes.lock import FileLock

LOCK = "library.lock"

__all__ = ["FILE", "LOCK", "Database"]

_FIRST: Final = "0001"
"""The migration that made the tables."""

_WAIT_MS: Final = 10_000
_PRAGMAS: Final = (
    "journal_mode = WAL",
    "synchronous = FULL",  # what was reported as saved survives a power cut too
    "foreign_keys = ON",
    f"busy_timeout = {_WAIT_MS}",
    "temp_store = MEMORY",
    "cache_size = -16000",  # 16 MB, the library's share of memory
    "secure_delete = ON",  # what is deleted is overwritten: names of people do not stay in free pages
)
_log = logging.getLogger(__name__)


class Database:
    """An open library's database, to be closed. Any number of threads may use it.

    Args:
        folder: the library's; made where it is missing.
        read_only: look into it while another program has it open; nothing can be changed then.
        anew: make a new one, although something of a library lies in the folder.
        copy: the database that is read in place of the library's own, up to date; with ``read_only`` alone.

    Attributes:
        folder: as given.

    Raises:
        LibraryBusyError: another program has it open, or would have to bring it up to date.
        LibraryError: it is damaged, or was made by a newer version.
        OutputError: the folder cannot be written.
    """

    def __init__(self, folder: Path, *, read_only: bool = False, anew: bool = False, copy: Path | None = None) -> None:
        self.folder, self._anew = make_folder(folder), anew
        self._held = False
        self._lock: FileLock | None = None
        if read_only:
            self._check_there()
            self.engine = _engine(copy or folder / FILE, "query_only = ON")
            self._check_up_to_date()
            return
        try:
            self._lock = FileLock(folder / LOCK)
        except BlockingIOError as error:
            remedy = _("close it there, or choose another library")
            raise LibraryBusyError(busy_words(folder), subject=folder, remedy=remedy) from error
        except OutputError as error:
            raise not_writable(folder, error) from error
        self._held = True
        try:
            self._check_there()
            note_holder(folder)
            self.engine = _engine(folder / FILE)
            self._bring_up_to_date()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "Database":
        """As opened."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closed."""
        self.close()

    def close(self) -> None:
        """Let others open it; calling it twice does no harm."""
        if hasattr(self, "engine"):
            self.engine.dispose()
        if self._held:
            self._held = False
            forget_holder(self.folder)
        if self._lock is not None:
            self._lock.release()

    @contextlib.contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction: all of it is kept when the block ends well, nothing when it does not.

        Raises:
            LibraryError: the database cannot be read or written.
        """
        with self._in_words(), self.engine.execution_options(write=True).begin() as connection:
            yield connection

    @contextlib.contextmanager
    def look(self) -> Iterator[Connection]:
        """A connection to read with: it sees one moment of the library.

        Raises:
            LibraryError: the database cannot be read.
        """
        with self._in_words(), self.engine.connect() as connection:
            yield connection

    def back_up(self, path: Path) -> None:
        """Write the whole database, as it is now, into one file; others may go on working.

        Raises:
            OutputError: it cannot be written.
        """
        with atomic_path(path) as temporary, self.look() as connection:
            source = connection.connection.driver_connection
            assert isinstance(source, sqlite3.Connection)
            with contextlib.closing(sqlite3.connect(temporary)) as target:
                source.backup(target)

    def wipe(self) -> None:
        """Write the whole database anew, so that nothing of what was deleted is left in it or in its log.

        To be called while nobody else works on it.

        Raises:
            LibraryError: it cannot be written.
        """
        self.engine.dispose()
        with self._in_words(), self.engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            driver.rollback()
            for statement in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                driver.execute(statement).fetchall()

    @contextlib.contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            if isinstance(error.orig, sqlite3.IntegrityError):
                raise
            _log.info("%s: %s", self.folder, error)  # what the person needs of it is said by the error
            raise trouble(self.folder, error.orig) from error

    def _check_there(self) -> None:
        """Refuse what is left of a library before an empty database is made, which would look like one read."""
        if not self._anew and not (self.folder / FILE).exists() and has_remains(self.folder):
            raise gone(self.folder)

    def _check_up_to_date(self) -> None:
        with self.look() as connection:
            has = _revision(connection)
        if has != REVISION:
            self.close()
            raise LibraryBusyError(
                busy_words(self.folder), subject=self.folder, remedy=_("close it there, or choose another library")
            )

    def _bring_up_to_date(self) -> None:
        """Make the tables, or change those of an earlier version; the file of before is kept beside."""
        with self._in_words():
            with self.engine.connect() as connection:
                has, tables = _revision(connection), connection.dialect.get_table_names(connection)
            if has == REVISION:
                return
            self._check_usable(has, tables)
            if has is not None:
                self.back_up(self.folder / f"library-before-{REVISION}.sqlite")
            self._migrate()

    def _check_usable(self, has: str | None, tables: Sequence[str]) -> None:
        """Refuse what is of no version that there was yet, rather than make tables in it."""
        if has is None and not tables:
            if not self._anew and has_remains(self.folder):
                raise gone(self.folder)
        elif has is None and ClipRow.__tablename__ not in tables:
            raise LibraryError(
                _("its file {} is of another program").format(FILE),
                subject=self.folder,
                remedy=_("choose another folder for the library"),
            )
        elif has is None or not is_revision(has):
            raise damaged(self.folder)
        elif has > REVISION:
            raise LibraryError(
                _("was made by a newer version of dancecoach"), subject=self.folder, remedy=_("update dancecoach")
            )

    def _migrate(self) -> None:
        # Half a second that only a new or an old library has to wait for.
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        with self.engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, REVISION)


def _engine(path: Path, *pragmas: str) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": _WAIT_MS / 1000})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # transactions begin where we say so, not where the driver guesses
        for pragma in (*_PRAGMAS, *pragmas):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("write") else "BEGIN")

    return engine


def _revision(connection: Connection) -> str | None:
    """The migration that a database has; None for an empty one."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return found


def is_revision(text: str) -> bool:
    """Whether it can be the name of a migration, of this version or of another."""
    return len(text) == len(_FIRST) and text.isdecimal() and text >= _FIRST
