"""Each tool draws in the real window, by key and mouse; what was drawn is moved, deleted, copied and taken back."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from dancecoach.gui.review.drawing.toolbox import TOOL_KEYS, Reach
from dancecoach.notes.measure import measured
from dancecoach.pose.skeleton import BLAZEPOSE_33

K = Qt.Key
A, B, C = (0.2, 0.3), (0.6, 0.7), (0.8, 0.3)


def near(points, wanted, by=0.004):
    return np.abs(np.asarray(points) - np.asarray(wanted)).max() <= by


def key_of(tool):
    return getattr(K, f"Key_{TOOL_KEYS[tool]}")


@pytest.mark.parametrize("tool", ["line", "arrow", "ellipse", "vertical-angle", "distance"])
def test_a_drag_draws_from_end_to_end(tool, drawing, hand, press, drawn, context):
    press(key_of(tool))
    hand.drag(A, (0.4, 0.4), B)
    (made,) = drawn()
    assert made.kind == tool
    assert near(made.points, (A, B))
    assert (made.start_frame, made.end_frame) == (20, 20)
    context.commands.run("app.undo")
    assert drawn() == []
    context.commands.run("app.redo")
    assert len(drawn()) == 1


def test_three_clicks_measure_an_angle(drawing, hand, press, drawn):
    press(K.Key_W)
    hand.click(A, B)
    assert drawn() == []
    hand.click(C)
    (made,) = drawn()
    assert made.kind == "angle"
    assert near(made.points, (A, B, C))
    assert measured(made, (192, 128)).value == pytest.approx(93.18, abs=1.5)


def test_both_ends_can_be_clicked_and_escape_gives_up(drawing, hand, press, drawn):
    press(K.Key_L)
    hand.click(A)
    press(K.Key_Escape)
    assert drawing.drawing, "first only the line that was begun goes"
    hand.click(A, B)
    assert [d.kind for d in drawn()] == ["line"]
    press(K.Key_Escape)
    assert not drawing.drawing


def test_a_stroke_goes_where_the_hand_went(drawing, hand, press, drawn):
    press(K.Key_F)
    hand.drag(A, (0.3, 0.4), (0.5, 0.35), B)
    (made,) = drawn()
    assert made.kind == "freehand"
    assert near(made.points, (A, (0.3, 0.4), (0.5, 0.35), B))


def test_a_text_is_asked_for(drawing, hand, press, drawn):
    press(K.Key_T)
    hand.click(A)
    drawing.dialog.setTextValue("arms late")
    drawing.dialog.accept()
    assert [(d.kind, d.text) for d in drawn()] == [("text", "arms late")]


def test_a_stopwatch_runs_to_the_end_and_a_grid_has_corners(drawing, hand, press, drawn):
    press(K.Key_S)
    hand.click(A)
    press(K.Key_G)
    hand.drag(A, B)
    watch, grid = drawn()
    assert (watch.runs_from, watch.start_frame, watch.end_frame) == (20, 20, 119)
    assert near(grid.points, (A, (0.6, 0.3), B, (0.2, 0.7)))


def test_a_marker_on_a_joint_follows_the_poses_until_nobody_is_found(drawing, hand, press, drawn, review):
    track = review.model.findings.analysis.track
    joint = BLAZEPOSE_33.index("right_knee")
    press(K.Key_P)
    hand.click(tuple(track.landmarks[20, joint, :2].tolist()))
    (made,) = drawn()
    where = track.landmarks[20:40, joint, :2]
    assert [p[0] for p in made.path][:20] == list(range(20, 40))
    assert near([p[1:] for p in made.path][:20], where)
    assert made.end_frame == 119, "found again after frame 49"


def test_a_trail_is_of_the_nearest_joint(drawing, hand, press, drawn, review):
    track = review.model.findings.analysis.track
    press(K.Key_R)
    hand.click(tuple(track.landmarks[20, BLAZEPOSE_33.index("right_knee"), :2].tolist()))
    (made,) = drawn()
    assert (made.kind, made.joint, made.span) == ("trail", "right_knee", 30)


@pytest.mark.parametrize(
    ("reach", "frames"),
    [(Reach.FRAME, (20, 20)), (Reach.SECOND, (20, 49)), (Reach.PHASE, (0, 59)), (Reach.CLIP, (0, 119))],
)
def test_a_drawing_is_seen_as_long_as_the_pen_says(reach, frames, drawing, hand, drawn, context):
    context.commands.run(f"review.pen_reach_{reach}")
    hand.drag(A, B)
    assert (drawn()[0].start_frame, drawn()[0].end_frame) == frames


def test_select_move_and_delete(drawing, hand, press, drawn, context):
    hand.drag(A, B)
    hand.drag((0.2, 0.9), (0.8, 0.9))
    press(K.Key_V)
    hand.click((0.4, 0.5))
    assert drawing.toolbox.selection == {1}
    hand.drag((0.4, 0.5), (0.45, 0.5), (0.5, 0.5))
    assert near(drawn()[0].points, ((0.3, 0.3), (0.7, 0.7)), 0.01)
    hand.drag(drawn()[0].points[1], (0.75, 0.5), (0.8, 0.5))
    assert near(drawn()[0].points, ((0.3, 0.3), (0.8, 0.5)), 0.01), "one point alone"
    hand.click((0.5, 0.9), modifier=Qt.KeyboardModifier.ShiftModifier)
    assert drawing.toolbox.selection == {1, 2}
    press(K.Key_Delete)
    assert drawn() == []
    for _ in range(3):
        context.commands.run("app.undo")
    assert near(drawn()[0].points, (A, B))


def test_nothing_is_written_while_a_drawing_is_dragged(drawing, hand, press, session, qtbot):
    hand.drag(A, B)
    press(K.Key_V)
    hand.click(A)
    with qtbot.assertNotEmitted(session.changed):
        hand.press((0.4, 0.5))
        hand.move((0.5, 0.5), (0.6, 0.5))
        assert near(drawing.hand.shown(session.notes.drawings[1]).points, ((0.4, 0.3), (0.8, 0.7)), 0.01)
    with qtbot.waitSignal(session.changed):
        hand.release((0.6, 0.5))


@pytest.mark.parametrize(("mirrored", "turns"), [(True, 0), (False, 1), (True, 3)])
def test_the_hand_draws_where_the_body_is_however_it_is_turned(mirrored, turns, drawing, hand, drawn, review):
    review.canvas.mirrored, review.canvas.turns = mirrored, turns
    review.canvas.zoom_by(1.5)
    points = ((0.45, 0.45), (0.55, 0.6))
    hand.drag(*points)
    assert near(drawn()[0].points, points, 0.006)


def test_copies_go_to_another_clip(drawing, hand, press, drawn, reopen, other_clip, show, session):
    hand.drag(A, B)
    press(K.Key_V)
    hand.click((0.4, 0.5))
    press(K.Key_C, Qt.KeyboardModifier.ControlModifier)
    reopen(other_clip)
    assert drawn() == []
    show(7)
    press(K.Key_V, Qt.KeyboardModifier.ControlModifier)
    (made,) = drawn()
    assert (made.start_frame, made.end_frame) == (7, 7)
    assert near(made.points, (A, B))


def test_hidden_drawings_are_not_painted(drawing, hand, press, review):
    blank = review.canvas.grab().toImage()
    hand.drag(A, B)
    assert review.canvas.grab().toImage() != blank
    press(K.Key_H)
    assert review.canvas.grab().toImage() == blank


def test_letters_are_tools_only_while_the_person_draws(drawing, press, review, context):
    press(K.Key_D)
    assert review.canvas.tool is None
    press(K.Key_L)
    assert review.model.playing
    press(K.Key_K)
    press(K.Key_C)
    assert review.desk.editor.labelling
    press(K.Key_D)
    assert drawing.drawing
    assert not review.desk.editor.labelling
    press(K.Key_C)
    assert not drawing.drawing
    assert context.commands.mode == "label"


def test_notes_that_cannot_be_written_take_no_drawing(review, session, context, hand, monkeypatch):
    monkeypatch.setattr(type(session), "editable", property(lambda _self: False))
    session.editable_changed.emit(False)
    context.commands.run("review.draw")
    assert not review.drawing.drawing
    hand.drag(A, B)
    assert len(session.notes.drawings) == 0
