"""A network is opened when it is what its card says, and runs the same in pieces and as a whole."""

import os

import numpy as np
import pytest

from dancecoach.errors import ModelError
from dancecoach.models.card import CARD_KEY
from dancecoach.models.model import OnnxModel
from dancecoach.motion.features import FEATURES
from dancecoach.motion.phases import PHASES


@pytest.fixture
def values():
    return np.random.default_rng(3).normal(0, 1, (50, len(FEATURES))).astype(np.float32)


def refused(path, sentence, kind="phases", causal=None):
    with pytest.raises(ModelError) as caught:
        OnnxModel(path, kind=kind, causal=causal)
    said = str(caught.value)
    assert said.startswith(f"{path.name}: ")
    assert caught.value.subject == str(path)
    assert sentence in said
    assert "install dancecoach again" in said
    assert "\n" not in said


@pytest.mark.parametrize("piece", [1, 2, 7])
def test_step_by_step_equals_the_whole(tiny_model, values, piece):
    model = OnnxModel(tiny_model(causal=True), kind="phases", causal=True)
    state, rows = model.start(), []
    for start in range(0, len(values), piece):
        logits, state = model.step(values[start : start + piece], state)
        rows.append(logits)
    np.testing.assert_allclose(np.concatenate(rows), model.whole(values), atol=1e-5)


def test_a_state_is_the_callers_own(tiny_model, values):
    model = OnnxModel(tiny_model(causal=True), kind="phases")
    begin = model.start()
    first, after = model.step(values[:5], begin)
    model.step(values[5:], after)
    again, _after = model.step(values[:5], begin)
    np.testing.assert_array_equal(first, again)


def test_look_ahead_gives_each_sample_its_own_verdict(tiny_model, values):
    plain = OnnxModel(tiny_model(causal=True, name="plain.onnx"), kind="phases").whole(values)
    ahead = OnnxModel(tiny_model(causal=True, look_ahead=2), kind="phases").whole(values)
    np.testing.assert_array_equal(ahead[:-2], plain[2:])
    np.testing.assert_array_equal(ahead[-3:], plain[[-1, -1, -1]])
    short = OnnxModel(tiny_model(causal=True, look_ahead=2), kind="phases").whole(values[:1])
    assert short.shape == (1, 4)


def test_what_is_missing_counts_as_the_mean(tiny_model, values):
    def usual(content):
        content["normalisation"]["mean"] = [5.0] * len(FEATURES)

    model = OnnxModel(tiny_model(change=usual), kind="phases")
    holes = values.copy()
    holes[10:20, 3] = np.nan
    filled = values.copy()
    filled[10:20, 3] = 5.0
    np.testing.assert_array_equal(model.whole(holes), model.whole(filled))
    assert np.isfinite(model.whole(np.full_like(values, np.nan))).all()


def test_a_style_has_one_verdict_for_all(tiny_model, values):
    model = OnnxModel(tiny_model("style"), kind="style")
    assert model.whole(values).shape == (3,)
    assert model.start() is None


def test_a_missing_file_is_said(tmp_path):
    refused(tmp_path / "phases.onnx", "the network file is missing")


@pytest.mark.parametrize("content", [b"", b"not a network", bytes(1000)])
def test_what_is_no_network_is_said(tmp_path, content):
    path = tmp_path / "broken.onnx"
    path.write_bytes(content)
    refused(path, "is corrupt or not a network")


def test_half_a_network_is_said(tiny_model):
    path = tiny_model()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    refused(path, "is corrupt or not a network")


def test_a_folder_is_said(tmp_path):
    refused(tmp_path, "the network file is missing")


def test_a_network_of_another_kind_is_said(tiny_model, tmp_path):
    refused(tiny_model("style"), "is a model for style, where one for phases is needed")
    refused(tiny_model("phases"), "is a model for phases, where one for style is needed", kind="style")


def test_a_network_for_another_use_is_said(tiny_model):
    refused(tiny_model(), "is a model for whole clips, where one for live use is needed", causal=True)
    refused(tiny_model(causal=True), "is a model for live use, where one for whole clips is needed", causal=False)


def test_a_foreign_network_is_said(tiny_model):
    onnx = pytest.importorskip("onnx")
    path = tiny_model()
    network = onnx.load(str(path))
    del network.metadata_props[:]
    onnx.save(network, str(path))
    refused(path, "is a network without a dancecoach card")


def test_the_pose_networks_are_no_models_of_movement(shipped_detector):
    refused(shipped_detector, "is a network without a dancecoach card")


@pytest.fixture
def shipped_detector():
    from dancecoach.resources import model_path

    return model_path("blazepose_detector.onnx")


def test_a_network_that_takes_something_else_than_its_card_means_is_said(tiny_model):
    def claim(content):
        content["causal"] = True

    refused(tiny_model(change=claim), "the network takes features, where its card means features, state_in")


def test_a_network_that_gives_something_else_than_its_card_means_is_said(tiny_model):
    def claim(content):
        content["labels"] = ["waltz", "samba"]

    refused(tiny_model("style", change=claim), "logits of the network has the shape ? x 3, where", kind="style")


def test_a_network_that_leaves_samples_out_is_found_by_trying(tiny_model):
    onnx = pytest.importorskip("onnx")
    path = tiny_model()
    network = onnx.load(str(path))
    for name, value in (("begin", 0), ("end", 10**6), ("axis", 1), ("stride", 2)):
        network.graph.initializer.append(onnx.numpy_helper.from_array(np.array([value]), name))
    network.graph.node[-1].output[0] = "all"
    network.graph.node.append(onnx.helper.make_node("Slice", ["all", "begin", "end", "axis", "stride"], ["logits"]))
    onnx.save(network, str(path))
    refused(path, "the network gives 1 x 4 verdicts for two samples, where its card means 2 x 4")


def test_a_network_that_does_not_say_how_large_its_state_is_is_refused(tiny_model):
    onnx = pytest.importorskip("onnx")
    path = tiny_model(causal=True)
    network = onnx.load(str(path))
    network.graph.input[1].type.tensor_type.shape.dim[2].dim_param = "units"
    onnx.save(network, str(path))
    refused(path, "does not say how large its state_in is")


def test_a_network_of_fixed_length_is_said(tiny_model):
    onnx = pytest.importorskip("onnx")
    path = tiny_model()
    network = onnx.load(str(path))
    network.graph.input[0].type.tensor_type.shape.dim[1].dim_value = 300
    onnx.save(network, str(path))
    refused(path, "the network cannot be run")


def test_a_network_that_gives_no_numbers_is_said(tiny_model, values):
    weights = np.zeros((len(FEATURES), len(PHASES)))
    weights[0, 0] = np.inf
    refused(tiny_model(linear=weights), "the network gives values that are not numbers")


def test_a_network_that_stops_giving_numbers_is_said(tiny_model, values):
    weights = np.full((len(FEATURES), len(PHASES)), 3e38)
    with pytest.raises(ModelError, match="not numbers"):
        OnnxModel(tiny_model(linear=weights), kind="phases").whole(np.abs(values))


def test_a_file_that_was_swapped_is_read_again(tiny_model):
    path = tiny_model(labels=("a", "b"), kind="style")
    assert OnnxModel(path, kind="style").card.labels == ("a", "b")
    other = tiny_model(labels=("c", "d"), kind="style", name="other.onnx")
    os.utime(other, ns=(1, 1))
    other.replace(path)
    assert OnnxModel(path, kind="style").card.labels == ("c", "d")


def test_the_card_key_is_the_contracts():
    assert CARD_KEY == "dancecoach"
