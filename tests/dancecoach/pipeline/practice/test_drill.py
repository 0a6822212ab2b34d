"""From slow to fast: when it becomes faster, when slower, and what is kept of it."""

from datetime import UTC, datetime

import attrs
import numpy as np
import pytest

from dancecoach.coaching.dance.comparison import compare
from dancecoach.coaching.dance.phrases import Phrase
from dancecoach.pipeline.practice.drill import (
    GOOD,
    POOR,
    Drill,
    Repetition,
    Verdict,
    doubt_of,
    reason_text,
    repetition_of,
    rungs,
    verdict_text,
)
from dancecoach.pipeline.practice.drill_kept import FILE, best_of, keep, laps_of
from dancecoach.pipeline.practice.plan import Plan, next_speed
from dancecoach.pipeline.practice.takes import TakeFacts, TakeStore


def danced(drill, *scores, doubt=2.0):
    """The drill after laps with these scores, each at the speed it had come to; and the speeds."""
    speeds = [drill.speed]
    for score in scores:
        drill = drill.after(Repetition(drill.speed, score, doubt, 0.9 if score is not None else 0.2))
        speeds.append(drill.speed)
    return drill, speeds


def test_good_laps_lead_from_half_speed_to_the_goal_and_end_there():
    drill, speeds = danced(Drill(), *[90] * 6)
    assert speeds == [0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.0]
    assert drill.done
    assert drill.reached == 1.0
    assert rungs(1.2)[-2:] == (1.1, 1.2)
    assert not danced(Drill(1.0, goal=1.2), 90)[0].done


def test_two_poor_laps_lead_back_and_one_does_not():
    assert danced(Drill(0.8), 40, 90)[1] == [0.8, 0.8, 0.9]
    drill, speeds = danced(Drill(0.8), 40, 40, 40, 40)
    assert speeds == [0.8, 0.8, 0.7, 0.7, 0.6]
    assert drill.reached is None
    assert danced(Drill(0.5), 40, 40)[1][-1] == 0.5, "not slower than the slowest"


def test_close_laps_and_such_that_were_not_seen_leave_the_tempo():
    assert danced(Drill(0.6), 70, None, 70)[1] == [0.6] * 4
    assert danced(Drill(0.6), 40, None, 40)[1][-1] == 0.5, "not being seen makes no poor lap good"
    assert danced(Drill(0.6), 40, 70, 40)[1][-1] == 0.6, "a better one does"


def test_a_score_must_be_good_with_all_its_doubt_against_it():
    assert Repetition(1, GOOD + 3, 2.9).verdict is Verdict.GOOD
    assert Repetition(1, GOOD + 3, 3.1).verdict is Verdict.CLOSE
    assert Repetition(1, 90, 40.0).verdict is Verdict.GOOD, "doubt beyond ten marks keeps nobody waiting"
    assert Repetition(1, POOR - 0.1).verdict is Verdict.POOR
    assert Repetition(1).verdict is Verdict.UNSEEN


def test_who_chooses_another_speed_goes_on_from_there():
    drill, _ = danced(Drill(), 90, 90)
    assert drill.at(0.94).speed == 0.9
    assert danced(drill.at(0.9), 90)[1] == [0.9, 1.0]


@pytest.mark.parametrize(
    ("scores", "said", "why"),
    [
        ((90,), "90, good: now 60 %", "75 or more is good"),
        ((60,), "60, close: 50 % again", "75 are needed"),
        ((76,), "76, close: 50 % again", "76 ± 2 is not surely 75"),
        ((None,), "Not seen: 50 % again", "20% of the body"),
        ((90, 40, 40), "40: back to 50 %", "Twice below 55"),
        ((90,) * 6, "90: 100 % reached!", "That was the goal"),
    ],
)
def test_it_says_how_it_goes_on_and_why(scores, said, why):
    drill, _ = danced(Drill(), *scores)
    assert verdict_text(drill) == said
    assert why in reason_text(drill)


def test_doubt_is_small_where_all_is_alike_and_large_where_one_moment_decides(reference, analysed):
    track = analysed(12.0).track
    rng = np.random.default_rng(3)
    landmarks = track.landmarks + rng.normal(0, 0.004, track.landmarks.shape).astype(np.float32)
    even = compare(reference.track, attrs.evolve(track, landmarks=landmarks), offset_s=0.0)
    landmarks = landmarks.copy()
    landmarks[150:180] = landmarks[0]
    once = compare(reference.track, attrs.evolve(track, landmarks=landmarks), offset_s=0.0)
    assert doubt_of(even) < 3
    assert doubt_of(once) > 2 * doubt_of(even)
    lap = repetition_of(even, 0.7)
    assert (lap.speed, lap.score, lap.verdict) == (0.7, even.score.total, Verdict.GOOD)
    assert repetition_of(None, 0.7).verdict is Verdict.UNSEEN


def test_what_was_reached_is_kept_with_the_takes(tmp_path):
    store, whole = TakeStore(tmp_path), TakeFacts("tanz.mp4", "ab" * 32, datetime(2026, 3, 1, tzinfo=UTC))
    part = Phrase(0.0, 4.0, 1)
    takes = []
    for speed, score, of in (
        (0.5, 60.0, part),
        (0.5, 90.0, part),
        (0.6, 80.0, part),
        (0.7, None, part),
        (0.9, 99.0, None),
    ):
        take = store.begin(attrs.evolve(whole, speed=speed, part=of))
        keep(take.folder, Repetition(speed, score, 2.0, 0.9), 1.0)
        takes.append(take)
    damaged = store.begin(whole)
    (damaged.folder / FILE).write_text("{")
    laps = laps_of([*takes, damaged, store.begin(whole)])
    assert len(laps) == 5
    best = best_of(takes, laps, part)
    assert {speed: lap.score for speed, lap in best.items()} == {0.5: 90.0, 0.6: 80.0}
    assert best[0.5].verdict is Verdict.GOOD
    assert best_of(takes, laps, Phrase(0.0, 4.0, 1002, "basic")) == best
    assert best_of(takes, laps, Phrase(0.0, 3.0, 1)) == {}


def test_a_plan_of_a_drill_goes_in_laps_with_rests_and_counts_in(reference):
    plan = Plan(part=reference.parts[1], drill=True, speed=0.5, count_in=False)
    passage = plan.passage(reference)
    assert (passage.loop, passage.rest, passage.count_in, passage.edges_s) == (True, 4, 4, ())
    assert next_speed(0.5, 1, plan.speeds) == 0.6
    usual = Plan().passage(reference)
    assert (usual.rest, usual.edges_s) == (0, tuple(part.start_s for part in reference.parts))
