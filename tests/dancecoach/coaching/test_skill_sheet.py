import pytest

from dancecoach.coaching.skill_sheet import GROUPS, MEASURES, SkillSheet, Unseen, measured, not_seen


@pytest.fixture
def sheet():
    """A travel of half a standing height, known to a tenth of it; a knee; nothing else."""
    taken = {"travel": (0.5, 0.1), "touchdown_knee": (123.456, 8.0), "direction": ("backward", None)}
    lines = (measured(n, *taken[n]) if n in taken else not_seen(n, Unseen.HIDDEN) for n in MEASURES)
    return SkillSheet(tuple(lines), body_height_px=400.0)


def test_a_measure_is_rounded_to_what_it_is_worth(sheet):
    knee = sheet["touchdown_knee"]
    assert (knee.value, knee.uncertainty, knee.unit, knee.number) == (123.5, 8.0, "deg", 123.5)
    assert measured("flight_time", 0.612345, 0.0123456).value == 0.6123
    assert measured("flight_time", 0.612345, 0.0123456).uncertainty == 0.01235


def test_a_word_has_no_number_and_what_is_not_seen_no_value(sheet):
    word, hidden = sheet["direction"], sheet["peak"]
    assert (word.value, word.number, word.uncertainty, word.unit) == ("backward", None, None, "")
    assert (hidden.value, hidden.unit, hidden.unseen) == (None, "s", Unseen.HIDDEN)


def test_each_line_stands_in_one_group_in_the_order_of_the_sheet(sheet):
    lines = [line for group in GROUPS for line in sheet.of_group(group)]
    assert [line.name for line in lines] == list(MEASURES)


def test_a_known_height_makes_distances_metres_and_its_doubt_theirs(sheet):
    travel = sheet.with_stature(1.6, 0.08)["travel"]
    assert (travel.value, travel.unit) == (0.8, "m")
    assert travel.uncertainty == pytest.approx(((0.1 * 1.6) ** 2 + (0.8 * 0.05) ** 2) ** 0.5, abs=1e-4)
    assert sheet.with_stature(1.6)["touchdown_knee"] == sheet["touchdown_knee"]


def test_a_known_length_in_the_picture_says_the_height(sheet):
    assert sheet.with_scale(0.004, 0.05) == sheet.with_stature(1.6, 0.08)


def test_where_the_body_was_not_seen_a_known_length_says_nothing(sheet):
    small = SkillSheet(sheet.measures)
    assert small.with_scale(0.004) is small


def test_a_distance_that_was_not_seen_is_in_metres_and_still_not_seen():
    sheet = SkillSheet(tuple(not_seen(name, Unseen.HIDDEN) for name in MEASURES))
    travel = sheet.with_stature(1.6)["travel"]
    assert (travel.value, travel.unit, travel.unseen) == (None, "m", Unseen.HIDDEN)
