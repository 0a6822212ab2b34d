from datetime import UTC, datetime
from pathlib import Path

import pytest

from dancecoach.library.catalogue.records import Group, Storage
from dancecoach.library.catalogue.skills_seen import persons_of_files, skills_seen


def test_skills_come_by_the_day_of_filming_else_by_the_day_they_came(database, make, skill):
    make("undated", skill("tuck", 0.6))
    filmed = datetime(2025, 1, 5, 9, tzinfo=UTC)
    make("old", skill("pike", 0.7), skill("layout"), filmed_at=filmed)
    make("nothing in it")
    seen = skills_seen(database)
    assert [(one.skill.label, one.filmed) for one in seen] == [("pike", True), ("layout", True), ("tuck", False)]
    assert seen[0].when == filmed
    assert seen[0].when.tzinfo is not None
    assert [one.clip_id for one in seen] == [2, 2, 1]
    assert seen[0].skill == skill("pike", 0.7)


def test_everybody_in_the_clip_is_named_and_tags_are_nobody(database, make, groups, skill):
    clip, _other = make("tuck", skill("tuck")), make("pike", skill("pike"))
    for name in ("Zoë", "anna"):
        groups.put([clip.id], Group.PERSON, name)
    groups.put([clip.id], Group.TAG, "Camp")
    assert [one.persons for one in skills_seen(database)] == [("anna", "Zoë"), ()]


@pytest.fixture
def named(clips, groups, facts, database):
    """Puts a clip of somebody into the library."""
    numbers = iter(range(1, 100))

    def put(storage, path, person):
        clip, _ = clips.add(facts(path.stem, next(numbers)), storage, path)
        if person:
            groups.put([clip.id], Group.PERSON, person)

    return put


def test_persons_are_told_of_the_files_in_a_folder_copied_ones_too(database, named):
    inside = database.folder / "media" / "ab" / "turn.mp4"
    named(Storage.COPIED, inside, "Anna")
    named(Storage.LINKED, Path("/films/camp/leap.mp4"), "Bo")
    named(Storage.LINKED, Path("/films/camp/other.mp4"), "")
    named(Storage.LINKED, Path("/films/campus/far.mp4"), "Cy")
    assert persons_of_files(database, Path("/films/camp")) == {Path("/films/camp/leap.mp4"): ("Bo",)}
    assert persons_of_files(database, database.folder) == {inside: ("Anna",)}
    assert persons_of_files(database, Path("/nothing")) == {}
