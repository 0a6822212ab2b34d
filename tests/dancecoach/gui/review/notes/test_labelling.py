"""Phases are corrected in the real window, by keys, commands and the mouse; skills and picture follow."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu

from dancecoach.gui.review.timeline.hand import BoundaryDrag
from dancecoach.gui.review.timeline.lanes import Kind
from dancecoach.notes.phase_edits import add_annotator

FOUND = [("idle", 0), ("take-off", 60), ("skill", 72), ("landing", 90), ("idle", 105)]
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def press(window, qtbot, session):
    with qtbot.waitActive(window):
        window.activateWindow()
    return lambda key, modifier=PLAIN: qtbot.keyClick(window, key, modifier)


@pytest.fixture
def x_of(review):
    """A function that tells where a frame begins on the time line."""
    return lambda frame: round(review.timeline.axis.x(review.model.times[frame]))


@pytest.fixture
def drag(review, qtbot, x_of):
    """A function that drags from a frame to others in a lane."""

    def move(lane, *frames):
        line, y = review.timeline, round(lane.center().y())
        qtbot.mousePress(line, Qt.MouseButton.LeftButton, pos=QPoint(x_of(frames[0]), y))
        for frame in frames[1:]:
            for x in (x_of(frame) - 1, x_of(frame)):
                point = QPointF(x, y)
                qtbot.mouseMove(line, point.toPoint())
        qtbot.mouseRelease(line, Qt.MouseButton.LeftButton, pos=QPoint(x_of(frames[-1]), y))

    return move


def test_the_first_correction_starts_from_what_the_network_said(review, session, said_by, context):
    assert review.desk.editor.proposed
    review.model.seek(66)
    context.commands.run("review.split")
    assert said_by() == [*FOUND[:2], ("take-off", 66), *FOUND[2:]]
    assert [s.start_frame for s in review.model.found.analysis.phases] == [0, 60, 72, 90, 105]
    context.commands.run("app.undo")
    assert review.desk.editor.proposed


def test_keys_name_phases_while_the_person_labels_and_only_then(review, press, said_by, ann):
    review.model.seek(80)
    press(Qt.Key.Key_T)
    assert said_by() == FOUND, "not yet"
    press(Qt.Key.Key_C)
    press(Qt.Key.Key_L)
    assert said_by() == [*FOUND[:2], ("landing", 72), FOUND[4]]
    assert not review.model.playing
    press(Qt.Key.Key_S)
    assert ("skill", 72) in said_by()
    press(Qt.Key.Key_I)
    assert ("skill", 72) not in said_by()
    press(Qt.Key.Key_C)
    press(Qt.Key.Key_L)
    assert review.model.playing, "L plays forwards again"
    press(Qt.Key.Key_K)


def test_a_key_given_to_a_label_works_where_the_shuttle_has_it_otherwise(context, session):
    commands = context.commands
    assert commands.conflict("review.label_landing", "L") is None
    commands.rebind("review.label_landing", ["J"])
    commands.run("review.label")
    assert [k.toString() for k in commands.action("review.label_landing").shortcuts()] == ["J"]
    assert commands.action("review.backwards").shortcuts() == []
    assert [k.toString() for k in commands.action("review.forwards").shortcuts()] == ["L"]
    commands.run("review.label")
    assert [k.toString() for k in commands.action("review.backwards").shortcuts()] == ["J"]


def test_the_row_of_keys_is_there_while_the_person_labels(review, context, session, window):
    context.commands.run("review.label")
    assert review.work.labels.isVisible()
    window.show_page("live")
    window.show_page("review")
    assert not review.work.labels.isVisible()


def test_phases_are_joined_begun_and_ended_at_the_playhead(review, context, said_by, ann):
    review.model.seek(62)
    context.commands.run("review.merge_next")
    assert said_by() == [*FOUND[:2], *FOUND[3:]]
    context.commands.run("app.undo")
    context.commands.run("review.begin_here")
    assert said_by() == [FOUND[0], ("take-off", 62), *FOUND[2:]]
    review.model.seek(70)
    context.commands.run("review.end_here")
    assert said_by() == [FOUND[0], ("take-off", 62), ("skill", 71), *FOUND[3:]]


def test_a_boundary_is_dragged_from_frame_to_frame_and_the_picture_follows(review, drag, said_by, ann, context):
    drag(review.timeline.own_lane, 72, 76, 68)
    assert said_by() == [*FOUND[:2], ("skill", 68), *FOUND[3:]]
    assert review.model.playhead == 68
    context.commands.run("app.undo")
    assert said_by() == FOUND


def test_a_boundary_stops_at_its_neighbours(review, drag, said_by, ann):
    drag(review.timeline.own_lane, 72, 100)
    assert ("skill", 89) in said_by()
    assert review.model.playhead == 89


def test_what_the_network_said_can_be_dragged_too_and_becomes_the_persons(review, drag, said_by, session):
    drag(review.timeline.own_lane, 90, 93)
    assert ("landing", 93) in said_by()
    drag(review.timeline.phase_lane, 72, 60)
    assert ("skill", 72) in said_by(), "the lane of the network is not edited"


def test_the_first_drag_of_all_goes_on_as_far_as_the_hand_does(review, drag, said_by, session, context):
    """Every part of a drag starts from the document before it, where the annotator had said nothing."""
    told = []
    context.notifier.posted.connect(told.append)
    boundaries = BoundaryDrag.of(review.model, session, review.desk.editor, 90)
    for frame in (91, 92, 96, 94):
        boundaries.to(review.model.times[frame])
        assert ("landing", frame) in said_by()
    boundaries.end()
    assert not told
    context.commands.run("app.undo")
    assert review.desk.editor.proposed, "one step"


def test_a_click_on_a_boundary_goes_there(review, drag, ann, said_by):
    drag(review.timeline.own_lane, 90)
    assert review.model.playhead == 90
    assert said_by() == FOUND


def test_the_picture_and_the_skills_follow_and_say_so(review, context, qtbot, ann):
    review.model.seek(66)
    context.commands.run("review.label_skill")
    qtbot.waitUntil(lambda: review.canvas.tag == "skill · corrected")
    qtbot.waitUntil(lambda: review.model.segments[0].author == "Ann", timeout=20_000)
    assert [s.phase for s in review.model.segments] == ["idle", "skill", "landing", "idle"]
    assert len(review.model.skills) == 1
    recognised = review.sidebar.recognised
    assert "Ann" in recognised.author.text()
    assert not recognised.author.isHidden()
    context.commands.run("review.remove_annotator")
    qtbot.waitUntil(lambda: review.model.findings is review.model.found)
    assert recognised.author.isHidden()
    assert len(review.model.skills) == 2


def test_a_new_analysis_overwrites_no_correction(review, context, qtbot, ann, said_by):
    review.model.seek(66)
    context.commands.run("review.label_skill")
    said, before = said_by(), review.model.found
    context.commands.run("review.analyse_anew")
    qtbot.waitUntil(lambda: review.model.found is not before, timeout=20_000)
    assert said_by() == said
    qtbot.waitUntil(lambda: review.model.segments[0].author == "Ann", timeout=20_000)


def test_jumps_go_to_corrected_boundaries(review, context, ann):
    review.desk.editor.move(72, 75)
    review.model.seek(61)
    context.commands.run("review.next_boundary")
    assert review.model.playhead == 75


def test_labels_are_cleared_and_begun_anew(review, context, said_by, ann):
    review.desk.editor.move(72, 75)
    context.commands.run("review.clear_phases")
    assert said_by() == [("unlabelled", 0)]
    assert review.model.corrected is None, "who says nothing corrects nothing"
    context.commands.run("review.copy_phases")
    assert said_by() == FOUND


def test_each_annotator_has_a_lane(review, session, ann, context, qtbot):
    session.do(add_annotator("Bo"))
    lanes = [lane.who for lane in review.timeline.lanes if lane.kind is Kind.PERSON]
    assert lanes == ["Ann", "Bo"]
    name = QPoint(20, round(review.timeline.lane(Kind.PERSON, "Bo").center().y()))
    qtbot.mouseClick(review.timeline, Qt.MouseButton.LeftButton, pos=name)
    assert session.annotator == "Bo"
    context.commands.run("review.rename_annotator")
    dialog = review.findChild(QInputDialog)
    dialog.setTextValue("Cyd")
    dialog.accept()
    assert session.notes.annotators == ("Ann", "Cyd")
    assert session.annotator == "Cyd"


def test_a_name_that_cannot_be_is_told(review, context, session, posted):
    context.commands.run("review.add_annotator")
    dialog = review.findChild(QInputDialog)
    dialog.setTextValue("model x")
    dialog.accept()
    assert "annotator" in posted[-1].text
    assert session.annotator != "model x"


@pytest.mark.qt_log_ignore("plugin does not support", extend=True)
def test_the_right_button_offers_what_can_be_done_there(review, session, x_of, qtbot, said_by):
    line = review.timeline
    point = QPoint(x_of(66) + 1, round(line.own_lane.center().y()))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, line.mapToGlobal(point))
    QApplication.sendEvent(line, event)
    assert review.model.playhead == 66
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    split = next(action for action in menu.actions() if action.objectName() == "review.split")
    split.trigger()
    menu.close()
    assert ("take-off", 66) in said_by()


def test_a_closer_look_at_time_is_shared_by_the_curves(review, context, drag, said_by, ann):
    review.model.seek(72)
    for _ in range(5):
        context.commands.run("review.time_closer")
    begin, end = review.model.stretch_s
    assert end - begin < 1
    assert begin < review.model.times[72] < end
    view = review.plots.plots._lanes[0].vb.viewRange()[0]
    assert view == pytest.approx([begin, end])
    drag(review.timeline.own_lane, 72, 74)
    assert ("skill", 74) in said_by()
    review.model.seek(0)
    assert review.model.stretch_s[0] == 0.0, "what is shown turns over to where the person is"
    context.commands.run("review.time_whole")
    assert review.model.stretch_s == (0.0, review.model.end_s)


def test_how_the_clip_is_looked_at_is_in_its_notes(review, reopen, session, other_clip, counted_clip, context):
    review.model.set_capture_fps(240.0)
    review.model.seek(10)
    context.commands.run("review.loop_a")
    context.commands.run("review.origin_here")
    reopen(other_clip)
    review.memory._looks.clear()  # another day
    reopen(counted_clip)
    assert review.model.capture_fps == 240.0
    assert (review.model.loop.a, review.model.origin) == (10, 10)
