import json

import attrs
import numpy as np
import pytest

from dancecoach.errors import ModelError
from dancecoach.inference.session import open_session
from dancecoach.models.card import CARD_KEY
from dancecoach.models.model import OnnxModel
from training.export.systems import check_system, export_system, system_graph
from training.networks.stacked50 import Components, _Reduced
from training.networks.system import Trained
from training.systems import SYSTEMS, system

# Settings and shape of an example: small enough for a test, the layers of the full size.
EXPORTABLE = {
    "rnn50": ({"units": 12}, (10, 132)),
    "lstm50": ({"units": 12}, (10, 132)),
    "gru50": ({"units": 12}, (10, 132)),
    "frame_alexnet": ({"width": 0.1}, (32, 32, 3)),
    "frame_resnet18": ({"width": 0.1}, (33, 33, 3)),
    "frame_squeezenet": ({"width": 0.1}, (32, 32, 3)),
    "resnet_lstm": ({"width": 0.02, "blocks": (1, 2), "units": 8}, (3, 24, 24, 3)),
    "frame_cnn": ({}, (2, 13, 1)),
    "bilstm": ({"units": 10}, (25, 39)),
    "coco17_lstm": ({"units": 9}, (30, 51)),
    "tcn": ({"filters": 10, "dilations": (1, 2, 4)}, (31, 39)),
    "transformer": ({"width": 16}, (20, 39)),
    "stgcn": ({"widths": (6, 8)}, (30, 13, 3)),
}
LOOPS = {"Loop", "Scan", "If"}


def _shaken(network, seed=0):
    """Random weights everywhere: fresh biases are zero and would hide a wrong order of the gates."""
    rng = np.random.default_rng(seed)
    given = [
        rng.standard_normal(w.shape) * (np.sqrt(2 / np.prod(w.shape[:-1])) if w.ndim > 1 else 0.3)
        for w in network.get_weights()
    ]
    # Of the weights only variances must not be below zero, and any other may be above.
    named = [v.path.rsplit("/", 1)[-1] for v in network.weights]
    network.set_weights([abs(w) + 0.5 if n == "moving_variance" else w for w, n in zip(given, named, strict=True)])
    return network


def _trained(name):
    settings, shape = EXPORTABLE[name]
    chosen = attrs.evolve(system(name), **settings)
    return chosen, Trained(_shaken(chosen.build(shape, 4 if chosen.task == "phases" else 3)))


def test_only_our_own_has_an_exporter_of_its_own():
    assert set(SYSTEMS) - set(EXPORTABLE) == {"gru"}


@pytest.mark.parametrize("name", EXPORTABLE)
def test_system_computes_the_same_in_native_operators(keras, tmp_path, name):
    import onnx

    chosen, trained = _trained(name)
    done = export_system(chosen, trained, ("a", "b", "c"), tmp_path / "system.onnx")
    assert done.parity < 1e-5
    proto = onnx.load(str(done.path))
    assert proto.opset_import[0].version == 17
    assert not LOOPS & {node.op_type for node in proto.graph.node}
    # The verdict depends on the input: equal constants would agree, too.
    session = open_session(done.path, threads=1, gpu="never")
    x = np.random.default_rng(5).normal(0, 1, (2, *EXPORTABLE[name][1])).astype(np.float32)
    # Some networks with weights by chance hear nothing in a whisper, others only one note in a shout.
    said = np.stack([session.run(loud * x)[0] for loud in (np.float32(1), np.float32(10))])
    assert np.abs(said[:, 0] - said[:, 1]).max() > 1e-4
    assert said.sum(-1) == pytest.approx(1, abs=1e-5)


def test_what_was_learned_of_the_inputs_stands_in_the_file(keras, tmp_path):
    chosen, trained = _trained("tcn")
    rng = np.random.default_rng(2)
    spread = attrs.evolve(
        trained, mean=rng.normal(0, 1, 39).astype(np.float32), scale=rng.uniform(0.5, 2, 39).astype(np.float32)
    )
    path = export_system(chosen, spread, ("a", "b", "c"), tmp_path / "tcn.onnx").path
    with pytest.raises(ModelError, match="differs from the trained network"):
        check_system(trained, path)
    chosen = attrs.evolve(system("gru50"), units=8, components=5)
    reduce = Components(rng.normal(0, 1, 132).astype(np.float32), rng.normal(0, 0.3, (5, 132)).astype(np.float32))
    reduced = Trained(_Reduced(reduce, _shaken(chosen.build((10, 5), 3))))
    done = export_system(chosen, reduced, ("a", "b", "c"), tmp_path / "gru50.onnx")
    assert open_session(done.path, threads=1, gpu="never").inputs[0].shape == (None, 10, 132)


def test_card_names_the_system_and_the_app_refuses_it(keras, tmp_path):
    chosen, trained = _trained("lstm50")
    path = export_system(chosen, trained, ("a", "b", "c"), tmp_path / "lstm50.onnx").path
    card = json.loads(open_session(path, threads=1, gpu="never").metadata[CARD_KEY])
    assert (card["name"], card["labels"], card["settings"]["units"]) == ("lstm50", ["a", "b", "c"], 12)
    with pytest.raises(ModelError, match=r"its card has dancecoach\.system/1 for schema"):
        OnnxModel(path, kind="style")


def test_layer_without_a_match_is_named(keras):
    x = keras.Input((4, 3))
    odd = keras.Model(x, keras.layers.ZeroPadding1D(1, name="odd")(x))
    with pytest.raises(ModelError, match=r"layer odd \(ZeroPadding1D\) cannot be exported"):
        system_graph(Trained(odd), "odd", {})
    hard = keras.Model(x, keras.layers.LSTM(3, recurrent_activation="hard_sigmoid", name="hard")(x))
    with pytest.raises(ModelError, match="hard has no match"):
        system_graph(Trained(hard), "hard", {})
    with pytest.raises(ModelError, match="gru: is no single network of layers"):
        system_graph(Trained(object()), "gru", {})


@pytest.mark.parametrize("sequences", [True, False])
@pytest.mark.parametrize("cell", ["SimpleRNN", "LSTM", "GRU"])
def test_recurrent_layers_both_ways(keras, tmp_path, cell, sequences):
    x = keras.Input((7, 5))
    layer = getattr(keras.layers, cell)(6, return_sequences=sequences)
    network = _shaken(keras.Model(x, keras.layers.Bidirectional(layer)(x)))
    path = tmp_path / "both.onnx"
    path.write_bytes(system_graph(Trained(network), "both", {}).SerializeToString())
    assert check_system(Trained(network), path) < 1e-5
