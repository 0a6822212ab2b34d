import numpy as np

from training.networks.style_gru import StyleGru, united


def test_networks_united_say_the_mean_of_what_each_says(keras):
    system = StyleGru(5, 3, units=4, layers=2, view=6)
    rng = np.random.default_rng(0)
    view = rng.standard_normal((5, 6)).astype(np.float32)
    networks = []
    for _ in range(3):
        network = system.build()
        network.set_weights([0.4 * rng.standard_normal(w.shape) for w in network.get_weights()])
        network.get_layer("view").set_weights([view])
        networks.append(network)
    wide, network = united(system, networks)
    assert wide.members == 3
    x, mask = rng.standard_normal((2, 30, 5)).astype(np.float32), np.arange(30)[None] < np.array([[30], [20]])
    each = [np.asarray(one([x, mask], training=False)) for one in networks]
    assert np.abs(each[0] - each[1]).max() > 0.1
    np.testing.assert_allclose(np.asarray(network([x, mask], training=False)), np.mean(each, axis=0), atol=1e-5)
