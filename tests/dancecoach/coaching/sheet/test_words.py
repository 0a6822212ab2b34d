"""Every line of the sheet has words."""

import pytest

from dancecoach.coaching.sheet.words import group_title, measure_title, sheet_lines, value_text, why_unseen
from dancecoach.coaching.skill_sheet import GROUPS, MEASURES, SkillSheet, Unseen, measured, not_seen


def test_everything_has_a_name_of_its_own():
    assert len({measure_title(name) for name in MEASURES}) == len(MEASURES)
    assert len({group_title(group) for group in GROUPS}) == len(GROUPS)


@pytest.mark.parametrize("why", Unseen)
def test_every_reason_is_a_sentence(why):
    assert why_unseen(why).endswith(".")
    assert value_text(not_seen("steps", why)) == why_unseen(why)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (measured("takeoff_knee", 151.24, 6.0), "151 ± 6°"),
        (measured("takeoff_knee_speed", 612.0, 65.0), "612 ± 65°/s"),
        (measured("flight_time", 0.6112, 0.034), "0.61 ± 0.03 s"),
        (measured("arm_swing", -88.4, 65.0), "-88 ± 65 ms"),
        (measured("touchdown_lean", -0.4, 12.0), "0 ± 12°"),
        (measured("twist", 1.02, 0.27), "1.0 ± 0.3 turns"),
        (measured("steps", 2, 1.0), "2 ± 1"),
        (measured("rotation", 1.25), "1.25 turns"),
        (measured("rotation", 1.0), "1 turn"),
        (measured("direction", "backward"), "backwards"),
    ],
)
def test_a_value_is_told_as_exactly_as_it_is_known(line, text):
    assert value_text(line) == text


def test_what_is_missing_for_one_reason_shares_a_line():
    missing = {name: not_seen(name, Unseen.NOT_IN_CLIP) for name in MEASURES}
    missing["stillness"] = not_seen("stillness", Unseen.NEVER_STILL)
    lines = dict(sheet_lines(SkillSheet(tuple((missing | {"steps": measured("steps", 1, 1.0)}).values()))))
    assert list(lines) == ["Flight", "Take-off", "Shape", "Landing", "Left and right"]
    first, second, third = lines["Landing"]
    assert first == "Steps: 1 ± 1"
    assert second.startswith("Knee at touch-down, Knee when deepest, ")
    assert second.endswith(": Not wholly in the clip.")
    assert third.startswith("Time until still: Not still before")
