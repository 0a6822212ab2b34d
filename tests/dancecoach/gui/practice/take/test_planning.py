"""The plan: what changes it, what else that does, and from slow to fast."""

import attrs
import pytest

from dancecoach.coaching.dance.phrases import Counts, Phrase
from dancecoach.gui.practice.take.planning import Planning
from dancecoach.gui.practice.take.playhead import Playhead
from dancecoach.gui.practice.take.state import PracticeState
from dancecoach.library.lesson.records import Lesson, LessonStep
from dancecoach.pipeline.practice.drill import Drill
from dancecoach.pipeline.practice.plan import Plan

STEPS = Lesson("Turn", "media/a.mp4", "ab" * 32, 0.0, 12.0, steps=(LessonStep("turn", 4.0, 7.0),))


@pytest.fixture
def playhead(having, status):
    return Playhead(having, status)


@pytest.fixture
def planning(having, playhead, dancing, status):
    made = Planning(having, playhead, dancing, status)
    made.told = []
    made.changed.connect(lambda: made.told.append(made.plan))
    return made


def test_what_changes_nothing_is_not_told(planning):
    planning.replan(loop=False)
    assert planning.told == []
    planning.replan(loop=True, clicks=True)
    assert planning.told == [Plan(loop=True, clicks=True)]


def test_another_speed_is_asked_for_even_where_the_plan_has_it(planning, dancing):
    planning.replan(speed=0.7)
    planning.replan(speed=0.7)
    assert dancing.asked == [0.7, 0.7]
    assert len(planning.told) == 2


def test_another_part_is_looked_at_and_the_last_drill_is_over(planning, dancing, playhead, reference):
    dancing.drill = Drill()
    planning.replan(part=reference.parts[1])
    assert playhead.moment_s == reference.parts[1].start_s
    assert dancing.drill is None


def test_while_it_is_danced_another_part_waits(planning, dancing, status, playhead, reference):
    dancing.drill = Drill()
    status.become(PracticeState.DANCING)
    planning.replan(part=reference.parts[1])
    assert planning.plan.part == reference.parts[1]
    assert playhead.moment_s == 0.0
    assert dancing.drill == Drill()


def test_slow_to_fast_is_of_the_part_on_show_and_gives_the_speed_back(planning, playhead, reference):
    playhead.seek(5.0)
    planning.replan(speed=0.7)
    planning.toggle_drill()
    assert planning.plan == Plan(reference.parts[1], 0.5, drill=True)
    planning.replan(speed=0.78)
    assert planning.plan.speed == 0.8
    planning.toggle_drill()
    assert planning.plan == Plan(reference.parts[1], 0.7)


def test_its_goal_goes_up_and_down_and_the_speed_with_it(planning):
    planning.toggle_drill()
    planning.toggle_goal()
    assert planning.plan.goal == 1.2
    planning.replan(speed=1.2)
    planning.toggle_goal()
    assert (planning.plan.goal, planning.plan.speed) == (1.0, 1.0)


def test_the_speed_is_the_drills_while_it_goes_on(planning, dancing, status):
    dancing.drill = Drill(0.9)
    assert planning.speed == 1.0
    status.become(PracticeState.DANCING)
    assert planning.speed == 0.9
    dancing.drill = None
    assert planning.speed == 1.0


@pytest.mark.parametrize("drilled", [True, False])
def test_another_reference_is_practised_whole_at_the_speed_of_before(planning, dancing, reference, drilled):
    planning.replan(speed=0.7, loop=True, part=reference.parts[1])
    if drilled:
        planning.toggle_drill()
        dancing.drill = Drill()
    planning.forget_part()
    assert planning.plan == Plan(speed=0.7, loop=True)
    assert dancing.drill is None


def test_other_counts_leave_the_part_around_what_was_chosen(planning, having, reference):
    planning.replan(part=reference.parts[1])
    having.reference = counted = attrs.evolve(reference, counts=Counts(tuple(0.3 + 0.5 * n for n in range(23)), 0))
    planning.follow_counts()
    assert planning.plan.part in counted.parts
    assert planning.plan.part == counted.part_around(reference.parts[1])
    assert planning.plan.part != reference.parts[1]
    assert len(planning.told) == 2


def test_a_part_that_no_other_is_around_is_left_for_the_whole(planning, having):
    planning.replan(part=Phrase(90.0, 91.0, 7))
    planning.follow_counts()
    assert planning.plan.part is None


def test_a_step_of_the_lesson_stays_whatever_the_counts(planning, having, reference):
    having.reference = attrs.evolve(reference, lesson=STEPS)
    (step,) = having.reference.steps
    planning.replan(part=step)
    planning.follow_counts()
    assert planning.plan.part == step
