import attrs
import numpy as np
import pytest

from dancecoach.motion.features import FEATURES
from training.data.augment import PLAIN
from training.data.batches import Cutter
from training.data.sequences import Recipe, sequences
from training.data.sets import StyleSet
from training.recipes.style_data import Dances, StyleBatches


def test_dances_and_their_sources_are_met_alike(make_clip):
    clips = [make_clip(40, 1.0, f"{style}-{i}", style) for style, count in (("a", 4), ("b", 2)) for i in range(count)]
    sources = ("x", "x", "x", "y", "x", "x")
    dances = Dances.of(StyleSet("set", tuple(clips), tuple(c.name for c in clips), sources), 2, PLAIN)
    assert dances.shares(np.arange(6)) == pytest.approx([1 / 12, 1 / 12, 1 / 12, 1 / 4, 1 / 4, 1 / 4])
    assert dances.shares(np.array([0, 3])) == pytest.approx([0.5, 0.5])


def test_other_movement_is_a_class_of_its_own(make_clip, others):
    clips = tuple(make_clip(90, 1.0, f"{style}-{i}", style, seed=i) for style in "ab" for i in range(2))
    dances = Dances.of(StyleSet("set", clips, tuple(c.name for c in clips), ("",) * 4), 2, PLAIN)
    found = sequences(others, Recipe(True))
    mean, scale = np.zeros(len(FEATURES), np.float32), np.ones(len(FEATURES), np.float32)
    every = np.arange(4)
    batches = StyleBatches(Cutter(dances.found, mean, scale, 90), every, dances.truth, 2, 12, 1, 1.0, np.full(4, 0.25))
    assert batches.make(np.random.default_rng(0)).targets.shape == (12, 2)
    more = attrs.evolve(batches, others=Cutter(found, mean, scale, 90), taught=others.where(split="train"), share=0.25)
    targets = more.make(np.random.default_rng(0)).targets
    assert targets.shape == (12, 3)
    assert targets[:, 2].tolist() == [0.0] * 9 + [1.0] * 3
    assert targets.sum(1).tolist() == [1.0] * 12
