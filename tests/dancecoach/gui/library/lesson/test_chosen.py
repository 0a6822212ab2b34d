"""What is chosen of a lesson."""

import pytest

from dancecoach.gui.library.lesson.chosen import Chosen, in_order, row_of, words_of
from dancecoach.library.lesson.records import Lesson, LessonCue, LessonStep

STEPS = (LessonStep("basic", 0.0, 2.0), LessonStep("turn", 2.0, 4.0))
CUES = (LessonCue("Look up", 1.0, 3.0), LessonCue("Now", 2.0, 3.0))
LESSON = Lesson("Turn", "", "", 0.0, 4.0, steps=STEPS, cues=CUES)


def test_steps_and_cues_are_one_list_in_the_order_of_time():
    order = in_order(LESSON)
    assert [words_of(row_of(LESSON, chosen)) for chosen in order] == ["basic", "Look up", "turn", "Now"]
    assert in_order(None) == []


@pytest.mark.parametrize("chosen", [None, Chosen("step", 2), Chosen("cue", 2)])
def test_what_is_not_there_is_nothing(chosen):
    assert row_of(LESSON, chosen) is None
    assert words_of(None) == ""
    assert row_of(None, Chosen("step", 0)) is None
