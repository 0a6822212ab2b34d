"""What people change, and how it is taken back."""

from datetime import UTC, datetime

import pytest

from dancecoach.library import edits
from dancecoach.library.catalogue.records import FileFacts, Findings, Group, Kind, SkillFacts, Storage
from dancecoach.library.library import Library


@pytest.fixture
def library(tmp_path):
    with Library(tmp_path) as opened:
        for letter in "abc":
            filmed = datetime(2026, 1, 2, tzinfo=UTC)
            facts = FileFacts(letter * 64, letter, Kind.VIDEO, 1, 64, 48, 30.0, 30, 1.0, filmed)
            clip, _ = opened.clips.add(facts, Storage.LINKED, tmp_path / f"{letter}.mp4")
            skill = SkillFacts(0.5, "back tuck", "tuck", 0.6, 0.4, -1.0, 0.9)
            opened.clips.note_findings(clip.id, Findings("blazepose full", 0.9, "waltz", 0.8, (skill,)))
        opened.clips.rate(1, 2)
        opened.groups.put([1], Group.TAG, "old", "kept")
        yield opened


def everything(library):
    return library.clips.get_all([1, 2, 3])


@pytest.mark.parametrize(
    "edit",
    [
        edits.rate([1, 2], 5),
        edits.rename(1, "Turn"),
        edits.write_note(2, "arms later"),
        edits.mark_reference([1, 3], reference=True),
        edits.put([1, 2], Group.TAG, ["kept", "new"]),
        edits.put([1, 2], Group.COLLECTION, ["camp"]),
        edits.put([1, 2], Group.TAG, ["new"], gone=["OLD", "never there"]),
        edits.set_names(1, Group.TAG, ["kept", "new"]),
        edits.set_names(1, Group.TAG, []),
        edits.remove([1, 3]),
        edits.rename_name(Group.TAG, "old", "Öld"),
        edits.rename_name(Group.TAG, "old", "quite another"),
        edits.rename_name(Group.TAG, "old", "kept"),
        edits.remove_name(Group.TAG, "old"),
    ],
)
def test_every_change_can_be_taken_back_and_made_again(library, edit):
    before = everything(library)
    undo = edit(library)
    after = everything(library)
    assert after != before
    undo(library)
    assert everything(library) == before
    undo = edit(library)
    assert everything(library) == after
    undo(library)
    assert everything(library) == before


def test_names_are_those_that_were_given(library):
    edits.set_names(1, Group.TAG, ["kept", "new"])(library)
    assert library.clips.get(1).tags == ("kept", "new")


def test_what_came_in_again_meanwhile_is_left_as_it_is(library):
    removed = library.clips.remove([1, 2])
    facts = removed.clips[0]
    again, new = library.clips.add(
        FileFacts(facts["sha256"], "anew", Kind.VIDEO, 1, 64, 48, 30.0, 30, 1.0), Storage.LINKED, library.folder / "x"
    )
    assert new
    library.clips.bring_back(removed)
    assert {clip.title for clip in library.clips.get_all([1, 2, 3, again.id])} == {"anew", "b", "c"}


def test_two_names_become_one_and_each_has_its_own_again(library):
    library.groups.put([2], Group.TAG, "old")
    library.groups.put([2, 3], Group.TAG, "new")
    undo = edits.rename_name(Group.TAG, "old", "NEW")(library)
    assert sorted(library.groups.members(Group.TAG, "new")) == [1, 2, 3]
    assert library.groups.members(Group.TAG, "old") == []
    library.clips.remove([1])
    undo(library)
    assert library.groups.members(Group.TAG, "new") == [2, 3]
    assert library.groups.members(Group.TAG, "old") == [2]


def test_a_collection_that_is_there_again_has_its_order(library):
    library.groups.put([1, 2, 3], Group.COLLECTION, "camp")
    library.groups.order("camp", [3, 1, 2])
    undo = edits.remove_name(Group.COLLECTION, "camp")(library)
    assert library.groups.members(Group.COLLECTION, "camp") == []
    undo(library)
    assert library.groups.members(Group.COLLECTION, "camp") == [3, 1, 2]
