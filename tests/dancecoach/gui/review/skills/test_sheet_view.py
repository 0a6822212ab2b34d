"""The sheet of the skill at the playhead stands beside the picture, to be read without a mouse."""

import attrs
import pytest
from PySide6.QtCore import Qt

from dancecoach.coaching.skill_sheet import MEASURES, SkillSheet, Unseen, measured, not_seen

pytestmark = pytest.mark.gui


def a_sheet(flight_s):
    values = {"flight_time": measured("flight_time", flight_s, 0.03), "travel": measured("travel", 0.5, 0.1)}
    values["steps"] = not_seen("steps", Unseen.TOO_SOON)
    return SkillSheet(
        tuple(values.get(name, not_seen(name, Unseen.FROM_THE_FRONT)) for name in MEASURES), body_height_px=80.0
    )


@pytest.fixture
def sheet(review, session):
    """The view, of two skills that have sheets."""
    found = review.model.findings
    skills = tuple(
        attrs.evolve(skill, sheet=a_sheet(s)) for skill, s in zip(found.analysis.skills, (0.61, 0.28), strict=True)
    )
    review.model.analysis_done(attrs.evolve(found, analysis=attrs.evolve(found.analysis, skills=skills)))
    return review.sidebar.sheet


def told(sheet):
    return "\n".join(part.accessibleDescription() for part in sheet.groups.values())


def test_the_sheet_of_the_skill_at_the_playhead_is_shown_and_stays_until_the_next(sheet, review):
    review.model.seek(75)
    assert sheet.isVisible()
    assert "Time in the air: 0.61 ± 0.03 s" in told(sheet)
    assert "0.61 ± 0.03 s" in sheet.groups["flight"].text()
    review.model.seek(100)
    assert "0.61" in told(sheet), "between two skills"
    review.model.seek(110)
    assert "0.28 ± 0.03 s" in told(sheet)


def test_what_cannot_be_seen_is_said_once_for_all_that_share_the_reason(sheet, review):
    landing = sheet.groups["landing"].accessibleDescription()
    assert "Steps: The next movement, or the end of the clip, comes too soon." in landing
    assert landing.count("Cannot be seen from here: film it from the side.") == 1


def test_distances_are_in_metres_as_soon_as_the_athletes_height_is_known(sheet, review, context):
    assert "0.50 ± 0.10 body heights" in told(sheet)
    context.commands.run("review.measure_height")
    review.drawing.calibrator.dialog.setDoubleValue(1.6)
    review.drawing.calibrator.dialog.accept()
    assert "Distance covered: 0.80 ± 0.16 m" in told(sheet)
    context.commands.run("app.undo")
    assert "body heights" in told(sheet)


def test_tab_goes_from_group_to_group_and_brings_each_into_sight(sheet, review, window, qtbot):
    with qtbot.waitActive(window):
        window.activateWindow()
    first, *_, last = sheet.groups.values()
    first.setFocus()
    for _ in range(len(sheet.groups) - 1):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert last.hasFocus()
    top = last.mapTo(review.sidebar.viewport(), last.rect().topLeft()).y()
    assert 0 <= top < review.sidebar.viewport().height()


def test_a_clip_without_skills_has_no_sheet(sheet, review):
    found = review.model.findings
    review.model.analysis_done(attrs.evolve(found, analysis=attrs.evolve(found.analysis, skills=())))
    assert not sheet.isVisible()
