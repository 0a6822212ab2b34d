"""The player in the real window: percent of the action, loops by hand, counting from the take-off, the clip's look."""

import shutil

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QInputDialog

from dancecoach.gui.review.model import Loop
from dancecoach.gui.review.timeline.loop_lane import edges

MINUS = "\N{MINUS SIGN}"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def run(window):
    return window.context.commands.run


@pytest.fixture
def drag(review, qtbot):
    """A function that drags along the time line through frames, at a height."""

    def go(places, y=4, modifier=Qt.KeyboardModifier.NoModifier):
        line = review.timeline
        points = [QPoint(round(x), y) for x in places]
        qtbot.mousePress(line, LEFT, modifier, points[0])
        for point in points[1:]:
            qtbot.mouseMove(line, point)
        qtbot.mouseRelease(line, LEFT, modifier, points[-1])

    return go


@pytest.fixture
def middle_of(review):
    """A function that gives the place of the middle of a frame's time on the time line."""
    return lambda index: review.timeline.axis.x(review.model.times[index] + 1 / 60)


# Speed


def test_the_speed_is_told_as_percent_and_chosen_from_a_menu(review):
    bar = review.work.transport
    assert bar.percent.text() == "100 %"
    offered = {action.text(): action for action in bar.percent.menu().actions()}
    offered["75 %"].trigger()
    assert review.model.speed == pytest.approx(0.75)
    assert bar.percent.text() == "75 %"
    bar.speed.setValue(14)
    assert review.model.speed == pytest.approx(0.7)


def test_the_cameras_rate_can_be_typed_and_taken_back(review, window, run, qtbot):
    run("review.capture_rate")
    dialog = window.findChild(QInputDialog)
    assert "plays 30 a second" in dialog.labelText()
    dialog.setDoubleValue(240.0)
    dialog.accept()
    bar = review.work.transport
    assert bar.percent.text() == "12.5 %"
    assert "filmed at 240 frames per second" in bar.percent.toolTip()
    assert "flights and heights are those of the real action" in window.banner.notice.text
    review.model.seek(60)
    assert bar.time.text() == "0:00.250 / 0:00.5"
    run("app.undo")
    assert bar.percent.text() == "100 %"
    assert bar.time.text() == "0:02.000 / 0:04.0"
    run("app.redo")
    assert bar.percent.text() == "12.5 %"


# Loop


def test_a_drag_along_the_numbers_makes_a_loop_that_can_be_taken_back(review, drag, middle_of, run):
    drag([middle_of(30), middle_of(50), middle_of(70)])
    assert review.model.loop == Loop(30, 70)
    assert review.model.playhead == 30
    drag([middle_of(20), middle_of(10)])
    assert review.model.loop == Loop(10, 20)
    run("app.undo")
    assert review.model.loop == Loop(30, 70)
    run("app.undo")
    assert review.model.loop == Loop()
    run("app.redo")
    assert review.model.loop == Loop(30, 70)


def test_a_click_on_the_numbers_only_seeks(review, drag, middle_of):
    drag([middle_of(90)])
    assert (review.model.playhead, review.model.loop) == (90, Loop())


def test_with_shift_a_drag_in_the_lanes_makes_a_loop_too(review, drag, middle_of):
    drag([middle_of(30), middle_of(40)], y=40)
    assert review.model.loop == Loop()
    drag([middle_of(30), middle_of(40)], y=40, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert review.model.loop == Loop(30, 40)


def test_the_ends_of_a_loop_are_dragged_and_may_change_sides(review, drag):
    model, line = review.model, review.timeline
    model.set_loop(Loop(30, 70))
    begin, _ = edges(model, line.axis)
    drag([begin + 3, line.axis.x(model.times[40]) + 2])
    assert model.loop == Loop(40, 70)
    _, end = edges(model, line.axis)
    drag([end - 3, line.axis.x(model.times[51]) + 1])
    assert model.loop == Loop(40, 50)
    _, end = edges(model, line.axis)
    drag([end, line.axis.x(model.times[21])])
    assert model.loop == Loop(20, 40)
    assert model.playhead == 0, "taking an end is no wish to go there"


def test_the_phase_at_hand_is_looped(review, run):
    review.model.seek(80)
    run("review.loop_phase")
    assert review.model.loop == Loop(72, 89)
    run("app.undo")
    assert review.model.loop == Loop()


# Counting


def test_the_take_off_is_zero(review, run):
    bar = review.work.transport
    review.model.seek(84)
    run("review.origin_takeoff")
    assert (bar.place.text(), bar.time.text()) == ("frame +12", "+0.400 s")
    review.model.seek(60)
    assert (bar.place.text(), bar.time.text()) == (f"frame {MINUS}12", f"{MINUS}0.400 s")
    run("review.origin_start")
    assert bar.place.text() == "frame 60 / 119"
    run("app.undo")
    assert review.model.origin == 72


def test_counting_from_here_is_a_switch(review, run):
    review.model.seek(10)
    run("review.origin_here")
    assert review.work.transport.place.text() == "frame 0"
    run("review.origin_here")
    assert review.model.origin is None


# A clip keeps its look


def test_a_clip_that_comes_back_looks_as_it_was_left(review, run, window, qtbot, counted_clip, tmp_path):
    other = tmp_path / "other.mp4"
    other.write_bytes(counted_clip.read_bytes() + b"\0\0\0\x08free")  # a copy would be the same clip
    model, canvas = review.model, review.canvas
    model.set_loop(Loop(20, 40))
    model.set_origin(30)
    model.set_capture_fps(60.0)
    run("review.turn_right")
    run("review.mirror")
    window.open_clip(other)
    qtbot.waitUntil(lambda: model.ready and model.findings is not None)
    assert (model.loop, model.origin, model.speed) == (Loop(), None, 1.0)
    assert (canvas.turns, canvas.mirrored) == (0, False)
    run("app.undo")
    window.open_clip(counted_clip)
    qtbot.waitUntil(lambda: model.ready and model.findings is not None)
    assert (model.loop, model.origin, model.speed) == (Loop(20, 40), 30, pytest.approx(0.5))
    assert (canvas.turns, canvas.mirrored) == (1, True)


def test_what_was_done_to_another_clip_is_not_undone_in_this_one(review, run, window, qtbot, counted_clip, tmp_path):
    other = tmp_path / "other.mp4"
    shutil.copy(counted_clip, other)
    run("review.loop_a")
    window.open_clip(other)
    qtbot.waitUntil(lambda: review.model.ready and review.model.findings is not None)
    review.model.set_loop(Loop(5, 9))
    run("app.undo")
    assert review.model.loop == Loop(5, 9)
