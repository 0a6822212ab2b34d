"""Clips are found by what is known of them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dancecoach.library.catalogue.question import Question
from dancecoach.library.catalogue.records import Group, Order, Storage
from dancecoach.library.catalogue.search import find
from dancecoach.library.lesson.records import Lesson
from dancecoach.library.lesson.shelf import LessonShelf


@pytest.fixture
def ask(database, clips):
    """Titles found by what is typed, the newest first."""

    def titles(text, order=Order.ADDED, *, down=True):
        return [clip.title for clip in clips.get_all(find(database, Question.read(text), order, down=down))]

    return titles


@pytest.fixture
def gym(make, clips, groups, skill):
    """Three clips of two gymnasts and a dancer."""
    anna = make("Anna Tuesday", skill("tuck, 1 turn backwards", 0.66, turns=-1.0), skill("straight", 0.42))
    berta = make("Berta", skill("tuck, 1 turn backwards", 0.5, turns=-1.0), skill("straight", 0.71), duration_s=31.0)
    waltz = make("Evening", style="waltz", filmed_at=datetime(2025, 3, 4, 12, tzinfo=UTC))
    groups.put([anna.id, berta.id], Group.TAG, "mat")
    groups.put([anna.id], Group.PERSON, "Anna Đặng")
    groups.put([waltz.id], Group.COLLECTION, "Ball 2025")
    clips.rate(berta.id, 4)
    clips.write_note(waltz.id, "100 % of it, with_underscores")
    clips.mark_reference(waltz.id, reference=True)
    clips.note_score(waltz.id, 77.0)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("", ["Evening", "Berta", "Anna Tuesday"]),
        ("dang", ["Anna Tuesday"]),
        ("TUCK", ["Berta", "Anna Tuesday"]),
        ("tuck -berta", ["Anna Tuesday"]),
        ("uesd", ["Anna Tuesday"]),
        ("nobody", []),
        ("100 %", ["Evening"]),
        ("with_under", ["Evening"]),
        ("withXunder", []),
        ("tag:mat person:ann", ["Anna Tuesday"]),
        ('in:"ball 2025"', ["Evening"]),
        ("style:waltz", ["Evening"]),
        ("is:reference", ["Evening"]),
        ("rating>=4", ["Berta"]),
        ("score>70", ["Evening"]),
        ("length>30", ["Berta"]),
        ("flight>0.6", ["Berta", "Anna Tuesday"]),
        ("back flight>0.6", ["Anna Tuesday"]),  # Berta's flight is that of a straight jump
        ("skill:tuck flight>0.6", ["Anna Tuesday"]),
        ("mat flight>0.7", ["Berta"]),  # a tag says nothing of the skill
        ("turns=1 flight<0.55", ["Berta"]),
        ("filmed=2025", ["Evening"]),
        ("filmed>=2026", []),
        ("added>2100", []),
        ("flight=0.65..0.67", ["Anna Tuesday"]),
        ("date:2025 score:77", ["Evening"]),
        ("title:TUES", ["Anna Tuesday"]),
        ("title:mat", []),  # a tag
        ("title:evening", ["Evening"]),
        ("-title:evening", ["Berta", "Anna Tuesday"]),
        # Without what would be found: also clips of which nothing is known.
        ("-tag:mat", ["Evening"]),
        ("-person:anna", ["Evening", "Berta"]),
        ('-in:"ball 2025"', ["Berta", "Anna Tuesday"]),
        ("-style:waltz", ["Berta", "Anna Tuesday"]),
        ("-skill:tuck", ["Evening"]),
        ("-is:reference", ["Berta", "Anna Tuesday"]),
        ("-rating>=4", ["Evening", "Anna Tuesday"]),
        ("-score>70", ["Berta", "Anna Tuesday"]),
        ("-score<70", ["Evening", "Berta", "Anna Tuesday"]),
        ("-flight>0.7", ["Evening", "Anna Tuesday"]),
        ("tuck -flight>0.7", ["Anna Tuesday"]),
        ("-flight=0.65..0.67", ["Evening", "Berta"]),
        ("-filmed=2025", ["Berta", "Anna Tuesday"]),
        ("-added>2100", ["Evening", "Berta", "Anna Tuesday"]),
        ("-tag:mat -style:waltz", []),
    ],
)
def test_it_finds(gym, ask, text, titles):
    assert ask(text) == titles


@pytest.mark.parametrize(
    ("order", "down", "titles"),
    [
        (Order.ADDED, False, ["Anna Tuesday", "Berta", "Evening"]),
        (Order.TITLE, False, ["Anna Tuesday", "Berta", "Evening"]),
        (Order.TITLE, True, ["Evening", "Berta", "Anna Tuesday"]),
        (Order.LENGTH, True, ["Berta", "Evening", "Anna Tuesday"]),
        (Order.RATING, True, ["Berta", "Evening", "Anna Tuesday"]),
        (Order.FLIGHT, True, ["Berta", "Anna Tuesday", "Evening"]),
        (Order.FLIGHT, False, ["Anna Tuesday", "Berta", "Evening"]),  # without a flight: last, either way
        (Order.SCORE, False, ["Evening", "Anna Tuesday", "Berta"]),
        (Order.FILMED, True, ["Evening", "Berta", "Anna Tuesday"]),
    ],
)
def test_it_sorts(gym, ask, order, down, titles):
    assert ask("", order, down=down) == titles


def test_what_is_changed_is_found_as_it_is_now(ask, make, clips, groups):
    clip = make("turn")
    groups.put([clip.id], Group.TAG, "duo")
    clips.rename(clip.id, "pirouette")
    assert ask("turn") == []
    assert ask("pirouette duo") == ["pirouette"]
    groups.rename(Group.TAG, "duo", "pair")
    assert ask("duo") == []
    assert ask("pair") == ["pirouette"]
    groups.remove(Group.TAG, "pair")
    assert ask("pair") == []


def test_clips_with_a_lesson_or_a_draft_are_found_and_those_alone(gym, ask, clips, facts, database):
    shelf = LessonShelf(database.folder)
    assert ask("is:lesson") == []
    for number, title in enumerate(("Salsa made", "Salsa begun", "Salsa alone"), 1):
        content = f"{number:x}" * 64
        clips.add(facts(title, int(content, 16)), Storage.LINKED, Path("/films") / f"{title}.mp4")
    shelf.put(Lesson("A", "", "1" * 64, 0.0, 5.0))
    begun = Lesson("B", "", "2" * 64, 0.0, 5.0)
    shelf.put_draft(begun)
    shelf.put(Lesson("of no clip that is here", "", "9" * 64, 0.0, 5.0))
    assert ask("is:lesson") == ["Salsa begun", "Salsa made"]
    assert ask("is:lesson begun") == ["Salsa begun"]
    assert ask("is:lesson is:reference") == []
    assert ask("-is:lesson") == ["Salsa alone", "Evening", "Berta", "Anna Tuesday"]
    shelf.put_draft(begun, blank=begun)
    assert ask("is:lesson") == ["Salsa made"]


@given(text=st.text(max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_anything_can_be_asked(gym_once, text):
    database, everything = gym_once
    assert set(find(database, Question.read(text))) <= everything


@pytest.fixture
def gym_once(database, gym):
    """The library and the numbers of its clips."""
    return database, set(find(database, Question()))


def test_half_a_letter_in_a_name_a_note_or_a_question_becomes_a_mark(ask, clips, groups, make):
    clip = make("turn")
    groups.put([clip.id], Group.TAG, "caf\udce9")
    clips.write_note(clip.id, "arms \ud83d late")
    clip = clips.get(clip.id)
    assert (clip.tags, clip.note) == (("caf\ufffd",), "arms \ufffd late")
    assert ask("tag:caf\udce9") == ["turn"]
    assert ask("\ud83d") == ["turn"]
    assert ask("nothing\ud83d") == []
