"""A library of linked films whose database is lost: what analyses and pictures still say."""

import pytest

from dancecoach.errors import LibraryError
from dancecoach.files import sha256_of
from dancecoach.library.care.rescue import is_damaged, rescue
from dancecoach.library.catalogue.database import FILE
from dancecoach.library.catalogue.records import FileFacts, Kind, State, Storage
from dancecoach.library.library import Library
from dancecoach.library.media import has_library


@pytest.fixture
def linked(tmp_path, make_analysis):
    """The folder of a library of three linked films, one of them gone, whose database is lost; and the films."""
    films = [tmp_path / "films" / f"{name}.mp4" for name in ("one", "Đôi", "gone")]
    films[0].parent.mkdir()
    with Library(tmp_path / "library") as library:
        for number, film in enumerate(films):
            film.write_bytes(b"film" * (number + 1))
            found = make_analysis(path=str(film), sha256=sha256_of(film))
            library.analyses.put(found, film)
            facts = FileFacts(found.sha256, film.stem, Kind.VIDEO, 100, 640, 480, 30.0, 30, 1.0)
            library.clips.add(facts, Storage.LINKED, film)
            picture = library.media.picture(found.sha256)
            picture.parent.mkdir(parents=True, exist_ok=True)
            picture.write_bytes(b"picture")
    films[2].unlink()
    (tmp_path / "library" / FILE).unlink()
    return tmp_path / "library", films


def waiting(folder):
    with Library(folder) as library:
        return [(job.path, job.storage) for job in library.jobs.list(State.WAITING)]


def test_they_wait_to_be_imported_from_where_they_lie(linked):
    folder, films = linked
    assert has_library(folder)
    assert is_damaged(folder)
    with pytest.raises(LibraryError, match=r"gone or empty.* repair it with: dancecoach library check --repair"):
        Library(folder)
    rescued = rescue(folder)
    assert sorted(rescued.linked.here) == sorted(films[:2])
    assert rescued.linked.gone == (films[2],)
    assert rescued.words()[1:] == [
        "2 films that were linked are still where they lay, and wait to be imported again.",
        f"1 film that was linked is not where it lay; import it from where it is now: {films[2]}",
    ]
    assert sorted(waiting(folder)) == sorted((film, Storage.LINKED) for film in films[:2])


def test_a_film_that_is_another_now_is_not_taken_for_it(linked):
    folder, films = linked
    films[0].write_bytes(b"another film altogether")
    rescued = rescue(folder)
    assert rescued.linked.here == (films[1],)
    assert set(rescued.linked.gone) == {films[0], films[2]}


def test_an_analysis_without_a_picture_was_of_no_clip_and_a_damaged_one_says_nothing(linked):
    """Review keeps analyses too, of films that nobody wanted in a library."""
    folder, films = linked
    next((folder / "pictures").glob(f"*/{sha256_of(films[0])[:16]}.jpg")).unlink()
    for entry in (folder / "analyses").glob(f"*/{sha256_of(films[1])}*.zip"):
        entry.write_bytes(b"no archive")
    assert rescue(folder).linked.here == ()
    assert waiting(folder) == []


def test_what_the_database_still_says_is_not_looked_for_elsewhere(linked):
    folder, films = linked
    rescue(folder)
    with Library(folder) as library:
        facts = FileFacts(sha256_of(films[0]), "one", Kind.VIDEO, 100, 640, 480, 30.0, 30, 1.0)
        library.clips.add(facts, Storage.LINKED, films[0])
        library.jobs.cancel([job.id for job in library.jobs.list(State.WAITING)])
    assert rescue(folder).linked.here == ()  # all was read: the others may have been removed on purpose
