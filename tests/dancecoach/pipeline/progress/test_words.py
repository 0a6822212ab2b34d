from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import attrs
import pytest

from dancecoach.pipeline.progress.course import Trend
from dancecoach.pipeline.progress.marks import Danced
from dancecoach.pipeline.progress.series import NOBODY, Series, Value
from dancecoach.pipeline.progress.takes import SCORE
from dancecoach.pipeline.progress.words import (
    change_text,
    danced_title,
    file_name,
    lacking_text,
    number_text,
    person_title,
    title_of,
    trend_text,
)

BEGUN = datetime(2026, 3, 2, 12, tzinfo=UTC)


def series(*marks, days=1, person="Anna", measure="flight_time"):
    """A value every so many days."""
    values = (Value(BEGUN + timedelta(days=days * i), mark, 0.01, Path("a.mp4"), "a") for i, mark in enumerate(marks))
    return Series(person, "back tuck", measure, tuple(values))


@pytest.mark.parametrize(
    ("measure", "value", "doubt", "text"),
    [
        ("flight_time", 0.612, 0.031, "0.61 ± 0.03 s"),
        ("touchdown_knee", 123.4, 8.2, "123 ± 8°"),
        ("touchdown_lean", -0.3, None, "0°"),
        ("steps", 2.0, None, "2"),
        ("rotation", -1.25, None, "-1.25 turns"),
        (SCORE, 81.6, 2.2, "82 ± 2"),
    ],
)
def test_a_value_has_as_many_decimals_as_people_read_with_its_unit(measure, value, doubt, text):
    assert number_text(measure, value, doubt) == text


def test_a_change_is_told_with_twice_its_error_and_a_decimal_where_it_is_small():
    since = date(2026, 3, 2)
    assert change_text("flight_time", Trend(0.054, 0.011, since)) == "+0.05 ± 0.02 s"
    assert change_text("touchdown_knee", Trend(-12.3, 2.0, since)) == "−12 ± 4°"
    assert change_text(SCORE, Trend(-2.34, 0.51, since)) == "−2.3 ± 1.0"


def test_a_trend_says_up_down_or_that_nothing_is_clear():
    assert trend_text(series(*(0.5 + 0.02 * i for i in range(8))), "day").startswith("Up since 2026-03-02: +0.14 ±")
    assert trend_text(series(*(0.7 - 0.02 * i for i in range(8))), "day").startswith("Down since 2026-03-02: −0.14 ±")
    assert trend_text(series(*(0.5 + 0.05 * (i % 2) for i in range(8))), "day").startswith(
        "No clear change since 2026-03-02 ("
    )


def test_what_is_lacking_is_counted_in_attempts_and_in_days_or_weeks():
    one = series(0.5)
    assert lacking_text(one, "day") == (
        "Too few to tell a change, 1 attempt on 1 day: it takes 5 more attempts and 2 more days."
    )
    assert trend_text(one, "day") == lacking_text(one, "day")
    assert lacking_text(series(0.5, 0.5, 0.5, 0.5, 0.5, days=7), "week") == (
        "Too few to tell a change, 5 attempts on 5 weeks: it takes 1 more attempt."
    )
    same_day = series(*[0.5] * 7, days=0)
    assert lacking_text(same_day, "week") == "Too few to tell a change, 7 attempts on 1 week: it takes 2 more weeks."


def test_titles():
    dance = Danced("key", "Waltz", 1.0, ())
    assert (danced_title(dance), danced_title(attrs.evolve(dance, speed=0.7))) == ("Waltz", "Waltz at 70 %")
    assert (person_title("Anna"), person_title(NOBODY)) == ("Anna", "Not named")
    assert (title_of(SCORE), title_of("left_elbow"), title_of("arms")) == ("Score", "Left elbow", "Arms")


def test_a_file_is_called_what_every_system_allows():
    name = file_name((series(0.5, person="Ana/María: *"), series(0.5, person=NOBODY)))
    assert name == "progress-Ana_María___-Not_named-flight_time"
    assert file_name((series(1, person="../.."),)) == "progress-.._..-flight_time"
