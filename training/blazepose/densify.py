"""Sparse weights made dense: ONNX has no DENSIFY, and our converter does not know it.

A sparse tensor is stored level by level in its traversal order; each level lists either all indices (dense) or,
like a compressed sparse row matrix, those that there are. Levels beyond the tensor's rank run inside blocks.
See ``SparsityParameters`` in TensorFlow Lite's ``schema.fbs``.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.blazepose.flat import read_model, schema, write_model

_DENSE_LEVEL = 0
_NUMPY_TYPES = {0: np.float32, 1: np.float16, 9: np.int8}


def densify(data: bytes) -> bytes:
    """The model with dense weights and without its DENSIFY operators.

    Args:
        data: content of a ``.tflite`` file.

    Returns:
        Content of one that computes the same.
    """
    model = read_model(data)
    for graph in model.subgraphs:
        for tensor in graph.tensors:
            if tensor.sparsity is not None:
                stored = np.asarray(model.buffers[tensor.buffer].data, np.uint8).view(_NUMPY_TYPES[tensor.type])
                weights = dense_weights(stored, tuple(tensor.shape), tensor.sparsity)
                model.buffers[tensor.buffer].data = np.frombuffer(weights.tobytes(), np.uint8)
                tensor.sparsity = None
        _bypass_densify(graph, model.operatorCodes)
    return write_model(model)


def dense_weights(values: NDArray[Any], shape: tuple[int, ...], sparsity: Any) -> NDArray[Any]:
    """The dense tensor of a sparse one.

    Args:
        values: stored values, one after the other.
        shape: of the dense tensor.
        sparsity: ``SparsityParametersT``: traversal order, block map, a level for each entry of the order.
    """
    order = [int(d) for d in sparsity.traversalOrder]
    blocks = [] if sparsity.blockMap is None else [int(d) for d in sparsity.blockMap]
    position = np.zeros(1, np.int64)
    indices: list[NDArray[np.int64]] = []
    for level in sparsity.dimMetadata:
        parent, index, position = _descend(level, position)
        indices = [i[parent] for i in indices] + [index]
    rank = len(shape)
    sizes = {d: int(level.denseSize) for d, level in zip(order, sparsity.dimMetadata, strict=True) if d >= rank}
    coordinates = [np.zeros(len(position), np.int64) for _ in shape]
    for d, index in zip(order, indices, strict=True):
        if d >= rank:  # inside a block
            coordinates[blocks[d - rank]] += index
        else:  # which block, or which element where the dimension is not blocked
            coordinates[d] += index * (sizes[rank + blocks.index(d)] if d in blocks else 1)
    dense = np.zeros(shape, values.dtype)
    dense[tuple(coordinates)] = values[position]
    return dense


def _descend(level: Any, position: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """One level down: for each element the parent it comes from, its index in this level, its stored position."""
    if level.format == _DENSE_LEVEL:
        size = int(level.denseSize)
        parent = np.repeat(np.arange(len(position)), size)
        index = np.tile(np.arange(size), len(position))
        return parent, index, position[parent] * size + index
    segments = np.asarray(level.arraySegments.values, np.int64)
    stored = np.asarray(level.arrayIndices.values, np.int64)
    counts = segments[position + 1] - segments[position]
    parent = np.repeat(np.arange(len(position)), counts)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    below = segments[position][parent] + within
    return parent, stored[below], below


def _bypass_densify(graph: Any, codes: list[Any]) -> None:
    """Let every operator read the (now dense) weights themselves instead of DENSIFY's output."""
    number = schema().BuiltinOperator.DENSIFY

    def is_densify(operator: Any) -> bool:
        code = codes[operator.opcodeIndex]
        return bool(max(code.builtinCode, code.deprecatedBuiltinCode) == number)

    source = {int(o.outputs[0]): int(o.inputs[0]) for o in graph.operators if is_densify(o)}
    graph.operators = [o for o in graph.operators if not is_densify(o)]
    for operator in graph.operators:
        operator.inputs = np.array([source.get(int(i), int(i)) for i in operator.inputs], np.int32)
