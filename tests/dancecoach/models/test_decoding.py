"""Decoding against all there is to choose from, and against the grammar in words."""

import itertools
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dancecoach.models.decoding import (
    BEGIN,
    FOLLOWERS,
    TYPICAL_S,
    PhaseFilter,
    Shortest,
    best_path,
    evidence,
    grammar,
    posteriors,
)
from dancecoach.motion.phases import IDLE, LANDING, SKILL, TAKE_OFF, runs

SHORT = Shortest(idle=0.2, take_off=0.1, skill=0.2, landing=0.1)
"""At ten frames per second two, one, two and one frames."""

INTERVAL_S = 0.1


def log_prior(labels, least, interval_s):
    """Log probability of a sequence of phases by the grammar, segment by segment; -inf where it breaks it."""
    segments = runs(np.array(labels))
    total = np.log(BEGIN[segments[0][0]])
    for i, (phase, a, b) in enumerate(segments):
        length, leave = b - a + 1, interval_s / TYPICAL_S[phase]
        ends = i + 1 == len(segments)
        # The clip's beginning may cut a segment short, and so may its end; nothing else may.
        shortest = 1 if i == 0 else least[phase]
        if length < shortest and not ends:
            return -np.inf
        total += max(0, length - shortest) * np.log1p(-leave)
        if not ends:
            follower = segments[i + 1][0]
            if follower not in FOLLOWERS[phase]:
                return -np.inf
            total += np.log(leave * FOLLOWERS[phase][follower])
    return total


@pytest.fixture(scope="module")
def every_sequence():
    """For each length, all sequences of phases that the grammar allows and their log probabilities."""
    found = {}
    for count in range(1, 8):
        sequences = np.array(list(itertools.product(range(4), repeat=count)))
        least = SHORT.frames(INTERVAL_S)
        priors = np.array([log_prior(s, least, INTERVAL_S) for s in sequences])
        allowed = np.isfinite(priors)
        found[count] = sequences[allowed], priors[allowed]
    return found


verdicts = st.integers(1, 7).flatmap(
    lambda count: arrays(np.float64, (count, 4), elements=st.floats(0.01, 1.0)).map(
        lambda a: a / a.sum(axis=1, keepdims=True)
    )
)


@settings(deadline=None, max_examples=150)
@given(verdicts)
def test_the_best_path_is_the_best_of_all(every_sequence, probabilities):
    rules, logs = grammar(INTERVAL_S, SHORT), evidence(probabilities)
    sequences, priors = every_sequence[len(logs)]
    scores = priors + rules.weight * logs[np.arange(len(logs)), sequences].sum(axis=1)
    path = best_path(logs, rules)
    (chosen,) = np.flatnonzero((sequences == path).all(axis=1))
    assert scores[chosen] == pytest.approx(scores.max(), abs=1e-9)


@settings(deadline=None, max_examples=150)
@given(verdicts)
def test_posteriors_are_the_sum_over_all(every_sequence, probabilities):
    rules, logs = grammar(INTERVAL_S, SHORT), evidence(probabilities)
    sequences, priors = every_sequence[len(logs)]
    weights = np.exp(priors + rules.weight * logs[np.arange(len(logs)), sequences].sum(axis=1))
    expected = np.stack([(weights[:, None] * (sequences == p)).sum(axis=0) for p in range(4)], axis=1) / weights.sum()
    found = posteriors(logs, rules)
    np.testing.assert_allclose(found, expected, atol=1e-9)


@settings(deadline=None, max_examples=100)
@given(verdicts)
def test_the_filter_is_the_posterior_of_the_newest_frame(probabilities):
    rules, logs = grammar(INTERVAL_S, SHORT, eager=True), evidence(probabilities)
    stream = PhaseFilter(rules)
    for t in range(len(logs)):
        expected = posteriors(logs[: t + 1], rules)[-1]
        np.testing.assert_allclose(stream.push(logs[t]), expected, atol=1e-9)


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 2**32 - 1), st.integers(1, 120), st.sampled_from([10, 24, 25, 29.97, 30, 50, 60, 120]))
def test_no_path_breaks_the_grammar(seed, count, fps):
    rng = np.random.default_rng(seed)
    rules, least = grammar(1 / fps), Shortest().frames(1 / fps)
    path = best_path(evidence(rng.dirichlet([0.2] * 4, count)), rules)
    segments = runs(path)
    assert path.shape == (count,)
    for (before, _, _), (after, _, _) in itertools.pairwise(segments):
        assert after in FOLLOWERS[before]
    for phase, a, b in segments[1:-1]:
        assert b - a + 1 >= least[phase]


def test_the_grammar_is_the_one_of_the_house():
    """In words, and not by what the module says of itself."""
    after = {p: set(f) for p, f in FOLLOWERS.items()}
    assert after == {IDLE: {TAKE_OFF}, TAKE_OFF: {SKILL, IDLE}, SKILL: {LANDING}, LANDING: {IDLE, TAKE_OFF}}


@pytest.mark.parametrize(
    ("fps", "least"),
    [(30, (3, 2, 2, 2)), (60, (6, 4, 4, 4)), (24, (3, 2, 2, 2)), (10, (1, 1, 1, 1)), (1, (1, 1, 1, 1))],
)
def test_shortest_durations_in_frames(fps, least):
    assert Shortest().frames(1 / fps) == least
    # Time stamps in whole milliseconds change nothing.
    assert Shortest().frames(round(1 / fps, 3)) == least


def clear(*lengths, sure=0.97):
    """Verdicts as sure as given, for (phase, frames) after one another."""
    labels = np.concatenate([np.full(n, phase) for phase, n in lengths])
    probabilities = np.full((len(labels), 4), (1 - sure) / 3)
    probabilities[np.arange(len(labels)), labels] = sure
    return labels, probabilities


JUMP = ((IDLE, 30), (TAKE_OFF, 12), (SKILL, 15), (LANDING, 14), (IDLE, 30))


@pytest.mark.parametrize(
    "lengths",
    [
        JUMP,
        ((TAKE_OFF, 4), (SKILL, 15), (LANDING, 2)),  # begins and ends in motion
        ((LANDING, 10), (IDLE, 20)),  # begins in a landing
        ((SKILL, 3), (LANDING, 10), (IDLE, 20)),
        ((IDLE, 20), (TAKE_OFF, 20), (IDLE, 20)),  # a fake
        ((IDLE, 9), (TAKE_OFF, 9), (SKILL, 2), (LANDING, 4), (TAKE_OFF, 7), (SKILL, 3), (LANDING, 9)),  # folk hops
        ((TAKE_OFF, 9), (SKILL, 12), (LANDING, 2), (TAKE_OFF, 2), (SKILL, 14), (LANDING, 9)),  # a tumbler's rebound
    ],
)
def test_clear_verdicts_are_believed(lengths):
    labels, probabilities = clear(*lengths)
    np.testing.assert_array_equal(best_path(evidence(probabilities), grammar(1 / 30)), labels)


@pytest.mark.parametrize("fps", [30, 60, 120])
def test_more_frames_know_no_more(fps):
    """The same verdicts shown on more frames: the same moments, equally sure."""
    rng = np.random.default_rng(5)
    _, probabilities = clear(*JUMP, sure=0.6)
    probabilities = 0.6 * probabilities + 0.4 * rng.dirichlet([1] * 4, len(probabilities))
    repeat = fps // 30
    many = np.repeat(probabilities, repeat, axis=0)
    once = posteriors(evidence(probabilities), grammar(1 / 30))
    often = posteriors(evidence(many), grammar(1 / fps))
    assert np.abs(often[::repeat] - once).max() < 0.3
    assert np.abs(often[::repeat] - once).mean() < 0.02


def test_an_eager_filter_says_a_take_off_earlier_and_still_refuses_a_wrong_frame():
    _, probabilities = clear((IDLE, 30), (TAKE_OFF, 12), sure=0.6)
    probabilities[10] = [0.01, 0.01, 0.97, 0.01]

    def said(rules):
        found = PhaseFilter(rules)
        return np.array([found.push(row).argmax() for row in evidence(probabilities)])

    eager, patient = said(grammar(1 / 30, eager=True)), said(grammar(1 / 30))
    assert not eager[:30].any()
    assert np.flatnonzero(eager)[0] < np.flatnonzero(patient)[0]


def test_a_wrong_frame_is_no_skill():
    labels, probabilities = clear((IDLE, 60))
    probabilities[30] = [0.01, 0.01, 0.97, 0.01]
    np.testing.assert_array_equal(best_path(evidence(probabilities), grammar(1 / 30)), labels)


def test_a_network_beyond_doubt_can_be_outvoted():
    _, probabilities = clear((IDLE, 60))
    probabilities[30] = [0.0, 0.0, 1.0, 0.0]
    assert not best_path(evidence(probabilities), grammar(1 / 30)).any()
    assert np.isfinite(posteriors(evidence(probabilities), grammar(1 / 30))).all()


def test_doubt_is_where_one_phase_goes_over_into_the_next():
    labels, probabilities = clear(*JUMP, sure=0.6)
    own = posteriors(evidence(probabilities), grammar(1 / 30))[np.arange(len(labels)), labels]
    assert own[30] < own[36]
    assert own[15] > 0.99


def test_where_nothing_is_known_the_grammar_speaks():
    labels, probabilities = clear(*JUMP)
    probabilities[46:54] = 0.25
    logs = evidence(probabilities)
    np.testing.assert_array_equal(best_path(logs, grammar(1 / 30)), labels)


def test_slow_frames_do_not_run_out_of_numbers():
    rng = np.random.default_rng(1)
    probabilities = np.eye(4)[rng.integers(0, 4, 2000)]
    for fps in (0.5, 2, 10, 30, 240):
        out = posteriors(evidence(probabilities), grammar(1 / fps))
        np.testing.assert_allclose(out.sum(axis=1), 1.0)


def test_nothing_is_nothing():
    rules = grammar(1 / 30)
    assert best_path(np.empty((0, 4)), rules).shape == (0,)
    assert posteriors(np.empty((0, 4)), rules).shape == (0, 4)


def test_time_grows_with_the_length_alone():
    rng = np.random.default_rng(2)
    logs, rules = evidence(rng.dirichlet([1] * 4, 18_000)), grammar(1 / 30)

    def seconds(count):
        start = time.process_time()
        best_path(logs[:count], rules)
        posteriors(logs[:count], rules)
        return time.process_time() - start

    seconds(500)
    assert min(seconds(18_000) for _ in range(2)) < 20 * min(seconds(1800) for _ in range(5))
