"""What is wrong is found and put right, and nothing is thrown away."""

import pytest

from dancecoach.errors import Cancelled
from dancecoach.library.care.check import Fault, check, repair
from dancecoach.library.catalogue.records import State
from dancecoach.progress import CancelToken


def draw(_clip, picture, strip):
    for path in (picture, strip):
        path.write_bytes(b"new")


def faults(found):
    return [(one.fault, one.clip_id) for one in found]


def test_a_good_library_is_good(library):
    assert check(library, thorough=True) == []


def test_a_file_that_is_gone_is_said_with_where_it_was(library, films):
    (films / "Đôi.mp4").unlink()
    found = check(library)
    assert faults(found) == [(Fault.MISSING, 3)]
    assert found[0].says == f"“Đôi”: its file {films / 'Đôi.mp4'} is gone; import it again from where it is now"
    assert repair(library, found, draw) == found  # it cannot be made
    assert library.clips.get(3).rating == 4


def test_a_copy_that_was_changed_is_found_when_all_is_read_and_put_aside(library):
    path = library.clips.get(1).path
    path.write_bytes(b"edited")
    assert check(library) == []
    found = check(library, thorough=True)
    assert faults(found) == [(Fault.CHANGED, 1)]
    left = repair(library, found, draw)
    assert faults(left) == [(Fault.MISSING, 1)]
    aside = next((library.folder / "damaged").iterdir())
    assert aside.read_bytes() == b"edited"
    assert str(aside) in left[0].says
    assert faults(check(library)) == [(Fault.MISSING, 1)]


def test_a_linked_file_that_was_edited_is_left_to_its_owner(library, films):
    (films / "Đôi.mp4").write_bytes(b"edited")
    found = check(library, thorough=True)
    assert repair(library, found, draw) == found
    assert (films / "Đôi.mp4").read_bytes() == b"edited"


def test_a_missing_picture_is_made_anew(library):
    sha256 = library.clips.get(2).facts.sha256
    library.media.strip(sha256).unlink()
    found = check(library)
    assert faults(found) == [(Fault.NO_PICTURE, 2)]
    assert repair(library, found, draw) == []
    assert library.media.strip(sha256).read_bytes() == b"new"
    assert check(library) == []


def test_a_copy_that_belongs_to_no_clip_waits_to_be_imported(library):
    path = library.clips.get(1).path
    library.clips.remove([1])
    found = check(library)
    assert [(one.fault, one.path) for one in found] == [(Fault.LEFT_OVER, path)]
    assert repair(library, found, draw) == []
    assert [job.path for job in library.jobs.list(State.WAITING)] == [path]
    assert path.exists()


def test_it_can_be_stopped(library):
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        check(library, cancel=cancel)
