"""The ONNX form of each network of ours, by the model contract of `dancecoach.models`."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import numpy as np

from training.export.graph import Graph
from training.networks.style_gru import member_mark


def phases_graph(network: Any, properties: dict[str, str]) -> Any:
    """A trained `PhasesGru` as ``ModelProto``.

    ``features`` (batch, time, F) to ``logits`` (batch, time, classes); a causal one also takes ``state_in`` and gives
    ``state_out``, both (layers, batch, units), so that it can be run on any pieces of a stream, one after the other.
    """
    layers = _gru_layers(network)
    causal = type(layers[0]).__name__ == "GRU"
    graph = Graph()
    x = graph.input("features", ("batch", "time", int(network.inputs[0].shape[-1])))
    (x,) = graph.op("Transpose", x, perm=[1, 0, 2])
    first, last = [""] * len(layers), []
    if causal:
        state = (len(layers), "batch", int(layers[0].units))
        sizes = graph.constant(np.ones(len(layers), np.int64))
        pieces = graph.op("Split", graph.input("state_in", state), sizes, outputs=len(layers), axis=0)
        first = pieces
    for layer, start in zip(layers, first, strict=True):
        x, end = graph.recurrent(layer, x, start)
        last.append(end)
    head = network.get_layer("logits")
    (x,) = graph.op("Transpose", graph.dense(head, x), perm=[1, 0, 2])
    graph.output(x, "logits", ("batch", "time", int(head.units)))
    if causal:
        graph.output(graph.op("Concat", *last, axis=0)[0], "state_out", state)
    return graph.model(network.name, properties)


def style_graph(network: Any, stride: int, properties: dict[str, str]) -> Any:
    """A trained `StyleGru` as ``ModelProto``: ``features`` (batch, time, F) to ``logits`` (batch, classes).

    Args:
        network: the Keras model.
        stride: as in `StyleGru`.
        properties: text to carry along.
    """
    graph = Graph()
    x = graph.input("features", ("batch", "time", int(network.inputs[0].shape[-1])))
    begin, end, axis, step = (graph.constant(np.array([v])) for v in (0, np.iinfo(np.int64).max, 1, stride))
    (x,) = graph.op("Slice", x, begin, end, axis, step)
    (x,) = graph.op("Transpose", x, perm=[1, 0, 2])
    for view in (layer for layer in network.layers if layer.name == "view"):
        (x,) = graph.op("MatMul", x, graph.constant(np.asarray(view.get_weights()[0])))
    pooled = list(_pooled(graph, network, x))
    everything = pooled[0] if len(pooled) == 1 else graph.op("Concat", *pooled, axis=-1)[0]
    head = network.get_layer("logits")
    graph.output(graph.dense(head, everything), "logits", ("batch", int(head.units)))
    return graph.model(network.name, properties)


def _pooled(graph: Graph, network: Any, x: str) -> Iterator[str]:
    """What each member of a style network makes of (time, batch, V) before the last layer."""
    for number in count():
        layers = _gru_layers(network, member_mark(number))
        if not layers:
            return
        seen = x
        for layer in layers:
            seen, _ = graph.recurrent(layer, seen)
        (mean,) = graph.op("ReduceMean", seen, axes=[0], keepdims=0)
        (largest,) = graph.op("ReduceMax", seen, axes=[0], keepdims=0)
        yield graph.op("Concat", mean, largest, axis=-1)[0]


def _gru_layers(network: Any, mark: str = "") -> list[Any]:
    """Layers ``gru_0`` upwards, from the bottom."""
    found = {layer.name: layer for layer in network.layers}
    return [found[f"{mark}gru_{i}"] for i in range(len(found)) if f"{mark}gru_{i}" in found]
