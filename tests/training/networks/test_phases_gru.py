import numpy as np

from training.networks.phases_gru import PhasesGru, united


def test_networks_united_say_the_mean_of_what_each_says(keras):
    system = PhasesGru(5, units=4, bidirectional=True)
    rng = np.random.default_rng(0)
    networks = [system.build() for _ in range(3)]
    for network in networks:
        network.set_weights([0.4 * rng.standard_normal(w.shape) for w in network.get_weights()])
    wide, network = united(system, networks)
    assert wide.members == 3
    x, mask = rng.standard_normal((2, 30, 5)).astype(np.float32), np.arange(30)[None] < np.array([[30], [20]])
    each = [np.asarray(one([x, mask], training=False)) for one in networks]
    assert np.abs(each[0] - each[1]).max() > 0.1
    np.testing.assert_allclose(np.asarray(network([x, mask], training=False)), np.mean(each, axis=0), atol=1e-5)
