"""Frames without a person: bridged when few, idle and unknown when many, and said."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dancecoach.models.decoding import FOLLOWERS
from dancecoach.models.seen import decode_seen, phase_warnings, seen_spans
from dancecoach.motion.phases import IDLE, LANDING, SKILL, TAKE_OFF, runs
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.pose.track import PoseTrack


def track_of(found, fps=30.0):
    found = np.asarray(found, bool)
    landmarks = np.where(found[:, None, None], np.zeros((len(found), 33, 3)), np.nan)
    times = np.arange(len(found)) / fps
    return PoseTrack(times, landmarks, np.ones((len(found), 33)) * found[:, None], found, (640, 480), BLAZEPOSE_33, "")


def verdicts_of(labels, sure=0.97):
    out = np.full((len(labels), 4), (1 - sure) / 3)
    out[np.arange(len(labels)), labels] = sure
    return out


LABELS = np.repeat([IDLE, TAKE_OFF, SKILL, LANDING, IDLE], [30, 12, 18, 15, 30])


def without(start, end, count=105):
    found = np.ones(count, bool)
    found[start:end] = False
    return track_of(found)


def test_a_whole_clip_is_decoded_and_sure():
    track = without(0, 0)
    labels, probabilities = decode_seen(track, verdicts_of(LABELS))
    np.testing.assert_array_equal(labels, LABELS)
    assert probabilities[np.arange(len(labels)), labels].mean() > 0.95
    assert phase_warnings(track, labels) == ()


def test_doubt_of_the_network_stays_doubt():
    """However many doubtful frames there are."""
    labels, probabilities = decode_seen(track_of(np.ones(300)), verdicts_of(np.zeros(300, int), sure=0.45))
    assert not labels.any()
    assert 0.45 < probabilities[:, IDLE].mean() < 0.8


def test_what_the_grammar_corrects_is_doubtful():
    wrong = np.zeros(60, int)
    wrong[30] = SKILL
    labels, probabilities = decode_seen(track_of(np.ones(60)), verdicts_of(wrong))
    assert not labels.any()
    assert probabilities[30, IDLE] < 0.6


def test_a_short_absence_in_a_skill_is_bridged_and_said():
    track = without(46, 56)
    labels, probabilities = decode_seen(track, verdicts_of(np.where(track.found, LABELS, IDLE)))
    np.testing.assert_array_equal(labels, LABELS)
    assert probabilities[50, SKILL] < probabilities[44, SKILL]
    (said,) = phase_warnings(track, labels)
    assert said == "Nobody was seen from 1.5 s to 1.9 s, in the middle of a skill: its end is a guess."


def test_a_glance_away_is_not_worth_a_sentence():
    track = without(46, 48)
    assert phase_warnings(track, LABELS.astype(np.uint8)) == ()


def test_a_long_absence_has_no_verdict():
    """Whatever the network makes of nobody; and who comes back does not come back into a landing."""
    track = without(50, 70)
    labels, probabilities = decode_seen(track, verdicts_of(LABELS))
    np.testing.assert_array_equal(labels[:50], LABELS[:50])
    assert not labels[50:70].any()
    np.testing.assert_array_equal(probabilities[50:70], 0.25)
    assert not labels[70:].any()
    assert probabilities[72, IDLE] > 0.9
    (said,) = phase_warnings(track, labels)
    assert "from 1.7 s to 2.3 s, in the middle of a skill" in said


def test_a_skill_at_the_end_is_said():
    track = without(0, 0, 55)
    labels, _ = decode_seen(track, verdicts_of(LABELS[:55]))
    assert labels[-1] == SKILL
    (said,) = phase_warnings(track, labels)
    assert "its landing is not known" in said


def test_somebody_who_leaves_in_a_skill_is_said():
    track = without(55, 105)
    labels, _ = decode_seen(track, verdicts_of(LABELS))
    assert "its landing is not known" in phase_warnings(track, labels)[-1]


def test_many_losses_are_counted():
    found = np.ones(600, bool)
    for i in range(5):
        found[100 * i + 50 : 100 * i + 60] = False
    labels = np.full(600, TAKE_OFF, np.uint8)
    said = phase_warnings(track_of(found), labels)
    assert len(said) == 4
    assert said[-1] == "The person was lost in the middle of a movement 2 more times."


def test_nobody_at_all_is_said():
    track = track_of(np.zeros(50))
    labels, probabilities = decode_seen(track, verdicts_of(np.full(50, SKILL)))
    assert not labels.any()
    assert (probabilities == 0.25).all()
    assert phase_warnings(track, labels) == ("Nobody was seen, so the clip has no phases but idle.",)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_a_clip_too_short_is_said(count):
    track = track_of(np.ones(count))
    labels, probabilities = decode_seen(track, verdicts_of(np.full(count, SKILL)))
    assert labels.shape == (count,)
    assert not labels.any()
    assert (probabilities == 0.25).all()
    assert "too short" in phase_warnings(track, labels)[0]


def test_somebody_seen_for_a_moment_is_not_judged():
    found = np.zeros(100)
    found[20:26] = found[50:90] = 1
    assert seen_spans(track_of(found)) == [(50, 89)]


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 2**32 - 1), st.sampled_from([24.0, 30.0, 60.0]), st.floats(0.0, 0.9))
def test_every_frame_has_a_phase_and_the_grammar_holds_where_somebody_is(seed, fps, gone):
    rng = np.random.default_rng(seed)
    found = np.repeat(rng.random(20) >= gone, rng.integers(1, 40, 20))
    track = track_of(found, fps)
    labels, probabilities = decode_seen(track, rng.dirichlet([0.3] * 4, len(found)))
    np.testing.assert_allclose(probabilities.sum(axis=1), 1.0)
    outside = np.ones(len(found), bool)
    for first, last in seen_spans(track):
        outside[first : last + 1] = False
        phases = [phase for phase, _, _ in runs(labels[first : last + 1])]
        assert first == 0 or phases[0] != LANDING
        assert all(b in FOLLOWERS[a] for a, b in itertools.pairwise(phases))
    assert not labels[outside].any()
