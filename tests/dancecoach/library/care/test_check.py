"""What is wrong is found and put right, and nothing is thrown away."""

import shutil

import pytest

from dancecoach.errors import Cancelled, OutputError
from dancecoach.library.care.check import Fault, check
from dancecoach.library.care.repair import repair
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
    edited = b"edited".ljust(path.stat().st_size)
    path.write_bytes(edited)
    assert check(library) == []
    found = check(library, thorough=True)
    assert faults(found) == [(Fault.CHANGED, 1)]
    left = repair(library, found, draw)
    assert faults(left) == [(Fault.MISSING, 1)]
    aside = next((library.folder / "damaged").iterdir())
    assert aside.read_bytes() == edited
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


def test_a_copy_that_was_cut_off_is_found_by_its_size(library):
    path = library.clips.get(1).path
    path.write_bytes(path.read_bytes()[:-1])
    assert faults(check(library)) == [(Fault.CHANGED, 1)]


def test_two_damaged_copies_of_one_name_are_both_kept(library, films):
    path = library.clips.get(1).path
    for content in (b"first", b"second"):
        path.write_bytes(content)
        repair(library, check(library), draw)
        library.media.take_in(films / "one.mp4", library.clips.get(1).facts.sha256)
    assert {aside.read_bytes() for aside in (library.folder / "damaged").iterdir()} == {b"first", b"second"}
    assert check(library, thorough=True) == []


def test_a_folder_where_a_film_should_be(library):
    """The rest is checked all the same."""
    path = library.clips.get(1).path
    path.unlink()
    path.mkdir()
    library.clips.get(2).path.unlink()
    for thorough in (False, True):
        found = check(library, thorough=thorough)
        assert sorted(faults(found)) == [(Fault.CHANGED, 1), (Fault.MISSING, 2)]
    assert sorted(faults(repair(library, found, draw))) == [(Fault.MISSING, 1), (Fault.MISSING, 2)]


def test_files_where_folders_should_be_are_put_aside_first(library):
    shutil.rmtree(library.folder / "pictures")
    (library.folder / "pictures").write_text("a letter")
    found = check(library)
    assert [one.fault for one in found] == [Fault.IN_THE_WAY] + [Fault.NO_PICTURE] * 3

    def draw_them(clip, picture, strip):
        for path in (picture, strip):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"new")

    assert repair(library, found, draw_them) == []
    assert check(library) == []
    assert (library.folder / "damaged" / "pictures").read_text() == "a letter"


def test_a_folder_where_a_picture_should_be_is_put_aside(library):
    picture = library.media.picture(library.clips.get(1).facts.sha256)
    picture.unlink()
    picture.mkdir()
    assert repair(library, check(library), draw) == []
    assert picture.read_bytes() == b"new"


def test_one_that_cannot_be_put_right_is_no_hindrance_to_others(library):
    for clip_id in (1, 2):
        library.media.picture(library.clips.get(clip_id).facts.sha256).unlink()

    def draw_one(clip, picture, strip):
        if clip == library.clips.get(1).path:
            raise OutputError("the disk is full", subject=picture, remedy="free some space")
        draw(clip, picture, strip)

    left = repair(library, check(library), draw_one)
    assert faults(left) == [(Fault.NO_PICTURE, 1)]
    assert "the disk is full; free some space" in left[0].says


def test_what_lies_among_the_films_and_is_none_of_them_is_put_aside(library):
    media = library.folder / "media"
    for name in ("letter.txt", "zz/yy/film.mp4", "ab/note", ".DS_Store"):
        (media / name).parent.mkdir(parents=True, exist_ok=True)
        (media / name).write_text(name)
    found = check(library)
    assert {(one.fault, one.path.relative_to(media).as_posix()) for one in found} == {
        (Fault.IN_THE_WAY, name) for name in ("letter.txt", "zz/yy", "ab/note")
    }
    assert repair(library, found, draw) == []
    assert check(library) == []
    assert {path.name for path in (library.folder / "damaged").iterdir()} == {"media letter.txt", "zz yy", "ab note"}


def test_a_copy_that_cannot_be_imported_is_said_and_put_aside_not_queued_for_ever(library):
    path = library.clips.get(1).path
    library.clips.remove([1])
    repair(library, check(library), draw)
    library.jobs.failed(library.jobs.take(), "is not a video")
    found = check(library)
    assert [one.says for one in found] == ["one.mp4 belongs to no clip, and cannot be imported: is not a video"]
    assert repair(library, found, draw) == []
    assert not path.exists()
    assert library.jobs.list() == []
    assert check(library) == []


def test_it_can_be_stopped(library):
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        check(library, cancel=cancel)
