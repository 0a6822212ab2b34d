"""A backup takes the place of a library that nobody has open; what was there is kept."""

import pytest

from dancecoach.errors import ArchiveError, Cancelled, LibraryBusyError
from dancecoach.library.care.backup import back_up
from dancecoach.library.care.check import check
from dancecoach.library.care.in_place import restore_in_place
from dancecoach.library.catalogue.database import FILE
from dancecoach.library.library import Library
from dancecoach.progress import CancelToken


@pytest.fixture
def saved(library, tmp_path):
    """A backup; the library was changed since, and is closed."""
    back_up(library, tmp_path / "b.zip")
    library.clips.rate(1, 1)
    library.close()
    return tmp_path / "b.zip"


def test_both_are_whole_libraries_afterwards(library, saved):
    before = restore_in_place(saved, library.folder)
    for folder, rating in ((library.folder, 4), (before, 1)):
        with Library(folder) as opened:
            assert opened.clips.get(1).rating == rating
            assert check(opened, thorough=True) == []


def test_also_where_the_database_is_damaged(library, saved):
    (library.folder / FILE).write_bytes(b"a letter" * 1000)
    before = restore_in_place(saved, library.folder)
    with Library(library.folder) as opened:
        assert opened.clips.count() == 3
    assert (before / FILE).read_bytes() == b"a letter" * 1000


def test_an_open_one_and_a_damaged_backup_and_stopping_change_nothing(library, saved):
    with Library(library.folder), pytest.raises(LibraryBusyError, match="close it there"):
        restore_in_place(saved, library.folder)
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        restore_in_place(saved, library.folder, cancel=cancel)
    saved.write_bytes(saved.read_bytes()[:-1000])
    with pytest.raises(ArchiveError, match="is damaged or no archive"):
        restore_in_place(saved, library.folder)
    with Library(library.folder) as opened:
        assert opened.clips.get(1).rating == 1
    assert sorted(path.name for path in library.folder.iterdir() if "restor" in path.name) == []
