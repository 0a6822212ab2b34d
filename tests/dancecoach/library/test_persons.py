"""Who is known is in the library, in takes, or in films of Live."""

import json

from dancecoach.library.catalogue.records import Group
from dancecoach.library.library import Library
from dancecoach.library.persons import merged, persons_known, same_person
from dancecoach.library.whose import note_dancer


def test_everybody_is_known_once_as_the_library_writes_them(tmp_path):
    with Library(tmp_path / "library") as library:
        library.groups.make(Group.PERSON, "Zoë")
        library.groups.make(Group.PERSON, "Anna")
    folder = tmp_path / "library" / "takes" / "ab" / "2026"
    folder.mkdir(parents=True)
    (folder / "take.json").write_text(json.dumps({"person": "zoe"}))
    note_dancer(tmp_path / "films" / "a.mp4", "Đặng Ánh")
    assert persons_known(tmp_path / "library", tmp_path / "films") == ("Anna", "Đặng Ánh", "Zoë")
    assert persons_known(tmp_path / "none", None) == ()


def test_names_that_differ_by_capitals_or_accents_are_one():
    assert merged(["Ben", "anna", "BEN", "Anna"]) == ("anna", "Ben")
    assert same_person(" Zoë ", "zoe")
    assert not same_person("Zoë", "Zo")
