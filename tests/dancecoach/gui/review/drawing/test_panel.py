"""The list of drawings: what they measure, and keys that change them; and how long a metre is."""

import pytest
from PySide6.QtCore import Qt

from dancecoach.coaching.skill_sheet import MEASURES, SkillSheet, Unseen, measured, not_seen
from dancecoach.notes.clip_edits import set_calibration
from dancecoach.notes.drawing import Drawing
from dancecoach.notes.drawing_edits import add_drawing
from dancecoach.notes.records import AthleteHeight, KnownLength

K = Qt.Key


@pytest.fixture
def panel(review, session, context):
    """The list with an arrow at frame 30 and a distance at frame 10, 96 pixels long."""
    session.do(add_drawing(Drawing("arrow", ((0.2, 0.3), (0.6, 0.7)), 30, 35)))
    session.do(add_drawing(Drawing("distance", ((0.25, 0.5), (0.75, 0.5)), 10, 10)))
    context.commands.run("review.show_drawings")
    return review.work.drawings


def rows(panel):
    return [panel.rows.index(i).data() for i in range(panel.rows.rowCount())]


def test_it_lists_them_by_time_with_what_they_measure(panel):
    assert rows(panel) == ["Distance · 96 ± 3 px, frame 10", "Arrow, frames 30 to 35"]
    assert panel.list.accessibleName()


@pytest.mark.parametrize(("command", "name"), [("review.show_drawings", "drawings"), ("review.show_notes", "panel")])
def test_an_empty_list_says_under_its_heading_how_to_begin(review, session, context, qtbot, command, name):
    context.commands.run(command)
    panel = getattr(review.work, name)
    qtbot.waitUntil(panel.isVisible)
    assert panel.list.isHidden()
    assert panel.hint.isVisible()
    assert panel.hint.geometry().bottom() < 0.3 * panel.height()


def test_keys_walk_jump_and_delete(panel, review, session, qtbot):
    panel.list.setCurrentIndex(panel.rows.index(0))
    assert review.drawing.toolbox.selection == {2}
    qtbot.keyClick(panel.list, K.Key_Down)
    assert review.drawing.toolbox.selection == {1}
    qtbot.keyClick(panel.list, K.Key_Return)
    assert review.model.playhead == 30
    qtbot.keyClick(panel.list, K.Key_Delete)
    assert [d.kind for d in session.notes.drawings] == ["distance"]
    assert rows(panel) == ["Distance · 96 ± 3 px, frame 10"]


def test_name_colour_and_range_are_typed(panel, review, session, qtbot):
    review.drawing.toolbox.select((1,))
    panel.caption.setText("hands")
    panel.caption.editingFinished.emit()
    panel.last.setValue(60)
    panel.last.editingFinished.emit()
    review.drawing.change(colour="#4DD2FF")
    made = session.notes.drawings[1]
    assert (made.text, made.start_frame, made.end_frame, made.colour) == ("hands", 30, 60, "#4DD2FF")
    assert rows(panel)[1] == "Arrow · hands, frames 30 to 60"


def test_a_length_that_is_known_makes_metres(panel, review, session, context):
    context.commands.run("review.measure_length")
    review.drawing.making.draw("scale", ((0.0, 0.5), (0.5, 0.5)))
    dialog = review.drawing.calibrator.dialog
    dialog.setDoubleValue(2.0)
    dialog.accept()
    assert session.notes.calibration == KnownLength((0.0, 0.5), (0.5, 0.5), 2.0, review.drawing.frame)
    assert rows(panel)[0].startswith("Distance · 2.00 ±")
    context.commands.run("app.undo")
    assert rows(panel)[0].startswith("Distance · 96 ±")


def test_the_athletes_height_makes_metres_also_on_the_skill_sheet(panel, review, session, context, qtbot):
    sheet = SkillSheet(
        tuple(measured(name, 0.5, 0.1) if name == "travel" else not_seen(name, Unseen.NOT_FOUND) for name in MEASURES),
        body_height_px=80.0,
    )
    meter = review.drawing.calibrator
    assert meter.in_metres(sheet)["travel"].unit == "bodies"
    context.commands.run("review.measure_height")
    meter.dialog.setDoubleValue(1.6)
    meter.dialog.accept()
    assert session.notes.calibration == AthleteHeight(1.6)
    assert (meter.in_metres(sheet)["travel"].value, meter.in_metres(sheet)["travel"].unit) == (0.8, "m")
    qtbot.waitUntil(lambda: rows(panel)[0].endswith(" m, frame 10"), timeout=30_000)
    session.do(set_calibration(None))
    assert meter.in_metres(sheet)["travel"].unit == "bodies"
