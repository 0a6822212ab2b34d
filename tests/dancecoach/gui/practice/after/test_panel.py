"""Beside the pictures after a take: what is offered to practise again, or that all is good."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dancecoach.coaching.dance.phrases import Phrase
from dancecoach.gui.practice.after.panel import AfterPanel
from dancecoach.pipeline.practice.result import MARKS, Cue, PhraseMark, TakeResult
from dancecoach.pipeline.practice.takes import Take, TakeFacts


def result_of(*scores, late=()):
    facts = TakeFacts("/clips/tanz.mp4", "ab" * 32, datetime(2026, 3, 1, tzinfo=UTC))
    lines = tuple(PhraseMark(Phrase(4.0 * i, 4.0 * i + 4, i + 1), score) for i, score in enumerate(scores))
    return TakeResult(Take(Path("take"), facts), 90.0, dict.fromkeys(MARKS, 90.0), lines, (), (), (), (), late=late)


@pytest.fixture
def panel(qtbot):
    made = AfterPanel()
    qtbot.addWidget(made)
    made.resize(made.width(), 800)
    made.show()
    return made


def test_only_what_is_worth_it_is_offered(panel, qtbot):
    panel.show_result(result_of(100.0, 70.0, 99.5), eights=True)
    assert [button.isVisible() for button in panel.worst] == [True, False, False]
    assert panel.worst[0].text() == "eight 2 · 70"
    assert not panel.good.isVisible()
    with qtbot.waitSignal(panel.loop) as asked:
        panel.worst[0].click()
    assert asked.args[0].number == 2


def test_where_all_is_good_it_says_so_and_offers_nothing(panel):
    panel.show_result(result_of(100.0, 99.5), eights=True)
    assert not any(button.isVisible() for button in panel.worst)
    assert panel.good.isVisible()
    assert panel.phrases == ()
    panel.show_result(result_of(100.0, None), eights=True)
    assert not panel.good.isVisible()


def test_timing_is_what_to_work_on_where_it_costs_most(panel):
    late = Cue(1.0, "From count 3 of the first eight you fall behind.", 0.0, 6.0, 7.0)
    panel.show_result(result_of(90.0, 70.0, late=(late,)), eights=True)
    assert panel.advice.text() == late.text
    assert [button.isVisible() for button in panel.worst] == [True, True, False]
