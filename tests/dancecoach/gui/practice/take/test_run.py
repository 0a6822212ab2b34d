"""Beginning and ending: each state in its turn, and a sentence about how it ended."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal

from dancecoach.gui.practice.take.run import Run
from dancecoach.gui.practice.take.state import PracticeState
from dancecoach.pipeline.practice.drill import Drill, Repetition
from dancecoach.pipeline.practice.plan import Plan
from dancecoach.video.sound_passage import Heard


class SaidMeasuring(QObject):
    """Stands in for `Measuring`."""

    over = Signal()

    def __init__(self):
        super().__init__()
        self.possible, self.delay, self.asked = True, "late", []

    def begin(self, music):
        self.asked.append(music)

    def stop(self):
        self.asked.append("stop")


class SaidOutcome:
    """Stands in for `Outcome`."""

    def __init__(self):
        self.asked = []

    def begin(self):
        self.asked.append("begin")

    def put_away(self):
        self.asked.append("put away")

    def show_last(self):
        self.asked.append("show last")


@pytest.fixture
def measuring(qapp):
    return SaidMeasuring()


@pytest.fixture
def outcome():
    return SaidOutcome()


@pytest.fixture
def music():
    return SimpleNamespace(player="music")


@pytest.fixture
def run(having, music, dancing, measuring, outcome, status):
    planning = SimpleNamespace(plan=Plan(speed=0.7))
    made = Run(opening=having, music=music, planning=planning, dancing=dancing, measuring=measuring, outcome=outcome,
               status=status)  # fmt: skip
    made.said = []
    made.noticed.connect(made.said.append)
    status.become(PracticeState.READY)
    return made


def test_it_begins_as_it_is_planned_with_the_count_in(run, dancing, outcome, status, reference):
    dancing.heard = Heard(0.0, count=5)
    run.toggle()
    assert dancing.asked == [("begin", reference, "music", Plan(speed=0.7), "late")]
    assert outcome.asked == ["begin"]
    assert status.state is PracticeState.COUNTING
    dancing.counted.emit()
    assert status.state is PracticeState.DANCING


def test_without_a_count_in_it_is_danced_at_once(run, status):
    run.begin()
    assert status.state is PracticeState.DANCING


@pytest.mark.parametrize("lacks", ["reference", "music", "time"])
def test_it_does_not_begin_without(run, having, music, dancing, status, lacks):
    if lacks == "reference":
        having.reference = None
    elif lacks == "music":
        music.player = None
    else:
        status.become(PracticeState.MEASURING)
    run.begin()
    assert dancing.asked == []


def test_what_is_heard_comes_to_its_end_or_is_ended(run, dancing, outcome, status):
    for end in (dancing.over.emit, run.toggle, run.finish):
        run.begin()
        dancing.asked.clear()
        end()
        assert dancing.asked == ["finish"]
        assert status.state is PracticeState.READY
    run.finish()
    assert dancing.asked == ["finish"]
    assert "show last" not in outcome.asked  # the last take is still to be judged


@pytest.mark.parametrize(("judging", "shown"), [(0, True), (1, False)])
def test_who_ends_it_in_a_rest_sees_the_lap_before_once_it_is_judged(run, dancing, outcome, judging, shown):
    run.begin()
    dancing.keeping.open, dancing.keeping.judging = False, judging
    run.finish()
    assert ("show last" in outcome.asked) is shown


def test_the_delay_is_measured_and_the_measurement_can_be_left(run, measuring, outcome, status):
    run.measure()
    assert (measuring.asked, outcome.asked, status.state) == (["music"], ["put away"], PracticeState.MEASURING)
    run.measure()
    assert measuring.asked == ["music"]
    run.toggle()
    assert measuring.asked == ["music", "stop"]
    assert status.state is PracticeState.READY
    run.measure()
    measuring.over.emit()
    assert status.state is PracticeState.READY
    measuring.possible = False
    run.measure()
    assert status.state is PracticeState.READY


def test_a_camera_that_is_gone_ends_what_it_films(run, dancing, status):
    run.begin()
    dancing.filmed = False
    run.camera_gone()
    assert (status.state, run.said) == (PracticeState.DANCING, [])
    dancing.filmed = True
    run.camera_gone()
    assert status.state is PracticeState.READY
    assert "is kept" in run.said[0]


@pytest.mark.parametrize(
    ("laps", "said"),
    [
        ((), []),
        ((Repetition(0.5, 40.0),), ["Slow to fast: no lap of 1 was good yet."]),
        ((Repetition(0.5, 90.0), Repetition(0.6, 50.0)), ["Slow to fast: 50 % reached in 2 laps."]),
    ],
)
def test_how_far_a_drill_came_is_said(run, dancing, laps, said):
    run.begin()
    dancing.drill = Drill(repetitions=laps)
    run.finish()
    assert run.said == said
