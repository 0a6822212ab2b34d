import sys

import pytest

from dancecoach.errors import OutputError
from dancecoach.notes import lock as lock_module
from dancecoach.notes.lock import FileLock


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deep" / "clip.lock"


def test_one_holds_it_until_it_is_given_back(path):
    first = FileLock(path)
    with pytest.raises(BlockingIOError):
        FileLock(path)
    first.release()
    first.release()
    assert not path.exists()
    FileLock(path).release()


@pytest.mark.skipif(sys.platform == "win32", reason="no open file is removed there")
def test_a_file_that_is_removed_while_we_take_its_lock_is_not_taken_for_the_lock(path, monkeypatch):
    """Its holder gave it back in between: the lock of a file that nobody else finds keeps nobody out."""
    holder, taken = FileLock(path), []
    take = lock_module._take

    def slow(handle):
        taken.append(handle)
        if len(taken) == 1:
            holder.release()
        take(handle)

    monkeypatch.setattr(lock_module, "_take", slow)
    second = FileLock(path)
    assert len(taken) == 2
    monkeypatch.setattr(lock_module, "_take", take)
    with pytest.raises(BlockingIOError):
        FileLock(path)
    second.release()


def test_a_disk_without_locks_does_without(path, monkeypatch, caplog):
    def cannot(_handle):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(lock_module, "_take", cannot)
    FileLock(path).release()
    assert "cannot be locked" in caplog.text


def test_a_folder_that_cannot_be_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"choose another folder"):
        FileLock(tmp_path / "file" / "clip.lock")
