"""The table of a comparison as it is read: the most certain differences, then moment by moment, legs before arms."""

import pytest

from dancecoach.coaching.alignment import MOMENTS
from dancecoach.coaching.side_by_side import ANGLES, AngleAt, AngleLine
from dancecoach.coaching.skill_sheet import Unseen
from dancecoach.gui.review.compare.table_rows import MOST_CERTAIN, Entry, Heading, Missing, rows_of
from dancecoach.gui.review.compare.words import angle_word, difference_text, explained, moment_word

HIDDEN = AngleAt(unseen=Unseen.HIDDEN)


def line(moment, angle, difference=0.0, uncertainty=5.0):
    return AngleLine(moment, angle, AngleAt(100.0, 0.0), AngleAt(100.0 + difference, uncertainty), 1.0, 1.0)


@pytest.fixture
def whole():
    """Every angle at every moment; four differ clearly, in the middle of the flight nothing is seen."""
    clear = {("take-off", "knee"): 30, ("take-off", "elbow"): -50, ("landed", "hip"): 20, ("landed", "lean"): 11}
    lines = [
        AngleLine(m, a, AngleAt(100.0, 5.0), HIDDEN) if m == "peak" else line(m, a, clear.get((m, a), 0.3))
        for m in MOMENTS
        for a in ANGLES
    ]
    return tuple(reversed(lines))  # the order they come in does not matter


def test_the_most_certain_stand_on_top(whole):
    rows = rows_of(whole)
    top = [row.line for row in rows if isinstance(row, Entry) and row.on_top]
    assert [(t.moment, t.angle) for t in top] == [("take-off", "elbow"), ("take-off", "knee"), ("landed", "hip")]
    assert len(top) == MOST_CERTAIN
    assert isinstance(rows[0], Heading)


def test_then_every_angle_at_each_moment_in_order(whole):
    rows = rows_of(whole)[1 + MOST_CERTAIN :]
    assert [row.text for row in rows if isinstance(row, Heading)] == [moment_word(m) for m in MOMENTS]
    told = [(row.line.moment, row.line.angle) for row in rows if isinstance(row, Entry)]
    assert told == [(m, a) for m in MOMENTS if m != "peak" for a in ANGLES]


def test_a_moment_of_which_nothing_is_seen_says_why_once(whole):
    (missing,) = [row for row in rows_of(whole) if isinstance(row, Missing)]
    assert "hidden" in missing.text


def test_nothing_to_compare_is_no_table():
    assert rows_of([AngleLine(m, "knee", HIDDEN, HIDDEN) for m in MOMENTS]) == ()
    assert rows_of([]) == ()


def test_words_say_what_is_hidden_and_zero_has_no_sign():
    assert "arms" in explained(AngleLine("peak", "elbow", AngleAt(90.0, 9.0), HIDDEN))
    assert "legs" in explained(AngleLine("peak", "knee", AngleAt(90.0, 9.0), HIDDEN))
    assert difference_text(line("peak", "knee", -0.3)) == "0 ± 5°"
    assert len({angle_word(angle) for angle in ANGLES}) == len(ANGLES)
