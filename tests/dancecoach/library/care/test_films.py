"""Films that say whose they are go with them, unless the library knows that somebody else is in them."""

import pytest

from dancecoach.errors import Cancelled
from dancecoach.files import sha256_of
from dancecoach.library.care.films import films_of
from dancecoach.library.catalogue.records import Group
from dancecoach.library.whose import note_dancer
from dancecoach.progress import CancelToken


@pytest.fixture
def recorded(tmp_path, films):
    """Films of Live: one of Mia that is clip 1 too, one that is nothing else, one that was never made, one of Ben."""
    folder = tmp_path / "recorded"
    folder.mkdir()
    (folder / "a.mp4").write_bytes((films / "one.mp4").read_bytes())
    (folder / "b.mp4").write_bytes(b"only here")
    (folder / "d.mp4").write_bytes(b"of Ben")
    for name, person in (("a.mp4", "Mia"), ("b.mp4", "mia"), ("c.mp4", "Mia"), ("d.mp4", "Ben")):
        note_dancer(folder / name, person)
    return folder


def test_those_of_the_person_go_with_clips_of_the_same_content(library, recorded):
    found = films_of(library, "Mia", recorded, CancelToken())
    assert [one.film.name for one in found.go] == ["a.mp4", "b.mp4", "c.mp4"]
    assert found.stay == ()
    assert found.hashes == {sha256_of(recorded / "a.mp4"), sha256_of(recorded / "b.mp4")}
    assert [clip.id for clip in found.clips] == [1]
    assert found.places == {recorded / name for name in ("a.mp4", "b.mp4", "c.mp4")}
    assert found.without((recorded,)).go == ()


def test_what_shows_somebody_else_in_the_library_stays(library, recorded):
    library.groups.put([1], Group.PERSON, "Ben", "Mia")
    found = films_of(library, "Mia", recorded, CancelToken())
    assert [one.film.name for one in found.stay] == ["a.mp4"]
    assert [one.film.name for one in found.go] == ["b.mp4", "c.mp4"]
    assert found.clips == ()


def test_it_can_be_stopped(library, recorded):
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        films_of(library, "Mia", recorded, cancel)
