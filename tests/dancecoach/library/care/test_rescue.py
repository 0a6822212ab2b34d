"""A damaged database: as much of it as can be read, in a new one."""

import contextlib
import random
import shutil
import sqlite3

import pytest
from sqlalchemy import insert

from dancecoach.errors import LibraryBusyError, LibraryError
from dancecoach.library.care.check import Fault, check
from dancecoach.library.care.rescue import is_damaged, rescue
from dancecoach.library.catalogue.database import FILE
from dancecoach.library.catalogue.records import FileFacts, Kind
from dancecoach.library.catalogue.rows import UNSEEN, values_of
from dancecoach.library.catalogue.tables import ClipRow
from dancecoach.library.library import Library


def test_a_good_database_is_not_damaged_and_its_rescue_is_the_same(library):
    before = library.clips.get_all([1, 2, 3])
    library.close()
    assert not is_damaged(library.folder)
    rescued = rescue(library.folder)
    assert rescued.rows["clip"] == 3
    with Library(library.folder) as again:
        assert again.clips.get_all([1, 2, 3]) == before


def test_what_is_no_database_at_all_is_kept_and_the_films_are_found(library):
    library.close()
    (library.folder / FILE).write_bytes(b"a letter" * 1000)
    assert is_damaged(library.folder)
    rescued = rescue(library.folder)
    assert rescued.kept_as.read_bytes() == b"a letter" * 1000
    assert rescued.rows["clip"] == 0
    with Library(library.folder) as again:
        assert [one.fault for one in check(again)] == [Fault.LEFT_OVER, Fault.LEFT_OVER]


@pytest.mark.parametrize("lost", ["gone", "empty", "a folder", "its version"])
def test_a_database_that_is_lost_is_made_anew_and_the_films_are_found(library, lost):
    library.close()
    path = library.folder / FILE
    if lost == "its version":
        with sqlite3.connect(path) as database:
            database.execute("DELETE FROM alembic_version")
        database.close()
    else:
        path.unlink()
    if lost == "empty":
        path.touch()
    elif lost == "a folder":
        path.mkdir()
    assert is_damaged(library.folder)
    rescued = rescue(library.folder)
    assert (rescued.kept_as is None) == (lost == "gone")
    assert rescued.words()[0].startswith("The database was ")
    assert not is_damaged(library.folder)
    with Library(library.folder) as again:
        found = [one.fault for one in check(again)]
        assert found == ([] if lost == "its version" else [Fault.LEFT_OVER, Fault.LEFT_OVER])


def test_nobody_may_have_it_open(library):
    with pytest.raises(LibraryBusyError, match="close it there"):
        rescue(library.folder)
    assert library.clips.count() == 3


@pytest.mark.parametrize("seed", range(8))
def test_a_page_of_rubbish_costs_what_was_on_it(library, seed):
    """Whatever page is hit, afterwards there is a library that is whole, and in most cases holds all clips."""
    library.close()
    path = library.folder / FILE
    data = bytearray(path.read_bytes())
    page = random.Random(seed).randrange(1, len(data) // 4096)
    data[page * 4096 : page * 4096 + 512] = b"\xaa" * 512
    path.write_bytes(data)
    rescue(library.folder)
    assert not is_damaged(library.folder)
    with Library(library.folder) as again:
        assert again.clips.count() + len(check(again)) >= 2


def test_opening_a_damaged_one_says_how_to_repair_it(library):
    library.close()
    (library.folder / FILE).write_bytes(b"a letter" * 1000)
    with pytest.raises(
        LibraryError, match="its database is damaged; repair it with: dancecoach library check --repair"
    ):
        Library(library.folder)


def test_what_was_lost_is_said(library):
    """The table that says which clips have which tags is hit: tags are there, who has them is not."""
    library.close()
    path = library.folder / FILE
    with contextlib.closing(sqlite3.connect(path)) as database:
        page = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'name'").fetchone()[0]
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = b"\xaa" * 4096
    path.write_bytes(data)
    rescued = rescue(library.folder)
    assert rescued.partly == ("name",)
    assert rescued.orphans == 3
    assert rescued.words() == [
        f"The database was damaged and is kept as {rescued.kept_as.name}.",
        "3 clips could be read from it, 0 tags, persons and collections.",
        "Of these a part could not be read: tags, persons and collections.",
        "3 entries belonged to clips or names that are lost, and are left out.",
    ]


def test_where_nothing_was_lost_that_is_said_too(library):
    library.close()
    assert rescue(library.folder).words()[-1] == "All that the database still says it holds was read."


def test_pages_between_damaged_ones_are_read(tmp_path):
    """Two pages far apart in the table of a thousand clips: what lies between them is not lost."""
    rows = []
    with Library(tmp_path) as library:
        for number in range(1000):
            facts = FileFacts(f"{number:064x}", f"clip {number}", Kind.VIDEO, 1, 64, 48, 30.0, 30, 1.0)
            where = {"storage": "linked", "path": "/x", "added_at": "2026-01-01T00:00:00", "words": ""}
            rows.append(UNSEEN | values_of(facts) | where)
        with library.database.begin() as connection:
            connection.execute(insert(ClipRow), rows)
    path = tmp_path / FILE
    data = bytearray(path.read_bytes())
    leaves = [at for at in range(0, len(data), 4096) if data[at] == 0x0D and b"clip 2" in data[at : at + 4096]]
    for at in (leaves[0], leaves[-1]):
        data[at : at + 4096] = b"\xaa" * 4096
    path.write_bytes(data)
    rescued = rescue(tmp_path)
    assert rescued.partly == ("clip",)
    assert 920 <= rescued.rows["clip"] < 1000  # some thirty on a page
    assert "Of these a part could not be read: clips." in rescued.words()


def _damaged(library, change):
    """The database of the library, changed in bytes; what a rescue makes of it."""
    library.close()
    path = library.folder / FILE
    data = bytearray(path.read_bytes())
    path.write_bytes(change(data) or data)
    return rescue(library.folder)


def test_a_file_that_was_cut_off_is_read_as_far_as_it_goes(library):
    rescued = _damaged(library, lambda data: data[:-4096])
    assert rescued.rows["clip"] == 3
    assert "clip" in rescued.partly
    with Library(library.folder) as again:
        assert [clip.title for clip in again.clips.get_all([1, 2, 3])] == ["one", "two", "Đôi"]


def test_a_file_whose_beginning_is_rubbish_is_read_all_the_same(library):
    def change(data):
        data[:100] = b"\xaa" * 100

    assert _damaged(library, change).rows["clip"] == 3


def test_even_where_nobody_knows_any_more_where_its_tables_are(library):
    def change(data):
        data[:4096] = bytes(4096)

    assert _damaged(library, change).rows["clip"] == 3


def test_a_value_that_cannot_be_costs_its_row_alone(library):
    def change(data):
        at = data.index(library_day.encode())
        data[at : at + 4] = b"\xff\xfe??"

    library_day = library.clips.get(2).added_at.strftime("%Y-%m-%dT%H:%M:%S.%f")
    rescued = _damaged(library, change)
    assert rescued.rows["clip"] == 2
    assert rescued.partly == ("clip",)
    with Library(library.folder) as again:
        assert again.clips.count() == 2
        assert len(again.clips.get_all([1, 2, 3])) == 2


def test_the_damaged_one_and_its_log_are_kept_as_they_were(library):
    library.clips.rate(1, 1)
    shutil.copy(library.folder / FILE, library.folder.parent / "copy")
    shutil.copy(library.folder / f"{FILE}-wal", library.folder.parent / "copy-wal")
    library.close()
    for ending in ("", "-wal"):
        shutil.copy(library.folder.parent / f"copy{ending}", library.folder / f"{FILE}{ending}")
    rescued = rescue(library.folder)
    assert rescued.kept_as.read_bytes() == (library.folder.parent / "copy").read_bytes()
    log = rescued.kept_as.with_name(f"{rescued.kept_as.name}-wal")
    assert log.read_bytes() == (library.folder.parent / "copy-wal").read_bytes()
    with Library(library.folder) as again:
        assert again.clips.get(1).rating == 1  # it stood in the log only
    assert not list(library.folder.glob(".rescue-*"))
    assert rescue_twice(library.folder) == 2


def rescue_twice(folder):
    """How many damaged databases are kept after two rescues in one second."""
    rescue(folder)
    return len(list(folder.glob("library-damaged-*.sqlite")))
