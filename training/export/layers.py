"""Any network of the field's systems as an ONNX graph: each Keras layer by the native operators that do the same.

Values keep Keras' order of axes (batch, time, features; batch, rows, columns, channels). Where an operator wants
another, the value is turned before and back after; the runtime joins and drops such turns.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import ModelError
from training.export.graph import Graph

Value = Any
"""Name of a value in the graph, or a number or array that is baked in."""


class LayerWriter:
    """Writes layers into a graph."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def network(self, network: Any, x: str) -> str:
        """A functional Keras model of one input and one output.

        Raises:
            ModelError: a layer has no match.
        """
        # Keras' own walk through its layers, with names of values instead of tensors; there is no public one.
        said: str = network._run_through_graph([x], self._writer)
        return said

    def _writer(self, operation: Any) -> Callable[..., Value]:
        kind = type(operation).__name__
        if kind not in _WRITERS:
            raise ModelError(
                f"layer {operation.name} ({kind}) cannot be exported", remedy="leave it out, or use another system"
            )

        def write(*values: Value, **_options: Any) -> Value:
            flat: list[Value] = []
            for value in values:
                flat += value if isinstance(value, list | tuple) else [value]
            return _WRITERS[kind](self, operation, [self._named(value) for value in flat])

        return write

    def _named(self, value: Value) -> str:
        return value if isinstance(value, str) else self._constant(value)

    def _constant(self, values: Any) -> str:
        return self._graph.constant(np.asarray(values, np.float32))

    def _whole(self, *values: int) -> str:
        return self._graph.constant(np.array(values, np.int64))

    def _op(self, kind: str, *inputs: str, **attributes: Any) -> str:
        return self._graph.op(kind, *inputs, **attributes)[0]

    def _same(self, _layer: Any, inputs: Sequence[str]) -> str:
        return inputs[0]

    def _dense(self, layer: Any, inputs: Sequence[str]) -> str:
        weights = layer.get_weights()
        x = self._op("MatMul", inputs[0], self._constant(weights[0]))
        if layer.use_bias:
            x = self._op("Add", x, self._constant(weights[1]))
        return self._activated(layer, x)

    def _activation(self, layer: Any, inputs: Sequence[str]) -> str:
        return self._activated(layer, inputs[0])

    def _activated(self, layer: Any, x: str) -> str:
        name = layer.activation.__name__
        if name == "linear":
            return x
        if name == "softmax":
            return self._op("Softmax", x, axis=-1)
        if name == "gelu":  # x / 2 (1 + erf(x / sqrt 2))
            share = self._op("Erf", self._op("Mul", x, self._constant(np.sqrt(0.5))))
            half = self._op("Mul", x, self._constant(0.5))
            return self._op("Mul", half, self._op("Add", share, self._constant(1.0)))
        if name in {"relu", "tanh", "sigmoid"}:
            return self._op(name.capitalize(), x)
        raise ModelError(f"layer {layer.name} has the activation {name}", remedy="use relu, gelu, tanh or sigmoid")

    def _recurrent(self, layer: Any, inputs: Sequence[str]) -> str:
        x = self._op("Transpose", inputs[0], perm=[1, 0, 2])
        every, last = self._graph.recurrent(layer, x)
        if layer.return_sequences:
            return self._op("Transpose", every, perm=[1, 0, 2])
        side = self._op("Transpose", last, perm=[1, 0, 2])
        return self._op("Reshape", side, self._whole(0, -1))

    def _convolution(self, layer: Any, inputs: Sequence[str]) -> str:
        weights = layer.get_weights()
        rank = weights[0].ndim - 2
        if layer.groups != 1 or layer.data_format != "channels_last":
            raise ModelError(f"layer {layer.name} convolves in groups or channels first", remedy="leave that out")
        kernel = np.transpose(weights[0], (rank + 1, rank, *range(rank)))
        sides = {"strides": list(layer.strides), "dilations": list(layer.dilation_rate)}
        padding = _padding(layer, kernel.shape[2:], layer.dilation_rate)
        parts = [self._constant(kernel), *([self._constant(weights[1])] if layer.use_bias else [])]
        x = self._op("Conv", self._channels_first(inputs[0], rank), *parts, **sides, **padding)
        return self._activated(layer, self._channels_last(x, rank))

    def _largest(self, layer: Any, inputs: Sequence[str]) -> str:
        rank = len(layer.pool_size)
        sides = {"strides": list(layer.strides), "kernel_shape": list(layer.pool_size)}
        padding = {"auto_pad": "SAME_UPPER"} if layer.padding == "same" else {}
        x = self._op("MaxPool", self._channels_first(inputs[0], rank), **sides, **padding)
        return self._channels_last(x, rank)

    def _channels_first(self, x: str, rank: int) -> str:
        return self._op("Transpose", x, perm=[0, rank + 1, *range(1, rank + 1)])

    def _channels_last(self, x: str, rank: int) -> str:
        return self._op("Transpose", x, perm=[0, *range(2, rank + 2), 1])

    def _mean_over_time(self, _layer: Any, inputs: Sequence[str]) -> str:
        return self._op("ReduceMean", inputs[0], axes=[1], keepdims=0)

    def _mean_over_picture(self, _layer: Any, inputs: Sequence[str]) -> str:
        return self._op("ReduceMean", inputs[0], axes=[1, 2], keepdims=0)

    def _layer_norm(self, layer: Any, inputs: Sequence[str]) -> str:
        scale, shift = (self._constant(w) for w in layer.get_weights())
        return self._op("LayerNormalization", inputs[0], scale, shift, axis=-1, epsilon=float(layer.epsilon))

    def _batch_norm(self, layer: Any, inputs: Sequence[str]) -> str:
        gamma, beta, mean, variance = (np.asarray(w, np.float64) for w in layer.get_weights())
        scale = gamma / np.sqrt(variance + layer.epsilon)
        x = self._op("Mul", inputs[0], self._constant(scale))
        return self._op("Add", x, self._constant(beta - mean * scale))

    def _sum(self, _layer: Any, inputs: Sequence[str]) -> str:
        total = inputs[0]
        for value in inputs[1:]:
            total = self._op("Add", total, value)
        return total

    def _concatenate(self, layer: Any, inputs: Sequence[str]) -> str:
        return self._op("Concat", *inputs, axis=layer.axis)

    def _flatten(self, _layer: Any, inputs: Sequence[str]) -> str:
        return self._op("Flatten", inputs[0], axis=1)

    def _einsum(self, operation: Any, inputs: Sequence[str]) -> str:
        return self._op("Einsum", *inputs, equation=operation.subscripts)

    def _attention(self, layer: Any, inputs: Sequence[str]) -> str:
        """Scaled dot products of queries and keys, soft maximum, mean of the values; head by head (n), h wide."""
        weights: list[NDArray[Any]] = layer.get_weights()
        sources = (inputs[0], inputs[-1], inputs[1])  # query, key, value; Keras' order is query, value, key
        query, key, value = (
            self._op("Add", self._op("Einsum", x, self._constant(kernel), equation="btd,dnh->btnh"), self._constant(b))
            for x, kernel, b in zip(sources, weights[0:6:2], weights[1:6:2], strict=True)
        )
        query = self._op("Mul", query, self._constant(1 / np.sqrt(weights[0].shape[-1])))
        shares = self._op("Softmax", self._op("Einsum", key, query, equation="bsnh,btnh->bnts"), axis=-1)
        seen = self._op("Einsum", shares, value, equation="bnts,bsnh->btnh")
        out = self._op("Einsum", seen, self._constant(weights[6]), equation="btnh,nhd->btd")
        return self._op("Add", out, self._constant(weights[7]))

    def _each_in_time(self, layer: Any, inputs: Sequence[str]) -> str:
        """A whole network for each picture of a sequence: pictures of all sequences in one batch, and back."""
        inner = layer.layer
        flat = self._op("Reshape", inputs[0], self._whole(-1, *inner.input_shape[1:]))
        seen = self.network(inner, flat)
        return self._op("Reshape", seen, self._whole(-1, layer.input.shape[1], *inner.output_shape[1:]))


def _padding(layer: Any, kernel: Sequence[int], dilation: Sequence[int]) -> dict[str, Any]:
    """The operator's padding; Keras' "same" puts the odd one at the end."""
    if layer.padding == "valid":
        return {}
    reach = [(size - 1) * step for size, step in zip(kernel, dilation, strict=True)]
    if layer.padding == "causal":
        return {"pads": [reach[0], 0]}
    if any(step > 1 for step in layer.strides):
        return {"auto_pad": "SAME_UPPER"}
    return {"pads": [*(r // 2 for r in reach), *(r - r // 2 for r in reach)]}


Writer = Callable[[LayerWriter, Any, Sequence[str]], str]

_WRITERS: dict[str, Writer] = {
    **dict.fromkeys(("Dropout", "SpatialDropout1D", "GaussianNoise"), LayerWriter._same),
    **dict.fromkeys(("SimpleRNN", "LSTM", "GRU", "Bidirectional"), LayerWriter._recurrent),
    **dict.fromkeys(("Conv1D", "Conv2D"), LayerWriter._convolution),
    **dict.fromkeys(("MaxPooling1D", "MaxPooling2D"), LayerWriter._largest),
    "Dense": LayerWriter._dense,
    "Activation": LayerWriter._activation,
    "GlobalAveragePooling1D": LayerWriter._mean_over_time,
    "GlobalAveragePooling2D": LayerWriter._mean_over_picture,
    "LayerNormalization": LayerWriter._layer_norm,
    "BatchNormalization": LayerWriter._batch_norm,
    "Add": LayerWriter._sum,
    "Concatenate": LayerWriter._concatenate,
    "Flatten": LayerWriter._flatten,
    "Einsum": LayerWriter._einsum,
    "MultiHeadAttention": LayerWriter._attention,
    "TimeDistributed": LayerWriter._each_in_time,
}
"""By the class of the layer or operation."""
