"""Whether this version of the program can work with the database of a backup; asked before it takes any place."""

import contextlib
import sqlite3
from pathlib import Path

from dancecoach.errors import ArchiveError
from dancecoach.i18n import _
from dancecoach.library.catalogue.database import is_revision
from dancecoach.library.catalogue.tables import REVISION


def check_version(backup: Path, database: Path) -> None:
    """Refuse what is of a newer version, or of none.

    Args:
        backup: the file of which is spoken.
        database: unpacked from it; it is not changed.

    Raises:
        ArchiveError: it cannot be used.
    """
    try:
        address = f"{database.absolute().as_uri()}?mode=ro&immutable=1"
        with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError:
        found = None
    if found is None or not is_revision(str(found[0])):
        raise ArchiveError(
            _("holds a database that is damaged or of another program"), subject=backup, remedy=_("choose another one")
        )
    if str(found[0]) > REVISION:
        raise ArchiveError(
            _("was made by a newer version of dancecoach"), subject=backup, remedy=_("update dancecoach")
        )
