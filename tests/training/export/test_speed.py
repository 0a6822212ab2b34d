"""Speed of the native operators against what the standard exporter writes, the same network, taking turns."""

import sys

import numpy as np
import pytest

from training.export import speed
from training.export.graph import Graph
from training.export.speed import CHAIN, exportable, speeds
from training.systems import SYSTEMS

pytest.importorskip("onnx", reason="onnx is not installed (extra `training`)")


def test_every_system_but_ours_is_compared():
    assert set(SYSTEMS) - set(exportable()) == {"gru"}


def test_forms_are_compared_and_a_missing_one_is_said(keras, monkeypatch):
    monkeypatch.setattr(speed.importlib.util, "find_spec", lambda name: None)
    (found,) = speeds(["frame_cnn"], rounds=3)
    assert (found.name, found.shape) == ("frame_cnn", (2, 13, 1))
    assert found.parity < 1e-5
    assert set(found.best_ms) == {"native", "tensorflow"}
    assert 0 < found.best_ms["native"] <= found.median_ms["native"]
    assert found.times("native") == 1.0
    assert found.times("standard") is None
    assert found.why == "tf2onnx is not installed"


def test_a_standard_form_that_cannot_be_used_is_left_out(tmp_path):
    forms = {"native": lambda inputs: inputs}
    broken = tmp_path / "standard.onnx"
    broken.write_bytes(b"no network")
    inputs = np.zeros((1, 4), np.float32)
    assert speed._add_standard(forms, broken, inputs) == "the standard exporter's file does not run"
    graph = Graph()
    (x,) = graph.op("Add", graph.input("inputs", ("batch", 4)), graph.constant(np.array([0.5])))
    graph.output(x, "said", ("batch", 4))
    broken.write_bytes(graph.model("other", {}).SerializeToString())
    assert "computes something else (by 0.5)" in speed._add_standard(forms, broken, inputs)
    assert set(forms) == {"native"}


# The standard exporter knows a plain LSTM's own operator; the others it writes as loops.
# Measured on two busy cores: 7.8 times for the chain, 5.7, 1.2 and 9.6 for the published three.
@pytest.mark.benchmark
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning", "ignore::FutureWarning")
@pytest.mark.parametrize(("name", "least"), [(CHAIN, 4.0), ("rnn50", 2.0), ("lstm50", 0.6), ("gru50", 2.5)])
def test_native_operators_are_faster_than_loops(keras, name, least):
    pytest.importorskip("tf2onnx", reason="the standard exporter is not installed (extra `convert`)")
    (found,) = speeds([name])
    sys.stdout.write(f"\n{name}: {found.best_ms}, {found.times('standard'):.1f} times\n")
    assert bool(found.loops) is (name != "lstm50")
    assert found.times("standard") > least
