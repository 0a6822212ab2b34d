"""Practising in the real window, from the choice of a reference to the kept take."""

import json

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QWidget

from dancecoach.errors import EngineError
from dancecoach.gui.practice.take.state import PracticeState
from dancecoach.gui.theme import apply_theme
from dancecoach.pipeline.practice.takes import COMPARISON, FACTS, FILM, LANDMARKS

pytestmark = pytest.mark.gui


def run(page, name):
    page.context.commands.run(f"practice.{name}")


def dance(page, qtbot, seconds):
    """Start, dance so many seconds, stop, and wait for the judgement."""
    if page.model.plan.count_in:
        run(page, "count_in")
    run(page, "toggle")
    qtbot.waitUntil(lambda: page.model.heard.media_s >= seconds and page.model.busy, timeout=20_000)
    run(page, "toggle")
    qtbot.waitUntil(lambda: page.model.judging == 0, timeout=20_000)


@pytest.fixture
def judged(ready, qtbot):
    run(ready, "speed_120")
    dance(ready, qtbot, 2.6)
    return ready


def test_empty_says_what_to_do_with_one_button(practice, qtbot, monkeypatch, long_clip):
    assert practice.stack.currentWidget() is practice.choice
    assert "reference" in practice.choice.panel.button.text()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(long_clip), ""))
    qtbot.mouseClick(practice.choice.panel.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: practice.model.ready, timeout=20_000)
    assert practice.stack.currentWidget() is practice.stage
    assert practice.stage.top.reference.accessibleName() == long_clip.stem
    assert practice.context.settings.current.recent_files[0] == str(long_clip)


def test_a_reference_dropped_is_taken(practice, qtbot, long_clip):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(long_clip))])
    none = (Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)
    practice.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, *none))
    qtbot.waitUntil(lambda: practice.model.ready, timeout=20_000)


def test_while_it_is_analysed_one_can_stop_waiting(practice, qtbot, dance_analyst, long_clip):
    dance_analyst.go.clear()
    practice.open(long_clip)
    assert long_clip.name in practice.choice.panel.title.text()
    assert practice.choice.bar.isVisible()
    qtbot.mouseClick(practice.choice.panel.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: practice.model.state is PracticeState.EMPTY)
    assert not practice.choice.bar.isVisible()


@pytest.mark.parametrize("what", ["nobody", "engine"])
def test_a_reference_that_cannot_be_used_is_said_with_what_to_do(practice, qtbot, dance_analyst, long_clip, what):
    if what == "nobody":
        dance_analyst.nobody = True
    else:
        dance_analyst.error = EngineError("the engine is not there", remedy="install it")
    practice.open(long_clip)
    qtbot.waitUntil(lambda: practice.model.state is PracticeState.FAILED, timeout=20_000)
    assert ("nobody is seen" if what == "nobody" else "install it") in practice.choice.panel.text.text()
    assert practice.choice.panel.button.text()


def test_a_stored_analysis_is_taken(ready, qtbot, dance_analyst, long_clip):
    ready.open(long_clip)
    qtbot.waitUntil(lambda: ready.model.ready, timeout=20_000)
    assert dance_analyst.calls == 1


def test_from_start_to_kept_take(judged, qapp, qtbot, number_in):
    """A person dances to what is heard; then everything lies on the disk, and both bodies are shown at any moment."""
    result = judged.model.result
    assert {path.name for path in result.take.folder.iterdir()} == {FACTS, FILM, LANDMARKS, COMPARISON}
    content = json.loads((result.take.folder / COMPARISON).read_text("utf-8"))
    assert content["score"] == result.score > 75
    assert judged.stage.panel.isVisible()
    assert judged.stage.panel.score.text() == f"{result.score:.0f}"
    assert judged.stage.panel.takes.rows.rowCount() == 1
    assert len(judged.stage.panel.progress.points) == 1

    judged.stage.line.sought.emit(1.5)
    qtbot.waitUntil(lambda: number_in(judged.stage.reference_canvas.frame.image) == 45, timeout=30_000)
    film_s = result.film_at(1.5)
    qtbot.waitUntil(
        lambda: judged.stage.canvas.frame is not None and abs(judged.stage.canvas.frame.time_s - film_s) < 0.1,
        timeout=10_000,
    )
    run(judged, "later")
    assert judged.model.playhead.moment_s == pytest.approx(1.6, abs=0.01)
    _everything_has_a_name(judged)
    _it_fits(judged, qapp, qtbot)


def test_it_is_counted_in_large(ready, qtbot):
    run(ready, "toggle")
    seen = []
    qtbot.waitUntil(
        lambda: seen.append(ready.stage.count.text) or ready.model.state is PracticeState.DANCING, timeout=20_000
    )
    counts = list(dict.fromkeys(filter(None, seen)))
    assert counts == sorted(counts)
    assert set(counts) <= {"5", "6", "7", "8"}
    assert len(counts) >= 2, "on a busy machine one may be passed over"
    run(ready, "toggle")
    assert not ready.model.busy


def test_the_picture_is_locked_to_what_is_heard(ready, qtbot, number_in):
    run(ready, "count_in")
    run(ready, "speed_120")
    run(ready, "toggle")
    off = []

    def look(frame):
        off.append(abs(ready.model.heard.media_s - frame.time_s))

    ready.stage.there.shown.connect(look)
    qtbot.waitUntil(lambda: len(off) > 20, timeout=30_000)
    run(ready, "toggle")
    assert np.median(off) < 0.12


def test_limbs_are_marked_by_match_and_the_score_runs(ready, qtbot):
    run(ready, "count_in")
    run(ready, "toggle")
    qtbot.waitUntil(lambda: ready.stage.hud.text.score is not None, timeout=20_000)
    assert ready.stage.hud.text.score > 50
    assert ready.stage.match._lines
    run(ready, "toggle")
    assert not ready.stage.match._lines


def test_loops_are_judged_one_by_one(ready, qtbot):
    for name in ("count_in", "loop", "speed_120"):
        run(ready, name)
    run(ready, "toggle")
    qtbot.waitUntil(lambda: len(ready.model.takes) >= 1, timeout=30_000)
    assert ready.model.busy
    assert ready.stage.lap.text
    run(ready, "toggle")
    qtbot.waitUntil(lambda: ready.model.judging == 0, timeout=20_000)
    assert all(take.facts.speed == 1.2 for take in ready.model.takes)


def test_who_stops_within_a_lap_sees_what_came_of_the_last_whole_one(ready, dancer, qtbot):
    model = ready.model
    for name in ("count_in", "loop", "speed_120"):
        run(ready, name)
    run(ready, "toggle")
    qtbot.waitUntil(lambda: bool(model.takes), timeout=30_000)
    # However many laps are danced before the first one is judged.
    qtbot.waitUntil(lambda: model.heard.lap >= 1 and 2.2 < model.heard.media_s < 3.4, timeout=30_000)
    run(ready, "toggle")
    qtbot.waitUntil(lambda: model.judging == 0 and model.result is not None, timeout=30_000)
    piece, whole, *_ = model.takes
    assert piece.facts.begun > whole.facts.begun
    assert whole.score is not None
    assert model.result.take.folder == whole.folder


def test_it_ends_with_the_reference(ready, qtbot):
    for name in ("count_in", "speed_120"):
        run(ready, name)
    ready.model.playhead.seek(0)
    run(ready, "toggle")
    qtbot.waitUntil(lambda: not ready.model.busy, timeout=30_000)
    qtbot.waitUntil(lambda: ready.model.result is not None, timeout=20_000)


def test_a_camera_that_stops_in_the_middle_loses_nothing(ready, qtbot, mirror):
    run(ready, "count_in")
    run(ready, "toggle")
    qtbot.waitUntil(lambda: ready.model.heard.media_s > 1.6, timeout=20_000)
    mirror.unplugged.set()
    qtbot.waitUntil(lambda: not ready.model.busy, timeout=20_000)
    qtbot.waitUntil(lambda: len(ready.model.takes) == 1, timeout=20_000)
    assert ready.model.takes[0].film.is_file()
    mirror.unplugged.clear()


def test_leaving_the_page_keeps_what_was_danced(ready, qtbot):
    run(ready, "count_in")
    run(ready, "toggle")
    qtbot.waitUntil(lambda: ready.model.heard.media_s > 1.6, timeout=20_000)
    ready.deactivate()
    qtbot.waitUntil(lambda: len(ready.model.takes) == 1, timeout=20_000)
    assert not ready.model.camera.running


def test_who_is_not_in_the_picture_is_told(ready, qtbot, dancer):
    run(ready, "count_in")
    run(ready, "toggle")
    qtbot.waitUntil(lambda: ready.model.heard.media_s > 0.5, timeout=20_000)
    dancer.away = True
    qtbot.waitUntil(lambda: "picture" in ready.stage.hud.text.cue, timeout=30_000)
    run(ready, "toggle")


def test_without_a_camera_it_is_only_played(ready, qtbot):
    run(ready, "stop_camera")
    run(ready, "count_in")
    run(ready, "toggle")
    qtbot.waitUntil(lambda: ready.model.heard.media_s > 0.3, timeout=20_000)
    assert "camera" in ready.stage.hud.text.cue
    run(ready, "toggle")
    assert ready.model.takes == ()


def test_a_deleted_take_comes_back(judged, qtbot):
    take = judged.model.result.take
    run(judged, "delete_take")
    assert judged.model.takes == ()
    assert not take.folder.exists()
    judged.context.commands.undo_stack.undo()
    qtbot.waitUntil(lambda: len(judged.model.takes) == 1)
    assert take.film.is_file()
    judged.stage.panel.takes.step(1)
    qtbot.waitUntil(lambda: judged.model.result is not None)


def test_parts_go_by_keys_and_clicks(ready):
    parts = ready.model.reference.parts
    run(ready, "next_part")
    assert ready.model.plan.part == parts[0]
    assert ready.stage.foot.part.currentData() == 1
    ready.stage.line.picked.emit(None)
    assert ready.model.plan.part is None
    run(ready, "slower")
    assert ready.model.plan.speed == 0.7


@pytest.mark.parametrize("key", [Qt.Key.Key_M, Qt.Key.Key_G, Qt.Key.Key_L])
def test_switches_are_keys(ready, qtbot, key):
    before = (ready.stage.reference_canvas.mirrored, ready.stage.ghost.visible, ready.model.plan.loop)
    ready.stage.canvas.setFocus()
    qtbot.keyClick(ready.stage.canvas, key)
    assert (ready.stage.reference_canvas.mirrored, ready.stage.ghost.visible, ready.model.plan.loop) != before


def _everything_has_a_name(page):
    for widget in page.findChildren(QWidget):
        if isinstance(widget, (QAbstractButton, QComboBox)) and widget.isVisible():
            assert widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()), widget


def _it_fits(page, qapp, qtbot):
    for theme in ("light", "dark"):
        apply_theme(qapp, theme)
        for width in (900, 1280):
            page.window().resize(width, 700)
            qtbot.wait(1)
            assert not page.window().grab().isNull()
            assert page.stage.foot.width() <= width
            assert page.stage.canvas.width() >= 200


def test_a_take_carries_the_name_of_who_dances_and_it_can_be_put_right(ready, qtbot):
    ready.context.settings.change(dancer="Mia")
    run(ready, "speed_120")
    dance(ready, qtbot, 2.6)
    (take,) = ready.model.takes
    said = take.folder / FACTS
    assert json.loads(said.read_text("utf-8"))["person"] == "Mia"
    assert ready.stage.panel.takes.rows.data(ready.stage.panel.takes.rows.index(0)).endswith("· Mia")
    ready.acts.ask_dancer(ready.dancer)
    next(action for action in ready.dancer.opened.actions() if action.text() == "Nobody named").trigger()
    ready.dancer.opened.close()
    qtbot.waitUntil(lambda: ready.model.takes[0].facts.person == "", timeout=30_000)
    assert "person" not in json.loads(said.read_text("utf-8"))
    assert ready.model.result.take.facts.person == ""
    ready.context.commands.undo_stack.undo()
    qtbot.waitUntil(lambda: ready.model.takes[0].facts.person == "Mia", timeout=30_000)
    assert json.loads(said.read_text("utf-8"))["outcome"] is not None


def test_progress_is_of_who_is_dancing(judged, qtbot):
    judged.after.begin()
    run(judged, "progress")
    growth = judged.after.growth
    assert (growth.takes, growth.dancer) == (judged.model.takes, "")
    judged.context.settings.change(dancer="Mia")
    assert (growth.takes, growth.dancer) == ((), "Mia")
    assert growth.name.text().startswith("Progress of Mia with ")
    judged.model.kept.name(judged.model.takes[0], "mia")
    qtbot.waitUntil(lambda: growth.takes == judged.model.takes, timeout=30_000)
    growth.close()


def test_takes_of_somebody_who_is_deleted_are_on_show_no_more(judged, qtbot):
    (take,) = judged.model.takes
    assert judged.model.result is not None
    judged.context.dancers.going.emit("Mia")
    assert judged.model.result is None
    for file in take.folder.iterdir():
        file.unlink()
    judged.context.dancers.gone.emit("Mia")
    qtbot.waitUntil(lambda: judged.model.takes == (), timeout=30_000)
