"""Slow to fast, and other speeds while dancing, in the real window."""

import json

import pytest
from PySide6.QtCore import QPoint, Qt

from dancecoach.coaching.dance.phrases import Phrase
from dancecoach.gui.practice.take.state import PracticeState
from dancecoach.pipeline.practice.drill_kept import FILE

pytestmark = pytest.mark.gui

PART = Phrase(1.0, 3.2, 1)


def run(page, name):
    page.context.commands.run(f"practice.{name}")


def test_the_drill_is_chosen_with_its_speeds_on_show(ready, qtbot):
    run(ready, "speed_70")
    run(ready, "drill")
    ladder, foot = ready.stage.ladder, ready.stage.foot
    assert ready.model.plan.drill
    assert ready.model.plan.speed == 0.5
    assert ladder.isVisible()
    assert "50 %" in ladder.accessibleDescription()
    assert "75" in ready.stage.hud.text.cue
    assert not any(chip.isVisible() for chip in foot._chips[:-1])
    run(ready, "faster")
    assert ready.model.plan.speed == 0.6
    x = next(x for x in range(ladder.width()) if ladder.speed_at(x) == 0.9)
    qtbot.mouseClick(ladder, Qt.MouseButton.LeftButton, pos=QPoint(x + 3, 20))
    assert ready.model.plan.speed == 0.9
    run(ready, "drill_goal")
    assert ready.model.plan.speeds[-1] == 1.2
    run(ready, "drill")
    assert not ladder.isVisible()
    assert ready.model.plan.speed == 0.7


def test_after_a_good_lap_it_is_said_and_counted_in_faster_and_what_was_reached_stays(ready, qtbot):
    model, stage = ready.model, ready.stage
    model.planning.replan(part=PART, drill=True, goal=1.2, speed=1.1)
    run(ready, "toggle")
    qtbot.waitUntil(lambda: model.heard.resting, timeout=20_000)
    assert stage.hud.text.late_s is None
    qtbot.waitUntil(lambda: stage.verdict.text.endswith("now 120 %"), timeout=20_000)
    assert model.heard.resting
    qtbot.waitUntil(lambda: model.heard.count is not None, timeout=20_000)
    assert model.heard.speed == 1.2
    assert (stage.count.text, stage.verdict.text) == (str(model.heard.count), "")
    qtbot.waitUntil(lambda: model.heard.danced and stage.lap.text == "120 %", timeout=20_000)
    run(ready, "toggle")
    qtbot.waitUntil(lambda: model.judging == 0 and model.result is not None, timeout=20_000)
    (speed, lap), *_ = model.ladder.items()
    assert speed == 1.1
    first = next(take for take in model.takes if take.facts.speed == 1.1)
    content = json.loads((first.folder / FILE).read_text("utf-8"))
    assert (content["verdict"], content["score"]) == ("good", lap.score)
    assert "reached 110 %" in stage.ladder.accessibleDescription()
    model.kept.look()
    qtbot.waitUntil(lambda: model.ladder == {1.1: lap}, timeout=30_000)


def test_who_is_not_seen_hears_the_same_speed_again(ready, qtbot, dancer):
    dancer.away = True
    model = ready.model
    model.planning.replan(part=PART, drill=True, goal=1.2, speed=1.1)
    run(ready, "toggle")
    qtbot.waitUntil(lambda: ready.stage.verdict.text.startswith("Not seen"), timeout=20_000)
    assert "Nobody was seen" in ready.stage.hud.text.cue
    assert model.drill.speed == 1.1
    run(ready, "toggle")
    assert model.state is PracticeState.READY


def test_without_a_camera_a_drill_is_only_played_and_nothing_waits(ready, qtbot):
    model, stage = ready.model, ready.stage
    model.camera.stop()
    model.planning.replan(part=Phrase(1.0, 1.5, 1), drill=True, goal=1.2, speed=1.2)
    run(ready, "toggle")
    qtbot.waitUntil(lambda: model.heard.resting, timeout=20_000)
    assert "No camera" in stage.hud.text.cue
    qtbot.waitUntil(lambda: model.heard.lap >= 1 and model.heard.count is not None, timeout=30_000)
    assert model.heard.speed == 1.2
    run(ready, "toggle")


def test_another_speed_while_dancing_is_said_and_judged_by_itself(ready, qtbot):
    model, stage = ready.model, ready.stage
    for name in ("count_in", "loop", "speed_120"):
        run(ready, name)
    model.planning.replan(part=PART)
    run(ready, "toggle")
    qtbot.waitUntil(lambda: model.heard.media_s > 1.3, timeout=20_000)
    run(ready, "speed_100")
    qtbot.waitUntil(lambda: "100 % soon" in stage.lap.text, timeout=30_000)
    assert model.heard.speed == 1.2
    qtbot.waitUntil(lambda: model.heard.speed == 1.0, timeout=20_000)
    assert "100 %" not in stage.lap.text
    qtbot.waitUntil(lambda: model.heard.speed == 1.0 and model.heard.media_s > 2.6, timeout=20_000)
    run(ready, "toggle")
    qtbot.waitUntil(lambda: model.judging == 0, timeout=20_000)
    assert {take.facts.speed for take in model.takes} == {1.2, 1.0}
