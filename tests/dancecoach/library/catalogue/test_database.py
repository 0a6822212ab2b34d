"""Opening a library: one at a time, of any age, damaged, and killed in the middle."""

import contextlib
import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import IntegrityError

from dancecoach.errors import LibraryBusyError, LibraryDamagedError, LibraryError, OutputError
from dancecoach.library.catalogue import migrations
from dancecoach.library.catalogue.clips import Clips
from dancecoach.library.catalogue.database import FILE, LOCK, Database
from dancecoach.library.catalogue.groups import Groups
from dancecoach.library.catalogue.jobs import Jobs
from dancecoach.library.catalogue.question import Question
from dancecoach.library.catalogue.records import Group, State, Storage
from dancecoach.library.catalogue.search import find
from dancecoach.library.catalogue.tables import REVISION, Base


def test_the_scripts_make_the_tables_that_the_program_knows(database):
    with database.look() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
        assert set(connection.dialect.get_table_names(connection)) == {*Base.metadata.tables, "alembic_version"}


def _scripts():
    config = Config()
    config.set_main_option("script_location", migrations.__path__[0])
    return ScriptDirectory.from_config(config)


def test_the_last_script_is_the_one_that_the_program_expects():
    assert _scripts().get_current_head() == REVISION


@pytest.mark.parametrize("revision", sorted(script.revision for script in _scripts().walk_revisions()))
def test_a_library_of_every_version_that_there_was_opens_with_all_that_is_in_it(revision, tmp_path):
    """Written by the program of that version; whoever adds a script adds a library, and lets the older ones be."""
    made = (Path(__file__).parent / "versions" / f"{revision}.sql").read_text("utf-8")
    with contextlib.closing(sqlite3.connect(tmp_path / FILE)) as old:
        old.executescript(made)
    with Database(tmp_path) as database:
        with database.look() as connection:
            assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        tuck, pair = Clips(database).get_all([1, 2])
        assert (tuck.title, tuck.note) == ("Back tuck, Tuesday", "Knees together.")
        assert (tuck.rating, tuck.reference) == (4, True)
        assert tuck.path == tmp_path / "media" / "ab" / "abababababababab" / "tuck.mp4"
        assert tuck.findings.style == "waltz"
        assert [skill.flight_s for skill in tuck.findings.skills] == [0.64, None]
        assert (pair.title, pair.storage, pair.score, pair.findings) == ("Đôi", Storage.LINKED, 83.5, None)
        assert dict(Groups(database).names(Group.TAG)) == {"camp": 2, "slow motion": 2}
        assert Groups(database).members(Group.PERSON, "Žofia") == [1]
        (failed,), (waiting,) = (Jobs(database).list(state) for state in (State.FAILED, State.WAITING))
        assert (failed.path.name, waiting.path.name) == ("broken.mp4", "next.mp4")
        assert find(database, Question.read("back tucks with flight over 0.6 s person:zofia")) == [1]
    assert (tmp_path / f"library-before-{REVISION}.sqlite").exists() == (revision != REVISION)


def test_it_keeps_what_is_written_and_watches_over_it(database):
    with database.look() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous")
        }
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}


def test_a_second_program_is_told_who_has_it(database):
    with pytest.raises(LibraryBusyError, match="another window or program has this library open; close it there"):
        Database(database.folder)
    database.close()
    Database(database.folder).close()


def test_what_is_in_it_is_there_when_it_is_opened_again(database, facts):
    clip, _ = Clips(database).add(facts("turn"), Storage.LINKED, database.folder / "turn.mp4")
    database.close()
    with Database(database.folder) as again:
        assert Clips(again).get(clip.id) == clip


def test_all_or_nothing(database):
    insert = "INSERT INTO name (kind, name, folded) VALUES ('tag', '{0}', '{0}')"

    def half_way():
        with database.begin() as connection:
            connection.exec_driver_sql(insert.format("a"))
            connection.exec_driver_sql(insert.format("a"))

    with pytest.raises(IntegrityError):
        half_way()
    with database.begin() as connection:
        connection.exec_driver_sql(insert.format("b"))
    with database.look() as connection:
        assert connection.exec_driver_sql("SELECT name FROM name").scalars().all() == ["b"]


def test_a_reader_sees_one_moment_while_another_writes(database):
    count = "SELECT count(*) FROM name"
    with database.look() as reader:
        assert reader.exec_driver_sql(count).scalar() == 0
        with database.begin() as writer:
            writer.exec_driver_sql("INSERT INTO name (kind, name, folded) VALUES ('tag', 'a', 'a')")
        assert reader.exec_driver_sql(count).scalar() == 0
    with database.look() as reader:
        assert reader.exec_driver_sql(count).scalar() == 1


def test_a_library_of_a_newer_version_is_left_alone(database):
    with database.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    with pytest.raises(LibraryError, match="was made by a newer version of dancecoach; update dancecoach"):
        Database(database.folder)
    with sqlite3.connect(database.folder / FILE) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)


def test_before_an_older_library_is_changed_a_copy_is_made(database, make, monkeypatch):
    make("turn")
    database.close()
    newer = f"{int(REVISION) + 1:04}"
    monkeypatch.setattr("dancecoach.library.catalogue.database.REVISION", newer)
    monkeypatch.setattr(Database, "_migrate", lambda _: None)
    Database(database.folder).close()
    with sqlite3.connect(database.folder / f"library-before-{newer}.sqlite") as copy:
        assert copy.execute("SELECT title FROM clip").fetchall() == [("turn",)]


@pytest.mark.parametrize("version", ["0000", "zzzz", "", None])
def test_a_version_that_never_was_is_a_damage_and_nothing_is_written(database, make, version):
    make("turn")
    with database.begin() as connection:
        connection.exec_driver_sql("DELETE FROM alembic_version")
        if version is not None:
            connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (version,))
    database.close()
    with pytest.raises(LibraryDamagedError, match="its database is damaged; repair it with"):
        Database(database.folder)
    assert not list(database.folder.glob("library-before-*"))


def test_the_database_of_another_program_is_left_alone(tmp_path):
    with sqlite3.connect(tmp_path / FILE) as other:
        other.execute("CREATE TABLE book (title TEXT)")
    other.close()
    with pytest.raises(LibraryError, match=r"its file library\.sqlite is of another program; choose another folder"):
        Database(tmp_path)
    with sqlite3.connect(tmp_path / FILE) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("book",)]
    other.close()


@pytest.mark.parametrize("lost", ["gone", "empty", "a folder"])
def test_where_the_films_of_a_library_lie_no_empty_one_is_made(tmp_path, lost):
    """It would look as if all were lost, and the next import would go into it."""
    film = tmp_path / "media" / "ab" / f"ab{0:014}" / "film.mp4"
    film.parent.mkdir(parents=True)
    film.write_bytes(b"film")
    if lost == "empty":
        (tmp_path / FILE).touch()
    elif lost == "a folder":
        (tmp_path / FILE).mkdir()
    for _twice in range(2):
        with pytest.raises(LibraryDamagedError, match="repair it with: dancecoach library check --repair"):
            Database(tmp_path)
        assert lost != "gone" or not (tmp_path / FILE).exists()
    if lost != "a folder":
        Database(tmp_path, anew=True).close()
        Database(tmp_path).close()


def test_a_file_that_is_no_database_is_one_sentence_and_stays(tmp_path):
    (tmp_path / FILE).write_bytes(b"this was a letter" * 100)
    with pytest.raises(LibraryError, match="its database is damaged; repair it with"):
        Database(tmp_path)
    assert (tmp_path / FILE).read_bytes().startswith(b"this was a letter")


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="folder"):
        Database(tmp_path / "file" / "library")


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS])
def test_of_one_that_is_write_protected_the_library_is_named_and_not_its_lock(tmp_path, monkeypatch, code):
    Database(tmp_path).close()
    _refuse_to_open(monkeypatch, tmp_path / LOCK, code)
    with pytest.raises(OutputError, match="this library is write-protected; copy its folder to where") as refused:
        Database(tmp_path)
    assert refused.value.subject == str(tmp_path)


def test_a_full_disk_is_not_called_write_protected(tmp_path, monkeypatch):
    Database(tmp_path).close()
    _refuse_to_open(monkeypatch, tmp_path / LOCK, errno.ENOSPC)
    with pytest.raises(OutputError, match="the disk is full; free some space"):
        Database(tmp_path)


def _refuse_to_open(monkeypatch, path, code):
    """As a disk would."""
    real = os.open

    def opened(name, *arguments, **named):
        if name == path:
            raise OSError(code, os.strerror(code))
        return real(name, *arguments, **named)

    monkeypatch.setattr(os, "open", opened)


def test_a_copy_holds_all_of_it_while_others_go_on(database, make, tmp_path):
    for title in ("one", "two"):
        make(title)
    with database.look():
        database.back_up(tmp_path / "copy.sqlite")
    with sqlite3.connect(tmp_path / "copy.sqlite") as copy:
        assert copy.execute("SELECT count(*) FROM clip").fetchone() == (2,)
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)


_WRITE_FOR_EVER = """
import sys
from pathlib import Path
from dancecoach.library.catalogue.database import Database
from dancecoach.library.catalogue.groups import Groups
from dancecoach.library.catalogue.records import Group

with Database(Path(sys.argv[1])) as database:
    groups = Groups(database)
    for number in range(100_000):
        groups.make(Group.TAG, f"tag {number}")
        print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_what_was_reported_as_written_survives_a_kill(tmp_path):
    folder = tmp_path / "library"
    Database(folder).close()
    with subprocess.Popen(
        [sys.executable, "-c", _WRITE_FOR_EVER, folder], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        told = [int(process.stdout.readline()) for _ in range(20)]
        process.kill()
        told += [int(line) for line in process.stdout.read().split()]
    with Database(folder) as database, database.look() as connection:
        kept = connection.exec_driver_sql("SELECT count(*) FROM name").scalar_one()
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    assert max(told) + 1 <= kept <= max(told) + 2


def test_a_library_may_lie_anywhere(database, make, tmp_path):
    make("turn")
    database.close()
    moved = tmp_path / "Thư viện – múa"
    shutil.move(database.folder, moved)
    with Database(moved) as again:
        assert Clips(again).count() == 1


def test_who_only_reads_needs_no_lock_and_changes_nothing(database, make):
    clip = make("turn")
    with Database(database.folder, read_only=True) as reading:
        assert Clips(reading).get(clip.id).title == "turn"
        Clips(database).rename(clip.id, "pirouette")
        assert Clips(reading).get(clip.id).title == "pirouette"
        with pytest.raises(LibraryError, match="cannot be written"):
            Clips(reading).rename(clip.id, "other")
    assert Clips(database).get(clip.id).title == "pirouette"


def test_who_only_reads_leaves_an_old_library_as_it_is(tmp_path):
    Database(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    connection.close()
    with pytest.raises(LibraryBusyError):
        Database(tmp_path, read_only=True)


def test_what_was_deleted_is_in_no_file_after_a_wipe(database, clips, make):
    clip = make("Nobody should read this")
    make("This stays")
    clips.remove([clip.id])
    database.wipe()
    content = b"".join(path.read_bytes() for path in database.folder.iterdir())
    assert b"Nobody should read this" not in content
    assert b"This stays" in content
    assert clips.count() == 1
