import numpy as np
import pytest

from dancecoach.errors import ModelError
from dancecoach.inference.session import open_session
from training.export.networks import phases_graph, style_graph
from training.export.parity import check_parity, run_in_steps, run_whole
from training.networks.phases_gru import PhasesGru
from training.networks.style_gru import StyleGru


def _shaken(network, seed=0):
    """Random weights everywhere: fresh biases are zero and would hide a wrong order of the gates."""
    rng = np.random.default_rng(seed)
    network.set_weights([0.4 * rng.standard_normal(w.shape) for w in network.get_weights()])
    return network


def _written(model, path):
    path.write_bytes(model.SerializeToString())
    return path


@pytest.mark.parametrize(("bidirectional", "members"), [(False, 1), (True, 1), (True, 3)])
def test_phases_network_computes_the_same_in_onnx(keras, tmp_path, bidirectional, members):
    network = _shaken(PhasesGru(5, units=6, bidirectional=bidirectional, members=members).build())
    path = _written(phases_graph(network, {}), tmp_path / "phases.onnx")
    assert check_parity(network, path) < 1e-5


def test_causal_network_in_steps_equals_the_whole(keras, tmp_path):
    path = _written(phases_graph(_shaken(PhasesGru(5, units=6, layers=3).build()), {}), tmp_path / "live.onnx")
    session = open_session(path, threads=1, gpu="never")
    assert [t.name for t in session.inputs] == ["features", "state_in"]
    assert session.inputs[1].shape == (3, None, 6)
    x = np.random.default_rng(1).standard_normal((2, 20, 5)).astype(np.float32)
    whole = run_whole(session, x)
    np.testing.assert_array_equal(run_in_steps(session, x), whole)
    np.testing.assert_array_equal(run_whole(session, x[:, :7]), whole[:, :7])  # the future does not matter


def test_both_ways_looks_ahead(keras, tmp_path):
    network = _shaken(PhasesGru(5, units=6, bidirectional=True).build())
    session = open_session(_written(phases_graph(network, {}), tmp_path / "review.onnx"), threads=1, gpu="never")
    x = np.random.default_rng(1).standard_normal((1, 20, 5)).astype(np.float32)
    assert np.abs(run_whole(session, x)[:, :7] - run_whole(session, x[:, :7])).max() > 1e-3


@pytest.mark.parametrize(
    ("layers", "bidirectional", "stride", "view", "members"),
    [(1, True, 3, 0, 1), (2, False, 1, 4, 1), (2, True, 3, 4, 3)],
)
def test_style_network_computes_the_same_in_onnx(keras, tmp_path, layers, bidirectional, stride, view, members):
    system = StyleGru(
        5, 3, units=6, layers=layers, bidirectional=bidirectional, stride=stride, view=view, members=members
    )
    network = _shaken(system.build())
    path = _written(style_graph(network, stride, {}), tmp_path / "style.onnx")
    assert check_parity(network, path) < 1e-5


def test_padding_changes_nothing(keras):
    x = np.random.default_rng(1).standard_normal((1, 30, 5)).astype(np.float32)
    padded = np.concatenate([x, np.full((1, 9, 5), 7, np.float32)], 1)
    mask = np.arange(39)[None] < 30
    for network in (PhasesGru(5, units=6, bidirectional=True).build(), StyleGru(5, 3, units=6).build()):
        plain = np.asarray(network([x, mask[:, :30]], training=False))
        under = np.asarray(network([padded, mask], training=False))
        np.testing.assert_allclose(under[:, :30] if plain.ndim == 3 else under, plain, atol=1e-6)


def test_parity_notices_other_weights(keras, tmp_path):
    network = _shaken(PhasesGru(5, units=6).build())
    path = _written(phases_graph(network, {}), tmp_path / "phases.onnx")
    with pytest.raises(ModelError, match="differs from the trained network"):
        check_parity(_shaken(network, seed=2), path)


def test_unusual_gru_is_refused(keras):
    layers = keras.layers
    x = keras.Input((None, 5))
    mask = keras.Input((None,), dtype="bool")
    y = layers.Dense(4, name="logits")(layers.GRU(6, return_sequences=True, reset_after=False, name="gru_0")(x))
    with pytest.raises(ModelError, match="gru_0 has no match"):
        phases_graph(keras.Model([x, mask], y), {})


def test_same_network_same_bytes(keras):
    network = _shaken(PhasesGru(5, units=6).build())
    once, twice = (phases_graph(network, {"b": "1", "a": "2"}).SerializeToString() for _ in range(2))
    assert once == twice
