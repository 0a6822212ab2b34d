import json
import subprocess
import sys

import attrs
import numpy as np
import pytest
from typer.testing import CliRunner

from dancecoach.models.card import CARD_KEY, ModelCard, TrainingData
from dancecoach.motion.features import FEATURES
from dancecoach.motion.phases import PHASES
from dancecoach.resources import assets_folder
from training.cli import app
from training.export.graph import Graph
from training.export.verify import verify

onnx = pytest.importorskip("onnx", reason="onnx is not installed (extra `training`)")

SHIPPED = ("phases_live.onnx", "phases_review.onnx", "style_trends_vn.onnx", "style_ballroom_latin.onnx")
COUNT = len(FEATURES)


def _card(kind="phases", *, causal=False, **changes):
    card = ModelCard(
        kind=kind, name="small", version="1", date="2026-11-21", labels=PHASES if kind == "phases" else ("a", "b", "c"),
        causal=causal, look_ahead=0, mean=[0.0] * COUNT, scale=[1.0] * COUNT, unknown=0.5,
        training=(TrainingData("none", "weights drawn by chance", "Apache-2.0", 0),), metrics={"measured": 0},
    )  # fmt: skip
    return json.loads(attrs.evolve(card, **changes).to_json())


def _graph(properties, *, kind="phases", causal=False, future=False, weight=0.1, units=4, classes=4):
    """features -> GRU -> logits; with ``future`` each verdict also knows the mean of all samples."""
    graph, rng = Graph(), np.random.default_rng(0)
    features = graph.input("features", ("batch", "time", COUNT))
    (x,) = graph.op("Transpose", features, perm=[1, 0, 2])
    weights = [graph.constant(rng.normal(0, weight, (1, *s))) for s in ((3 * units, COUNT), (3 * units, units))]
    state = graph.input("state_in", (1, "batch", units)) if causal else ""
    bias = graph.constant(np.zeros((1, 6 * units)))
    y, last = graph.op("GRU", x, *weights, bias, "", state, outputs=2, hidden_size=units, linear_before_reset=1)
    (y,) = graph.op("Squeeze", y, graph.constant(np.array([1])))
    if future:
        (mean,) = graph.op("ReduceMean", y, axes=[0], keepdims=1)
        (y,) = graph.op("Add", y, mean)
    (y,) = graph.op("MatMul", y, graph.constant(rng.normal(0, 1, (units, classes))))
    (y,) = graph.op("Transpose", y, perm=[1, 0, 2])
    if kind == "style":
        (y,) = graph.op("ReduceMean", y, axes=[1], keepdims=0)
    graph.output(y, "logits", ("batch", classes) if kind == "style" else ("batch", "time", classes))
    if causal:
        graph.output(last, "state_out", (1, "batch", units))
    return graph.model("small", properties)


def _written(path, card, **options):
    model = _graph({CARD_KEY: json.dumps(card)} if card else {}, **options)
    path.write_bytes(model.SerializeToString())
    return path


def _failed(path):
    return {check.name: check.said for check in verify(path) if check.passed is False}


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_shipped_keeps_every_point(name):
    path = assets_folder() / "models" / name
    if not path.is_file():
        pytest.skip(f"{name} is not made yet (python -m training build)")
    checks = verify(path)
    assert [(c.name, c.said) for c in checks if not c.passed] == []
    assert len(checks) == 13


@pytest.mark.parametrize(("kind", "causal"), [("phases", False), ("phases", True), ("style", False)])
def test_small_networks_keep_every_point(tmp_path, kind, causal):
    classes = 4 if kind == "phases" else 3
    path = _written(tmp_path / "a.onnx", _card(kind, causal=causal), kind=kind, causal=causal, classes=classes)
    assert _failed(path) == {}


def _without(card, key):
    return {k: v for k, v in card.items() if k != key}


@pytest.mark.parametrize(
    ("card", "options", "point", "said"),
    [
        (None, {}, "card", "without a dancecoach card"),
        ({**_card(), "kind": "music"}, {}, "card", "music for kind, where phases or style"),
        (_card("style"), {"classes": 3}, "inputs and outputs", "logits of the network has the shape"),
        (_without(_card(), "thresholds"), {}, "card", "lacks thresholds"),
        ({**_card(), "thresholds": {"temperature": 0.0}}, {}, "card", "temperature"),
        ({**_card(), "training": []}, {}, "card", "names nothing that it was trained on"),
        (_card(metrics={}), {}, "card", "no measure of how good it is"),
        ({**_card(), "rate_hz": 25}, {}, "card", "25.0 for rate_hz"),
        (_card(scale=[1e-6] * COUNT), {}, "features", "is almost 0"),
        (_card("style", unknown=0.2), {"kind": "style", "classes": 3}, "thresholds", "more than 0.33"),
        (_card(), {"weight": np.nan}, "weights", "values that are not numbers"),
        (_card(), {"units": 800}, "size", "at most 4,000,000 are shipped"),
        (_card(causal=True), {}, "inputs and outputs", "takes features, where its card means features, state_in"),
        (_card(causal=True), {"causal": True, "future": True}, "step by step", "differs from the whole"),
        (_card(), {"classes": 5}, "inputs and outputs", "logits of the network has the shape ? x ? x 5"),
    ],
)
def test_broken_network_fails_with_a_sentence(tmp_path, card, options, point, said):
    failed = _failed(_written(tmp_path / "broken.onnx", card, **options))
    assert said in failed[point]


def test_other_version_loops_and_weights_elsewhere_are_seen(tmp_path):
    model = _graph({CARD_KEY: json.dumps(_card())})
    model.opset_import[0].version = 18
    model.ir_version = 10
    (tmp_path / "newer.onnx").write_bytes(model.SerializeToString())
    assert "ai.onnx 18, where ai.onnx 17" in _failed(tmp_path / "newer.onnx")["version"]
    onnx.save(_graph({}), str(tmp_path / "apart.onnx"), save_as_external_data=True, size_threshold=0)
    assert "weights in other files" in _failed(tmp_path / "apart.onnx")["network"]


def test_what_is_no_network_is_not_asked_further(tmp_path):
    (tmp_path / "text.onnx").write_text("no network")
    for name in ("text.onnx", "missing.onnx"):
        checks = verify(tmp_path / name)
        assert "network" in _failed(tmp_path / name)
        assert [c.passed for c in checks[2:]] == [None] * (len(checks) - 2)


def test_command_ends_with_three_when_one_fails(tmp_path):
    good = _written(tmp_path / "good.onnx", _card())
    bad = _written(tmp_path / "bad.onnx", None)
    assert CliRunner().invoke(app, ["verify", str(good)]).exit_code == 0
    both = CliRunner().invoke(app, ["verify", str(good), str(bad)])
    assert both.exit_code == 3
    assert "bad.onnx: card: is a network without a dancecoach card." in both.stderr
    assert "FAIL" in both.stdout


def test_verify_needs_no_tensorflow(tmp_path):
    path = _written(tmp_path / "good.onnx", _card())
    code = (
        f"import sys; from training.export.verify import verify; from pathlib import Path; verify(Path({str(path)!r}))"
    )
    code += "; print('tensorflow' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.strip() == "False"
