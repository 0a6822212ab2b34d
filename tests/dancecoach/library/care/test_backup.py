"""A library goes into one file, and comes back as it was."""

import json
import shutil
import zipfile

import pytest

from dancecoach.errors import ArchiveError, Cancelled, OutputError
from dancecoach.library.archive.writing import write_archive
from dancecoach.library.care.backup import back_up, last_backup, read_backup, restore
from dancecoach.library.care.check import Fault, check
from dancecoach.library.library import Library
from dancecoach.progress import CancelToken


@pytest.fixture
def saved(library, tmp_path):
    """The backup of the library."""
    made = back_up(library, tmp_path / "backup.zip")
    assert made.words() == ["1 clip is linked, not copied: its film is not in the backup."]
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


def test_what_changes_comes_or_goes_meanwhile_does_no_harm(library, tmp_path):
    """Each file is as it was when it was written, never with the hash of another moment."""
    counts = library.folder / "counts" / "ab"
    counts.mkdir(parents=True)
    names = [f"{number:03}.json" for number in range(40)]
    for name in names:
        (counts / name).write_text(name)
    moment = 0

    def progress(_one):
        nonlocal moment
        moment += 1
        for name in names[:-1]:
            (counts / name).write_text(f"{name}, the {moment}.")
        (counts / names[-1]).unlink(missing_ok=True)
        (counts / f"new {moment}.json").write_text("new")
        (library.folder / "media" / ".part-of-a-copy").write_text("half" * moment)

    back_up(library, tmp_path / "b.zip", progress=progress)
    restore(tmp_path / "b.zip", tmp_path / "new")
    restored = tmp_path / "new" / "counts" / "ab"
    assert sorted(path.name for path in restored.iterdir()) == names[:-1]
    assert len({(restored / name).read_text()[5:] for name in names[:-1]}) > 10  # not all of one moment
    assert not list((tmp_path / "new").rglob(".part*"))


def test_a_name_that_not_every_computer_can_write_is_said(library, tmp_path):
    strange = library.folder / "notes" / "what?.json"
    strange.parent.mkdir(exist_ok=True)
    strange.write_text("{}")
    made = back_up(library, tmp_path / "b.zip")
    assert made.words()[-1].startswith(f"{strange} is not in the backup, because not every computer can write")
    restore(tmp_path / "b.zip", tmp_path / "new")
    assert not (tmp_path / "new" / "notes").exists()


def test_a_full_disk_of_the_library_is_no_hindrance(library, tmp_path, monkeypatch):
    def no_room(*_args, **_more):
        raise OutputError("the disk is full", subject=library.folder, remedy="free some space")

    monkeypatch.setattr("dancecoach.library.care.known_backups.write_text", no_room)
    back_up(library, tmp_path / "b.zip")
    assert read_backup(tmp_path / "b.zip").clips == 3
    with pytest.raises(OutputError, match="its folder is not there; make it, or choose another folder"):
        back_up(library, tmp_path / "nowhere" / "b.zip")


def test_a_backup_that_was_cut_off_is_damaged(library, tmp_path):
    """Also where an archive lies in it whose end is now the end: analyses are archives."""
    write_archive(library.folder / "notes.zip", {"analysis.json": b"{}" * 500})
    (library.folder / "counts").mkdir(exist_ok=True)
    (library.folder / "notes.zip").replace(library.folder / "counts" / "a.zip")
    back_up(library, tmp_path / "b.zip")
    data = (tmp_path / "b.zip").read_bytes()
    end = data.index(b"PK\x05\x06") + 22
    (tmp_path / "b.zip").write_bytes(data[:end])
    with pytest.raises(ArchiveError, match="is damaged or no archive; ask for it once more"):
        read_backup(tmp_path / "b.zip")


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


@pytest.mark.parametrize("time", ["0001-01-01T00:00:00", "9999-12-31T23:59:59-14:00", "yesterday", 7])
def test_a_backup_of_a_time_that_cannot_be_is_none(saved, time):
    with zipfile.ZipFile(saved) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    content = json.loads(files["manifest.json"]) | {"made_at": time}
    write_archive(saved, files | {"manifest.json": json.dumps(content).encode()})
    with pytest.raises(ArchiveError, match="is damaged or no backup"):
        read_backup(saved)


def test_what_is_no_backup_says_nothing_of_itself(tmp_path):
    (tmp_path / "b.zip").write_bytes(b"a letter")
    with pytest.raises(ArchiveError, match="is damaged or no archive"):
        read_backup(tmp_path / "b.zip")


def test_without_room_nothing_is_unpacked(saved, tmp_path, monkeypatch):
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(OutputError, match=r"the disk has 0 MB free, and 6\d MB are needed; free some space"):
        restore(saved, tmp_path / "new")
    assert not list(tmp_path.glob(".restoring*"))
