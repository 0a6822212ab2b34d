"""What a hand takes hold of on the time line of the workshop."""

import attrs
import pytest

from dancecoach.gui.library.lesson.places import CUES, EIGHTS, STEPS, Grip, grip_at
from dancecoach.gui.widgets.time_axis import TimeAxis
from dancecoach.library.lesson.records import Lesson, LessonCue, LessonStep

AXIS = TimeAxis(20.0, 1068.0)  # 50 pixels a second
LESSON = Lesson(
    "Turn", "", "ab" * 32, 2.0, 18.0,
    steps=(LessonStep("a", 4.0, 8.0), LessonStep("b", 8.0, 8.3), LessonStep("c", 10.0, 12.0)),
    cues=(LessonCue("up", 5.0, 8.0), LessonCue("down", 7.0, 9.0)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("time_s", "row", "grip"),
    [
        (2.05, EIGHTS, Grip("begin")),
        (17.95, EIGHTS, Grip("end")),
        (9.0, EIGHTS, Grip("time")),
        (2.0, STEPS, Grip("time")),
        (6.0, STEPS, Grip("step", 0)),
        (4.05, STEPS, Grip("step", 0, "start")),
        (7.95, STEPS, Grip("step", 0, "end")),
        (8.15, STEPS, Grip("step", 1)),  # too narrow for edges of its own
        (11.95, STEPS, Grip("step", 2, "end")),
        (9.0, STEPS, Grip("time")),
        (7.5, CUES, Grip("cue", 1)),
        (5.0, CUES, Grip("cue", 0, "start")),
        (15.0, CUES, Grip("time")),
    ],
)
def test_what_lies_under_the_hand(time_s, row, grip):
    assert grip_at(LESSON, AXIS, AXIS.x(time_s), sum(row) / 2) == grip


def test_where_beginning_and_end_are_one_the_nearer_is_taken():
    short = attrs.evolve(LESSON, begin_s=5.0, end_s=5.1)
    assert grip_at(short, AXIS, AXIS.x(4.98), 30.0) == Grip("begin")
    assert grip_at(short, AXIS, AXIS.x(5.12), 30.0) == Grip("end")
