"""The delay of camera and sound is measured in the real window, by somebody who claps late by a known time."""

import numpy as np
import pytest

from dancecoach.gui.practice.take.state import PracticeState
from dancecoach.pipeline.practice.delay import BEEP_S, USUAL_S
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import BODY_13

pytestmark = pytest.mark.gui

LATE_S = 0.2


def run(page, name):
    page.context.commands.run(f"practice.{name}")


def clapping(dancer_heard):
    """Hands that meet `LATE_S` after each beep that is heard."""

    def hands():
        off = (dancer_heard() - LATE_S + BEEP_S / 2) % BEEP_S - BEEP_S / 2
        apart = 0.02 + 0.3 * min(1.0, abs(off) / 0.25)
        points = dict.fromkeys(BODY_13.joints, (0.5, 0.5))
        points |= {"left_shoulder": (0.6, 0.3), "right_shoulder": (0.4, 0.3)}
        points |= {"left_hip": (0.58, 0.6), "right_hip": (0.42, 0.6)}
        points |= {"left_wrist": (0.5 + apart, 0.4), "right_wrist": (0.5 - apart, 0.4)}
        landmarks = np.array([(*points[name], 0.0) for name in BODY_13.joints], np.float32)
        return BodyPose(landmarks, np.ones(13, np.float32), None, 1.0)

    return hands


@pytest.fixture
def quick(monkeypatch):
    """Fewer beeps than a person is given."""
    for module in ("pipeline.practice.delay", "gui.practice.take.measuring"):
        monkeypatch.setattr(f"dancecoach.{module}.BEEPS", 8)
        monkeypatch.setattr(f"dancecoach.{module}.LISTENED", 1)


def test_claps_set_the_delay_and_it_can_be_forgotten_and_brought_back(ready, qtbot, quick, dancer):
    model, stage = ready.model, ready.stage
    dancer.does = clapping(lambda: model.music.player.heard().media_s)
    assert not model.measuring.delay.measured
    assert model.measuring.delay.seconds == USUAL_S
    said = []
    model.noticed.connect(said.append)
    run(ready, "measure_delay")
    assert model.state is PracticeState.MEASURING
    assert stage.lap.text == "Listen"
    qtbot.waitUntil(lambda: stage.lap.text == "Clap", timeout=30_000)
    assert "Clap with each beep" in stage.hud.text.cue
    qtbot.waitUntil(lambda: model.state is PracticeState.READY, timeout=20_000)
    assert stage.lap.text == ""
    assert "taken off" in said[-1]
    assert model.measuring.delay.measured
    assert model.measuring.delay.seconds == pytest.approx(LATE_S, abs=0.06)
    assert ready.context.settings.current.delays == {"0": model.measuring.delay.seconds}
    run(ready, "forget_delay")
    assert not model.measuring.delay.measured
    run(ready, "measure_delay")
    run(ready, "toggle")
    assert model.state is PracticeState.READY


def test_who_does_not_clap_is_told_and_nothing_changes(ready, qtbot, dancer, monkeypatch):
    monkeypatch.setattr("dancecoach.pipeline.practice.delay.BEEPS", 2)
    dancer.away = True
    said = []
    ready.model.noticed.connect(said.append)
    run(ready, "measure_delay")
    qtbot.waitUntil(lambda: ready.model.state is PracticeState.READY, timeout=20_000)
    assert "No claps were seen" in said[-1]
    assert ready.context.settings.current.delays == {}


def test_while_it_is_not_measured_the_needle_is_more_forgiving(ready, qtbot):
    run(ready, "count_in")
    run(ready, "toggle")
    qtbot.waitUntil(lambda: ready.stage.hud.text.late_s is not None, timeout=20_000)
    assert ready.stage.hud.text.doubt_s > 0
    run(ready, "toggle")
    ready.context.settings.change(delays={"0": 0.0})
    run(ready, "toggle")
    qtbot.waitUntil(lambda: ready.stage.hud.text.late_s is not None, timeout=20_000)
    assert ready.stage.hud.text.doubt_s == 0
    run(ready, "toggle")
