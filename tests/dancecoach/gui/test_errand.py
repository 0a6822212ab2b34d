"""Errands are done in their order, and are not over before somebody heard what came of them."""

import threading

import pytest

from dancecoach.errors import OutputError
from dancecoach.gui.errand import Errands

pytestmark = pytest.mark.gui
PATIENCE_S = 30


@pytest.fixture
def errands(qapp):
    errands = Errands()
    yield errands
    assert errands.wait(PATIENCE_S)


def test_one_after_another(errands, qtbot):
    go, done, told = threading.Event(), [], []
    errands.run("first", lambda: (go.wait(PATIENCE_S), done.append(1)), returned=lambda _: told.append(1))
    errands.run("second", lambda: done.append(2), returned=lambda _: told.append(2))
    go.set()
    qtbot.waitUntil(lambda: told == [1, 2])
    assert done == [1, 2]


def test_it_is_busy_until_the_outcome_is_told(errands, qtbot):
    told = []
    assert not errands.busy
    errands.run("look", lambda: 7, returned=told.append)
    assert errands.wait(PATIENCE_S), "the thread is over"
    assert errands.busy
    assert told == []
    qtbot.waitUntil(lambda: told == [7])
    assert not errands.busy


def test_an_error_is_told_to_who_asked_and_then_to_all_and_the_next_is_done(errands, qtbot):
    heard, error = [], OutputError("is full", subject="disk", remedy="make room")

    def fail():
        raise error

    errands.failed.connect(lambda problem: heard.append(("all", problem)))
    errands.run("write", fail, failed=lambda problem: heard.append(("one", problem)))
    errands.run("look", lambda: 7, returned=lambda found: heard.append(("next", found)))
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard == [("one", error), ("all", error), ("next", 7)]
