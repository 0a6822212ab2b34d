"""A library that is only read: where nobody may write, and while somebody has it open."""

import errno
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from dancecoach.errors import LibraryBusyError, LibraryDamagedError, LibraryError, OutputError
from dancecoach.library.care.backup import back_up, read_backup
from dancecoach.library.care.known_backups import FILE as LAST_BACKUP
from dancecoach.library.catalogue.database import FILE, LOCK
from dancecoach.library.library import Library
from dancecoach.library.reading import library_to_read


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def protected(library, monkeypatch):
    """The folder of a library of three clips in which nobody may make a file."""
    library.close()
    real = os.open

    def refuse(path, *arguments, **more):
        if os.fspath(path) == os.fspath(library.folder / LOCK):
            raise OSError(errno.EROFS, "Read-only file system", path)
        return real(path, *arguments, **more)

    monkeypatch.setattr(os, "open", refuse)
    return library.folder


def test_where_nobody_may_write_a_copy_is_read_and_nothing_is_left_there(protected, tmp_path):
    before = contents(protected)
    with library_to_read(protected) as library:
        clips = library.clips.get_all([1, 2, 3])
        assert [clip.title for clip in clips] == ["one", "two", "Đôi"]
        assert clips[0].path.is_relative_to(protected)
        assert clips[0].path.is_file()
        back_up(library, tmp_path / "copy.zip")
        aside = library.database.engine.url.database
    assert not Path(aside).exists()
    assert read_backup(tmp_path / "copy.zip").clips == 3
    (protected / LAST_BACKUP).unlink()  # only the lock is refused here; on a real disk of this kind it is not written
    assert contents(protected) == before
    with pytest.raises(OutputError, match="this library is write-protected"):
        Library(protected)


def test_what_stands_in_its_log_alone_is_read_too(library, monkeypatch, tmp_path):
    """A program was killed, and its disk is mounted for reading."""
    library.clips.rename(1, "Renamed")
    shutil.copytree(library.folder, tmp_path / "killed", ignore=shutil.ignore_patterns("*-shm", LOCK))
    assert (tmp_path / "killed" / f"{FILE}-wal").stat().st_size > 0
    real = os.open

    def refuse(path, *arguments, **more):
        if os.fspath(path).endswith(LOCK) and "killed" in os.fspath(path):
            raise OSError(errno.EACCES, "Permission denied", path)
        return real(path, *arguments, **more)

    monkeypatch.setattr(os, "open", refuse)
    with library_to_read(tmp_path / "killed") as killed:
        assert killed.clips.get(1).title == "Renamed"


def test_one_of_a_newer_version_is_named_and_not_its_copy(protected):
    with sqlite3.connect(protected / FILE) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    with pytest.raises(LibraryError, match="was made by a newer version") as refused, library_to_read(protected):
        pass
    assert refused.value.subject == str(protected)


def test_a_damaged_one_is_named_and_not_its_copy(protected):
    (protected / FILE).write_bytes(b"a letter" * 1000)
    with pytest.raises(LibraryDamagedError, match="its database is damaged") as refused, library_to_read(protected):
        pass
    assert refused.value.subject == str(protected)


def test_where_there_is_no_library_none_is_read(protected):
    (protected / FILE).unlink()
    with pytest.raises(OutputError), library_to_read(protected):
        pass


def test_one_that_is_open_is_read_only_where_that_is_wanted(library):
    with library_to_read(library.folder, shared=True) as again:
        assert again.clips.count() == 3
    with pytest.raises(LibraryBusyError), library_to_read(library.folder):
        pass
