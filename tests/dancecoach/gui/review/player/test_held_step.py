"""A held key: one step at once, then thirty a second both ways, never ahead of the pictures."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from dancecoach.gui.review.player.held_step import DELAY_S, HeldStep

LEFT, RIGHT, NONE = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier


class Stage:
    """A clock, pictures and steps under the test's control."""

    def __init__(self):
        self.now, self.seen, self.steps, self.end = 10.0, True, [], False
        self.held = HeldStep(self.step, lambda: self.seen, lambda: self.now)
        self.running = False
        self.held._timer.start = lambda: setattr(self, "running", True)
        self.held._timer.stop = lambda: setattr(self, "running", False)
        self.held._timer.isActive = lambda: self.running

    def step(self, frames):
        self.steps.append(frames)
        return not self.end

    def key(self, kind, key=LEFT, repeated=False):
        self.held.eventFilter(self.held, QKeyEvent(kind, key, NONE, "", repeated))

    def press(self, frames=-1, key=LEFT):
        self.key(QEvent.Type.ShortcutOverride, key)
        self.held.begin(frames)

    def wait(self, seconds):
        for _ in range(round(seconds / 0.004)):
            self.now += 0.004
            if self.running:
                self.held.go_on()


@pytest.fixture
def stage(qapp):
    return Stage()


@pytest.mark.parametrize(("frames", "a_second"), [(-1, 30), (1, 30), (10, 10)])
def test_one_step_at_once_and_then_a_steady_pace(stage, frames, a_second):
    stage.press(frames)
    assert stage.steps == [frames]
    stage.wait(DELAY_S - 0.01)
    assert stage.steps == [frames]
    stage.wait(1.0)
    assert len(stage.steps) == pytest.approx(1 + a_second, abs=2)
    assert set(stage.steps) == {frames}


def test_the_systems_own_repetitions_change_nothing(stage):
    stage.press()
    for _ in range(20):
        stage.key(QEvent.Type.ShortcutOverride, repeated=True)
        stage.held.begin(-1)
        stage.key(QEvent.Type.KeyRelease, repeated=True)
    assert stage.steps == [-1]
    assert stage.running


def test_no_step_before_the_last_one_is_seen(stage):
    stage.press()
    stage.seen = False
    stage.wait(3)
    assert stage.steps == [-1]
    stage.seen = True
    stage.wait(0.1)
    assert 3 <= len(stage.steps) <= 5, "and those missed are not made up for"


@pytest.mark.parametrize("kind", [QEvent.Type.WindowDeactivate, QEvent.Type.Hide])
def test_it_stops_when_the_window_goes_away(stage, kind):
    stage.press()
    stage.held.eventFilter(stage.held, QEvent(kind))
    assert not stage.running


def test_it_stops_when_the_key_is_up_and_when_another_goes_down(stage):
    stage.press()
    stage.key(QEvent.Type.KeyRelease, RIGHT)
    assert stage.running
    stage.key(QEvent.Type.KeyRelease)
    assert not stage.running
    stage.press()
    stage.key(QEvent.Type.ShortcutOverride, Qt.Key.Key_Space)
    assert not stage.running


def test_the_other_way_at_once(stage):
    stage.press(-1, LEFT)
    stage.press(1, RIGHT)
    stage.wait(DELAY_S + 0.1)
    assert stage.steps[:2] == [-1, 1]
    assert set(stage.steps[1:]) == {1}


def test_at_the_end_it_stops(stage):
    stage.press()
    stage.end = True
    stage.wait(1)
    assert len(stage.steps) == 2
    assert not stage.running


def test_a_click_or_the_palette_makes_a_single_step(stage):
    stage.held.begin(-1)
    assert (stage.steps, stage.running) == ([-1], False)


def test_in_the_window_every_frame_is_seen_on_the_way_back(review, window, qtbot):
    model, canvas = review.model, review.canvas
    model.seek(100)
    qtbot.waitUntil(lambda: canvas.frame.index == 100)
    seen = []
    canvas.painted.connect(lambda frame: frame is not None and seen.append(frame.index))
    with qtbot.waitActive(window):
        window.activateWindow()
    canvas.setFocus()
    qtbot.keyPress(canvas, LEFT)
    assert review.held.active
    qtbot.waitUntil(lambda: model.playhead <= 85, timeout=20_000)
    qtbot.keyRelease(canvas, LEFT)
    at = model.playhead
    assert not review.held.active
    qtbot.waitUntil(lambda: canvas.frame.index == at)
    QApplication.processEvents()
    assert model.playhead == at
    assert set(range(at, 100)) <= set(seen)
