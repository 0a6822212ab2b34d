import numpy as np
import pytest

from dancecoach.motion.features import FEATURES
from dancecoach.motion.phases import IDLE, LANDING, PHASES, SKILL, TAKE_OFF
from training.data.sequences import Sequences
from training.recipes import phases_judge
from training.recipes.phases_judge import PhasesJudge

WIDTH = len(FEATURES)
TRUTH = np.repeat(np.array([IDLE, TAKE_OFF, SKILL, LANDING], np.uint8), 5)


def _judge(weights, delay):
    """Two clips, of which the second judges; feature 0 is the truth, as a network might see it."""
    labels = np.concatenate([np.zeros(8, np.uint8), TRUTH])
    values = np.zeros((len(labels), WIDTH), np.float16)
    values[:, 0] = labels
    found = Sequences(values, labels, np.concatenate([np.ones(8), weights]), np.array([[[0, 8], [8, len(labels)]]]))
    return PhasesJudge(found, np.array([1]), np.zeros(WIDTH, np.float32), np.ones(WIDTH, np.float32), delay)


@pytest.fixture
def says(monkeypatch):
    """A function that has the network say each sample's truth so many samples late, wrong in the given ones."""

    def say(late, wrong=()):
        def predict(_, clips):
            out = []
            for values in clips:
                said = np.roll(values[:, 0], late).astype(int)
                said[:late] = IDLE
                said[list(wrong)] = (said[list(wrong)] + 1) % len(PHASES)
                out.append(4.0 * np.eye(len(PHASES), dtype=np.float32)[said])
            return out

        monkeypatch.setattr(phases_judge, "predict", predict)

    return say


def test_a_verdict_counts_for_the_sample_that_it_is_about(says):
    says(late=2)
    assert _judge(np.ones(len(TRUTH)), 2).macro_f1(None) == pytest.approx(1.0, abs=0.08)  # the very end is unsaid
    assert _judge(np.ones(len(TRUTH)), 0).macro_f1(None) < 0.7


def test_samples_that_do_not_count_are_not_judged(says):
    weights = np.ones(len(TRUTH))
    weights[[0, 7]] = 0.0
    says(late=0, wrong=(0, 7))
    assert _judge(np.ones(len(TRUTH)), 0).macro_f1(None) < 1.0
    assert _judge(weights, 0).macro_f1(None) == 1.0


def test_a_network_that_is_surer_than_right_is_cooled(says):
    says(late=0)
    right = _judge(np.ones(len(TRUTH)), 0).temperature(None)
    says(late=0, wrong=range(0, 20, 2))
    assert _judge(np.ones(len(TRUTH)), 0).temperature(None) > max(1.0, right)


def test_what_live_gets_is_said_of_every_judging_clip(says):
    says(late=0)
    weights = np.ones(len(TRUTH))
    weights[3] = 0.0
    (said,) = _judge(weights, 0).said(None)
    np.testing.assert_array_equal(said.logits.argmax(1), TRUTH)
    np.testing.assert_array_equal(said.labels, TRUTH)
    assert said.counted.tolist() == [i != 3 for i in range(len(TRUTH))]
