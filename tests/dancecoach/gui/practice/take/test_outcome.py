"""Which take is on show after a run, lap by lap; and the one that is asked for."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from dancecoach.gui.practice.take.kept import KeptTakes
from dancecoach.gui.practice.take.outcome import Outcome
from dancecoach.gui.practice.take.playhead import Playhead
from dancecoach.gui.practice.take.state import PracticeState
from dancecoach.pipeline.practice.drill import Repetition
from dancecoach.pipeline.practice.result import MARKS, TakeResult
from dancecoach.pipeline.practice.takes import Take, TakeFacts, TakeStore
from dancecoach.video.sound_passage import Heard

pytestmark = pytest.mark.gui


@pytest.fixture
def kept(qapp, tmp_path, qtbot, reference):
    made = KeptTakes(TakeStore(tmp_path / "takes"))
    with qtbot.waitSignal(made.changed, timeout=30_000):
        made.be_of(reference.analysis.sha256)
    yield made
    made.close(30.0)


@pytest.fixture
def playhead(having, status):
    status.become(PracticeState.DANCING)
    return Playhead(having, status)


@pytest.fixture
def outcome(kept, dancing, playhead, status):
    made = Outcome(kept, dancing, playhead, status)
    made.said, made.laps = [], []
    made.noticed.connect(made.said.append)
    made.lap_judged.connect(made.laps.append)
    made.begin()
    return made


@pytest.fixture
def danced(tmp_path, reference):
    """A function: what came of a take with a name and a score."""

    def make(name, score=80.0, sha256=reference.analysis.sha256):
        facts = TakeFacts("/clips/tanz.npz", sha256, datetime(2026, 3, 1, tzinfo=UTC))
        return TakeResult(Take(tmp_path / name, facts), score, dict.fromkeys(MARKS, score), (), (), (), (), ())

    return make


def over(dancing, status, *, whole=True):
    dancing.heard = Heard(2.0, over=whole)
    status.become(PracticeState.READY)


def test_the_take_of_a_run_is_on_show_once_it_is_judged(outcome, dancing, status, kept, danced):
    over(dancing, status)
    result = danced("one")
    dancing.judged.emit(result)
    assert kept.result is result
    assert kept.takes == (result.take,)


def test_a_lap_is_told_while_the_next_is_danced_and_shown_afterwards(outcome, dancing, status, kept, danced):
    lap = danced("one")
    dancing.laps[lap.take.folder] = Repetition(1.0, 80.0)
    dancing.lap_judged.emit(lap)
    assert outcome.laps == [lap]
    assert kept.result is None
    assert kept.ladder(None) == {1.0: Repetition(1.0, 80.0)}
    over(dancing, status)
    outcome.show_last()
    assert kept.result is lap


@pytest.mark.parametrize(("score", "whole", "shown"), [(80.0, False, 0), (None, False, 1), (80.0, True, 1)])
def test_a_broken_off_lap_is_shown_only_where_the_whole_one_before_tells_nothing(
    outcome, dancing, status, kept, danced, score, whole, shown
):
    laps = danced("one", score), danced("two", 40.0)
    dancing.lap_judged.emit(laps[0])
    over(dancing, status, whole=whole)
    dancing.judged.emit(laps[1])
    assert kept.result is laps[shown]
    assert len(kept.takes) == 2


def test_a_lap_judged_in_the_rest_in_which_the_dancer_stopped_is_shown(outcome, dancing, status, kept, danced):
    over(dancing, status, whole=False)
    dancing.keeping = SimpleNamespace(judging=1)
    dancing.lap_judged.emit(danced("one"))
    assert kept.result is None  # another is still being judged
    dancing.keeping.judging = 0
    dancing.lap_judged.emit(danced("two"))
    assert kept.result.take.folder.name == "two"


def test_that_nothing_was_kept_is_said_unless_it_was_stopped_in_the_count_in(outcome, dancing, status):
    over(dancing, status, whole=False)
    dancing.heard = Heard(0.0, count=6)
    dancing.judged.emit(None)
    assert outcome.said == []
    dancing.heard = Heard(0.2)
    dancing.judged.emit(None)
    assert len(outcome.said) == 1
    assert "Too little" in outcome.said[0]


def test_a_take_of_another_reference_is_not_shown(outcome, dancing, status, kept, danced):
    over(dancing, status)
    dancing.judged.emit(danced("one", sha256="cd" * 32))
    assert (kept.takes, kept.result) == ((), None)


def test_what_comes_while_the_next_run_goes_on_waits_for_its_end(outcome, dancing, status, kept, danced):
    dancing.judged.emit(danced("one"))
    assert kept.result is None
    assert len(kept.takes) == 1


def test_the_take_that_is_asked_for_is_shown_and_put_away_by_a_run(outcome, dancing, status, kept, danced):
    over(dancing, status)
    kept.read.emit(danced("one"))
    assert kept.result.take.folder.name == "one"
    outcome.begin()
    assert kept.result is None
    outcome.show_last()
    assert kept.result is None
