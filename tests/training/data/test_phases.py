import numpy as np
import pytest

from dancecoach.motion.phases import PHASES
from training.data.phases import class_weights, phase_store, soft_targets


def test_drawn_clips_keep_their_truth(drawn_folder):
    store = phase_store(drawn_folder, repaired=False)
    assert len(store) == 12
    assert {entry["split"] for entry in store.entries} == {"train", "validation", "test"}
    assert store[0].name == "test/clip-00000"
    assert store[0].performer == "test one"
    assert set(store[0].labels) == {0, 1, 2, 3}
    assert set(store[3].labels) == {0}  # a squat is no skill


def test_soft_targets_are_softer_outside_than_at_contacts():
    labels = np.repeat([0, 1, 2, 3, 0], [20, 15, 12, 15, 20])
    targets = soft_targets(labels)
    np.testing.assert_allclose(targets.sum(1), 1.0)
    np.testing.assert_array_equal(targets.argmax(1), labels)
    unsure = (targets.max(1) < 1).nonzero()[0]
    assert ((unsure >= 16) & (unsure < 24)).sum() == 8  # idle to take-off
    assert ((unsure >= 34) & (unsure < 36)).sum() == 2  # the last contact
    assert targets[19, 1] == pytest.approx(1 - targets[20, 1])


def test_soft_targets_leave_short_phases_their_middle():
    labels = np.array([0, 0, 0, 1, 2, 2, 3, 0, 0])
    np.testing.assert_array_equal(soft_targets(labels).argmax(1), labels)


def test_rare_phases_weigh_more_and_all_weigh_one():
    labels = np.repeat(np.arange(len(PHASES)), [80, 10, 6, 4])
    weights = class_weights(labels)
    assert (np.diff(weights) > 0).all()
    assert weights[labels].mean() == pytest.approx(1.0)
    np.testing.assert_allclose(class_weights(labels, power=0.0), 1.0)
