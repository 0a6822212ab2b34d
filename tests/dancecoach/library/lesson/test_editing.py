"""A lesson that is being made is always fit to be written, whatever is done to it."""

from pathlib import Path

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dancecoach.errors import InputError
from dancecoach.library.lesson import editing
from dancecoach.library.lesson.manifest import manifest_text, read_manifest
from dancecoach.library.lesson.records import LONGEST_TEXT, MOST_CUES, Lesson, LessonCue, LessonStep

LENGTH = 20.0
BARE = Lesson("Turn", "media/a.mp4", "ab" * 32, 0.0, LENGTH)
TWO = attrs.evolve(BARE, steps=(LessonStep("basic", 2.0, 6.0), LessonStep("turn", 6.0, 10.0)))


def spans(lesson):
    return [(step.name, step.start_s, step.end_s) for step in lesson.steps]


def test_it_begins_and_ends_where_it_is_wanted_but_is_never_shorter_than_a_second():
    lesson = editing.trimmed(BARE, LENGTH, begin_s=3.0)
    lesson = editing.trimmed(lesson, LENGTH, end_s=12.5)
    assert (lesson.begin_s, lesson.end_s) == (3.0, 12.5)
    later = editing.trimmed(lesson, LENGTH, begin_s=12.4)
    assert (later.begin_s, later.end_s) == (12.4, 13.4)
    earlier = editing.trimmed(lesson, LENGTH, end_s=2.0)
    assert (earlier.begin_s, earlier.end_s) == (1.0, 2.0)
    assert editing.trimmed(BARE, LENGTH, end_s=99.0).end_s == LENGTH


def test_a_step_takes_the_room_that_others_leave():
    lesson = editing.step_added(TWO, 1.0, 8.0, "before")
    assert spans(lesson)[0] == ("before", 1.0, 2.0)
    assert editing.step_added(TWO, 3.0, 5.0, "within") == TWO
    lesson = editing.step_added(TWO, 9.0, 12.0, " after\nit ")
    assert spans(lesson)[-1] == ("after it", 10.0, 12.0)


def test_every_eight_becomes_a_step_where_there_is_none():
    eights = [(0.0, 4.0), (4.0, 8.0), (8.0, 12.0), (12.0, 16.0), (16.0, 20.0)]
    trimmed = editing.trimmed(editing.trimmed(BARE, LENGTH, begin_s=4.5), LENGTH, end_s=14.5)
    lesson = editing.steps_of(trimmed, eights, "Eight {}")
    assert spans(lesson) == [("Eight 2", 4.5, 8.0), ("Eight 3", 8.0, 12.0), ("Eight 4", 12.0, 14.5)]
    named = editing.step_renamed(lesson, 1, "turn")
    assert editing.steps_of(named, eights, "Eight {}") == named


def test_the_edge_between_two_steps_belongs_to_both():
    assert spans(editing.edge_moved(TWO, 0, "end", 7.0, LENGTH)) == [("basic", 2.0, 7.0), ("turn", 7.0, 10.0)]
    assert spans(editing.edge_moved(TWO, 1, "start", 3.0, LENGTH)) == [("basic", 2.0, 3.0), ("turn", 3.0, 10.0)]
    assert spans(editing.edge_moved(TWO, 0, "end", 99.0, LENGTH))[1][1] == pytest.approx(9.8)
    assert spans(editing.edge_moved(TWO, 1, "end", 99.0, LENGTH))[1] == ("turn", 6.0, LENGTH)


def test_steps_apart_stop_at_one_another():
    apart = attrs.evolve(BARE, steps=(LessonStep("a", 2.0, 4.0), LessonStep("b", 6.0, 8.0)))
    assert spans(editing.edge_moved(apart, 0, "end", 7.0, LENGTH))[0] == ("a", 2.0, 6.0)
    assert spans(editing.edge_moved(apart, 1, "start", 1.0, LENGTH))[1] == ("b", 4.0, 8.0)


def test_splitting_and_joining():
    lesson = editing.step_split(TWO, 4.0, "second half")
    assert spans(lesson) == [("basic", 2.0, 4.0), ("second half", 4.0, 6.0), ("turn", 6.0, 10.0)]
    assert editing.step_joined(lesson, 0) == TWO
    assert editing.step_joined(TWO, 1) == TWO
    assert editing.step_split(TWO, 1.0, "nothing") == TWO
    assert editing.step_split(TWO, 2.05, "too short") == TWO


def test_cues_stand_in_the_order_of_time():
    lesson = editing.cue_added(editing.cue_added(BARE, "later", 5.0, 8.0), "Look up", 2.0, 5.0)
    assert [cue.text for cue in lesson.cues] == ["Look up", "later"]
    moved = editing.cue_moved(lesson, 0, 9.0, 12.0, LENGTH)
    assert moved.cues == (LessonCue("later", 5.0, 8.0), LessonCue("Look up", 9.0, 12.0))
    assert editing.cue_added(BARE, "   ", 1.0, 2.0) == BARE
    assert editing.cue_said(lesson, 0, "Look down").cues[0].text == "Look down"
    assert editing.cue_removed(lesson, 0).cues == lesson.cues[1:]
    assert [cue.text for cue in editing.cues_at(lesson.cues, 4.99)] == ["Look up"]
    assert [cue.text for cue in editing.cues_at(lesson.cues, 5.0)] == ["later"]


def test_more_cues_than_a_lesson_may_have_are_refused():
    full = attrs.evolve(BARE, cues=(LessonCue("x", 0.0, 1.0),) * MOST_CUES)
    with pytest.raises(InputError, match="as many cues as a lesson may have"):
        editing.cue_added(full, "one more", 1.0, 2.0)


def test_an_empty_title_or_name_leaves_the_one_before():
    assert editing.described(BARE, title="  ").title == "Turn"
    assert editing.step_renamed(TWO, 0, "").steps[0].name == "basic"
    assert editing.described(BARE, author=" Anna ", text="So.\n").author == "Anna"


def test_what_is_near_a_count_goes_onto_it():
    assert editing.snapped(1.04, (0.0, 1.0, 2.0), 0.1) == 1.0
    assert editing.snapped(1.2, (0.0, 1.0, 2.0), 0.1) == 1.2
    assert editing.snapped(1.2, (), 0.1) == 1.2


_TIMES = st.floats(-1, 25)
_CHANGES = st.one_of(
    st.tuples(st.just("add"), _TIMES, _TIMES),
    st.tuples(st.just("start"), st.integers(0, 9), _TIMES),
    st.tuples(st.just("end"), st.integers(0, 9), _TIMES),
    st.tuples(st.just("split"), _TIMES, _TIMES),
    st.tuples(st.just("join"), st.integers(0, 9), _TIMES),
    st.tuples(st.just("trim"), _TIMES, _TIMES),
    st.tuples(st.just("cue"), _TIMES, _TIMES),
)


def changed(lesson, change):
    kind, first, second = change
    if kind == "add":
        return editing.step_added(lesson, max(0.0, first), min(LENGTH, second), "more")
    if kind == "split":
        return editing.step_split(lesson, first, "half")
    if kind == "trim":
        return editing.trimmed(editing.trimmed(lesson, LENGTH, begin_s=first), LENGTH, end_s=second)
    if kind == "cue":
        lesson = editing.cue_added(lesson, "up", max(0.0, min(first, LENGTH)), max(0.0, min(second, LENGTH)))
        return editing.cue_moved(lesson, 0, second, first, LENGTH)
    if not lesson.steps:
        return lesson
    place = first % len(lesson.steps)
    return editing.step_joined(lesson, place) if kind == "join" else editing.edge_moved(
        lesson, place, kind, second, LENGTH
    )  # fmt: skip


@given(st.lists(_CHANGES, max_size=12))
@example([("cue", 0.0, 0.0), ("cue", 3e-5, 0.0)])  # apart, but not as they are written
def test_whatever_is_done_it_can_be_written_and_read_again(changes):
    lesson = TWO
    for change in changes:
        lesson = changed(lesson, change)
    text = manifest_text(lesson, {lesson.media: lesson.sha256})
    again, _files = read_manifest(text.encode(), Path("a.dclesson"))
    assert len(again.steps) == len(lesson.steps)
    assert all(0 <= step.start_s < step.end_s <= LENGTH for step in again.steps)
    assert manifest_text(again, {lesson.media: lesson.sha256}) == text


def test_whatever_a_clip_is_called_its_lesson_can_be_kept():
    lesson = editing.begun("Turn\x07 " * 80, "5" * 64, 9.0, author="An\x1bna", text="long " * 9000)
    assert (len(lesson.title), lesson.author, len(lesson.text)) == (199, "Anna", LONGEST_TEXT - 1)
    text = manifest_text(attrs.evolve(lesson, media="media/a.mp4"), {"media/a.mp4": lesson.sha256}).encode()
    assert read_manifest(text, Path("a"))[0] == attrs.evolve(lesson, media="media/a.mp4")


@pytest.mark.parametrize("name", ["\x07", "\ud800", " \u2028 "])
def test_a_name_of_nothing_that_is_seen_is_none(name):
    with_step = editing.step_added(BARE, 1.0, 2.0, "Step 1")
    assert editing.step_renamed(with_step, 0, name) == with_step
    assert editing.cue_added(BARE, name, 1.0, 2.0) == BARE
