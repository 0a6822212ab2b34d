"""The words for measured skills."""

import attrs
import pytest

from dancecoach.coaching.skill import Skill
from dancecoach.coaching.skill_sheet import MEASURES, SkillSheet, Unseen, measured, not_seen
from dancecoach.gui.skill_words import (
    details,
    height_spread,
    numbers,
    sentence,
    title,
    turns,
    turns_text,
)

pytestmark = pytest.mark.gui
TUCK = Skill(
    takeoff_frame=10, touchdown_frame=28, takeoff_s=0.33, touchdown_s=0.94, flight_time_s=0.61,
    flight_time_uncertainty_s=0.03, jump_height_m=0.456, rotation_turns=-1.0, body_shape="tuck", confidence=0.8,
)  # fmt: skip


def test_a_measured_skill_in_one_sentence():
    assert sentence(TUCK, 99) == "probably tuck, 0.61 ± 0.03 s · 0.46 ± 0.04 m, 1 turn backwards"
    assert "Frames 10 to 28 · 80 % sure" in details(TUCK)


def test_the_sheet_stands_below_the_details():
    lines = [not_seen(name, Unseen.FROM_THE_FRONT) for name in MEASURES]
    lines[list(MEASURES).index("steps")] = measured("steps", 2, 1.0)
    told = details(attrs.evolve(TUCK, sheet=SkillSheet(tuple(lines))))
    assert told.startswith(details(TUCK))
    assert "Landing\n   Steps: 2 ± 1\n   Knee at touch-down, " in told
    assert "film it from the side" in " ".join(told.split())
    assert max(map(len, told.split("\n"))) <= 100


def test_the_height_is_twice_as_uncertain_as_the_time():
    assert height_spread(TUCK) / TUCK.jump_height_m == pytest.approx(2 * 0.03 / 0.61)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "no turn"), (0.25, "¼ turn"), (-1, "1 turn backwards"), (1.25, "1¼ turns"), (-2.5, "2½ turns backwards"),
        (0.1, "no turn"),
    ],
)  # fmt: skip
def test_turns_to_a_quarter(count, said):
    assert turns_text(count) == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"body_shape": ""}, "1 turn backwards · shape cannot be seen"),
        ({"rotation_turns": None}, "turn cannot be seen from here"),
        ({"body_shape": "", "rotation_turns": None}, "shape and turn cannot be seen from here"),
    ],
)
def test_what_cannot_be_seen_is_said(changes, said):
    assert turns(attrs.evolve(TUCK, **changes)) == said


def test_a_skill_without_flight_time_says_why():
    lost = attrs.evolve(TUCK, flight_time_s=None, flight_time_uncertainty_s=None, jump_height_m=None)
    hands = attrs.evolve(lost, on_hands=True)
    assert numbers(lost, 99) == "flight not seen"
    assert numbers(hands, 99) == "on the hands, about 0.6 s"
    for skill in (lost, hands):
        assert "not wholly in the clip" in numbers(attrs.evolve(skill, touchdown_frame=99), 99)
        assert "not wholly in the clip" in numbers(attrs.evolve(skill, takeoff_frame=0), 99)
    assert numbers(attrs.evolve(hands, takeoff_frame=0), 99).startswith("on the hands")


def test_a_hop_that_may_be_none_has_no_height():
    hop = attrs.evolve(TUCK, flight_time_s=0.07, flight_time_uncertainty_s=0.04, jump_height_m=0.006)
    assert numbers(hop, 99) == "hardly off the ground, 0.07 ± 0.04 s"


def test_a_quarter_on_the_hands_is_no_turn():
    """A handstand that is filmed from when the hands are down."""
    handstand = attrs.evolve(TUCK, rotation_turns=0.25)
    assert turns(handstand) == "¼ turn"
    assert turns(attrs.evolve(handstand, on_hands=True)) == "no turn"


def test_without_a_shape_it_is_a_skill():
    assert title(attrs.evolve(TUCK, body_shape="", confidence=0.95)) == "a skill"


def test_a_name_that_was_taught_comes_first_as_sure_as_both_are():
    named = attrs.evolve(TUCK, name="Salto", name_certainty=0.95)
    assert title(named) == "probably Salto"
    assert title(attrs.evolve(named, confidence=0.99)) == "Salto"
    assert title(attrs.evolve(named, confidence=0.99, name_certainty=0.6)) == "probably Salto"
    assert details(named).startswith("Salto: 95 % sure, as it was taught\nShape: tuck\nFrames 10 to 28")
