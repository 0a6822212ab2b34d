"""Needs onnx, which only the `convert` extra brings; the graphs are made by hand."""

import numpy as np
import pytest

from dancecoach.errors import ModelError

onnx = pytest.importorskip("onnx", reason="onnx comes with the convert extra")

from training.blazepose.onnx_graph import channels_first, keep_outputs  # noqa: E402


@pytest.fixture
def model():
    """A picture (1, 4, 6, 3), padded by (1, 2) rows and (3, 4) columns, channels moved, two outputs."""
    make, from_array = onnx.helper, onnx.numpy_helper.from_array
    picture = make.make_tensor_value_info("picture", onnx.TensorProto.FLOAT, [1, 4, 6, 3])
    nodes = [
        make.make_node("Pad", ["picture", "widths"], ["padded"]),
        make.make_node("Transpose", ["padded"], ["moved"], perm=[0, 3, 1, 2]),
        make.make_node("Mul", ["moved", "two"], ["doubled"]),
        make.make_node("Add", ["moved", "one"], ["raised"]),
    ]
    outputs = [make.make_tensor_value_info(n, onnx.TensorProto.FLOAT, None) for n in ("doubled", "raised")]
    weights = [
        from_array(np.array([0, 1, 3, 0, 0, 2, 4, 0]), "widths"),
        from_array(np.array([2.0], np.float32), "two"),
        from_array(np.array([1.0], np.float32), "one"),
    ]
    graph = make.make_graph(nodes, "g", [picture], outputs, weights)
    return make.make_model(graph, opset_imports=[make.make_opsetid("", 17)], ir_version=8)


def run(model, picture):
    from onnx.reference import ReferenceEvaluator

    return ReferenceEvaluator(model).run(None, {"picture": picture})


def test_channels_first_computes_the_same(model):
    picture = np.random.default_rng(0).random((1, 4, 6, 3), np.float32)
    expected = run(model, picture)
    channels_first(model)
    assert [d.dim_value for d in model.graph.input[0].type.tensor_type.shape.dim] == [1, 3, 4, 6]
    assert "Transpose" not in {n.op_type for n in model.graph.node}
    for a, b in zip(run(model, picture.transpose(0, 3, 1, 2)), expected, strict=True):
        np.testing.assert_array_equal(a, b)


def test_only_the_outputs_asked_for_are_left_with_what_they_need(model):
    picture = np.random.default_rng(0).random((1, 4, 6, 3), np.float32)
    expected = run(model, picture)
    keep_outputs(model, ("raised",))
    assert {n.op_type for n in model.graph.node} == {"Pad", "Transpose", "Add"}
    assert {w.name for w in model.graph.initializer} == {"widths", "one"}
    np.testing.assert_array_equal(run(model, picture)[0], expected[1])


def test_outputs_come_in_the_order_asked_for(model):
    keep_outputs(model, ("raised", "doubled"))
    assert [o.name for o in model.graph.output] == ["raised", "doubled"]


def test_a_network_of_another_form_is_one_sentence(model):
    with pytest.raises(ModelError, match="no output segmentation"):
        keep_outputs(model, ("segmentation",))
    del model.graph.node[0]
    with pytest.raises(ModelError, match="does not begin with a Pad"):
        channels_first(model)
