"""A library goes into one file, and comes back as it was."""

import json
import shutil
import zipfile

import pytest

from dancecoach.errors import ArchiveError, Cancelled, OutputError
from dancecoach.library.archive import write_archive
from dancecoach.library.care.backup import back_up, last_backup, read_backup, restore
from dancecoach.library.care.check import Fault, check
from dancecoach.library.library import Library
from dancecoach.progress import CancelToken


@pytest.fixture
def saved(library, tmp_path):
    """The backup of the library."""
    assert back_up(library, tmp_path / "backup.zip") == 1  # the linked one is not in it
    return tmp_path / "backup.zip"


def test_it_comes_back_as_it_was(library, saved, tmp_path):
    before = library.clips.get_all([1, 2, 3])
    restore(saved, tmp_path / "new" / "library")
    with Library(tmp_path / "new" / "library") as again:
        after = again.clips.get_all([1, 2, 3])
        assert [clip.title for clip in after] == ["one", "two", "Đôi"]
        assert [(c.rating, c.tags, c.findings) for c in after] == [(c.rating, c.tags, c.findings) for c in before]
        assert after[0].path.read_bytes() == before[0].path.read_bytes()
        assert after[0].path.is_relative_to(tmp_path / "new")
        assert check(again, thorough=True) == []


def test_a_linked_film_is_looked_for_where_it_was(saved, films, tmp_path):
    (films / "Đôi.mp4").unlink()
    restore(saved, tmp_path / "new")
    with Library(tmp_path / "new") as again:
        assert [one.fault for one in check(again)] == [Fault.MISSING]


def test_work_goes_on_while_it_is_written(library, tmp_path):
    told = []

    def progress(one):
        told.append(one)
        library.clips.rate(1, 1)  # after the moment that is kept

    back_up(library, tmp_path / "b.zip", progress=progress)
    restore(tmp_path / "b.zip", tmp_path / "new")
    with Library(tmp_path / "new") as again:
        assert again.clips.get(1).rating == 4
    assert told


def test_where_something_lies_nothing_is_restored(library, saved):
    with pytest.raises(OutputError, match="something lies there already; choose an empty folder"):
        restore(saved, library.folder)
    assert library.clips.count() == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda files, m: {**files, "media/ab/extra.mp4": b"x"},
        lambda files, m: {k: v for k, v in files.items() if not k.startswith("media")},
        lambda files, m: {**files, "manifest.json": b"[]"},
        lambda files, m: {**files, "manifest.json": json.dumps(m | {"schema": "else/1"}).encode()},
        lambda files, m: {**files, "library.sqlite": files["library.sqlite"][:-1] + b"!"},
        lambda files, m: {**files, "manifest.json": b'{"files": {"library.sqlite": 5}}'},
    ],
)
def test_a_backup_that_was_changed_is_refused_and_nothing_is_left(saved, tmp_path, change):
    with zipfile.ZipFile(saved) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    write_archive(saved, change(files, json.loads(files["manifest.json"])))
    with pytest.raises(ArchiveError, match="is damaged or no backup"):
        restore(saved, tmp_path / "new")
    assert not (tmp_path / "new").exists()
    assert not list(tmp_path.glob(".restoring*"))


def test_what_was_never_in_a_backup_is_refused(tmp_path):
    write_archive(tmp_path / "b.zip", {"manifest.json": b"{}", "run.py": b"print()"})
    with pytest.raises(ArchiveError, match=r"run\.py, which does not belong there"):
        restore(tmp_path / "b.zip", tmp_path / "new")


def test_both_can_be_stopped(library, saved, tmp_path):
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        back_up(library, tmp_path / "other.zip", cancel=cancel)
    with pytest.raises(Cancelled):
        restore(saved, tmp_path / "new", cancel=cancel)
    assert not (tmp_path / "other.zip").exists()
    assert not (tmp_path / "new").exists()
    assert not list(library.folder.glob(".backup*"))


def test_what_a_backup_says_of_itself_and_when_the_last_was_made(library, tmp_path):
    assert last_backup(library.folder) is None
    back_up(library, tmp_path / "b.zip")
    facts = read_backup(tmp_path / "b.zip")
    made_at, path = last_backup(library.folder)
    assert (facts.clips, facts.made_at, facts.path) == (3, made_at, path)
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        assert facts.files == len(names) - 1
        assert facts.size_bytes == sum(archive.getinfo(name).file_size for name in names if name != "manifest.json")
    (library.folder / "last-backup.json").write_text("[]")
    assert last_backup(library.folder) is None


def test_what_is_no_backup_says_nothing_of_itself(tmp_path):
    (tmp_path / "b.zip").write_bytes(b"a letter")
    with pytest.raises(ArchiveError, match="is damaged or no archive"):
        read_backup(tmp_path / "b.zip")


def test_without_room_nothing_is_unpacked(saved, tmp_path, monkeypatch):
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(OutputError, match=r"the disk has 0\.0 GB free, and 0\.0 GB are needed; free some space"):
        restore(saved, tmp_path / "new")
    assert not list(tmp_path.glob(".restoring*"))
