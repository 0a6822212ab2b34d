import attrs
import numpy as np
import pytest

from dancecoach.motion.features import FEATURES
from dancecoach.motion.phases import IDLE, PHASES, SKILL
from training.data.batches import Cutter
from training.data.sequences import Sequences
from training.recipes.phases_batches import PhaseBatches, real_pieces
from training.recipes.teacher import Lessons

LENGTH = 12
MEAN, SCALE = np.zeros(len(FEATURES), np.float32), np.ones(len(FEATURES), np.float32)


def _found(clips, value):
    """Clips of 12 samples, the latter half skill, all features ``value``."""
    count = clips * LENGTH
    labels = np.tile(np.repeat(np.array([IDLE, SKILL], np.uint8), LENGTH // 2), clips)
    bounds = (np.arange(clips)[:, None] * LENGTH + (0, LENGTH))[None]
    return Sequences(np.full((count, len(FEATURES)), value, np.float16), labels, np.ones(count, np.float16), bounds)


@pytest.fixture
def drawn():
    return Cutter(_found(4, 1.0), MEAN, SCALE, LENGTH)


@pytest.fixture
def lessons():
    targets = np.tile(np.array([0.1, 0.2, 0.3, 0.4], np.float16), (2 * LENGTH, 1))
    return Lessons(_found(2, 7.0), targets, ())


def test_verdicts_trail_what_they_are_about_and_phases_have_their_weights(drawn):
    weights = np.array([1.0, 1.0, 3.0, 1.0], np.float32)
    once, late = (PhaseBatches(weights, delay)(drawn, [0, 1], np.random.default_rng(0)) for delay in (0, 2))
    assert once.targets.shape == (2, LENGTH, len(PHASES))
    assert once.targets.sum(-1) == pytest.approx(np.ones((2, LENGTH)), abs=1e-6)
    assert once.weights[0, [0, -1]] == pytest.approx([1.0, 3.0])
    assert not late.weights[:, :2].any()
    np.testing.assert_array_equal(late.targets[:, 2:], once.targets[:, :-2])
    np.testing.assert_array_equal(late.weights[:, 2:], once.weights[:, :-2])


def test_real_movement_takes_its_share_with_the_teacher_s_verdicts(drawn, lessons):
    make = PhaseBatches(np.ones(len(PHASES), np.float32), 0, real_pieces(lessons, drawn, 0.3))
    rng, real = np.random.default_rng(1), 0
    for _ in range(100):
        batch = make(drawn, [0, 1, 2, 3], rng)
        taught = (batch.features[..., 0] == 7.0).all(1)
        assert np.abs(batch.targets[taught] - lessons.targets[0]).max(initial=0.0) < 1e-3
        assert (batch.targets[~taught].max(-1) > 0.4).all()
        real += int(taught.sum())
    assert 90 <= real <= 150  # 120 of 400 on average


def test_without_real_movement_all_is_drawn(drawn, lessons):
    assert real_pieces(None, drawn, 0.3) is None
    assert real_pieces(lessons, drawn, 0.0) is None
    pieces = real_pieces(lessons, attrs.evolve(drawn, length=5), 1.0)
    assert pieces.cutter.length == 5
    assert len(pieces.pieces(8, np.random.default_rng(0))) == 8
