"""What can be read of a damaged database is, from copies alone."""

import shutil
import sqlite3

import pytest

from dancecoach.errors import OutputError
from dancecoach.library.care.salvage import Salvage
from dancecoach.library.catalogue.database import FILE


@pytest.fixture
def kept(library):
    """The database of a closed library of three clips, put aside under another name."""
    path = library.folder / "library-damaged.sqlite"
    library.close()
    (library.folder / FILE).rename(path)
    return path


def titles(kept):
    with Salvage(kept) as salvage:
        return [row["title"] for row in salvage.rows("clip")], salvage.partly


def damage(kept, begin, rubbish):
    data = bytearray(kept.read_bytes())
    data[begin : begin + len(rubbish)] = rubbish
    kept.write_bytes(data)


def test_of_a_sound_one_every_row_is_read_with_all_its_columns(kept):
    with Salvage(kept) as salvage:
        rows = list(salvage.rows("clip"))
        names = {row["name"] for row in salvage.rows("name")}
    assert [row["id"] for row in rows] == [1, 2, 3]
    assert {row["rating"] for row in rows} == {4}
    assert "_row" not in rows[0]
    assert names == {"tag of one", "tag of two", "tag of Đôi"}
    assert salvage.partly == set()


@pytest.mark.parametrize("rubbish", [b"\xaa" * 100, bytes(4096)], ids=["header", "tables"])
def test_where_its_beginning_is_rubbish_a_new_one_stands_in(kept, rubbish):
    damage(kept, 0, rubbish)
    assert titles(kept) == (["one", "two", "Đôi"], {"clip"})


def test_the_damaged_one_is_not_changed_and_the_copies_are_gone_afterwards(kept):
    damage(kept, 0, b"\xaa" * 100)
    before, files = kept.read_bytes(), sorted(kept.parent.iterdir())
    titles(kept)
    assert kept.read_bytes() == before
    assert sorted(kept.parent.iterdir()) == files


def test_what_stood_in_the_log_only_is_read_too(kept, tmp_path):
    """As after a power cut: the log beside the database holds the last change."""
    live = tmp_path / "live.sqlite"
    shutil.copy(kept, live)
    writer = sqlite3.connect(live)
    writer.execute("PRAGMA journal_mode = WAL")
    with writer:
        writer.execute("UPDATE clip SET title = 'renamed' WHERE id = 2")
    for ending in ("", "-wal"):
        shutil.copy(f"{live}{ending}", f"{kept}{ending}")
    writer.close()
    assert titles(kept)[0] == ["one", "renamed", "Đôi"]


@pytest.mark.parametrize(
    "content",
    [b"", b"a letter" * 1000, b"SQLite format 3\0" + b"\xff" * 9000],
    ids=["nothing", "a letter", "a header"],
)
def test_of_what_is_no_database_nothing_is_read(kept, content):
    kept.write_bytes(content)
    assert titles(kept)[0] == []


def test_a_table_that_there_is_not_costs_nothing_else(kept):
    with Salvage(kept) as salvage:
        assert list(salvage.rows("album")) == []
        assert len(list(salvage.rows("clip"))) == 3
        assert salvage.partly == {"album"}


def test_without_room_for_copies_it_is_said(kept, monkeypatch):
    def full(*_args, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(OutputError, match="disk is full"):
        Salvage(kept)
    assert sorted(path.name for path in kept.parent.glob(".rescue-*")) == []
