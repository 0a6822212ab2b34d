"""The delay mirror on the live page, with a camera of a hundred pictures a second."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from dancecoach.pipeline.live.session import LiveState
from dancecoach.video.file import VideoFile

pytestmark = [pytest.mark.gui, pytest.mark.qt_log_ignore("propagateSizeHints")]


@pytest.fixture
def live(page, qtbot):
    """The page with its camera running, and something of it kept."""
    page.start_camera("0")
    qtbot.waitUntil(lambda: page.model.status.state is LiveState.RUNNING and bool(page.view.canvas.poses))
    qtbot.waitUntil(lambda: page.model.stats().kept.seconds > 0.6)
    page.refresh_commands()
    return page


@pytest.fixture
def run(live_context):
    return live_context.commands.run


@pytest.fixture
def shown(live):
    """Every picture that was handed to the page from now on."""
    shown = []
    live.model.result.connect(shown.append)
    return shown


def late(shown):
    return [result for result in shown if result.late is not None]


def belongs(frame, poses):
    """Whether people were found in a frame, or just before it where the engine had no time (`QuickEngine`)."""
    return not poses or 0 <= frame.index - poses[0].score <= 4


def test_a_delay_shows_the_past_with_its_own_skeleton_and_says_so(live, run, shown, qtbot):
    live.model.mirror.set_delay(0.5)
    qtbot.waitUntil(lambda: len(late(shown)) > 20)
    for result in late(shown):
        assert belongs(result.frame, result.poses), "the skeleton of that very picture"
        assert result.ready_at - result.captured_at > 0.45
    assert any(result.poses for result in late(shown))
    assert live.view.canvas.frame is shown[-1].frame
    qtbot.waitUntil(lambda: live.view.stages.first.late.text == "0.5 s late")
    assert live.view.mirror_bar.delay.text() == "0.5 s late"
    assert live.view.mirror_bar.slider.value() == 5
    times = [result.frame.time_s for result in late(shown)]
    assert all(b > a for a, b in pairwise(times)), "never backwards"
    run("live.now")
    qtbot.waitUntil(lambda: shown[-1].late is None)
    assert live.view.stages.first.late.text == ""


def test_the_key_goes_to_and_fro_between_live_and_the_last_delay(live, run, live_context):
    mirror = live.model.mirror
    live_context.settings.change(delay_s=0.7)
    run("live.delay")
    assert mirror.delay_s == 0.7
    assert live_context.commands.action("live.delay").isChecked()
    run("live.delay_more")
    run("live.delay_bit_less")
    assert mirror.delay_s == pytest.approx(1.6)
    run("live.delay")
    assert mirror.delay_s == 0
    run("live.delay")
    assert mirror.delay_s == pytest.approx(1.6)
    for _ in range(3):
        run("live.delay_less")
    assert mirror.delay_s == 0


def test_the_slider_goes_by_half_seconds_up_to_a_minute(live):
    slider = live.view.mirror_bar.slider
    slider.setValue(12)
    assert live.model.mirror.delay_s == 1.0
    slider.setValue(slider.maximum())
    assert live.model.mirror.delay_s == 60
    assert slider.accessibleName()


def test_more_delay_than_is_kept_stands_and_says_when_it_goes_on(live, qtbot):
    live.model.mirror.set_delay(30)
    qtbot.waitUntil(lambda: live.model.mirror.on_show is not None and live.model.mirror.on_show.late is not None)
    qtbot.waitUntil(lambda: "→ 30 s" in live.view.stages.first.late.text)


def test_pause_and_step_while_the_camera_goes_on(live, run, shown, qtbot):
    mirror = live.model.mirror
    run("live.pause")
    qtbot.waitUntil(lambda: bool(late(shown)))
    stood = late(shown)[-1]
    assert live.view.stages.first.late.text == "paused"
    offered = live.model.stats().offered
    run("live.step_back")
    qtbot.waitUntil(lambda: live.view.canvas.frame.index == stood.frame.index - 1)
    assert belongs(live.view.canvas.frame, live.view.canvas.poses)
    run("live.ten_back")
    qtbot.waitUntil(lambda: live.view.canvas.frame.index == stood.frame.index - 11)
    run("live.step_forward")
    qtbot.waitUntil(lambda: live.view.canvas.frame.index == stood.frame.index - 10)
    assert live.view.stages.first.late.text.startswith("paused  −0."), "ten pictures of a hundredth of a second or more"
    qtbot.waitUntil(lambda: live.model.stats().offered > offered + 5)
    assert live.view.canvas.frame.index == stood.frame.index - 10, "it stands"
    run("live.pause")
    qtbot.waitUntil(lambda: live.view.canvas.frame.index > stood.frame.index + 5)
    assert not mirror.past


def test_going_on_keeps_the_delay_there_was(live, run, qtbot, shown):
    live.model.mirror.set_delay(0.4)
    qtbot.waitUntil(lambda: bool(late(shown)))
    run("live.pause")
    run("live.step_back")
    run("live.pause")
    count = len(shown)
    qtbot.waitUntil(lambda: len(shown) > count + 5)
    assert live.model.mirror.delay_s == 0.4
    assert not shown[-1].late.standing


def test_the_wheel_stops_the_picture_and_steps(live, qtbot):
    canvas = live.view.canvas
    at = QPointF(canvas.rect().center())
    turn = QWheelEvent(
        at, canvas.mapToGlobal(at), QPoint(), QPoint(0, -240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    before = canvas.frame.index
    QApplication.sendEvent(canvas, turn)
    assert live.model.mirror.standing
    qtbot.waitUntil(lambda: live.model.mirror.on_show.late is not None and live.model.mirror.on_show.late.moved_s < 0)
    assert abs(canvas.frame.index - before) < 10


def test_saving_the_last_seconds_up_to_the_picture_on_show(live, run, shown, qtbot, live_context):
    opened = []
    live_context.open_clip = opened.append
    run("live.pause")
    qtbot.waitUntil(lambda: bool(late(shown)))
    run("live.ten_back")
    qtbot.waitUntil(lambda: shown[-1].late.moved_s < 0)
    until_s = shown[-1].frame.time_s
    with qtbot.waitSignal(live.model.kept, timeout=20_000) as told:
        run("live.save_5")
    saved = told.args[0]
    assert saved.path.parent == live_context.settings.current.recordings_path
    assert live_context.settings.current.save_last_s == 5
    assert "Save last 5 s" in live.view.mirror_bar.save.text()
    assert str(saved.path) in live.view.keep.note.toolTip(), "all of it, however narrow the window"
    assert saved.seconds <= min(5, until_s)
    with VideoFile(saved.path) as video:
        assert video.info.frames == saved.pictures > 5
    assert live.view.keep.open_saved.isVisible()
    qtbot.mouseClick(live.view.keep.open_saved, Qt.MouseButton.LeftButton)
    run("live.open_saved")
    assert opened == [saved.path, saved.path]


def test_two_saves_in_one_second_are_two_files(live, run, qtbot):
    saved = []
    live.model.kept.connect(saved.append)
    run("live.save_last")
    run("live.save_last")
    qtbot.waitUntil(lambda: len(saved) == 2, timeout=20_000)
    assert saved[0].path != saved[1].path


def test_closing_while_it_saves_still_saves_all_of_it(live, run, live_context):
    run("live.save_last")
    live.close_page()
    [path] = live_context.settings.current.recordings_path.iterdir()
    with VideoFile(path) as video:
        assert video.info.frames > 5


def test_without_a_camera_there_is_nothing_to_look_back_at(page, live_context):
    for name in ("live.pause", "live.delay", "live.save_last", "live.step_back", "live.open_saved"):
        assert not live_context.commands.action(name).isEnabled()
    assert not page.view.mirror_bar.isEnabled()


def test_another_camera_begins_a_past_of_its_own(live, run, qtbot):
    run("live.pause")
    live.start_camera("1")
    assert not live.model.mirror.standing
    qtbot.waitUntil(lambda: live.model.status.state is LiveState.RUNNING and live.model.mirror.on_show is not None)
    assert live.model.stats().kept.seconds < 1.5


def test_a_lost_camera_leaves_its_past(live, run, devices, qtbot, shown, steady_camera):
    old, devices["0"] = devices["0"], steady_camera()
    old.unplugged.set()
    qtbot.waitUntil(lambda: live.model.status.state is LiveState.LOST)
    run("live.pause")
    run("live.ten_back")
    qtbot.waitUntil(lambda: bool(late(shown)) and late(shown)[-1].late.moved_s < 0)


def test_how_much_is_kept_is_said(live, qtbot):
    qtbot.waitUntil(lambda: "kept" in live.view.mirror_bar.kept.text())
    assert "MB" in live.view.mirror_bar.kept.toolTip()
