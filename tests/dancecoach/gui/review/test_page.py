"""The Review page in the real window, driven by keys, wheel and mouse on a clip whose frames say their number."""

import shutil

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication

from dancecoach.errors import InputError
from dancecoach.gui.review.model import AnalysisState, ClipState, Loop
from dancecoach.palette import UNCERTAIN_VISIBILITY

LAST = 119


@pytest.fixture
def at(review, qtbot, number_in):
    """A function that waits until a frame is on the canvas, and proves by its picture that it is the one."""

    def wait(index):
        qtbot.waitUntil(lambda: review.canvas.frame is not None and review.canvas.frame.index == index)
        assert number_in(review.canvas.frame.image) == index
        assert review.model.playhead == index

    return wait


@pytest.fixture
def press(window, qtbot):
    """A function that presses a key in the window."""
    with qtbot.waitActive(window):
        window.activateWindow()

    def click(key, modifier=Qt.KeyboardModifier.NoModifier):
        qtbot.keyClick(window, key, modifier)

    return click


def painted(widget):
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint8).copy()


def test_the_first_frame_is_shown_at_once(at):
    at(0)


def test_arrow_keys_step_to_exact_frames_both_ways(at, press):
    for _ in range(5):
        press(Qt.Key.Key_Right)
    at(5)
    press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    at(15)
    for index in (14, 13, 12):
        press(Qt.Key.Key_Left)
        at(index)
    press(Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    at(2)
    press(Qt.Key.Key_End)
    at(LAST)
    press(Qt.Key.Key_Right)
    at(LAST)
    press(Qt.Key.Key_Left)
    at(LAST - 1)
    press(Qt.Key.Key_Home)
    at(0)


def test_ctrl_arrows_go_where_the_person_leaves_and_returns(at, press):
    press(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    at(40)
    press(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    at(50)
    press(Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    at(40)


def test_the_wheel_over_the_picture_steps(review, at):
    canvas = review.canvas
    for delta, index in ((120, 1), (360, 4), (-240, 2)):
        point = QPointF(canvas.rect().center())
        event = QWheelEvent(
            point, canvas.mapToGlobal(point), QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(canvas, event)
        at(index)


def test_scrubbing_ends_on_the_frame_under_the_mouse(review, at, qtbot):
    line, model = review.timeline, review.model
    places = [round(line.axis.x(model.times[i] + 0.01)) for i in (100, 3, 77, 30)]
    qtbot.mousePress(line, Qt.MouseButton.LeftButton, pos=QPoint(places[0], 20))
    for x in places[1:]:
        qtbot.mouseMove(line, QPoint(x, 20))
        line._seek(x)
    qtbot.mouseRelease(line, Qt.MouseButton.LeftButton, pos=QPoint(places[-1], 20))
    at(30)


def test_a_click_in_the_curves_seeks(review, at, qtbot):
    plots = review.plots.plots
    x = round(review.timeline.axis.x(review.model.times[64] + 0.01))
    area = plots.lane_area(0)
    viewport = plots._view.viewport()
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(x, round(area.center().y())))
    at(64)


def test_curves_and_scrub_bar_have_one_scale_of_time(review):
    plots, axis = review.plots.plots, review.timeline.axis
    area = plots.lane_area(0)
    assert area.left() == pytest.approx(axis.x(0), abs=2)
    assert area.right() == pytest.approx(axis.x(review.model.end_s), abs=2)


def test_the_curves_have_a_gap_where_nobody_was_seen(review):
    lane = review.plots.plots._lanes[0]
    assert len(lane.curves) == 2
    for curve in lane.curves:
        values = curve.getData()[1]
        assert np.isnan(values[40:50]).all()
        assert np.isfinite(values[:40]).all()


def test_the_skeleton_is_that_of_the_very_frame(review, at, press):
    track = review.model.findings.analysis.track
    for key, index in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Right, 2), (Qt.Key.Key_Left, 1)):
        press(key)
        at(index)
        (pose,) = review.canvas.poses
        assert np.array_equal(pose.landmarks, track.landmarks[index])
    review.model.seek(45)
    at(45)
    assert review.canvas.poses == ()


def test_the_overlay_key_changes_what_is_painted(review, at, press):
    at(0)
    with_body = painted(review.canvas)
    press(Qt.Key.Key_O)
    without = painted(review.canvas)
    assert (with_body != without).sum() > 500
    press(Qt.Key.Key_O)
    assert np.array_equal(painted(review.canvas), with_body)


def test_doubtful_angles_are_not_told(review):
    track = review.model.findings.analysis.track
    assert (track.visibility[0] < UNCERTAIN_VISIBILITY).any()  # the left wrist
    assert review.sidebar._cells["left_elbow"].text() == "–"
    assert review.sidebar._cells["right_elbow"].text().endswith("°")


def test_space_plays_to_the_end_and_shows_only_whole_frames(review, qtbot, press, number_in):
    shown = []
    review.canvas.painted.connect(lambda f: f is not None and shown.append((f.index, number_in(f.image))))
    review.model.set_speed(2.0)
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: review.model.playing)
    qtbot.waitUntil(lambda: not review.model.playing, timeout=20_000)
    qtbot.waitUntil(lambda: review.canvas.frame.index == LAST)
    indices = [i for i, _ in shown]
    assert all(i == number for i, number in shown)
    assert indices == sorted(indices)
    assert len(set(indices)) > 5  # a busy machine leaves most of them out


def test_shuttle_speed_and_loop_keys(review, press):
    model = review.model
    press(Qt.Key.Key_J)
    assert model.backwards
    press(Qt.Key.Key_L)
    assert model.playing
    assert not model.backwards
    press(Qt.Key.Key_K)
    assert not model.playing
    press(Qt.Key.Key_Down)
    assert model.speed == 0.75
    press(Qt.Key.Key_Up)
    assert model.speed == 1.0
    model.seek(10)
    press(Qt.Key.Key_A)
    model.seek(20)
    press(Qt.Key.Key_B)
    assert model.loop == Loop(10, 20)
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert model.loop == Loop(10, None)


def test_the_mirror_key_leaves_lives_mirror_alone(review, press, context):
    before = context.settings.current.mirror
    press(Qt.Key.Key_M)
    assert review.canvas.mirrored
    assert context.settings.current.mirror == before


def test_everything_known_is_said(review):
    assert review.sidebar.name.text() == "zählt über 100.mp4"
    assert "192 × 128" in review.sidebar.facts.text()
    assert "feet are cut off" in review.sidebar.warnings.text()
    assert "92%" in review.sidebar.body.text()


# Opening and analysing


def test_a_clip_plays_while_it_is_analysed_and_the_analysis_can_be_stopped(window, qtbot, counted_clip, analyst):
    analyst.go.clear()
    page = window.pages["review"]
    window.open_clip(counted_clip)
    qtbot.waitUntil(lambda: page.analysing and page.model.progress is not None, timeout=20_000)
    qtbot.waitUntil(lambda: page.canvas.frame is not None)
    assert window.strip.isVisible()
    page.model.step(7)
    qtbot.waitUntil(lambda: page.canvas.frame.index == 7)
    qtbot.mouseClick(page.sidebar.cancel_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.analysis_state is AnalysisState.CANCELLED)
    assert not window.strip.isVisible()
    assert page.canvas.frame.index == 7
    analyst.go.set()
    qtbot.mouseClick(page.sidebar.analyse_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.findings is not None, timeout=20_000)


def test_the_stored_analysis_is_shown_without_looking_again(review, window, qtbot, counted_clip, analyst, tmp_path):
    assert analyst.calls == 1
    copy = tmp_path / "copied and renamed.mp4"
    shutil.copy(counted_clip, copy)
    window.open_clip(copy)
    assert review.model.findings is None
    qtbot.waitUntil(lambda: review.model.findings is not None)
    assert analyst.calls == 1
    assert review.model.analysis_state is AnalysisState.DONE
    window.context.commands.run("review.analyse_anew")
    qtbot.waitUntil(lambda: analyst.calls == 2)
    qtbot.waitUntil(lambda: not review.analysing)


def test_another_clip_during_an_analysis_wins(window, qtbot, counted_clip, analyst, tmp_path):
    other = tmp_path / "other.mp4"
    shutil.copy(counted_clip, other)
    with other.open("ab") as file:
        file.write(b"\0" * 8)  # another hash
    analyst.go.clear()
    page = window.pages["review"]
    window.open_clip(counted_clip)
    qtbot.waitUntil(analyst.reached.is_set, timeout=20_000)
    window.open_clip(other)
    analyst.go.set()
    qtbot.waitUntil(lambda: page.model.findings is not None, timeout=20_000)
    assert page.model.findings.analysis.clip.path == str(other)
    assert page.document == "other.mp4"


def test_a_failed_analysis_is_said_and_the_clip_stays(window, qtbot, counted_clip, analyst):
    analyst.error = InputError("holds nobody", subject=counted_clip, remedy="film a person")
    page = window.pages["review"]
    window.open_clip(counted_clip)
    qtbot.waitUntil(lambda: page.model.analysis_state is AnalysisState.FAILED, timeout=20_000)
    assert "holds nobody; film a person" in page.sidebar.body.text()
    assert page.model.clip_state is ClipState.READY
    assert page.sidebar.analyse_button.isVisible()


@pytest.mark.parametrize("kind", ["missing", "text", "empty", "folder"])
def test_a_file_that_is_no_video_gets_a_sentence(window, qtbot, tmp_path, kind):
    path = tmp_path / "Käse.mp4"
    if kind == "folder":
        path.mkdir()
    elif kind != "missing":
        path.write_text("" if kind == "empty" else "not a video " * 500)
    page = window.pages["review"]
    window.open_clip(path)
    qtbot.waitUntil(lambda: page.model.clip_state is ClipState.FAILED, timeout=20_000)
    assert page.empty.isVisible()
    text = page.empty.text.text()
    assert str(path) in text
    assert ";" in text  # with a remedy
    assert page.empty.button.text().startswith("Open another")


def test_a_fault_of_ours_while_opening_is_not_hidden(make_window, qtbot, caplog):
    def broken(_path):
        raise ZeroDivisionError("oops")

    from pathlib import Path

    window = make_window(open_clip=broken)
    window.open_clip(Path("any.mp4"))
    qtbot.waitUntil(window.banner.isVisible)
    assert "oops" in window.banner.notice.details


def test_the_empty_page_says_what_to_do(window):
    window.show_page("review")
    page = window.pages["review"]
    assert page.empty.isVisible()
    assert page.empty.button.isVisible()
    assert not window.context.commands.action("review.play").isEnabled()


def test_a_clip_is_opened_at_a_moment_and_stands_there(review, window, qtbot, counted_clip, number_in):
    window.show_page("live")
    review.context.open_moment(counted_clip, 2.0)
    assert window.page is review
    qtbot.waitUntil(lambda: review.model.ready and review.model.playhead == 60, timeout=30_000)
    qtbot.waitUntil(
        lambda: review.canvas.frame is not None and number_in(review.canvas.frame.image) == 60, timeout=30_000
    )
    assert not review.model.playing
    review.context.open_clip(counted_clip)  # the moment holds once
    qtbot.waitUntil(lambda: review.model.ready and review.model.playhead != 60, timeout=30_000)
