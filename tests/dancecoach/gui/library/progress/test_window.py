"""Progress in the real window: who and what is chosen, what is told, where a click leads, and what is written."""

import json
import threading
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog

from dancecoach.library.catalogue.records import Group
from dancecoach.pipeline.practice.take_facts import Outcome
from dancecoach.pipeline.practice.takes import COMPARISON, FILM, TakeFacts, TakeStore
from dancecoach.pipeline.progress.series import NOBODY

pytestmark = pytest.mark.gui


def until(qtbot, condition):
    qtbot.waitUntil(condition, timeout=30_000)


def show(page, qtbot):
    """The window of progress, with what there is."""
    page.context.commands.run("library.progress")
    window = page.progress.window
    until(qtbot, lambda: not page.progress._reading.busy and not window._timer.isActive())
    return window


@pytest.fixture
def gym(library, fill_gym, qtbot):
    """The page with Anna, who gets better, and Ben, who was there once."""
    fill_gym(library.model.library, "Anna", [(3 * n, 0.5 + 0.012 * n) for n in range(8)])
    fill_gym(library.model.library, "Anna", [(1, 0.4), (2, 0.41)], turns=0.0, shape="split")
    fill_gym(library.model.library, "Ben", [(0, 0.6)])
    library.model.ask()
    until(qtbot, lambda: library.model.found.total == 11)
    return library


def test_an_empty_library_says_what_to_do_first(library, qtbot):
    window = show(library, qtbot)
    until(qtbot, window.empty.isVisible)
    assert "press P" in window.empty.text.text()
    qtbot.mouseClick(window.empty.button, Qt.MouseButton.LeftButton)
    assert not window.isVisible()


def test_it_begins_with_somebody_and_tells_what_changed(gym, qtbot):
    window = show(gym, qtbot)
    until(qtbot, lambda: len(window.series) == 1)
    assert window.persons.ticked == ("Anna",)
    assert window.whats.ticked == ("back tuck",)
    assert window.heading.text() == "Back tuck  ·  Time in the air"
    assert "Up since 2026-09-07: +0.08" in window.told.accessibleName()
    assert len(window.plot.points) == len(window.table.values) == 8
    assert "standard deviation" in window.key.text()
    assert window.grains["day"].isChecked()


def test_it_begins_with_the_chosen_clip(gym, qtbot):
    until(qtbot, lambda: bool(gym.shelf.rows.ids))
    gym.shelf.choose(gym.model.library.groups.members(Group.PERSON, "Ben")[0])
    until(qtbot, lambda: gym.shelf.clip is not None)
    window = show(gym, qtbot)
    until(qtbot, lambda: window.persons.ticked == ("Ben",) and len(window.series) == 1)
    assert window.series[0].person == "Ben"
    assert "Too few to tell a change, 1 attempt on 1 day" in window.told.accessibleName()


def test_persons_and_skills_stand_beside_one_another_by_keys_alone(gym, qtbot):
    window = show(gym, qtbot)
    until(qtbot, lambda: len(window.series) == 1)
    qtbot.keyClick(window.persons, Qt.Key.Key_Down)
    qtbot.keyClick(window.persons, Qt.Key.Key_Space)
    until(qtbot, lambda: [one.person for one in window.series] == ["Anna", "Ben"])
    assert [window.name_of(one) for one in window.series] == ["Anna", "Ben"]
    qtbot.keyClick(window.persons, Qt.Key.Key_Up)
    qtbot.keyClick(window.persons, Qt.Key.Key_Return)  # Anna alone
    qtbot.keyClick(window.whats, Qt.Key.Key_Down)
    qtbot.keyClick(window.whats, Qt.Key.Key_Space)
    until(qtbot, lambda: [one.what for one in window.series] == ["back tuck", "split jump"])
    assert [window.name_of(one) for one in window.series] == ["Back tuck", "Split jump"]


def test_another_measure_and_weeks(gym, qtbot):
    window = show(gym, qtbot)
    until(qtbot, lambda: len(window.series) == 1)
    titles = [window.measure.itemText(row) for row in range(window.measure.count())]
    assert titles == ["Time in the air", "Height", "Turns", "Knee at touch-down"]
    qtbot.keyClick(window.measure, Qt.Key.Key_End)
    window.measure.activated.emit(window.measure.currentIndex())
    until(qtbot, lambda: window.series[0].measure == "touchdown_knee")
    assert window.table.values[0].mark == 121.0
    qtbot.mouseClick(window.grains["week"], Qt.MouseButton.LeftButton)
    until(qtbot, lambda: len(window.plot._courses[0].spans) == 4)


def test_a_dot_and_a_line_of_the_table_open_the_clip_at_the_skill(gym, qtbot, tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr(gym.context, "open_moment", lambda path, at_s: seen.append((path, at_s)))
    window = show(gym, qtbot)
    until(qtbot, lambda: len(window.series) == 1)
    point = window.plot.points[2]
    monkeypatch.setattr(type(point.clip), "exists", lambda _path: True)
    until(qtbot, lambda: window.plot.place_of(point).x() > 100)
    qtbot.mouseClick(window.plot._view.viewport(), Qt.MouseButton.LeftButton, pos=window.plot.place_of(point).toPoint())
    assert seen == [(point.clip, pytest.approx(0.4))]  # a moment before the take-off
    window.table.selectRow(1)
    qtbot.keyClick(window.table, Qt.Key.Key_Return)
    assert seen[1][0] == window.table.values[1].clip


def test_a_clip_whose_file_is_gone_is_told(gym, qtbot):
    told = []
    gym.context.notifier.posted.connect(lambda notice: told.append(notice.text))
    window = show(gym, qtbot)
    until(qtbot, lambda: len(window.series) == 1)
    gym.progress.open(window.series[0].values[0])
    assert "is not there any more" in told[0]


def test_what_becomes_known_is_followed(gym, fill_gym, qtbot):
    window = show(gym, qtbot)
    until(qtbot, lambda: len(window.series) == 1)
    (clip,) = fill_gym(gym.model.library, "Anna", [(40, 0.7)])
    gym.model.tell_changed((clip.id,))
    until(qtbot, lambda: len(window.series) == 1 and len(window.series[0].values) == 9)
    assert window.persons.ticked == ("Anna",)


def test_what_becomes_known_while_persons_are_chosen_is_followed(gym, fill_gym, qtbot, monkeypatch):
    window = show(gym, qtbot)
    until(qtbot, lambda: len(window.series) == 1)
    reading, begun, go = gym.progress._reading, threading.Event(), threading.Event()
    answer = reading._answer

    def held(question):
        begun.set()
        assert go.wait(30)
        return answer(question)

    monkeypatch.setattr(reading, "_answer", held)
    window.asked.emit(("Anna",))
    until(qtbot, begun.is_set)
    fill_gym(gym.model.library, "Ben", [(40, 0.7)])
    gym.model.tell_changed(gym.model.library.groups.members(Group.PERSON, "Ben"))
    window.asked.emit(("Ben",))
    go.set()
    until(qtbot, lambda: dict(window._seen.persons()).get("Ben") == 2)


def test_where_nobody_is_named_it_shows_all_and_says_how_to_name(library, fill_gym, qtbot):
    fill_gym(library.model.library, "", [(0, 0.5)])
    window = show(library, qtbot)
    until(qtbot, lambda: len(window.series) == 1)
    assert window.series[0].person == NOBODY
    assert "press P" in window.key.text()


def test_the_numbers_and_the_picture_are_written(gym, qtbot, tmp_path, monkeypatch):
    window = show(gym, qtbot)
    until(qtbot, lambda: len(window.series) == 1)
    chosen = {".csv": tmp_path / "values", ".png": tmp_path / "chart.png"}
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda _parent, _title, name, _kinds: (str(chosen[name[-4:]]), "")
    )
    qtbot.mouseClick(window.save_table, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(window.save_picture, Qt.MouseButton.LeftButton)
    assert (tmp_path / "values.csv").read_text("utf-8").count("Anna,back tuck,flight_time,s,") == 8
    assert QImage(str(tmp_path / "chart.png")).width() > 300


def test_dances_have_their_marks(library, qtbot):
    store = TakeStore(library.model.folder / "takes")
    for day in range(7):
        begun = datetime(2026, 3, 2, 12, tzinfo=UTC) + timedelta(days=day)
        outcome = Outcome(50.0 + 5 * day, 0.9, 3.0, (("left_elbow", 40.0),))
        take = store.begin(TakeFacts("/refs/waltz.mp4", "ab" * 32, begun, 1.0, None, (), outcome))
        (take.folder / COMPARISON).write_text(json.dumps({}))
        (take.folder / FILM).write_bytes(b"film")
    window = show(library, qtbot)
    until(qtbot, lambda: len(window.series) == 1)
    assert window.dances
    assert window.heading.text() == "waltz  ·  Score"
    assert "Up since 2026-03-02: +30" in window.told.accessibleName()
    seen = []
    library.context.open_clip = seen.append
    library.progress.open(window.series[0].values[0])
    assert seen[0].name == FILM


def test_both_themes_and_a_narrow_window_show_it_all(gym, qtbot, light):
    window = show(gym, qtbot)
    window.resize(820, 520)
    until(qtbot, lambda: len(window.series) == 1)
    for widget in (window.persons, window.whats, window.plot, window.table, window.save_table, window.measure):
        assert widget.isVisible()
        assert window.rect().contains(widget.mapTo(window, widget.rect().bottomRight()))
    assert window.plot.height() >= 130
