"""A backup takes the place of a library, and what was there is kept; also when it is killed in the middle."""

import shutil
from pathlib import Path

import pytest

from dancecoach.errors import LibraryBusyError
from dancecoach.library.care.backup import back_up, unpack
from dancecoach.library.care.check import check
from dancecoach.library.library import Library
from dancecoach.library.swap import (
    ask_for_restore,
    finish_restore,
    libraries_kept,
    restore_is_asked_for,
)
from dancecoach.progress import ignore_progress


@pytest.fixture
def asked(library, tmp_path):
    """A library's folder after which a backup of an earlier day is asked for: clip 1 had four stars, and has one."""
    back_up(library, tmp_path / "b.zip")
    library.clips.rate(1, 1)
    (library.folder / "takes" / "new").mkdir(parents=True)
    (library.folder / "takes" / "new" / "take.mp4").write_bytes(b"danced since")
    ask_for_restore(library.folder, unpack(tmp_path / "b.zip", library.folder, ignore_progress))
    library.close()
    return library.folder


def _is_restored(folder):
    with Library(folder) as library:
        assert library.clips.get(1).rating == 4
        assert check(library, thorough=True) == []
        assert not (folder / "takes").exists()
    assert not restore_is_asked_for(folder)
    assert not (folder / "restored").exists()
    (kept,) = libraries_kept(folder)
    assert (kept / "takes" / "new" / "take.mp4").read_bytes() == b"danced since"
    with Library(kept) as before:
        assert before.clips.get(1).rating == 1
        assert check(before, thorough=True) == []


def test_the_next_to_open_it_finds_the_backup_and_what_was_there_is_a_library_too(asked):
    _is_restored(asked)


def test_while_it_is_open_nothing_is_moved(library, tmp_path):
    back_up(library, tmp_path / "b.zip")
    ask_for_restore(library.folder, unpack(tmp_path / "b.zip", library.folder, ignore_progress))
    assert finish_restore(library.folder) is None
    assert library.clips.count() == 3
    with pytest.raises(LibraryBusyError):
        Library(library.folder)
    assert restore_is_asked_for(library.folder)


def test_killed_between_any_two_steps_it_goes_on_where_it_was(asked, tmp_path, monkeypatch):
    """Every rename of the swap is the last one of a program once."""
    whole = shutil.copytree(asked, tmp_path / "template")
    replace, done = Path.replace, []

    class Killed(BaseException):
        pass

    def counted(path, to):
        if len(done) == limit:
            raise Killed
        done.append(path)
        return replace(path, to)

    monkeypatch.setattr(Path, "replace", counted)
    limit, ends = 0, 0
    while not ends:
        folder = Path(shutil.copytree(whole, tmp_path / f"run {limit}"))
        done.clear()
        try:
            finish_restore(folder)
            ends = limit
        except Killed:
            pass
        kept, limit = limit, 1 << 30
        _is_restored(folder)
        limit = kept + 1
    assert ends > 8


def test_what_waits_is_replaced_by_what_is_asked_for_later(asked, tmp_path):
    (asked / "restored" / "library.sqlite").write_bytes(b"nobody wants this one any more")
    ask_for_restore(asked, unpack(tmp_path / "b.zip", asked, ignore_progress))
    _is_restored(asked)
