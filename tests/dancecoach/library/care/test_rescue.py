"""A damaged database: as much of it as can be read, in a new one."""

import random

import pytest

from dancecoach.errors import LibraryBusyError, LibraryError
from dancecoach.library.care.check import Fault, check
from dancecoach.library.care.rescue import is_damaged, rescue
from dancecoach.library.catalogue.database import FILE
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
