"""Beginning and ending from afar, in the real window: claps, the music's own claps, and time to walk back."""

import time

import attrs
import pytest
from PySide6.QtCore import Qt

from dancecoach.errors import MicrophoneError
from dancecoach.gui.clap import model as model_module
from dancecoach.gui.clap.ear import Wanted
from dancecoach.gui.countdown.heard_timer import HeardTimer
from dancecoach.gui.practice.hands import start as start_module
from dancecoach.pipeline.practice import own_claps
from dancecoach.pipeline.practice.run import PracticeRun
from dancecoach.settings import Settings

pytestmark = pytest.mark.gui


class Clock(HeardTimer):
    """Is over when a test says so."""

    def be_over(self):
        self._until = 0.0
        self._look()


@pytest.fixture(autouse=True)
def no_microphone(monkeypatch, told_ear):
    monkeypatch.setattr(model_module, "ClapEar", told_ear)
    monkeypatch.setattr(start_module, "HeardTimer", Clock)


@pytest.fixture
def run(ready):
    return lambda name: ready.context.commands.run(f"practice.{name}")


@pytest.fixture
def ear(ready, run):
    run("clap")
    return ready.hands.clap._ear


def dancing(page, qtbot):
    qtbot.waitUntil(lambda: page.model.heard.danced and page.model.busy, timeout=20_000)


def test_nobody_is_listened_to_unless_it_was_wanted_and_somebody_can_be_seen(ready, run):
    ear = ready.hands.clap._ear
    assert ear.wanted is None
    assert not ready.stage.top.ear.isVisible()
    run("clap")
    assert ear.wanted == Wanted(2, "usual")
    assert ready.stage.top.ear.isVisible()
    assert "dance" in ready.stage.top.ear.toolTip()
    assert "clap twice" in ready.stage.hud.text.cue
    ready.deactivate()
    assert ear.wanted is None


def test_two_claps_start_and_two_stop(ready, ear, qtbot, run):
    ear.clapped.emit(0.8)
    assert ready.model.busy
    assert ready.stage.top.ear.flashing
    run("toggle")
    run("count_in")
    ear.clapped.emit(0.8)
    dancing(ready, qtbot)
    ear.clapped.emit(0.8)
    qtbot.waitUntil(lambda: not ready.model.busy, timeout=30_000)


def test_what_is_moved_for_the_claps_is_not_danced(ready, ear, qtbot, run, monkeypatch):
    ended, end = [], PracticeRun.end
    monkeypatch.setattr(PracticeRun, "end", lambda self, at=None: ended.append(at) or end(self, at))
    run("count_in")
    run("toggle")
    dancing(ready, qtbot)
    before = time.perf_counter()
    ear.clapped.emit(0.8)
    after = time.perf_counter()
    qtbot.waitUntil(lambda: not ready.model.busy, timeout=30_000)
    (clapped_at,) = ended
    assert before <= clapped_at + 0.8 <= after
    run("toggle")
    run("toggle")
    assert ended[1:] == [None], "who presses a key has danced until then"


def test_claps_in_the_count_in_stop_it(ready, ear):
    ear.clapped.emit(0.8)
    ear.clapped.emit(0.4)
    assert not ready.model.busy


def test_the_musics_own_claps_stop_nothing_and_that_is_said_once(ready, ear, run, qtbot, monkeypatch):
    asked, said = [], []
    monkeypatch.setattr(own_claps, "may_be_own", lambda *args, **how: asked.append((args, how)) or True)
    ready.context.notifier.posted.connect(said.append)
    run("count_in")
    run("speed_120")
    run("toggle")
    dancing(ready, qtbot)
    for _ in range(2):
        with qtbot.waitSignal(ready.hands.passed_over, timeout=30_000):
            heard = ready.model.heard.media_s
            ear.clapped.emit(0.5)
    assert ready.model.busy
    assert [notice for notice in said if "claps in the music" in notice.text][1:] == []
    (reference, moment_s), how = asked[-1]
    assert reference is ready.model.reference
    assert moment_s == pytest.approx(heard - 0.6, abs=0.1), "when the first clap was, at this speed"
    assert how["speed"] == 1.2
    run("toggle")


def test_there_is_time_to_walk_back(ready, run, qtbot, ear):
    run("wait_10")
    assert "10 s" in ready.stage.hud.text.cue
    assert ready.stage.foot.start.text() == "Start in 10 s"
    qtbot.keyClick(ready.stage.canvas, Qt.Key.Key_Space)
    assert not ready.model.busy
    assert ready.stage.count.text == "10"
    assert ready.stage.foot.start.text() == "Stop"
    assert ear.deaf, "beeps are no claps"
    qtbot.keyClick(ready.stage.canvas, Qt.Key.Key_PageDown)
    assert ready.hands.start.left == 0, "a presenter's remote takes it back"
    assert not ready.model.busy
    assert not ear.deaf
    run("toggle")
    ready.hands.start._timer.be_over()
    assert ready.model.busy
    run("toggle")
    assert not ready.model.busy


def test_who_claps_stands_there_already(ready, run, ear):
    run("wait_10")
    ear.clapped.emit(0.4)
    assert ready.model.busy


def test_who_claps_along_with_the_beat_does_not_mean_to_dance(ready, run, ear):
    run("tap_counts")
    assert ear.deaf
    run("taps_leave")
    assert not ear.deaf


def test_leaving_the_page_starts_nothing_later(ready, run):
    run("wait_5")
    run("toggle")
    ready.deactivate()
    assert ready.hands.start.left == 0


def test_a_microphone_that_is_not_there_is_said(ready, ear, qtbot):
    said = []
    ready.context.notifier.posted.connect(said.append)
    ear.failed.emit(MicrophoneError("No microphone was found", remedy="plug one in"))
    assert "plug one in" in said[-1].text
    assert not ready.context.settings.current.clap
    assert not ready.stage.top.ear.isVisible()


def test_the_next_time_to_walk_back_goes_round(ready, run):
    seen = []
    for _ in range(5):
        run("wait")
        seen.append(ready.context.settings.current.practice_wait_s)
    assert seen == [3, 5, 10, 20, 0]


def test_how_somebody_practises_is_remembered(ready, run):
    for name in ("mirror_reference", "ghost", "side", "speed_70", "loop", "count_in"):
        run(name)
    ready.model.planning.replan(clicks=True)
    kept = ready.context.settings.current
    assert attrs.evolve(kept, recent_files=(), camera="", page="review") == Settings(
        practice_mirror_reference=False, practice_ghost=True, practice_side=False, practice_speed=0.7,
        practice_loop=True, practice_count_in=False, practice_clicks=True, delays=kept.delays,
        geometry=kept.geometry, theme=kept.theme, recordings_folder=kept.recordings_folder, language=kept.language,
    )  # fmt: skip
    run("drill")
    assert ready.context.settings.current.practice_speed == 0.7, "a drill's speed changes by itself"


def test_it_is_practised_as_it_was_the_last_time(context, make_practice):
    context.settings.change(
        practice_mirror_reference=False, practice_ghost=True, practice_side=False, practice_speed=0.7,
        practice_loop=True, practice_count_in=False, practice_clicks=True,
    )  # fmt: skip
    page = make_practice()
    plan = page.model.plan
    assert (plan.speed, plan.loop, plan.count_in, plan.clicks) == (0.7, True, False, True)
    assert not page.stage.mirror_reference
    assert page.stage.ghost_shown
    assert not page.showing.side_wanted
