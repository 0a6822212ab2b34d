import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QWidget

from dancecoach.errors import CameraBusyError, CameraNotFoundError, ModelError
from dancecoach.gui.live.readout import Readout
from dancecoach.gui.theme import apply_theme
from dancecoach.library.whose import dancer_of
from dancecoach.models.packs.styles import StylePacks
from dancecoach.models.phases import PhaseNow
from dancecoach.models.style import StyleResult
from dancecoach.pipeline.live import recognition as live_recognition
from dancecoach.pipeline.live.session import LiveResult, LiveState, LiveStatus, RecordingFacts
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import BODY_13
from dancecoach.video.frame import Frame

# Qt's offscreen platform says so of every window that has a smallest size.
pytestmark = [pytest.mark.gui, pytest.mark.qt_log_ignore("propagateSizeHints")]


def running(page):
    return page.model.status is not None and page.model.status.state is LiveState.RUNNING


def start(page, qtbot, spec="0"):
    page.start_camera(spec)
    qtbot.waitUntil(lambda: running(page) and page.view.canvas.frame is not None)


def test_empty_says_what_to_do_with_one_button_that_does_it(page, qtbot):
    assert page.view.stack.currentWidget() is page.view.panel
    assert page.view.panel.title.text()
    assert "Front camera" in page.view.panel.button.text()
    assert not page.view.keep.record.isEnabled()
    qtbot.mouseClick(page.view.panel.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: running(page))
    assert page.view.stack.currentWidget() is page.view.canvas
    assert page.view.bar.cameras.currentText() == "Front camera"


def test_without_a_camera_a_clip_is_offered(make_page, qtbot, monkeypatch, devices, steady_camera):
    page = make_page(cameras=lambda: ())
    qtbot.waitUntil(page.view.bar.look_again.isEnabled)
    assert "No camera" in page.view.panel.text.text()
    devices["file:/clips/späte Übung.mp4"] = steady_camera("späte Übung.mp4")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/clips/späte Übung.mp4", ""))
    qtbot.mouseClick(page.view.panel.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: running(page))
    assert page.view.bar.cameras.currentText() == "späte Übung.mp4"
    assert page.context.settings.current.camera == "file:/clips/späte Übung.mp4"


def test_the_skeleton_on_show_belongs_to_the_picture_on_show(page, qtbot):
    start(page, qtbot)
    checked = []

    def check(frame):
        if frame is not None and page.view.canvas.poses:
            checked.append(page.view.canvas.poses[0].score == frame.index and frame is page.view.canvas.frame)

    page.view.canvas.painted.connect(check)
    qtbot.waitUntil(lambda: len(checked) > 20)
    assert all(checked)


def test_size_rate_and_delay_are_shown(page, qtbot):
    start(page, qtbot)
    qtbot.waitUntil(lambda: "ms" in page.view.keep.numbers.text())
    assert page.view.bar.size_label.text() == "64 × 48 · 100 fps"
    assert "fps" in page.view.keep.numbers.text()


@pytest.mark.parametrize(("key", "button"), [("M", "mirror"), ("O", "overlay")])
def test_switches_follow_key_button_and_settings(page, qtbot, live_context, key, button):
    attribute = {"mirror": "mirrored", "overlay": "overlay_visible"}[button]
    widget = getattr(page.view.bar, button)
    before = getattr(page.view.canvas, attribute)
    assert widget.isChecked() == before
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
    assert getattr(page.view.canvas, attribute) == widget.isChecked() == (not before)
    command = next(c for c in live_context.commands if c.keys == (key,))
    live_context.commands.run(command.id)
    assert getattr(page.view.canvas, attribute) == widget.isChecked() == before


def test_a_camera_in_use_is_told_and_can_be_tried_again(page, qtbot, devices, steady_camera):
    devices["0"] = steady_camera(
        "Front camera", opens=CameraBusyError("is in use", subject="Front camera", remedy="close the other program")
    )
    page.start_camera("0")
    qtbot.waitUntil(lambda: page.model.status.state is LiveState.FAILED)
    assert page.view.stack.currentWidget() is page.view.panel
    assert "Front camera" in page.view.panel.title.text()
    assert "close the other program" in page.view.panel.text.text()
    devices["0"] = steady_camera("Front camera")
    qtbot.mouseClick(page.view.panel.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: running(page))
    assert page.view.stack.currentWidget() is page.view.canvas


def test_an_unplugged_camera_is_told_and_picked_up(page, qtbot, devices, steady_camera):
    start(page, qtbot)
    old = devices["0"]
    devices["0"] = steady_camera("Front camera", opens=CameraNotFoundError("is not there"))
    old.unplugged.set()
    qtbot.waitUntil(lambda: page.model.status.state is LiveState.LOST)
    assert "unplugged" in page.view.canvas.message
    devices["0"] = steady_camera("Front camera")
    qtbot.waitUntil(lambda: running(page), timeout=10_000)
    assert page.view.canvas.message == ""


def test_opening_can_be_cancelled(page, qtbot, devices):
    page.start_camera("0")
    assert page.view.panel.button.text() == "Cancel"
    qtbot.mouseClick(page.view.panel.button, Qt.MouseButton.LeftButton)
    assert not page.model.running
    assert page.view.stack.currentWidget() is page.view.panel
    assert page.view.bar.cameras.currentIndex() == -1


def test_a_missing_network_leaves_the_mirror_and_is_told(page, qtbot, live_context, quick_engine):
    tries = []

    def make():
        tries.append(1)
        if len(tries) == 1:
            raise ModelError("the network file is missing", subject="full.onnx", remedy="install dancecoach again")
        return quick_engine()

    page.model._running._make_estimator = make
    page.start_camera("0")
    qtbot.waitUntil(lambda: page.model.status.state is LiveState.FAILED and page.view.canvas.frame is not None)
    assert page.view.stack.currentWidget() is page.view.canvas
    assert page.view.strip.isVisible()
    assert "install dancecoach again" in page.view.strip.text.text()
    qtbot.mouseClick(page.view.strip.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: running(page))
    assert not page.view.strip.isVisible()


def test_a_clip_that_is_over_can_be_played_again(page, qtbot, devices, steady_camera):
    devices["0"] = steady_camera("clip.mp4", frames=5)
    page.start_camera("0")
    qtbot.waitUntil(lambda: page.model.status.state is LiveState.ENDED)
    assert page.view.strip.isVisible()
    devices["0"] = steady_camera("clip.mp4")
    qtbot.mouseClick(page.view.strip.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: running(page))


def test_lite_and_full_are_changed_while_the_camera_runs(page, qtbot, live_context, devices):
    start(page, qtbot)
    statuses = []
    page.model.status_changed.connect(lambda status: statuses.append(status and status.state))
    row = page.view.bar.models.findData("lite")
    page.view.bar.models.setCurrentIndex(row)
    page.view.bar.models.activated.emit(row)
    assert live_context.settings.current.pose_model == "lite"
    qtbot.waitUntil(lambda: statuses[-2:] == [LiveState.LOADING, LiveState.RUNNING])
    assert not devices["0"].closed.is_set()


def test_other_packs_are_asked_without_opening_the_camera_anew(page, qtbot, live_context, devices, monkeypatch):
    asked = []
    monkeypatch.setattr(live_recognition, "StylePacks", lambda files: asked.append(files) or StylePacks(files))
    page.start_camera("0")
    # Networks are made at first, and again for the size of the pictures; from then on only where others are wanted.
    qtbot.waitUntil(lambda: page.model.status.state is LiveState.RUNNING and len(asked) >= 2, timeout=30_000)
    before = len(asked)
    live_context.packs.changed.emit()
    qtbot.waitUntil(lambda: len(asked) > before, timeout=30_000)
    assert not devices["0"].closed.is_set()


def test_a_click_on_a_person_follows_them(page, qtbot):
    start(page, qtbot)
    asked = []
    page.model.follow_at = lambda x, y: asked.append((x, y))
    page.view.canvas.clicked.emit(QPointF(0.25, 0.75))
    assert asked == [(0.25, 0.75)]


def test_the_camera_is_let_go_while_another_page_is_on_show(page, qtbot, devices, steady_camera):
    start(page, qtbot)
    first, devices["0"] = devices["0"], steady_camera("Front camera")
    page.deactivate()
    qtbot.waitUntil(first.closed.is_set)
    assert not devices["0"].opened.is_set()
    page.activate()
    qtbot.waitUntil(lambda: running(page))


def test_a_page_that_was_not_running_does_not_start_by_itself(page, qtbot, devices):
    page.deactivate()
    page.activate()
    assert not page.model.running


def test_cameras_are_looked_for_again_and_the_chosen_one_stays(make_page, qtbot, two_cameras):
    found = [two_cameras[:1]]
    page = make_page(cameras=lambda: found[0])
    qtbot.waitUntil(page.view.bar.look_again.isEnabled)
    start(page, qtbot)
    found[0] = two_cameras
    qtbot.mouseClick(page.view.bar.look_again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.view.bar.cameras.findData("1") >= 0)
    assert page.view.bar.cameras.currentData() == "0"
    assert running(page)


def test_everything_can_be_reached_by_keyboard_and_has_a_name(page):
    for kind in (QAbstractButton, QComboBox):
        for widget in filter(QWidget.isVisible, page.findChildren(kind)):
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus, widget.objectName()
            assert widget.accessibleName() or getattr(widget, "text", str)(), widget.objectName()
    assert page.view.canvas.accessibleName()


def test_the_picture_is_painted_as_it_came(page, qtbot):
    start(page, qtbot)
    shown = page.view.canvas.grab().toImage()
    middle = shown.pixelColor(shown.width() // 2, shown.height() // 2)
    assert middle.red() == middle.green() == middle.blue() or page.view.canvas.poses
    assert np.ptp(page.view.canvas.frame.image) == 0


# What is recognised


def recognised(index, phase, *, seen=True, confidence=0.9):
    """A result as the pipeline hands it over."""
    pose = BodyPose(np.full((13, 3), 0.5, np.float32), np.ones(13, np.float32), None, 1.0)
    poses, time_s = (pose,) * seen, index / 30
    frame = Frame(np.zeros((48, 64, 3), np.uint8), time_s, index)
    now = PhaseNow(phase, confidence, time_s, time_s)
    style = StyleResult("style 1", "waltz", {"waltz": 0.72, "rumba": 0.28})
    return LiveResult(frame, poses, poses, 0.0, 0.0, BODY_13, now, style)


def test_phase_and_style_are_said_over_the_picture_as_long_as_somebody_is_seen(page):
    for index in range(10):
        page.model.result.emit(recognised(index, "skill"))
    assert (page.view.board.text.phase, page.view.board.text.style) == ("skill", "probably waltz, 72 %")
    for index in range(10, 100):
        page.model.result.emit(recognised(index, "idle", seen=False, confidence=0.25))
    assert (page.view.board.text.phase, page.view.board.text.style) == (None, "")


def test_another_camera_starts_with_nothing_said(page, qtbot):
    page.model.result.emit(recognised(0, "skill"))
    page.start_camera("0")
    assert page.view.board.text.phase is None


def test_what_is_recognised_when_the_camera_is_gone_already_is_not_said(page):
    page.model._set_status(LiveStatus(LiveState.RUNNING))
    page.model._show(recognised(0, "skill"))
    assert page.view.board.text.phase == "skill"
    page.model._set_status(LiveStatus(LiveState.LOST))
    page.model._show(recognised(1, "skill"))
    assert page.view.board.text.phase is None
    assert page.view.canvas.frame.index == 0


def test_the_activity_decides_what_is_large(page, live_context):
    assert page.view.board._activity == "auto"
    live_context.settings.change(activity="dance")
    assert page.view.board._activity == "dance"


def test_a_broken_network_is_told_once_and_the_picture_goes_on(page, live_context):
    told = []
    live_context.notifier.posted.connect(told.append)
    status = LiveStatus(LiveState.RUNNING, pictures=True, notices=("The style cannot be named: it is broken.",))
    for _ in range(3):
        page.model.status_changed.emit(status)
    assert [notice.text for notice in told] == ["The style cannot be named: it is broken."]
    assert page.view.stack.currentWidget() is page.view.canvas


def test_look_again_is_an_icon_with_a_name(page):
    button = page.view.bar.look_again
    assert not button.icon().isNull()
    assert button.text() == ""
    assert button.accessibleName()


def test_the_record_dot_follows_the_theme(page, qapp):
    def dot():
        image = page.view.keep.record.icon().pixmap(20).toImage()
        return image.pixelColor(image.width() // 2, image.height() // 2).lightness()

    try:
        apply_theme(qapp, "light")
        assert dot() < 80
    finally:
        apply_theme(qapp, "dark")
    assert dot() > 180


def test_who_is_in_the_clip_saved_last_is_put_right_and_a_clip_that_is_gone_is_forgotten(page, qtbot, tmp_path):
    film = tmp_path / "kept" / "a.mp4"
    film.parent.mkdir()
    film.write_bytes(b"film")
    page.dancer.names.add("Mia")
    page.model.saved.emit(film)
    page.film_dancer.ask(page.dancer)
    next(action for action in page.dancer.opened.actions() if action.text() == "Mia").trigger()
    page.dancer.opened.close()
    qtbot.waitUntil(lambda: dancer_of(film) == "Mia", timeout=30_000)
    page.context.dancers.gone.emit("Mia")
    assert page.keeping.last_saved == film
    film.unlink()
    page.context.dancers.gone.emit("Mia")
    assert page.keeping.last_saved is None
    assert not page.view.keep.open_saved.isVisible()
    assert not page.film_dancer.can_ask()


def test_a_recording_that_is_being_finished_counts_no_more(page, tmp_path):
    keep, going = page.view.keep, Readout(30.0, 30.0, 40.0, RecordingFacts(tmp_path / "a.mp4", 3.2, None))
    keep.show_recording(True)
    keep.show_readout(going)
    assert keep.record.text() == "0:03"
    keep.show_recording(False)
    keep.show_readout(going)
    assert keep.record.text() == "Record"
