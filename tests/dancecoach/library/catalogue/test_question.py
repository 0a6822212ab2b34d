"""What is typed is read, finished or not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dancecoach.library.catalogue.question import Comparison, Days, Question
from dancecoach.library.catalogue.records import Group

READ = {
    "": Question(),
    "   ": Question(),
    "Back  TUCK": Question(words=("back", "tuck")),
    "Đặng": Question(words=("dang",)),
    '"summer camp" -slow': Question(words=("summer camp",), without=("slow",)),
    '"still typ': Question(words=("still typ",)),
    'tag:Duo person:"Anna B" in:Tuesday': Question(
        groups=((Group.TAG, "duo"), (Group.PERSON, "anna b"), (Group.COLLECTION, "tuesday"))
    ),
    "style:Waltz skill:tuck": Question(styles=("waltz",), skills=("tuck",)),
    "is:reference": Question(reference=True),
    "is:ref": Question(reference=True),
    "is:lesson": Question(lesson=True),
    "tuck IS:les": Question(words=("tuck",), lesson=True),
    "flight>0.6": Question(numbers=(Comparison("flight", ">", 0.6),)),
    "FLIGHT>=0,65s height<1.2m": Question(numbers=(Comparison("flight", ">=", 0.65), Comparison("height", "<", 1.2))),
    "rating=4 found>50%": Question(numbers=(Comparison("rating", "=", 4.0), Comparison("found", ">", 50.0))),
    "filmed=2026": Question(days=(Days("filmed", date(2026, 1, 1), date(2027, 1, 1)),)),
    "filmed>=2026-11": Question(days=(Days("filmed", date(2026, 11, 1), None),)),
    "filmed>2026-12": Question(days=(Days("filmed", date(2027, 1, 1), None),)),
    "added<2026-11-20": Question(days=(Days("added", None, date(2026, 11, 20)),)),
    "added<=2026-11-20": Question(days=(Days("added", None, date(2026, 11, 21)),)),
    "flight=0.5..0.7s": Question(numbers=(Comparison("flight", ">=", 0.5), Comparison("flight", "<=", 0.7))),
    "filmed=2026-03..2026-05": Question(
        days=(Days("filmed", date(2026, 3, 1), None), Days("filmed", None, date(2026, 6, 1)))
    ),
    "rating:4 date:2026-03 stars>3": Question(
        numbers=(Comparison("rating", "=", 4.0), Comparison("rating", ">", 3.0)),
        days=(Days("filmed", date(2026, 3, 1), date(2026, 4, 1)),),
    ),
    "title:Turn": Question(titles=("turn",)),
    # A minus before anything.
    "-tag:duo": Question(but=(Question(groups=((Group.TAG, "duo"),)),)),
    "-style:waltz -skill:tuck": Question(but=(Question(styles=("waltz",)), Question(skills=("tuck",)))),
    "tuck -is:reference": Question(words=("tuck",), but=(Question(reference=True),)),
    "\N{MINUS SIGN}slow \N{MINUS SIGN}is:lesson": Question(without=("slow",), but=(Question(lesson=True),)),
    "-is:lesson": Question(but=(Question(lesson=True),)),
    "-flight>0.6": Question(but=(Question(numbers=(Comparison("flight", ">", 0.6),)),)),
    "-filmed<2026": Question(but=(Question(days=(Days("filmed", None, date(2026, 1, 1)),)),)),
    "-5:30": Question(without=("5:30",)),
    "-tag:": Question(),
    # Being typed, or no question at all but words.
    "flight>": Question(),
    "tag:": Question(),
    "5:30": Question(words=("5:30",)),
    "-": Question(),
}


@pytest.mark.parametrize("text", READ)
def test_it_is_read(text):
    assert Question.read(text) == READ[text]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("flight>high", "“high” is no number"),
        ("-flight>high", "“high” is no number"),
        ("flight=0.5..high", "“high” is no number"),
        ("is:mine", "“is:mine” means nothing; there are is:reference and is:lesson"),
        ("filmed>2026-13", "“2026-13” is no day"),
        ("filmed=9999", "“9999” is no day"),
        ("filmed<0001-01-01", "“0001-01-01” is no day"),
        ("added>9999-12-30", "“9999-12-30” is no day"),
        ("colour>3", "“colour” cannot be compared; these can: rating"),
    ],
)
def test_what_makes_no_sense_is_told_and_left_out(text, problem):
    question = Question.read(f"tuck {text}")
    assert question.words == ("tuck",)
    assert problem in " ".join(question.problems)
    assert not question.but
    assert len(question.numbers) == text.count("..")
    assert not question.days


@given(st.text(max_size=60))
def test_anything_can_be_typed(text):
    Question.read(text)


@given(st.text(alphabet='-":<>=. tagflight0123456789éđ\n', max_size=40))
def test_any_mixture_of_signs_can_be_typed(text):
    Question.read(text)
