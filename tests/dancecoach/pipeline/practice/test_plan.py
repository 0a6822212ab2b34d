import attrs
import pytest

from dancecoach.coaching.dance.phrases import Phrase
from dancecoach.library.lesson.records import Lesson, LessonStep
from dancecoach.pipeline.practice.plan import COUNT_IN, SPEEDS, Plan, next_part, next_speed


def test_all_of_it_is_heard_once_counted_in(reference):
    passage = Plan().passage(reference)
    assert (passage.begin_s, passage.end_s) == (reference.begin_s, reference.end_s)
    assert passage.count_in == COUNT_IN
    assert not passage.loop


def test_a_part_goes_round_slowly(reference):
    part = reference.parts[1]
    passage = Plan(part, 0.7, loop=True, count_in=False).passage(reference)
    assert (passage.begin_s, passage.end_s, passage.speed) == (part.start_s, part.end_s, 0.7)
    assert passage.loop
    assert passage.count_in == 0


def test_a_part_that_reaches_beyond_the_reference_ends_with_it(reference):
    assert Plan(Phrase(10.0, 99.0, 3)).span(reference) == (10.0, reference.end_s)


def test_before_a_part_a_lesson_speaks_of_what_comes(reference):
    eight = reference.parts[1]
    step = LessonStep("turn", eight.start_s + 0.1, eight.end_s)
    taught = attrs.evolve(reference, lesson=Lesson("Two eights", "", "0" * 64, 0.0, 60.0, steps=(step,)))
    before_s, inside_s = eight.start_s - 1.0, eight.start_s + 0.05
    assert Plan(eight).taught_s(taught, before_s) == step.start_s
    assert Plan(eight).taught_s(reference, before_s) == eight.start_s
    assert Plan(eight).taught_s(taught, inside_s) == inside_s
    assert Plan().taught_s(taught, -1.0) == taught.begin_s


@pytest.mark.parametrize(
    ("speed", "direction", "expected"), [(1.0, -1, 0.7), (0.5, -1, 0.5), (1.0, 1, 1.2), (1.2, 1, 1.2)]
)
def test_speeds_go_step_by_step(speed, direction, expected):
    assert next_speed(speed, direction) == expected
    assert expected in SPEEDS


def test_parts_go_round_by_way_of_all_of_it(reference):
    parts = reference.parts
    assert next_part(parts, None, 1) == parts[0]
    assert next_part(parts, parts[-1], 1) is None
    assert next_part(parts, None, -1) == parts[-1]
