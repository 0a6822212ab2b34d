"""What is taught and what it was taught from are there together, or neither is."""

import pytest

from dancecoach.errors import OutputError
from dancecoach.files import sha256_of
from dancecoach.models.packs import origins as module
from dancecoach.models.packs.origins import Learnt, origins
from dancecoach.pipeline.teaching.origin import add_with_origin, hashes_of
from dancecoach.pipeline.teaching.request import Example

TUCK = Learnt("skill", "tuck", clips=frozenset({"ab" * 32}))


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "own_packs_folder", lambda: tmp_path / "styles")


def test_both_are_there_and_both_are_taken_back():
    packs = []

    def put():
        packs.append("tuck")
        return packs.clear

    undo = add_with_origin(TUCK, put)
    assert (packs, origins()) == (["tuck"], (TUCK,))
    undo()
    assert (packs, origins()) == ([], ())


def test_what_could_not_be_added_was_taught_from_nothing():
    def put():
        raise OutputError("the disk is full")

    with pytest.raises(OutputError):
        add_with_origin(TUCK, put)
    assert origins() == ()


def test_clips_are_known_by_what_is_in_them(tmp_path):
    film = tmp_path / "a.mp4"
    film.write_bytes(b"film")
    examples = [Example("a", film), Example("b", tmp_path / "gone.mp4"), Example("c", tmp_path / "c.mp4", "cd" * 32)]
    assert hashes_of(examples) == {sha256_of(film), "cd" * 32}
