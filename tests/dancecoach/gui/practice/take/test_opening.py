"""A reference is got ready behind the window, or expected from somebody else; what nobody wants any more is dropped."""

import shutil

import pytest

from dancecoach.errors import EngineError, InputError
from dancecoach.gui.practice.take.opening import Opening
from dancecoach.gui.practice.take.state import PracticeState

pytestmark = pytest.mark.gui


@pytest.fixture
def opening(context, dance_analyst, status):
    made = Opening(context, dance_analyst, status)
    yield made
    made.forget()
    dance_analyst.go.set()
    assert context.jobs.shut_down(30.0)


def until(qtbot, status, state):
    qtbot.waitUntil(lambda: status.state is state, timeout=30_000)


def test_a_clip_is_got_ready_and_remembered(opening, status, context, qtbot, long_clip):
    states, heard = [], []
    status.changed.connect(lambda: states.append(status.state))
    opening.loaded.connect(lambda: heard.append((status.state, opening.reference.path)))
    opening.open(long_clip)
    assert (opening.path, opening.reference, status.state) == (long_clip, None, PracticeState.LOADING)
    qtbot.waitUntil(lambda: bool(heard), timeout=30_000)
    assert heard == [(PracticeState.READY, long_clip)]
    assert states == [PracticeState.LOADING]  # that it is ready is told by who hears of the reference
    assert context.settings.current.recent_files[0] == str(long_clip)


def test_how_far_it_is_is_told(opening, status, qtbot, long_clip):
    stages = []
    opening.loading.connect(lambda progress: stages.append(progress.stage))
    opening.open(long_clip)
    until(qtbot, status, PracticeState.READY)
    assert "listening to the music" in stages


def test_why_it_cannot_be_used_is_kept(opening, status, qtbot, dance_analyst, long_clip):
    dance_analyst.error = EngineError("the engine is not there", remedy="install it")
    opening.open(long_clip)
    until(qtbot, status, PracticeState.FAILED)
    assert "install it" in opening.error
    assert opening.reference is None
    dance_analyst.error = None
    opening.open(long_clip)
    assert opening.error == ""
    until(qtbot, status, PracticeState.READY)


def test_who_stops_waiting_has_none(opening, status, qtbot, dance_analyst, long_clip):
    dance_analyst.go.clear()
    opening.open(long_clip)
    qtbot.waitUntil(lambda: dance_analyst.calls == 1, timeout=30_000)
    opening.cancel()
    until(qtbot, status, PracticeState.EMPTY)
    assert (opening.reference, opening.error) == (None, "")


def test_only_the_clip_asked_for_last_comes(opening, status, qtbot, dance_analyst, long_clip, tmp_path):
    other = tmp_path / "other.mp4"
    shutil.copy(long_clip, other)
    come = []
    opening.loaded.connect(lambda: come.append(opening.reference.path))
    dance_analyst.go.clear()
    opening.open(long_clip)
    qtbot.waitUntil(lambda: dance_analyst.calls == 1, timeout=30_000)
    opening.forget()
    opening.open(other)
    dance_analyst.go.set()
    until(qtbot, status, PracticeState.READY)
    assert come == [other]


@pytest.mark.parametrize("ends", ["stopped", "failed"])
def test_how_one_ends_that_is_forgotten_says_nothing_of_the_next(
    opening, status, qtbot, dance_analyst, long_clip, tmp_path, ends
):
    other, heard, over = tmp_path / "other.mp4", [], []
    shutil.copy(long_clip, other)
    dance_analyst.go.clear()
    opening.open(long_clip)
    qtbot.waitUntil(lambda: dance_analyst.calls == 1, timeout=30_000)
    (first,) = opening._context.jobs.jobs
    first.finished.connect(lambda: over.append(first.asked_to_stop))
    if ends == "failed":
        dance_analyst.error = EngineError("the engine is not there", remedy="install it")
        dance_analyst.go.set()
        assert first.wait(30.0)  # it has failed, and the window does not know yet
    opening.forget()
    opening.expect(other)
    status.changed.connect(lambda: heard.append(status.state))
    qtbot.waitUntil(lambda: over == [True], timeout=30_000)
    assert heard == []
    assert opening.expects(other)
    assert opening.error == ""


def test_what_somebody_else_gets_ready_is_waited_for(opening, status, tmp_path):
    lesson = tmp_path / "a.dclesson"
    opening.expect(lesson)
    assert status.state is PracticeState.LOADING
    assert opening.expects(lesson)
    assert not opening.expects(tmp_path / "b.dclesson")
    opening.not_come(tmp_path / "b.dclesson", InputError("is not this one"))
    assert opening.expects(lesson)
    opening.not_come(lesson, InputError("is damaged", subject="a.dclesson"))
    assert status.state is PracticeState.FAILED
    assert "a.dclesson" in opening.error
    assert not opening.expects(lesson)


@pytest.mark.parametrize("how", ["cancel", "not_come"])
def test_what_nobody_wants_any_more_is_not_waited_for(opening, status, tmp_path, how):
    lesson = tmp_path / "a.dclesson"
    opening.expect(lesson)
    if how == "cancel":
        opening.cancel()
    else:
        opening.not_come(lesson, None)
    assert (status.state, opening.error) == (PracticeState.EMPTY, "")
    assert not opening.expects(lesson)


def test_an_expected_clip_that_is_opened_is_expected_no_more(opening, status, qtbot, long_clip):
    opening.expect(long_clip)
    opening.open(long_clip)
    assert not opening.expects(long_clip)
    until(qtbot, status, PracticeState.READY)
