"""Takes that were cut off are judged afterwards, and kept ones are compared once more, as if nothing had happened."""

from datetime import UTC, datetime, timedelta

import attrs
import numpy as np
import pytest

from dancecoach.coaching.dance.comparison import compare
from dancecoach.coaching.dance.phrases import Phrase
from dancecoach.errors import AnalysisFileError, VideoError
from dancecoach.library.analyses.comparison_json import comparison_text
from dancecoach.pipeline.practice.again import compare_again
from dancecoach.pipeline.practice.judging import keep, outcome_of
from dancecoach.pipeline.practice.late import judge_late
from dancecoach.pipeline.practice.result import read_result
from dancecoach.pipeline.practice.take_facts import facts_from
from dancecoach.pipeline.practice.takes import COMPARISON, FACTS, FILM, LANDMARKS, TakeFacts, TakeStore
from dancecoach.pose.formats.npz import save_npz
from dancecoach.pose.track import PoseTrack
from dancecoach.video.writer import VideoWriter

BEGUN = datetime(2026, 3, 1, 18, 5, 31, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    return TakeStore(tmp_path / "takes")


@pytest.fixture
def cut_off(store):
    """A function: a take that was filmed and no more."""

    def make(**more):
        take = store.begin(TakeFacts("/clips/tanz.mp4", "ab" * 32, BEGUN, **more))
        with VideoWriter(take.film, (64, 48), 30.0) as writer:
            for index in range(40):
                writer.write(np.zeros((48, 64, 3), np.uint8), index / 10)
        return take

    return make


@pytest.fixture
def filmed(reference):
    """A function: the learner in a film that begins so many seconds before the dance, and stands still until then."""

    def make(before_s, first_s, seconds, speed=1.0, late_s=0.0):
        track = reference.track
        times = np.arange(0, before_s + seconds, 1 / 30)
        danced = np.clip(first_s + (times - before_s - late_s) * speed, first_s, None)
        at = np.clip(np.searchsorted(track.times, danced), 0, len(track) - 1)
        return attrs.evolve(
            track,
            times=times,
            landmarks=track.landmarks[at],
            visibility=track.visibility[at],
            world=None if track.world is None else track.world[at],
            found=track.found[at],
        )

    return make


def refused(_take):
    raise AssertionError("nothing is to be looked at")


@pytest.mark.parametrize(
    ("speed", "part", "before_s", "seconds"),
    [
        (1.0, None, 2.6, 8.0),
        (1.0, None, 0.1, 8.0),  # the second lap of a loop
        (0.5, None, 4.4, 12.0),
        (1.2, Phrase(4.0, 8.0, 2), 2.2, 3.3),
        (0.7, Phrase(8.0, 12.0, 3), 3.3, 5.6),
    ],
)
def test_what_was_heard_is_found_by_the_movement(store, cut_off, filmed, reference, speed, part, before_s, seconds):
    take, first = cut_off(speed=speed, part=part), 0.0 if part is None else part.start_s
    result = judge_late(store, take, reference, lambda _take: filmed(before_s, first, seconds, speed))
    assert result.laid.tempo == pytest.approx(speed)
    assert result.laid.offset_s == pytest.approx(first - speed * before_s, abs=0.12)
    assert not result.laid.by_sound
    assert result.score > 85
    assert "ended before" in result.warnings[-1]
    (kept,) = store.of("ab" * 32)
    assert kept.judged
    assert kept.score == result.score
    assert store.unjudged(BEGUN + timedelta(days=1)) == []


def test_landmarks_that_were_written_are_taken(store, cut_off, filmed, reference):
    take = cut_off()
    save_npz(filmed(2.0, 0.0, 7.0), take.folder / LANDMARKS)
    assert judge_late(store, take, reference, refused).score > 85


def test_damaged_landmarks_are_made_anew(store, cut_off, filmed, reference):
    take = cut_off()
    (take.folder / LANDMARKS).write_bytes(b"half a f")
    assert judge_late(store, take, reference, lambda _take: filmed(2.0, 0.0, 7.0)).score > 85


def test_in_a_film_of_an_empty_room_nothing_can_be_judged(store, cut_off, reference):
    times = np.arange(0, 8, 1 / 30)
    empty = PoseTrack.from_poses(
        times, [None] * len(times), frame_size=(48, 64), skeleton=reference.track.skeleton, source=""
    )
    result = judge_late(store, cut_off(), reference, lambda _take: empty)
    assert result.score is None
    assert result.warnings
    (kept,) = store.of("ab" * 32)
    assert kept.judged  # and is not looked at again at each start


def test_half_a_second_of_film_is_no_take(store, cut_off, filmed, reference):
    take = cut_off()
    assert judge_late(store, take, reference, lambda _take: filmed(0.1, 0.0, 0.5)) is None
    assert not take.folder.exists()


def test_a_film_that_cannot_be_read_stays(store, cut_off, reference):
    take = cut_off()

    def look(_take):
        raise VideoError("cannot be decoded", subject=take.film)

    with pytest.raises(VideoError):
        judge_late(store, take, reference, look)
    assert take.film.exists()
    assert [t.folder for t in store.unjudged(BEGUN + timedelta(days=1))] == [take.folder]


def test_only_takes_that_nobody_works_on_are_left_over(store, cut_off, filmed, reference):
    old, now = cut_off(), cut_off()
    judged = judge_late(store, cut_off(), reference, lambda _take: filmed(2.0, 0.0, 7.0)).take
    being_danced = attrs.evolve(now, facts=attrs.evolve(now.facts, begun=BEGUN + timedelta(hours=1)))
    store.write(being_danced)
    found = [take.folder for take in store.unjudged(BEGUN + timedelta(minutes=1))]
    assert found == [old.folder]
    assert judged.folder not in found


def test_a_film_that_is_there_already_is_not_kept_twice(store, cut_off, tmp_path):
    """The end came between the finished film and the removal of its first form."""
    take = cut_off()
    (take.folder / "take.999999999.recording.mkv").write_bytes(b"")
    assert store.recover() == []
    assert [path.name for path in take.folder.glob("*.mp4")] == [FILM]


def test_a_kept_take_compared_again_comes_to_the_same(store, cut_off, filmed, reference):
    take, track = cut_off(), filmed(2.0, 0.0, 7.0, late_s=0.2)
    track = attrs.evolve(track, found=track.found & (track.times >= 1.95))
    found = compare(reference.track, track, offset_s=-2.0, tempo=1.0)
    kept = keep(store, take, attrs.evolve(found, warnings=("Said that day.",)), track, reference)
    again = compare_again(kept, reference)
    assert again.comparison.score == found.score
    assert again.comparison.by_sound
    assert again.comparison.warnings == ("Said that day.",)
    assert len(again.learner.track) == 40  # a pose for every picture
    assert again.learner.track.found.sum() == 21
    assert again.learner.track.landmarks[30, 5] == pytest.approx(track.landmarks[90, 5], abs=0.02)
    text = comparison_text(again.comparison, reference.analysis, again.learner)
    assert text == (take.folder / COMPARISON).read_text("utf-8")


def test_another_measure_since_then_is_said(store, cut_off, filmed, reference):
    take, track = cut_off(), filmed(2.0, 0.0, 7.0)
    found = compare(reference.track, track, offset_s=-2.0, tempo=1.0)
    lower = attrs.evolve(found, score=attrs.evolve(found.score, total=61.0))
    again = compare_again(keep(store, take, lower, track, reference), reference)
    assert "scored 61" in again.comparison.warnings[-1]


def test_without_its_landmarks_a_take_cannot_be_compared_again(store, cut_off, filmed, reference):
    take = cut_off()
    result = judge_late(store, take, reference, lambda _take: filmed(2.0, 0.0, 7.0))
    (take.folder / LANDMARKS).unlink()
    with pytest.raises(AnalysisFileError, match=r"landmarks\.npz"):
        compare_again(result, reference)


def test_in_short_a_take_says_what_its_comparison_says(store, cut_off, filmed, reference):
    take, track = cut_off(), filmed(2.0, 0.0, 7.0)
    found = compare(reference.track, track, offset_s=-2.0, tempo=1.0)
    keep(store, take, found, track, reference)
    facts = facts_from((take.folder / FACTS).read_text("utf-8"), take.folder / FACTS)
    short = outcome_of(found)
    assert facts.outcome.score == found.score.total
    assert dict(facts.outcome.joints) == {line.joint: line.mark for line in found.joints}
    assert [mark for _a, _b, mark in facts.outcome.parts] == [line.score.total for line in found.phrases]
    assert facts.outcome.doubt == short.doubt
    assert read_result(store.of("ab" * 32)[0]).score == facts.outcome.score
