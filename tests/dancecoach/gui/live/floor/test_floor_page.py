"""The second screen, the count-down and the presenter remote, on the live page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from dancecoach.gui.live.floor import timed_recording, window
from dancecoach.gui.live.floor.window import other_screen
from dancecoach.pipeline.live.session import LiveState

pytestmark = [pytest.mark.gui, pytest.mark.qt_log_ignore("propagateSizeHints")]


class Silence:
    """Counts instead of beeping."""

    def __init__(self, parent=None):
        self.counted, self.stopped, self.closed = [], 0, 0

    def count_down(self, seconds):
        self.counted.append(seconds)

    def stop(self):
        self.stopped += 1

    def close(self):
        self.closed += 1


@pytest.fixture(autouse=True)
def silence(monkeypatch):
    monkeypatch.setattr(timed_recording, "Beeper", Silence)


@pytest.fixture
def live(page, qtbot):
    page.start_camera("0")
    qtbot.waitUntil(lambda: page.model.status.state is LiveState.RUNNING and bool(page.view.canvas.poses))
    qtbot.waitUntil(lambda: page.model.stats().kept.seconds > 0.3)
    page.refresh_commands()
    return page


@pytest.fixture
def run(live_context):
    return live_context.commands.run


class TestSecondScreen:
    @pytest.fixture
    def floor(self, live, run, qtbot):
        run("live.floor")
        qtbot.waitExposed(live.floor.window)
        return live.floor.window

    def test_it_shows_the_very_same_picture_people_and_signs(self, live, floor, run, qtbot):
        painted = []
        floor.stage.canvas.painted.connect(painted.append)
        qtbot.waitUntil(lambda: len(painted) > 5)
        assert floor.stage.canvas.frame is live.view.canvas.frame, "shared, not copied"
        assert floor.stage.canvas.poses == live.view.canvas.poses
        assert floor.stage.canvas.mirrored == live.view.canvas.mirrored
        live.model.mirror.set_delay(0.2)
        qtbot.waitUntil(lambda: floor.stage.late.text == "0.2 s late")
        run("live.pause")
        qtbot.waitUntil(lambda: floor.stage.late.text == "paused")

    def test_it_opens_with_what_is_on_show(self, live, run, qtbot):
        run("live.pause")
        qtbot.waitUntil(lambda: live.model.mirror.on_show.late is not None)
        run("live.floor")
        assert live.floor.window.stage.canvas.frame is live.view.canvas.frame
        assert live.floor.window.stage.late.text == "paused"

    def test_the_keys_of_the_page_work_on_it_and_esc_closes_it(self, live, floor, run, live_context, qtbot):
        with qtbot.waitActive(floor):
            floor.activateWindow()
        qtbot.keyClick(floor, Qt.Key.Key_PageUp)
        assert live.model.mirror.standing
        qtbot.keyClick(floor, Qt.Key.Key_F)
        assert floor.isFullScreen()
        qtbot.keyClick(floor, Qt.Key.Key_Escape)
        assert live.floor.window is None
        assert live_context.settings.current.floor_geometry
        assert not live_context.commands.action("live.floor").isChecked()

    def test_it_comes_back_where_it_was(self, live, floor, run):
        floor.setGeometry(60, 70, 640, 400)
        run("live.floor")
        assert live.floor.window is None
        run("live.floor")
        assert live.floor.window.geometry().size().toTuple() == (640, 400)

    def test_without_a_camera_it_says_why_it_is_empty(self, live, floor):
        live.stop_camera()
        assert floor.stage.canvas.frame is None
        assert floor.stage.canvas.message == live.view.panel.title.text()
        assert floor.stage.late.text == ""

    def test_it_goes_with_the_page(self, live, floor):
        live.close_page()
        assert live.floor.window is None

    def test_it_follows_the_switches(self, live, floor, live_context):
        live_context.settings.change(overlay=False, mirror=False)
        assert not floor.stage.canvas.overlay_visible
        assert not floor.stage.canvas.mirrored


class Screen:
    def __init__(self, width, height):
        self._size = (width, height)

    def geometry(self):
        from PySide6.QtCore import QRect

        return QRect(0, 0, *self._size)


def test_it_takes_the_largest_screen_that_is_not_the_windows_own():
    own, small, large = Screen(3840, 2160), Screen(800, 600), Screen(1920, 1080)
    assert other_screen([own, small, large], own) is large
    assert other_screen([own], own) is None


def test_a_second_screen_is_filled(live, run, monkeypatch):
    screen = live.screen()
    monkeypatch.setattr(window, "other_screen", lambda *_: screen)
    run("live.floor")
    assert live.floor.window.isFullScreen()


class TestCountDown:
    def test_it_counts_is_seen_and_heard_and_then_records(self, live, run, live_context, qtbot):
        run("live.countdown_3")
        run("live.record")
        assert live.recording.left == 3
        assert live.view.stages.first.count.text == "3"
        assert "3" in live.view.keep.record.text()
        assert not live.model.recording
        assert live.recording._timer._beeper.counted == [3]
        live.recording._timer._until = 0.0
        qtbot.waitUntil(lambda: live.model.recording)
        assert live.view.stages.first.count.text == ""
        qtbot.waitUntil(lambda: ":" in live.view.stages.first.recording.text)
        run("live.record")
        assert not live.model.recording
        qtbot.waitUntil(lambda: live.view.stages.first.recording.text == "")

    def test_the_same_key_takes_it_back(self, live, run):
        run("live.countdown_10")
        run("live.record")
        assert live.view.stages.first.count.text == "10"
        run("live.record")
        assert live.recording.left == 0
        assert live.view.stages.first.count.text == ""
        assert not live.model.recording
        assert live.recording._timer._beeper.stopped

    def test_a_camera_that_is_stopped_is_not_waited_for(self, live, run):
        run("live.countdown_10")
        run("live.record")
        live.stop_camera()
        assert live.recording.left == 0
        assert not live.view.keep.record.isChecked()

    def test_it_stops_by_itself(self, live, live_context, qtbot):
        live_context.settings.change(record_for_s=1)
        with qtbot.waitSignal(live.model.saved, timeout=20_000):
            live.keeping.toggle_recording()
        assert not live.model.recording
        assert live.keeping.last_saved is not None

    def test_what_is_chosen_is_marked_in_the_menu(self, live, run, live_context):
        run("live.countdown_5")
        run("live.stop_after_20")
        action = live_context.commands.action
        assert action("live.countdown_5").isChecked()
        assert not action("live.countdown_0").isChecked()
        assert action("live.stop_after_20").isChecked()
        assert (live_context.settings.current.countdown_s, live_context.settings.current.record_for_s) == (5, 20)


@pytest.mark.parametrize(
    ("key", "command"), [("PgDown", "live.record"), ("PgUp", "live.pause"), ("B", "live.save_last")]
)
def test_a_presenter_remote_needs_no_setting_up_and_can_be_changed(live, live_context, key, command):
    assert key in live_context.commands.keys(command)
    live_context.commands.rebind("live.snapshot", ["S", key])
    assert key not in live_context.commands.keys(command)


def test_the_red_of_a_recording_is_on_the_picture(live, run, qtbot):
    run("live.record")
    qtbot.waitUntil(lambda: live.view.stages.first.recording.text != "")
    picture = live.view.stages.first.recording.grab().toImage()
    reds = [picture.pixelColor(x, picture.height() // 2) for x in range(picture.width())]
    assert any(QColor(c).red() > 200 and QColor(c).green() < 130 for c in reds)
    run("live.record")
