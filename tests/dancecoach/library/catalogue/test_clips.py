"""Clips come, change and go."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dancecoach.errors import LibraryError
from dancecoach.library.catalogue.records import Findings, Group, SkillFacts, Storage


def test_a_content_is_in_a_library_once(clips, facts):
    first, new = clips.add(facts("turn", 7), Storage.LINKED, Path("/films/turn.mp4"))
    assert new
    again, new = clips.add(facts("the same turn", 7), Storage.LINKED, Path("/elsewhere/copy.mp4"))
    assert not new
    assert again == first
    assert clips.count() == 1


def test_all_facts_come_back(clips, facts, database):
    filmed = datetime(2026, 5, 4, 3, 2, 1, 500, tzinfo=UTC)
    clip, _ = clips.add(
        facts("Đặng xoay", filmed_at=filmed), Storage.COPIED, database.folder / "media" / "ab" / "turn.mp4"
    )
    read = clips.get(clip.id)
    assert read == clip
    assert read.title == "Đặng xoay"
    assert read.facts.filmed_at == filmed
    assert read.path == database.folder / "media" / "ab" / "turn.mp4"
    assert read.added_at == datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert read.findings is None


def test_what_people_say_of_a_clip_is_kept(clips, make):
    clip = make("turn")
    clips.rename(clip.id, "  double   turn ")
    clips.rate(clip.id, 4)
    clips.write_note(clip.id, "look at the arms")
    clips.mark_reference(clip.id, reference=True)
    read = clips.get(clip.id)
    assert (read.title, read.rating, read.note, read.reference) == ("double turn", 4, "look at the arms", True)
    assert read.added_at == clip.added_at


def test_the_best_mark_is_remembered(clips, make):
    clip = make("turn")
    assert clip.score is None
    for mark, best in ((40.0, 40.0), (71.5, 71.5), (60.0, 71.5)):
        assert clips.note_score(clip.id, mark).score == best


def test_a_new_analysis_replaces_what_the_one_before_found(clips, make):
    clip = make("jumps")
    skills = (SkillFacts(1.2, "tuck, 1 turn backwards", "tuck", 0.66, 0.53, -1.0, 0.9), SkillFacts(4.0, "cartwheel"))
    found = Findings("blazepose lite", 0.8, "unknown", 0.0, skills)
    assert clips.note_findings(clip.id, found).findings == found
    found = Findings("blazepose full", 0.97, "waltz", 0.7, skills[1:])
    assert clips.note_findings(clip.id, found).findings == found


@pytest.mark.parametrize("rating", [-1, 6])
def test_no_more_stars_than_there_are(clips, make, rating):
    with pytest.raises(LibraryError, match="give 0 to 5 stars"):
        clips.rate(make("turn").id, rating)


@pytest.mark.parametrize(("title", "why"), [(" \n ", "cannot be empty"), ("a" * 201, "at most 200 letters")])
def test_a_title_is_a_title(clips, make, title, why):
    clip = make("turn")
    with pytest.raises(LibraryError, match=why):
        clips.rename(clip.id, title)
    assert clips.get(clip.id).title == "turn"


def test_what_is_gone_is_said_plainly(clips, make):
    clip = make("turn")
    clips.remove([clip.id])
    for call in (lambda: clips.get(clip.id), lambda: clips.rate(clip.id, 3)):
        with pytest.raises(LibraryError, match=f"clip {clip.id}: is not in the library any more"):
            call()
    assert clips.of_content(clip.facts.sha256) is None


def test_nothing_of_a_removed_clip_is_left(clips, groups, make, skill, database):
    clip = make("turn", skill("tuck", 0.6))
    groups.put([clip.id], Group.TAG, "duo")
    clips.remove([clip.id])
    with database.look() as connection:
        for table in ("clip", "skill", "member"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0
    assert make("another").id > clip.id  # a number is never given twice


def test_many_are_read_in_the_order_asked_for(clips, make, monkeypatch):
    monkeypatch.setattr("dancecoach.library.catalogue.rows._MOST_AT_ONCE", 3)
    made = [make(f"clip {number}").id for number in range(8)]
    gone = 10**6
    assert [clip.id for clip in clips.get_all([gone, *made[::-1]])] == made[::-1]
    clips.remove(made[:7])
    assert clips.count() == 1


def test_a_file_that_moved_is_found_where_it_is(clips, make, database):
    clip = make("turn")
    moved = clips.move(clip.id, Storage.COPIED, database.folder / "media" / "turn.mp4")
    assert moved.path == database.folder / "media" / "turn.mp4"
    assert moved.storage is Storage.COPIED


def test_thousands_are_rated_and_marked_at_once(clips, make):
    first, second = make("a"), make("b")
    clips.rate_all({first.id: 4, second.id: 2, 99: 5})  # one that is gone is passed over
    clips.mark_all({second.id: True, 99: True})
    assert [(clip.rating, clip.reference) for clip in clips.get_all([first.id, second.id])] == [(4, False), (2, True)]
    with pytest.raises(LibraryError, match="is no rating"):
        clips.rate_all({first.id: 1, second.id: 6})
    assert clips.get(first.id).rating == 4
    clips.rate_all(dict.fromkeys(range(1, 2000), 3))
    assert clips.get(first.id).rating == 3
