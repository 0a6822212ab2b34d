"""Tags, persons and collections."""

import pytest

from dancecoach.errors import LibraryError
from dancecoach.library.catalogue.records import Group

TAG, PERSON, COLLECTION = Group.TAG, Group.PERSON, Group.COLLECTION


def test_clips_are_put_together_and_apart(clips, groups, make):
    a, b = make("a").id, make("b").id
    groups.put([a, b], TAG, "Duo", "slow")
    groups.put([a], PERSON, "Đặng Thu")
    groups.take([b], TAG, "DUO")
    assert clips.get(a).tags == ("Duo", "slow")
    assert clips.get(b).tags == ("slow",)
    assert clips.get(a).persons == ("Đặng Thu",)
    assert groups.names(TAG) == [("Duo", 1), ("slow", 2)]
    assert groups.members(PERSON, "dang thu") == [a]


def test_names_that_differ_by_capitals_or_accents_are_one(clips, groups, make):
    a, b = make("a").id, make("b").id
    groups.put([a], PERSON, "Zoë")
    groups.put([b], PERSON, "zoe")
    assert groups.names(PERSON) == [("Zoë", 2)]
    groups.put([b], TAG, "Zoë")  # a tag of that name is something else
    assert clips.get(b).persons == ("Zoë",)


def test_a_collection_has_an_order(groups, make):
    a, b, c = (make(title).id for title in "abc")
    groups.put([a, b, c], COLLECTION, "Tuesday")
    assert groups.members(COLLECTION, "Tuesday") == [a, b, c]
    groups.order("Tuesday", [c, a])
    assert groups.members(COLLECTION, "Tuesday") == [c, a, b]
    groups.take([c], COLLECTION, "Tuesday")
    groups.put([c], COLLECTION, "Tuesday")
    assert groups.members(COLLECTION, "Tuesday") == [a, b, c]


def test_twice_in_is_once_in(groups, make):
    a = make("a").id
    groups.put([a], COLLECTION, "Tuesday")
    groups.put([a, a], COLLECTION, "Tuesday", "tuesday")
    assert groups.members(COLLECTION, "Tuesday") == [a]


def test_renaming_keeps_the_clips_and_joins_what_has_the_same_name_then(clips, groups, make):
    a, b = make("a").id, make("b").id
    groups.put([a, b], TAG, "tuk")
    groups.rename(TAG, "tuk", "tuck")
    assert clips.get(a).tags == ("tuck",)
    groups.put([b], TAG, "salto")
    groups.rename(TAG, "tuck", "Salto")
    assert groups.names(TAG) == [("salto", 2)]
    groups.rename(TAG, "salto", "Salto")  # its own name, written better
    assert groups.names(TAG) == [("Salto", 2)]
    groups.rename(TAG, "not there", "x")
    assert groups.names(TAG) == [("Salto", 2)]


def test_a_group_goes_and_its_clips_stay(clips, groups, make):
    a = make("a").id
    groups.put([a], TAG, "duo")
    groups.remove(TAG, "duo")
    groups.remove(TAG, "duo")
    assert clips.get(a).tags == ()
    assert groups.names(TAG) == []


def test_one_without_clips_can_be_made(groups):
    groups.make(COLLECTION, "next week")
    groups.make(COLLECTION, "Next Week")
    assert groups.names(COLLECTION) == [("next week", 0)]


@pytest.mark.parametrize("name", ["", "  ", "x" * 201])
def test_a_bad_name_changes_nothing(clips, groups, make, name):
    a = make("a").id
    with pytest.raises(LibraryError, match="letter"):
        groups.put([a], TAG, "good", name)
    assert clips.get(a).tags == ()


def test_a_clip_that_is_gone_is_said_and_nothing_is_changed(clips, groups, make):
    a, gone = make("a").id, make("b").id
    clips.remove([gone])
    with pytest.raises(LibraryError, match=f"clip {gone}"):
        groups.put([a, gone], TAG, "duo")
    assert clips.get(a).tags == ()
