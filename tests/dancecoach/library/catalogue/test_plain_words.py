"""What people type in plain words is read as what they mean, and everything else stays as it was typed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dancecoach.library.catalogue.plain_words import formal
from dancecoach.library.catalogue.question import Question
from dancecoach.library.catalogue.search import find

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("back tucks with flight over 0.6 s", "back tuck flight>0.6"),
        ("Back tucks with a flight time of more than 0,6 seconds by Anna", "Back tuck flight>0.6 Anna"),
        ("more than 600 ms in the air", "flight>0.6"),
        ("flight >0.6", "flight>0.6"),
        ("flight ≥ .5 s", "flight>=0.5"),
        ("flight between 0.5 and 0.7 s", "flight>=0.5 flight<=0.7"),
        ("tucks higher than 40cm", "tuck height>0.4"),
        ("somersaults flying at least 0.6 s", "turns>=0.75 flight>=0.6"),
        ("at least 2 turns", "turns>=2"),
        ("at least 4 stars", "rating>=4"),
        ("4 stars", "rating=4"),
        ("score of at most 80", "score<=80"),
        ("clips shorter than 1 min", "length<60"),
        ("flight over", ""),
        ("filmed since 2026-03", "filmed>=2026-03"),
        ("added this week", "added>=2026-11-16 added<=2026-11-22"),
        ("last week", "filmed>=2026-11-09 filmed<=2026-11-15"),
        ("last month", "filmed>=2026-10-01 filmed<=2026-10-31"),
        ("since yesterday", "filmed>=2026-11-21"),
        ("tucks before 2026", "tuck filmed<2026"),
        ("turns >= 2\N{MULTIPLICATION SIGN}", "turns>=2"),
        ("-tucks", "-tuck"),
        ("pikes -flight over 0.6 s", "pike -flight>0.6"),
        ("-flight > 0.6 s by Anna", "-flight>0.6 Anna"),
        ("-4 stars", "-rating=4"),
        ("-flight between 0.5 and 0.7 s", "-flight=0.5..0.7"),
        ("-filmed last week", "-filmed=2026-11-09..2026-11-15"),
    ],
)
def test_plain_words_mean_something(typed, read):
    assert formal(typed, SUNDAY) == read


@pytest.mark.parametrize(
    "typed",
    [
        "back tuck",
        'in:"Tuesday group" tag:duo -slow',
        'person:"Anna Maria"',
        '"flight over 0.6 s"',
        "filmed>=2026-01 added>2026-11-20",
        "flight>0.6 height>=0.4",
        "-flight>0.6 -score>80",
        "flight=0.5..0.7",
        "flight>0.6abc",
        "-slow -5",
        "Finals in 2026",
        "over 5",
        "flight",
        "the",
        "x > y",
        "",
    ],
)
def test_everything_else_stays_as_it_was_typed(typed):
    assert formal(typed, SUNDAY) == typed


@given(st.text(alphabet="abflight ovr0.6s>=<\"-:, 't\u0130\u2265", max_size=40))
def test_whatever_is_typed_is_read(typed):
    read = formal(typed, SUNDAY)
    assert formal(read, SUNDAY) == formal(formal(read, SUNDAY), SUNDAY)
    Question.read(typed)


def test_the_search_finds_what_was_said(database, make, skill):
    high = make("one", skill("tuck, 1 turn backwards back", 0.65))
    make("two", skill("tuck, 1 turn backwards back", 0.55))
    make("three", skill("pike, 1 turn backwards back", 0.7))
    make("four", skill("tuck, 1 turn forwards front", 0.7))
    question = Question.read("back tucks with flight over 0.6 s")
    assert find(database, question) == [high.id]
    assert question.read_as == "back tuck flight>0.6"
    assert Question.read("back tuck flight>0.6").read_as == ""
    assert not question.problems
