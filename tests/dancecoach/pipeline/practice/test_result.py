"""What is to be worked on and practised again after a take, from its file."""

import json
from datetime import UTC, datetime

import attrs
import numpy as np
import pytest

from dancecoach.coaching.dance.comparison import compare
from dancecoach.coaching.dance.phrases import Counts
from dancecoach.pipeline.practice.judging import keep, moved
from dancecoach.pipeline.practice.result import Cue, read_result
from dancecoach.pipeline.practice.take_facts import Outcome
from dancecoach.pipeline.practice.takes import COMPARISON, TakeFacts, TakeStore

COUNTS = Counts(tuple(np.arange(0.0, 13.0, 0.5).tolist()))


@pytest.fixture
def kept(tmp_path, reference):
    """A function: the result of a take danced at a share of the music's tempo, read from the disk."""
    store = TakeStore(tmp_path / "takes")

    def result(tempo):
        take = store.begin(TakeFacts("/clips/tanz.mp4", "ab" * 32, datetime(2026, 3, 1, tzinfo=UTC)))
        track = attrs.evolve(reference.track, times=reference.track.times / tempo)
        found = moved(compare(reference.track, track, offset_s=0.0, counts=COUNTS), 2.0)
        track = attrs.evolve(track, times=track.times + 2.0)
        return read_result(keep(store, take, found, track, reference).take)

    return result


@pytest.mark.parametrize(("tempo", "word"), [(0.94, "fall behind"), (1.06, "hurry")])
def test_who_drifts_is_told_so(kept, tempo, word):
    result = kept(tempo)
    assert word in result.advice
    (late,) = result.late
    assert result.work_on == late
    assert 2.0 < result.film_at(late.reference_s) == pytest.approx(2.0 + late.reference_s / tempo, abs=0.15)
    assert late.reference_s < result.first_look_s < late.reference_end_s
    assert not result.all_good


def test_who_is_in_time_has_nothing_to_practise_again(kept):
    result = kept(1.0)
    assert result.late == ()
    assert "all is right" in result.advice
    assert len(result.phrases) > 1
    assert len(result.worst) > 1
    assert result.to_practise == ()
    assert result.all_good


def test_only_parts_that_are_worth_it_are_offered(kept):
    result = kept(1.0)
    scores = (99.0, 91.0, 60.0)
    lines = tuple(attrs.evolve(line, score=score) for line, score in zip(result.phrases, scores, strict=True))

    def offered(doubt, **more):
        facts = attrs.evolve(result.take.facts, outcome=Outcome(90.0, 1.0, doubt))
        return attrs.evolve(result, take=attrs.evolve(result.take, facts=facts), phrases=lines, **more).to_practise

    assert offered(0.0) == (lines[2], lines[1])
    assert offered(6.0) == (lines[2],)  # three parts: 91 is within 6 √3 of full marks
    assert offered(60.0) == (lines[2],)
    cue = Cue(lines[0].phrase.start_s, "From count 1 your left elbow is too low.", 20.0, 1.0)
    assert offered(6.0, cues=(cue,)) == (lines[2], lines[0])


def test_a_limb_of_the_worst_part_comes_before_timing_elsewhere(kept):
    result = kept(1.0)
    first, *_between, last = result.phrases
    lines = (attrs.evolve(first, score=50.0), *result.phrases[1:])
    limb = Cue(first.phrase.start_s, "elbow", 30.0, 1.0)
    late = Cue(last.phrase.start_s, "late", 0.0, 2.0, last.phrase.start_s + 2.0)
    assert attrs.evolve(result, phrases=lines, cues=(limb,), late=(late,)).work_on == limb
    here = attrs.evolve(late, reference_s=first.phrase.start_s)
    assert attrs.evolve(result, phrases=lines, cues=(limb,), late=(here,)).work_on == here


def test_a_take_of_an_older_program_is_read(kept):
    take = kept(0.94).take
    path = take.folder / COMPARISON
    content = json.loads(path.read_text("utf-8"))
    del content["timing"]["cues"]
    path.write_text(json.dumps(content), "utf-8")
    assert read_result(take).late == ()
