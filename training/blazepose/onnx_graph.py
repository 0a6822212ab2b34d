"""TensorFlow Lite to the ONNX networks that our engine runs."""

import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from dancecoach.errors import ModelError
from training.blazepose.tools import require, without_moving_notice

OPSET = 17
"""Newer ones need a newer runtime than the one that is free of reports to its maker."""

LANDMARK_OUTPUTS = ("Identity", "Identity_1", "Identity_4", "Identity_3")
"""Landmarks, score, metres, heat maps. Left out is the segmentation, by far the dearest branch."""


def to_onnx(tflite: bytes, outputs: tuple[str, ...] = ()) -> Any:
    """An ONNX ``ModelProto`` that computes the same, channels first.

    Args:
        tflite: content of a dense ``.tflite`` file whose only input is a picture (1, H, W, 3).
        outputs: names of the outputs to keep, in the order to give them; all when empty.

    Raises:
        ModelError: a library is missing, or the network is not of the expected form.
    """
    convert = require("tf2onnx.convert")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network.tflite"
        path.write_bytes(tflite)
        with without_moving_notice():
            model, _ = convert.from_tflite(str(path), opset=OPSET)
    if outputs:
        keep_outputs(model, outputs)
    channels_first(model)
    simplified, same = require("onnxsim").simplify(model)
    if not same:
        raise ModelError("the simplified network computes something else", remedy="use the versions of the extra")
    return simplified


def keep_outputs(model: Any, names: tuple[str, ...]) -> None:
    """Leave only these outputs, and only the nodes and weights that they need."""
    graph = model.graph
    known = {output.name: output for output in graph.output}
    missing = [name for name in names if name not in known]
    if missing:
        raise ModelError(f"the network has no output {missing[0]}", remedy="use the versions of the extra")
    kept = [known[name] for name in names]
    del graph.output[:]
    graph.output.extend(kept)
    needed = set(names)
    nodes = []
    for node in reversed(graph.node):  # in topological order: whoever needs a value comes behind it
        if needed & set(node.output):
            needed |= set(node.input)
            nodes.append(node)
    del graph.node[:]
    graph.node.extend(reversed(nodes))
    weights = [w for w in graph.initializer if w.name in needed]
    del graph.initializer[:]
    graph.initializer.extend(weights)


def channels_first(model: Any) -> None:
    """Take the picture as (1, 3, H, W).

    The converted networks pad the picture and then move the channels; the padding is reordered, the move dropped.
    """
    helper = require("onnx.numpy_helper")
    graph = model.graph
    picture = graph.input[0]
    pad = _only_reader(graph, picture.name, "Pad")
    move = _only_reader(graph, pad.output[0], "Transpose")
    (widths,) = [helper.to_array(w) for w in graph.initializer if w.name == pad.input[1]]
    reordered = np.ascontiguousarray(widths.reshape(2, 4)[:, [0, 3, 1, 2]]).ravel()  # (begin, end) x (N, C, H, W)
    graph.initializer.append(helper.from_array(reordered, "pads_channels_first"))
    pad.input[1] = "pads_channels_first"
    pad.output[0] = move.output[0]
    graph.node.remove(move)
    dimensions = picture.type.tensor_type.shape.dim
    height, width = dimensions[1].dim_value, dimensions[2].dim_value
    for dimension, size in zip(dimensions, (1, 3, height, width), strict=True):
        dimension.dim_value = size
    del graph.value_info[:]  # shapes of the old order


def _only_reader(graph: Any, value: str, kind: str) -> Any:
    readers = [node for node in graph.node if value in node.input]
    if len(readers) != 1 or readers[0].op_type != kind:
        raise ModelError(f"the network does not begin with a {kind}", remedy="use the versions of the convert extra")
    return readers[0]
