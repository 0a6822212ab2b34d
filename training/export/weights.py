"""A phase network of ours back from the file that the app opens: to go on training where its maker ended."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import ModelError
from dancecoach.models.card import ModelCard
from dancecoach.models.model import OnnxModel
from training.export.parity import check_parity
from training.networks.backend import onnx
from training.networks.members import member_mark
from training.networks.phases_gru import PhasesGru

Weights = NDArray[np.float32]


def phases_network(path: Path, dropout: float = 0.2) -> tuple[PhasesGru, Any, ModelCard]:
    """How a phase network for whole clips is built, the Keras model with its weights, and its card.

    Args:
        path: a file that `training.export.write.export` wrote.
        dropout: for what is trained on; the file has none.

    Raises:
        ModelError: it is no such network, or does not compute what the file does.
        EngineError: TensorFlow or onnx is not installed.
    """
    card = OnnxModel(path, kind="phases", causal=False).card
    graph = onnx().load(str(path)).graph
    held = {one.name: np.asarray(onnx().numpy_helper.to_array(one)) for one in graph.initializer}
    cells = [[held[name] for name in node.input[1:4]] for node in graph.node if node.op_type == "GRU"]
    head = [held[name] for node in graph.node if node.op_type in ("MatMul", "Add") for name in node.input[1:2]]
    if not cells or len(head) != 2 or any(len(kernel) != 2 for kernel, *_ in cells):
        raise _other(path)
    features = len(card.mean)
    members = sum(kernel.shape[2] == features for kernel, *_ in cells)
    layers, left = divmod(len(cells), max(1, members))
    if left or not members:
        raise _other(path)
    units = int(cells[0][1].shape[2])
    system = PhasesGru(features, len(card.labels), units, layers, dropout, bidirectional=True, members=members)
    network = system.build()
    try:
        for number in range(members):
            for i in range(layers):
                weights = _both_ways(cells[number * layers + i])
                network.get_layer(f"{member_mark(number)}gru_{i}").set_weights(weights)
        network.get_layer("logits").set_weights(head)
    except ValueError as error:
        raise _other(path) from error
    check_parity(network, path)
    return system, network, card


def _both_ways(cell: list[Weights]) -> list[Weights]:
    """A pair of GRUs as Keras takes it: kernel, recurrent kernel and bias of the one, then of the other."""
    out = []
    for kernel, recurrent, bias in zip(*cell, strict=True):
        out += [kernel.T, recurrent.T, bias.reshape(2, -1)]
    return out


def _other(path: Path) -> ModelError:
    return ModelError(
        "is a network of another build, which cannot be trained on", subject=path, remedy="choose the shipped one"
    )
