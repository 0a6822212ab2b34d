"""A sound library is never called damaged because of its disk."""

import shutil
import sqlite3

import pytest

from dancecoach.errors import LibraryDamagedError
from dancecoach.library.catalogue.troubles import is_damage, trouble


def error(code):
    made = sqlite3.OperationalError("words of SQLite")
    made.sqlite_errorcode = code
    return made


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (sqlite3.SQLITE_FULL, "the disk is full; free some space; nothing was lost"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "cannot be written; choose a folder that you may write to"),
        (sqlite3.SQLITE_CANTOPEN, "cannot be written; choose a folder that you may write to"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "is being written by another program; try again"),
        (sqlite3.SQLITE_IOERR_READ, r"its disk cannot be read or written \(words of SQLite\); check the disk"),
    ],
)
def test_each_is_named(tmp_path, code, says):
    assert not is_damage(error(code))
    found = trouble(tmp_path, error(code))
    assert not isinstance(found, LibraryDamagedError)
    with pytest.raises(type(found), match=says):
        raise found


def test_on_a_full_disk_no_other_reason_is_given(tmp_path, monkeypatch):
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    assert "the disk is full" in str(trouble(tmp_path, error(sqlite3.SQLITE_IOERR_SHMSIZE)))


@pytest.mark.parametrize(
    "code", [sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_IOERR_SHORT_READ, None]
)
def test_what_is_damage(tmp_path, code):
    made = sqlite3.OperationalError("Could not decode") if code is None else error(code)
    assert is_damage(made)
    assert isinstance(trouble(tmp_path, made), LibraryDamagedError)
