"""Phases, skills and style in the real window."""

import shutil
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor

from dancecoach.gui.review.model import AnalysisState
from dancecoach.gui.review.timeline.phase_lane import blocks
from dancecoach.models.style import StyleResult
from dancecoach.palette import PHASES
from dancecoach.resources import assets_folder

pytestmark = pytest.mark.gui


@pytest.fixture
def press(window, qtbot):
    with qtbot.waitActive(window):
        window.activateWindow()
    return lambda key, modifier=Qt.KeyboardModifier.NoModifier: qtbot.keyClick(window, key, modifier)


def lane_boxes(review):
    line = review.timeline
    return [box for _, box in blocks(review.model.segments, line.axis, line.phase_lane)]


def opened(window, qtbot, clip):
    page = window.pages["review"]
    window.open_clip(clip)
    qtbot.waitUntil(lambda: page.model.findings is not None, timeout=20_000)
    return page


def test_the_lane_has_each_phase_in_its_colour_at_its_time(review):
    image = review.timeline.grab().toImage()
    boxes = lane_boxes(review)
    assert [s.phase for s in review.model.segments] == ["idle", "take-off", "skill", "landing", "idle"]
    for name, box in (("take-off", boxes[1]), ("skill", boxes[2])):
        at = image.pixelColor(round(box.x() + 3), round(box.center().y()))
        assert at == QColor(PHASES[name])
    for before, after in pairwise(boxes):
        assert before.right() == pytest.approx(after.left())
    assert boxes[0].left() == pytest.approx(review.timeline.axis.x(0))
    assert boxes[-1].right() == pytest.approx(review.timeline.axis.x(review.model.end_s))


def test_a_phase_that_nobody_is_sure_of_is_hatched(review):
    image = review.timeline.grab().toImage()
    box = lane_boxes(review)[3]
    shades = {
        image.pixelColor(x, y).name()
        for x in range(round(box.left()) + 4, round(box.left()) + 12)
        for y in range(round(box.top()) + 3, round(box.top()) + 9)
    }
    assert len(shades) >= 2
    assert QColor(PHASES["landing"]).name() in shades


def test_a_click_in_the_lane_seeks(review, qtbot):
    box = lane_boxes(review)[2]
    point = QPoint(round(box.left()) + 1, round(box.center().y()))
    qtbot.mouseClick(review.timeline, Qt.MouseButton.LeftButton, pos=point)
    assert review.model.playhead in (72, 73)


def test_the_lanes_tool_tip_tells_everything(review):
    box = lane_boxes(review)[3]
    tip = review.timeline.tip(box.center().x(), box.center().y())
    assert "landing" in tip
    assert "45 % sure" in tip
    assert "frames 90 to 104" in tip
    assert "phases-review 1" in tip
    assert review.timeline.tip(box.center().x(), 2) == ""


def test_ctrl_arrows_go_from_phase_to_phase(review, press):
    review.model.seek(55)
    seen = []
    for _ in range(4):
        press(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
        seen.append(review.model.playhead)
    press(Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert seen == [60, 72, 90, 105]
    assert review.model.playhead == 90


def test_the_picture_says_the_phase_of_the_very_frame(review, qtbot):
    for index, word in ((80, "skill"), (95, "landing ?"), (10, "idle")):
        review.model.seek(index)
        qtbot.waitUntil(lambda index=index: review.canvas.frame.index == index)
        assert review.canvas.tag == word


def test_a_skill_is_a_chip_whose_click_goes_to_the_take_off(review, qtbot):
    chips = review.sidebar.recognised.skills
    rows = [chips.model().index(row, 0) for row in range(2)]
    assert rows[0].data() == "probably tuck, 0.61 ± 0.03 s · 0.46 ± 0.04 m, 1 turn backwards"
    assert "cannot be seen from here" in rows[1].data()
    qtbot.mouseClick(chips.viewport(), Qt.MouseButton.LeftButton, pos=chips.visualRect(rows[0]).center())
    assert review.model.playhead == 72
    assert chips.currentIndex() == rows[0]
    review.model.seek(95)
    assert not chips.selectionModel().hasSelection()


def test_chips_can_be_used_by_keyboard(review, qtbot):
    chips = review.sidebar.recognised.skills
    chips.setFocus()
    review.model.seek(80)
    qtbot.keyClick(chips, Qt.Key.Key_Down)
    qtbot.keyClick(chips, Qt.Key.Key_Return)
    assert review.model.playhead == 108


def test_a_doubtful_style_gives_way_to_skills_unless_it_is_a_dance(review, context):
    recognised = review.sidebar.recognised
    for activity in ("auto", "gymnastics"):
        context.settings.change(activity=activity)
        assert recognised.style_name.text() == "No dance of those known"
        assert not recognised.style_note.isVisible()
    context.settings.change(activity="dance")
    assert recognised.style_name.text() == "probably waltz, 72 %"
    assert review.model.findings.analysis.style.label == "waltz"


def test_the_style_of_a_clip_without_skills_is_told_with_its_certainty(window, qtbot, counted_clip, analyst):
    analyst.changes = {"skills": ()}
    page = opened(window, qtbot, counted_clip)
    recognised = page.sidebar.recognised
    assert recognised.style_name.text() == "probably waltz, 72 %"
    assert recognised._sections["style"].y() < recognised._sections["skills"].y()


def test_the_networks_and_what_else_they_thought_of_are_in_the_tool_tips(review):
    recognised = review.sidebar.recognised
    assert "rumba: 20 %" in recognised._sections["style"].toolTip()
    assert "style 1" in recognised._sections["style"].toolTip()
    assert "phases-review 1" in recognised._sections["skills"].toolTip()


def test_the_activity_decides_what_comes_first(review, context):
    places = review.sidebar.recognised._sections
    assert places["skills"].y() < places["style"].y()
    context.settings.change(activity="dance")
    review.sidebar.recognised.layout().activate()
    assert places["style"].y() < places["skills"].y()


def test_the_activity_goes_into_the_analysis(window, qtbot, counted_clip, context):
    context.settings.change(activity="gymnastics")
    page = opened(window, qtbot, counted_clip)
    assert page.model.findings.analysis.activity == "gymnastics"


def test_a_clip_without_skills_says_so_quietly(window, qtbot, counted_clip, analyst):
    analyst.changes = {"skills": ()}
    recognised = opened(window, qtbot, counted_clip).sidebar.recognised
    assert recognised.no_skills.isVisible()
    assert recognised.no_skills.text() == "No skill in this clip."
    assert not recognised.skills.isVisible()


def test_without_phases_and_style_it_is_said_where_they_would_be(window, qtbot, counted_clip, analyst):
    analyst.changes = {"skills": (), "phases": (), "phase_model": "", "style": None}
    page = opened(window, qtbot, counted_clip)
    assert "No phases" in page.sidebar.recognised.no_skills.text()
    assert "Not known" in page.sidebar.recognised.style_note.text()
    for section in page.sidebar.recognised._sections.values():
        assert str(assets_folder() / "models") in section.toolTip()
    assert "No phases" in page.timeline.note
    assert page.canvas.tag == ""


def test_an_unknown_style_is_said_to_be_unknown(window, qtbot, counted_clip, analyst):
    analyst.changes = {"skills": (), "style": StyleResult("style 1", "unknown", {"waltz": 0.5, "rumba": 0.5})}
    recognised = opened(window, qtbot, counted_clip).sidebar.recognised
    assert recognised.style_name.text() == "style: unknown"
    assert recognised.style_note.isVisible()


def test_the_lane_says_what_it_waits_for(window, qtbot, counted_clip, analyst):
    analyst.go.clear()
    page = window.pages["review"]
    window.open_clip(counted_clip)
    qtbot.waitUntil(lambda: page.analysing and page.model.ready, timeout=20_000)
    assert "come with the analysis" in page.timeline.note
    assert not page.sidebar.recognised.isVisible()
    page.analyst.cancel()
    qtbot.waitUntil(lambda: page.model.analysis_state is AnalysisState.CANCELLED)
    assert page.timeline.note == "Not analysed"


def test_stored_phases_skills_and_style_are_shown_again(review, window, qtbot, counted_clip, analyst, tmp_path):
    copy = tmp_path / "copy.mp4"
    shutil.copy(counted_clip, copy)
    page = opened(window, qtbot, copy)
    qtbot.waitUntil(lambda: page.model.path == copy and page.model.findings is not None)
    assert analyst.calls == 1
    assert len(page.model.segments) == 5
    assert page.model.skills[0].body_shape == "tuck"
    assert page.model.findings.analysis.style.label == "waltz"
    assert page.sidebar.recognised.style_name.text() == "No dance of those known"


def test_moving_the_playhead_draws_no_lane_anew(review, qtbot, monkeypatch):
    review.timeline.grab()
    drawn = []
    ground = review.timeline._draw_ground
    monkeypatch.setattr(review.timeline, "_draw_ground", lambda ratio: drawn.append(1) or ground(ratio))
    for index in range(0, 120, 7):
        review.model.seek(index)
        review.timeline.grab()
    assert drawn == []


def test_a_thousand_segments_and_skills_do_not_hold_the_window(review, loop_watch, qtbot):
    import attrs

    from dancecoach.motion.phases import segments_of

    model = review.model
    analysis = model.findings.analysis
    many = attrs.evolve(
        analysis,
        phases=segments_of(np.arange(120, dtype=np.uint8) % 4, analysis.track.times),
        skills=analysis.skills[:1] * 1000,
    )
    gaps = []
    for _ in range(6):
        with loop_watch:
            model.analysis_done(attrs.evolve(model.findings, analysis=many))
            qtbot.wait(30)
        gaps.append(loop_watch.longest)
    assert min(gaps) < 0.05
