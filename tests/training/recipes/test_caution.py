import numpy as np
import pytest

from dancecoach.motion.features import FEATURES
from dancecoach.motion.phases import IDLE, LANDING, PHASES, SKILL, TAKE_OFF
from training.networks.phases_gru import PhasesGru
from training.recipes.caution import MOST_FALSE, Said, choose_caution, live_phases, make_cautious

JUMP = [IDLE] * 30 + [TAKE_OFF] * 12 + [SKILL] * 12 + [LANDING] * 12 + [IDLE] * 30


@pytest.fixture
def clip():
    """A function that makes a clip: true phases, and what a network says of them, this sure."""

    def make(labels, told=None, sure=6.0, bump=0.0):
        told = np.array(labels if told is None else told)
        logits = np.zeros((len(labels), 4), np.float32)
        logits[np.arange(len(labels)), told] = sure
        logits[:, SKILL] += bump * (told == SKILL)
        values = np.zeros((len(labels), len(FEATURES)), np.float32)
        values[:, FEATURES.index("there")] = 1.0
        return Said(values, logits, np.array(labels, np.uint8), np.ones(len(labels), np.bool_))

    return make


def test_clear_verdicts_are_said_of_their_own_samples(clip):
    late = [IDLE] * 2 + JUMP[:-2]
    np.testing.assert_array_equal(live_phases(clip(JUMP, late), 0.0, 1.0, look_ahead=2)[:-2], JUMP[:-2])
    np.testing.assert_array_equal(live_phases(clip(JUMP), 0.0, 1.0, look_ahead=0), JUMP)


def test_a_network_that_errs_in_idle_clips_is_made_cautious_and_no_more_than_needed(clip):
    bounce = [IDLE] * 150 + [TAKE_OFF] * 6 + [SKILL] * 4 + [LANDING] * 6 + [IDLE] * 150
    # Of the jump it is far surer than of the bounce.
    clips = [clip(JUMP, sure=9.0) for _ in range(20)] + [clip([IDLE] * len(bounce), bounce, sure=1.2)]
    chosen = choose_caution(clips, 1.0, 0)
    assert 0 < chosen.off < 2.5
    assert chosen.false_skills <= MOST_FALSE
    assert chosen.macro_f1 > 0.97


def test_a_network_that_does_not_err_stays_as_it_is(clip):
    chosen = choose_caution([clip(JUMP), clip([IDLE] * 90)], 1.0, 0)
    assert (chosen.off, chosen.false_skills, chosen.macro_f1) == (0.0, 0.0, 1.0)


def test_caution_that_costs_more_than_it_is_worth_is_not_taken(clip):
    """True skills as doubtful as the false one: without them there is nothing left."""
    doubtful = [clip(JUMP, sure=1.0) for _ in range(5)]
    false = clip([IDLE] * len(JUMP), JUMP, sure=9.0)
    chosen = choose_caution([*doubtful, false], 1.0, 0)
    assert chosen.false_skills > MOST_FALSE
    assert chosen.off < 2.5


def test_without_idle_clips_there_is_nothing_to_go_by(clip):
    chosen = choose_caution([clip(JUMP)], 1.0, 0)
    assert chosen.off == 0.0
    assert np.isnan(chosen.false_skills)


def test_caution_is_in_the_weights(keras):
    network = PhasesGru(len(FEATURES), len(PHASES), units=4, layers=1).build()
    inputs = [np.ones((1, 5, len(FEATURES)), np.float32), np.ones((1, 5), np.bool_)]
    before = np.asarray(network.predict_on_batch(inputs))
    make_cautious(network, 1.5)
    after = np.asarray(network.predict_on_batch(inputs))
    np.testing.assert_allclose(before - after, np.broadcast_to([0, 0, 1.5, 0], before.shape), atol=1e-6)
