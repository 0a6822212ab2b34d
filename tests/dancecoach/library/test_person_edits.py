"""A person is renamed in the library, in takes and beside films of Live, and that can be undone."""

import json

import pytest

from dancecoach.library.catalogue.records import Group
from dancecoach.library.library import Library
from dancecoach.library.person_edits import rename_person
from dancecoach.library.whose import danced_in, note_dancer


@pytest.fixture
def library(tmp_path):
    with Library(tmp_path / "library") as library:
        library.groups.make(Group.PERSON, "Mai")
        take = library.folder / "takes" / "ab" / "2026"
        take.mkdir(parents=True)
        (take / "take.json").write_text(json.dumps({"speed": 0.7, "person": "mai"}))
        note_dancer(tmp_path / "films" / "a.mp4", "Mai")
        note_dancer(tmp_path / "films" / "b.mp4", "Mia")
        yield library


def names(library, tmp_path):
    return [one.person for one in danced_in(library.folder, tmp_path / "films")]


def persons(library):
    return [name for name, _number in library.groups.names(Group.PERSON)]


def test_the_name_is_another_everywhere_and_comes_back_as_it_was(library, tmp_path):
    undo = rename_person("Mai", "Mia", tmp_path / "films")(library)
    assert names(library, tmp_path) == ["Mia", "Mia", "Mia"]
    assert persons(library) == ["Mia"]
    undo(library)
    assert names(library, tmp_path) == ["mai", "Mai", "Mia"]
    assert persons(library) == ["Mai"]


def test_a_film_that_is_gone_meanwhile_does_not_come_back(library, tmp_path):
    undo = rename_person("Mai", "Mia", tmp_path / "films")(library)
    note_dancer(tmp_path / "films" / "a.mp4", "")
    undo(library)
    assert names(library, tmp_path) == ["mai", "Mia"]
