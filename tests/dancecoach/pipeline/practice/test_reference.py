import pytest

from dancecoach.coaching.dance.phrases import Phrase
from dancecoach.errors import InputError
from dancecoach.library.counts.store import CountsStore
from dancecoach.library.lesson.records import Lesson, LessonCue, LessonStep
from dancecoach.pipeline.practice.reference import Silence, prepare
from dancecoach.video.sound_format import CHANNELS, RATE


def test_somebody_in_it_makes_a_reference(analysed, tmp_path):
    reference = prepare(analysed(8.0), CountsStore(tmp_path))
    assert not reference.has_sound
    assert reference.counts is None
    assert len(reference.parts) == 2


def test_nobody_in_it_is_said(analysed, tmp_path):
    with pytest.raises(InputError, match=r"tanz\.mp4.*nobody is seen.*whole body"):
        prepare(analysed(8.0, seen=False), CountsStore(tmp_path))


def test_too_short_a_clip_is_none(analysed, tmp_path):
    with pytest.raises(InputError, match=r"tanz\.mp4.*lasts \d\.\d\d seconds.*at least 2.*longer clip"):
        prepare(analysed(1.0), CountsStore(tmp_path))


def test_the_dancer_of_a_moment_is_that_of_the_frame_on_show(reference):
    at = reference.frame_at(3.01)
    assert reference.track.times[at] <= 3.01 < reference.track.times[at + 1]
    assert (reference.pose_at(3.01).landmarks == reference.track.landmarks[at]).all()
    assert reference.pose_at(99.0) is None


def test_silence_lasts_as_long_as_the_music_would():
    pieces = list(Silence().stretched(1.0, 2.0, 0.5))
    assert sum(map(len, pieces)) == 2 * RATE
    assert all(piece.shape[1] == CHANNELS and not piece.any() for piece in pieces)


LESSON = Lesson(
    "Turn", "media/a.mp4", "ab" * 32, 2.0, 6.0,
    steps=(LessonStep("before", 0.0, 1.5), LessonStep("basic", 1.5, 4.0), LessonStep("turn", 4.0, 5.0)),
    cues=(LessonCue("up", 3.0, 5.0), LessonCue("down", 4.0, 5.0)),
)  # fmt: skip


def test_a_lesson_says_what_of_it_is_danced_in_which_steps(analysed, tmp_path):
    reference = prepare(analysed(8.0), CountsStore(tmp_path), lesson=LESSON)
    assert (reference.begin_s, reference.end_s) == (2.0, 6.0)
    assert (reference.whole.start_s, reference.whole.end_s, reference.whole.number) == (2.0, 6.0, 0)
    assert [(part.name, part.start_s, part.end_s) for part in reference.steps] == [
        ("basic", 2.0, 4.0),
        ("turn", 4.0, 5.0),
    ]
    assert len({part.number for part in (*reference.steps, *reference.parts)}) == 2 + len(reference.parts)
    assert (reference.step_at(3.0), reference.step_at(4.0), reference.step_at(5.5)) == ("basic", "turn", "")
    assert (reference.cue_at(3.5), reference.cue_at(4.5), reference.cue_at(5.5)) == ("up", "up\ndown", "")
    assert reference.pose_at(1.0) is not None  # what comes before is known all the same
    assert reference.title == "Turn"


def test_a_part_is_called_as_the_step_that_is_the_same_stretch(analysed, tmp_path):
    reference = prepare(analysed(8.0), CountsStore(tmp_path), lesson=LESSON)
    assert reference.as_taught(Phrase(2.1, 3.8, 1)) == reference.steps[0]
    assert reference.as_taught(Phrase(4.0, 5.1, 2)).name == "turn"
    for other in (Phrase(2.0, 6.0, 1), Phrase(3.0, 4.0, 2)):
        assert reference.as_taught(other) is other


def test_a_lesson_that_does_not_fit_the_clip_leaves_it_whole(analysed, tmp_path):
    late = LESSON.__class__("Turn", "media/a.mp4", "ab" * 32, 50.0, 60.0)
    reference = prepare(analysed(8.0), CountsStore(tmp_path), lesson=late)
    assert reference.whole is None
    assert reference.begin_s == 0.0
    assert prepare(analysed(8.0), CountsStore(tmp_path)).whole is None


def test_a_part_is_found_by_its_number(analysed, tmp_path):
    reference = prepare(analysed(8.0), CountsStore(tmp_path), lesson=LESSON)
    every = (*reference.steps, *reference.parts)
    assert len(every) > len(reference.steps) > 1
    assert [reference.part(part.number) for part in every] == list(every)
    assert reference.part(999) is None


def test_the_part_at_a_moment_is_a_step_where_there_are_steps(analysed, tmp_path):
    plain, taught = (prepare(analysed(8.0), CountsStore(tmp_path), lesson=lesson) for lesson in (None, LESSON))
    first, second = plain.parts
    assert (plain.part_at(first.start_s), plain.part_at(second.start_s)) == (first, second)
    assert plain.part_at(99.0) == first
    assert [taught.part_at(moment_s).name for moment_s in (2.0, 4.0, 5.5)] == ["basic", "turn", "basic"]


def test_what_has_one_part_only_has_none_to_choose(analysed, tmp_path):
    reference = prepare(analysed(3.0), CountsStore(tmp_path))
    assert len(reference.parts) == 1
    assert reference.part_at(1.0) is None


def test_the_part_around_another_has_its_middle(analysed, tmp_path):
    reference = prepare(analysed(8.0), CountsStore(tmp_path))
    first, second = reference.parts
    edge = second.start_s
    assert reference.part_around(Phrase(edge - 1.0, edge + 0.5, 7)) == first
    assert reference.part_around(Phrase(edge - 0.5, edge + 1.0, 7)) == second
    assert reference.part_around(Phrase(90.0, 91.0, 7)) is None
