"""Films that were moved are found again by what they hold."""

import shutil

import pytest

from dancecoach.errors import Cancelled
from dancecoach.library.care.again import find_again
from dancecoach.library.care.check import check
from dancecoach.library.care.repair import can_repair, repair_words
from dancecoach.progress import CancelToken


@pytest.fixture
def moved(library, films, tmp_path):
    """The films of clips 1 (copied) and 3 (linked) are in another folder, under other names."""
    new = tmp_path / "disk" / "2026"
    new.mkdir(parents=True)
    shutil.move(library.clips.get(1).path, new / "first.mp4")
    shutil.move(films / "Đôi.mp4", new / "third.mp4")
    (new / "same size.mp4").write_bytes(b"x" * (new / "third.mp4").stat().st_size)
    return new.parent


def test_they_are_where_they_were_or_linked_to_where_they_are(library, moved):
    found = check(library)
    assert len(found) == 2
    assert find_again(library, found, moved) == 2
    assert check(library, thorough=True) == []
    assert library.clips.get(1).path.is_relative_to(library.folder)
    assert library.clips.get(3).path == moved / "2026" / "third.mp4"
    assert (moved / "2026" / "first.mp4").exists()


def test_what_is_not_there_stays_missing(library, moved, tmp_path):
    assert find_again(library, check(library), tmp_path / "nowhere") == 0
    assert len(check(library)) == 2


def test_it_can_be_stopped(library, moved):
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        find_again(library, check(library), moved, cancel=cancel)


def test_what_a_repair_does_is_said_of_each(library, films):
    library.clips.get(1).path.write_bytes(b"edited")
    (films / "Đôi.mp4").write_bytes(b"edited")
    library.media.picture(library.clips.get(2).facts.sha256).unlink()
    said = {one.clip_id: (can_repair(one, library.folder), repair_words(one, library.folder)) for one in
            check(library, thorough=True)}  # fmt: skip
    assert said[1] == (True, "it is put into the folder “damaged”, and nothing is thrown away; import the clip again")
    assert said[2] == (True, "a picture is made")
    assert said[3][0] is False
    assert "left alone" in said[3][1]
