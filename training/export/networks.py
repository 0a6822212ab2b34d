"""The ONNX form of each network of ours, by the model contract of `dancecoach.models`."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import numpy as np

from training.export.graph import Graph
from training.networks.members import member_mark


def phases_graph(network: Any, properties: dict[str, str]) -> Any:
    """A trained `PhasesGru` as ``ModelProto``.

    ``features`` (batch, time, F) to ``logits`` (batch, time, classes); a causal one also takes ``state_in`` and gives
    ``state_out``, both (layers, batch, units), so that it can be run on any pieces of a stream, one after the other.
    """
    graph = Graph()
    x = graph.input("features", ("batch", "time", int(network.inputs[0].shape[-1])))
    (x,) = graph.op("Transpose", x, perm=[1, 0, 2])
    causal = type(_gru_layers(network)[0]).__name__ == "GRU"
    seen, state = _live_stack(graph, network, x) if causal else (_stacks(graph, network, x), "")
    head = network.get_layer("logits")
    (x,) = graph.op("Transpose", graph.dense(head, seen), perm=[1, 0, 2])
    graph.output(x, "logits", ("batch", "time", int(head.units)))
    if causal:
        graph.output(state, "state_out", _state_shape(network))
    return graph.model(network.name, properties)


def _live_stack(graph: Graph, network: Any, x: str) -> tuple[str, str]:
    """What a causal stack makes of (time, batch, F), and the state it ends in; it begins with ``state_in``."""
    layers, last = _gru_layers(network), []
    sizes = graph.constant(np.ones(len(layers), np.int64))
    first = graph.op("Split", graph.input("state_in", _state_shape(network)), sizes, outputs=len(layers), axis=0)
    for layer, start in zip(layers, first, strict=True):
        x, end = graph.recurrent(layer, x, start)
        last.append(end)
    return x, graph.op("Concat", *last, axis=0)[0]


def _state_shape(network: Any) -> tuple[int | str, ...]:
    layers = _gru_layers(network)
    return len(layers), "batch", int(layers[0].units)


def _stacks(graph: Graph, network: Any, x: str) -> str:
    """What all members make of (time, batch, F), side by side."""
    found = []
    for layers in _members(network):
        seen = x
        for layer in layers:
            seen, _ = graph.recurrent(layer, seen)
        found.append(seen)
    return found[0] if len(found) == 1 else graph.op("Concat", *found, axis=-1)[0]


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
    for layers in _members(network):
        seen = x
        for layer in layers:
            seen, _ = graph.recurrent(layer, seen)
        (mean,) = graph.op("ReduceMean", seen, axes=[0], keepdims=0)
        (largest,) = graph.op("ReduceMax", seen, axes=[0], keepdims=0)
        yield graph.op("Concat", mean, largest, axis=-1)[0]


def _members(network: Any) -> Iterator[list[Any]]:
    """The GRUs of each member, from the bottom."""
    for number in count():
        layers = _gru_layers(network, member_mark(number))
        if not layers:
            return
        yield layers


def _gru_layers(network: Any, mark: str = "") -> list[Any]:
    """Layers ``gru_0`` upwards, from the bottom."""
    found = {layer.name: layer for layer in network.layers}
    return [found[f"{mark}gru_{i}"] for i in range(len(found)) if f"{mark}gru_{i}" in found]
