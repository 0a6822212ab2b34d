"""Timing is told where it costs most: a drift by its tempo, a late passage by its seconds, and nothing in time."""

import numpy as np
import pytest

from dancecoach.coaching.dance.comparison import compare
from dancecoach.coaching.dance.cues import late_cue
from dancecoach.coaching.dance.lateness import BLAMED_S, Lateness
from dancecoach.coaching.dance.phrases import Counts
from dancecoach.coaching.dance.scoring import Score, lost_marks, total_mark

COUNTS = Counts(tuple(np.arange(0.0, 22.0, 0.517).tolist()))


def at_tempo(dance, reference, tempo, seconds=10.0, noise=0.01, **how):
    """Compared with the music, from the beginning on."""
    danced = dance(when=lambda t: tempo * t, last_s=seconds, noise=noise, **how)
    return compare(reference, danced, offset_s=0.0, counts=COUNTS)


@pytest.mark.parametrize("tempo", [0.94, 0.97, 1.03, 1.06])
def test_a_drift_is_told_with_its_tempo_from_where_it_is_noticed(dance, reference, tempo) -> None:
    found = at_tempo(dance, reference, tempo)
    (late,) = found.late
    assert late.slower == pytest.approx(1 - tempo, abs=0.01)
    assert late.late_s == pytest.approx((1 - tempo) * 10.0, abs=0.06)
    assert late.start_s == pytest.approx(BLAMED_S / abs(1 - tempo), abs=0.5)
    words = ("fall behind", "slower") if tempo < 1 else ("hurry", "faster")
    assert all(word in found.late_cues[0] for word in words)
    assert found.late_cues[0].startswith("From count ")


def test_who_drifts_out_of_reach_is_told_so_and_not_that_it_is_another_dance(dance, reference) -> None:
    found = at_tempo(dance, reference, 0.94, 20.0)
    (late,) = found.late
    assert late.slower == pytest.approx(0.06, abs=0.01)
    assert late.end_s == pytest.approx(found.aligned.learner_s[-1])
    assert not any("another dance" in said for said in found.warnings)
    assert not any("all is right" in line.praise for line in found.phrases)


@pytest.mark.parametrize("noise", [0.0, 0.01, 0.03])
@pytest.mark.parametrize("behind_s", [0.0, 0.06])
def test_of_a_dancer_in_time_nothing_is_said(dance, reference, noise, behind_s) -> None:
    found = compare(reference, dance(when=lambda t: t - behind_s, noise=noise), offset_s=0.0, counts=COUNTS)
    assert found.late == found.late_cues == ()


@pytest.mark.parametrize("other", [0, 1, 2])
def test_of_another_dance_no_timing_is_told(dance, reference, other) -> None:
    assert compare(reference, dance(dance.others[other], noise=0.01), offset_s=0.0).late == ()


@pytest.mark.parametrize("seconds", [0.3, -0.3])
def test_a_late_passage_is_told_as_one(dance, reference, seconds) -> None:
    def when(t):
        return t - seconds * np.clip(np.minimum(t - 5.0, 13.0 - t), 0.0, 1.0)

    (late,) = compare(reference, dance(when=when, noise=0.01), offset_s=0.0, counts=COUNTS).late
    assert late.slower == 0
    assert late.late_s == pytest.approx(seconds, abs=0.06)
    assert (late.start_s, late.end_s) == (pytest.approx(5.4, abs=0.3), pytest.approx(12.6, abs=0.3))


def test_without_music_another_tempo_is_no_drift(dance, reference) -> None:
    slow = dance(when=lambda t: 0.94 * t, noise=0.01)
    assert compare(reference, slow, counts=COUNTS).late == ()


def test_where_a_limb_costs_more_timing_is_not_told(dance, reference) -> None:
    arms = dance.added(left_arm_abd=-70, right_arm_abd=-70)
    found = at_tempo(dance, reference, 0.985, change=arms)
    assert found.late == ()
    assert found.cues


def test_the_words_name_the_moment_the_seconds_and_what_to_do() -> None:
    late = Lateness(2.0, 9.0, 8.3, 15.0, 0.31, 0.06)
    assert late_cue(late, COUNTS) == (
        "From count 1 of the third eight you fall behind: you come to be 0.3 s late, 6% slower than the music. "
        "Begin each movement earlier."
    )
    early = Lateness(0.0, 9.0, 0.0, 9.0, -0.14)
    assert late_cue(early) == "From 0:00.0 on you are 0.15 s early. Wait for the beat."


def test_what_the_marks_take_is_what_the_total_lacks() -> None:
    score = Score(total_mark(80.0, 50.0, 90.0, 70.0), 80.0, 50.0, 90.0, 70.0, 1.0)
    lost = lost_marks(score)
    assert sum(lost.values()) == pytest.approx(100 - score.total)
    assert lost["timing"] == pytest.approx(80 * 0.35 * 0.5)
    assert lost_marks(Score(None, None, None, None, None, 0.0)) == {}
