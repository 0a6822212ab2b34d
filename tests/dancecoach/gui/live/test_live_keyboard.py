"""Live by keys alone: start the camera, look late, stand still, step, save, record, a second screen; and Tab's way."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from dancecoach.pipeline.live.session import LiveState

pytestmark = pytest.mark.gui
K, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def press(page, live_context, qtbot):
    """A function that presses a key where the focus is; the page has its keys as the window would give them."""
    page.addActions([live_context.commands.action(command.id) for command in live_context.commands])
    with qtbot.waitActive(page):
        page.activateWindow()
    page.setFocus()

    def do(key, modifier=Qt.KeyboardModifier.NoModifier, times=1):
        for _ in range(times):
            page.refresh_commands()
            qtbot.keyClick(page.focusWidget() or page, key, modifier)

    return do


@pytest.fixture
def running(page, press, qtbot):
    """The camera was started with Tab and Space."""
    for _ in range(40):
        if QApplication.focusWidget() is page.view.panel.button:
            break
        press(K.Key_Tab)
    assert QApplication.focusWidget() is page.view.panel.button
    press(K.Key_Space)
    qtbot.waitUntil(lambda: page.model.status.state is LiveState.RUNNING and bool(page.view.canvas.poses))
    qtbot.waitUntil(lambda: page.model.stats().kept.seconds > 0.6)
    page.view.canvas.setFocus()
    return page


def test_a_training_is_watched_by_keys_alone(running, press, qtbot):
    page, mirror, settings = running, running.model.mirror, running.context.settings
    settings.change(delay_s=0.3)
    press(K.Key_D)
    assert mirror.delay_s == pytest.approx(0.3)
    press(K.Key_Up, SHIFT)
    assert mirror.delay_s == pytest.approx(0.4)
    qtbot.waitUntil(lambda: mirror.on_show is not None and mirror.on_show.late is not None)
    press(K.Key_Space)
    assert mirror.standing
    qtbot.waitUntil(lambda: mirror.on_show.late is not None and mirror.on_show.late.standing)
    before = mirror.on_show.frame.index
    press(K.Key_Left)
    qtbot.waitUntil(lambda: mirror.on_show.frame.index < before)
    press(K.Key_L)
    assert not mirror.past
    mirrored = page.view.canvas.mirrored
    press(K.Key_M)
    assert page.view.canvas.mirrored != mirrored
    saved = []
    page.model.saved.connect(saved.append)
    press(K.Key_S)
    qtbot.waitUntil(lambda: len(saved) == 1, timeout=20_000)
    press(K.Key_R)
    assert page.recording.on
    press(K.Key_R)
    qtbot.waitUntil(lambda: not page.model.recording)
    press(K.Key_P)
    assert page.floor.window is not None
    with qtbot.waitActive(page):
        page.activateWindow()
    press(K.Key_P)
    assert page.floor.window is None


def test_tab_goes_round_while_the_camera_runs(running, press):
    first, seen = QApplication.focusWidget(), []
    for _ in range(60):
        press(K.Key_Tab)
        now = QApplication.focusWidget()
        if now is first:
            break
        assert not seen or now is not seen[-1], f"{now} keeps the focus"
        seen.append(now)
    assert now is first
    view = running.view
    assert {view.keep.record, view.keep.snapshot, view.bar.mirror, view.mirror_bar.slider} <= set(seen)
    assert [type(w).__name__ for w in seen if not (w.accessibleName() or getattr(w, "text", str)())] == []
