"""The window of progress: what to look at, its course, and what changed; with nothing danced it says what to do."""

import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt

from dancecoach.coaching.dance.directions import JOINTS
from dancecoach.coaching.dance.phrases import Phrase
from dancecoach.gui.practice.after.growth.window import GrowthWindow
from dancecoach.gui.practice.after.progress import ProgressPlot
from dancecoach.gui.theme import apply_theme
from dancecoach.pipeline.practice.take_facts import Outcome
from dancecoach.pipeline.practice.takes import Take, TakeFacts

pytestmark = pytest.mark.gui

PARTS = (Phrase(0.0, 4.0, 1), Phrase(4.0, 8.0, 2))
FIRST = datetime(2026, 3, 2, 18, 0).astimezone()


def take(score, day=0, *, speed=1.0, part=None, coverage=0.9, number=0):
    joints = tuple((joint, None if joint == "trunk" else 20.0 + 5 * k) for k, joint in enumerate(JOINTS))
    outcome = Outcome(score, coverage, 3.0, joints, ((0.0, 4.0, 61.0), (4.0, 8.0, 30.0)) if part is None else ())
    facts = TakeFacts("/c.mp4", "ab" * 32, FIRST + timedelta(days=day, minutes=number), speed, part, (), outcome)
    return Take(Path(f"/takes/{day} {number} {speed}"), facts, score, judged=True)


def newest_first(*takes):
    return tuple(sorted(takes, key=lambda take: take.facts.begun, reverse=True))


@pytest.fixture
def window(qtbot, qapp):
    apply_theme(qapp, "dark")
    made = GrowthWindow()
    qtbot.addWidget(made)
    made.show_reference("lesson", PARTS, eights=True)
    made.show()
    return made


def settled(window, qtbot):
    qtbot.waitUntil(lambda: window.plot is not None and bool(window.plot.points))
    return window


def test_with_nothing_danced_it_says_what_to_do(window):
    window.show_takes(())
    assert window.stack.currentWidget() is window.empty
    assert "Space" in window.empty.text.text()
    assert not window.speed.isVisible()


def test_the_score_comes_first_then_the_worst_joints(window, qtbot):
    window.show_takes(newest_first(take(50.0), take(80.0, 3)))
    settled(window, qtbot)
    rows = window.list.rows
    assert rows[0].what == "score"
    assert [row.what for row in rows[1:3]] == ["left_elbow", "right_elbow"]
    assert rows[-1].what == "trunk"
    assert rows[-1].now == "–"
    assert window.heading.text() == "Score"
    assert "+30" in window.said.text()
    assert [point.mark for point in window.plot.points] == [50.0, 80.0]


def test_a_joint_is_seen_large_when_chosen(window, qtbot):
    window.show_takes(newest_first(take(50.0), take(80.0, 3)))
    settled(window, qtbot)
    qtbot.keyClick(window.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: window.heading.text() == "Left elbow")
    assert [point.mark for point in window.plot.points] == [20.0, 20.0]
    assert "No clear change" in window.said.text()


def test_speeds_and_parts_are_chosen_above_and_kept_apart(window, qtbot):
    takes = newest_first(take(50.0), take(90.0, 1, speed=0.5), take(70.0, 2, part=PARTS[1]))
    window.show_takes(takes)
    window.choose(None, 0.5)
    qtbot.waitUntil(lambda: [p.mark for p in settled(window, qtbot).plot.points] == [90.0])
    window.choose(PARTS[1], 1.0)
    qtbot.waitUntil(lambda: [p.mark for p in window.plot.points] == [30.0, 70.0])
    assert "Squares" in window.key.text()
    window.choose(PARTS[1], 0.5)
    qtbot.waitUntil(lambda: [p.mark for p in window.plot.points] == [30.0])
    window.choose(PARTS[0], 0.5)
    window.show_takes(newest_first(take(90.0, 1, speed=0.5, part=PARTS[1])))
    assert window.stack.currentWidget() is window.empty
    assert window.part.isVisible()


def test_two_takes_of_a_day_stand_side_by_side(window, qtbot):
    window.show_takes(newest_first(take(50.0), take(60.0, number=20), take(70.0, 4)))
    settled(window, qtbot)
    one, two, other = (window.plot.place_of(point) for point in window.plot.points)
    assert 3 < two.x() - one.x() < (other.x() - one.x()) / 3


def test_a_dot_opens_its_take(window, qtbot):
    takes = newest_first(take(50.0), take(80.0, 3))
    window.show_takes(takes)
    settled(window, qtbot)
    qtbot.waitUntil(lambda: window.plot.place_of(window.plot.points[1]).x() > 100)
    place = window.plot.place_of(window.plot.points[1])
    with qtbot.waitSignal(window.opened) as opened:
        qtbot.mouseClick(window.plot._view.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert opened.args == [takes[0]]
    assert window.plot.point_near(QPointF(place.x() + 40, place.y())) is None


def test_weeks_are_for_long_and_for_whoever_wants_them(window, qtbot):
    window.show_takes(newest_first(*(take(50.0 + day, day) for day in range(12))))
    settled(window, qtbot)
    assert window.grains["day"].isChecked()
    qtbot.mouseClick(window.grains["week"], Qt.MouseButton.LeftButton)
    assert len(window.list.rows[0].spans) == 2
    window.show_takes(newest_first(*(take(50.0, day) for day in range(12))))
    assert window.grains["week"].isChecked()


def test_hundreds_of_takes_come_and_go_at_once(window, qtbot):
    """Forty times as many take less than forty times as long; both in this run."""
    few = newest_first(*(take(50.0, day) for day in range(10)))
    many = newest_first(*(take(50.0 + day % 9, day // 4, number=day) for day in range(400)))

    def seconds(takes):
        best = 9.0
        for last in (1, 2, 3):
            begun = time.process_time()
            window.show_takes(takes[:-last])
            window._show_course()
            best = min(best, time.process_time() - begun)
        return best

    window.show_takes(few)
    settled(window, qtbot)
    assert seconds(many) < 20 * seconds(few)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_follows_the_theme(window, qtbot, qapp, theme):
    window.show_takes(newest_first(take(50.0), take(80.0, 3, coverage=0.6)))
    settled(window, qtbot)
    apply_theme(qapp, theme)
    qtbot.wait(1)
    assert "Hollow" in window.key.text()
    assert not window.grab().isNull()


def test_the_small_plot_is_of_takes_like_the_one_on_show(qtbot):
    plot = ProgressPlot()
    qtbot.addWidget(plot)
    slow, fast = take(90.0, 1, speed=0.5), take(50.0)
    plot.show_takes((slow, fast))
    assert [score for _at, score in plot.points] == [90.0]
    plot.show_takes((slow, fast), fast)
    assert [score for _at, score in plot.points] == [50.0]
    with qtbot.waitSignal(plot.opened):
        qtbot.mouseClick(plot, Qt.MouseButton.LeftButton)


def test_the_page_opens_it_and_it_follows_the_takes(ready, qtbot):
    ready.libraries_loaded()
    ready.context.commands.refresh()
    ready.context.commands.run("practice.progress")
    window = ready.after.growth
    assert window.isVisible()
    assert window.stack.currentWidget() is window.empty
    danced = take(66.0)
    ready.model.kept.add(danced)
    ready.model.changed.emit()
    qtbot.waitUntil(lambda: window.stack.currentIndex() == 0)
    assert window.takes == (danced,)
    window.close()
