"""How long joint paths are and how grids are divided: chosen for the pen, for what is selected, and remembered."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from dancecoach.gui.review.drawing.shaping import WHOLE, frames_of, pen_of, seconds_of
from dancecoach.report.figures import Scene, figures_of

K = Qt.Key
A, B, C = (0.2, 0.25), (0.6, 0.75), (0.8, 0.9)


def lines_of(grid):
    """Both ends of each line, pixels of a picture of 100 x 100."""
    [lines] = figures_of(grid, grid.start_frame, (100, 100), Scene())
    return np.array(lines.ways)


def test_a_grid_has_as_many_cells_as_were_chosen(drawing, hand, press, drawn, context):
    context.commands.run("review.pen_grid_8")
    press(K.Key_G)
    hand.drag(A, B)
    [grid] = drawn()
    assert (grid.columns, grid.rows, grid.plain) == (8, 8, False)
    assert len(lines_of(grid)) == 18
    assert context.settings.current.grid_cells == 8


def test_a_plain_grid_has_square_cells_and_stays_upright(drawing, hand, press, drawn, context):
    context.commands.run("review.pen_grid_plain")
    press(K.Key_G)
    hand.drag(A, B)
    [grid] = drawn()
    info = drawing.model.info
    wide, high = 0.4 * info.width / grid.columns, 0.5 * info.height / grid.rows
    assert wide == pytest.approx(high, rel=0.2)
    press(K.Key_V)
    hand.click(A)
    hand.drag(B, (0.7, 0.8), C)
    [moved] = drawn()
    ends = lines_of(moved)
    assert ends.reshape(-1, 2).min(axis=0) == pytest.approx([20, 25], abs=1.5)
    assert ends.reshape(-1, 2).max(axis=0) == pytest.approx([80, 90], abs=1.5)
    assert (np.abs(np.diff(ends, axis=1)).min(axis=-1) < 1e-3).all(), "each line is level or plumb"
    assert context.settings.current.grid_plain


def test_a_grid_on_a_plane_is_squared_up_and_comes_back(drawing, hand, press, drawn, context):
    press(K.Key_G)
    hand.drag(A, B)
    press(K.Key_V)
    hand.click(A)
    hand.drag(B, (0.7, 0.8), C)
    [askew] = drawn()
    assert askew.points[1] == pytest.approx((0.6, 0.25), abs=0.01)
    context.commands.run("review.pen_grid_plain")
    [plain] = drawn()
    assert np.array(plain.points) == pytest.approx(np.array([A, (C[0], A[1]), C, (A[0], C[1])]), abs=0.01)
    context.commands.run("app.undo")
    assert drawn() == [askew]


def test_a_grid_over_the_whole_picture_is_switched_on_and_off(drawing, press, drawn, context):
    context.commands.run("review.pen_grid_6")
    press(K.Key_G, Qt.KeyboardModifier.ShiftModifier)
    [grid] = drawn()
    assert (grid.points, grid.columns, grid.plain) == (WHOLE, 6, True)
    assert (grid.start_frame, grid.end_frame) == (0, drawing.model.last)
    assert context.commands.action("review.whole_grid").isChecked()
    context.commands.run("review.pen_grid_12")
    assert [(d.columns, d.plain) for d in drawn()] == [(12, True)], "what is over the picture follows"
    context.commands.run("app.undo")
    press(K.Key_G, Qt.KeyboardModifier.ShiftModifier)
    assert drawn() == []
    assert not context.commands.action("review.whole_grid").isChecked()
    context.commands.run("app.undo")
    assert drawn() == [grid]


def test_a_joint_path_is_as_long_as_was_chosen(drawing, hand, press, drawn, context):
    x, y = drawing.track.landmarks[20, drawing.track.skeleton.index("left_wrist"), :2].tolist()
    context.commands.run("review.pen_trail_2")
    press(K.Key_R)
    hand.click((x, y))
    [trail] = drawn()
    assert trail.span == frames_of(0.5, drawing.model)
    assert seconds_of(trail.span, drawing.model) == pytest.approx(0.5, abs=0.05)
    drawing.toolbox.select((trail.id,))
    context.commands.run("review.pen_trail_5")
    assert drawn()[0].span is None
    assert context.settings.current.trail_s == 0.0


def test_the_choice_is_remembered(drawing, context):
    drawing.set_pen(trail_s=2.0)
    drawing.set_pen(cells=12)
    pen = pen_of(context.settings.current)
    assert (pen.trail_s, pen.cells, pen.plain) == (2.0, 12, False)


def test_slow_motion_has_more_frames_in_a_second(drawing):
    before = frames_of(1.0, drawing.model)
    drawing.model.set_capture_fps(drawing.model.file_fps * 4)
    assert frames_of(1.0, drawing.model) == pytest.approx(4 * before, abs=2)
