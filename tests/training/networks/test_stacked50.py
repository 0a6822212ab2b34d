import numpy as np
import pytest

from training.networks.stacked50 import Gru50, Lstm50, Rnn50, joint_distances, principal


@pytest.mark.parametrize(("system", "weights"), [(Rnn50(), 24_555), (Lstm50(), 97_455), (Gru50(), 73_755)])
def test_network_has_the_published_number_of_weights(keras, system, weights):
    """Four layers of 50 units on 132 columns and a softmax over five dances, worked out by hand."""
    network = system.build((10, 132), 5)
    assert network.count_params() == weights
    assert network.output_shape == (None, 5)


def test_distances_are_those_of_all_pairs(make_clip):
    clip = make_clip(3)
    found = joint_distances(clip)
    assert found.shape == (3, 13 * 12 // 2)
    points = clip.track.landmarks[1]
    assert found[1, 0] == pytest.approx(np.linalg.norm(points[0] - points[1]), rel=1e-4)


def test_components_keep_what_varies():
    pytest.importorskip("sklearn", reason="scikit-learn is not installed (extra `training`)")
    rng = np.random.default_rng(0)
    hidden = rng.normal(size=(40, 10, 2))
    columns = (hidden @ rng.normal(size=(2, 9)) + 5).astype(np.float32)
    reduce = principal(columns, 2)
    kept = reduce(columns)
    assert kept.shape == (40, 10, 2)
    assert kept @ reduce.axes + reduce.mean == pytest.approx(columns, abs=1e-3)
