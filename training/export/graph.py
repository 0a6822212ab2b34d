"""An ONNX graph, put together operator by operator from Keras layers.

The generic exporters turn a recurrent layer into a loop over small operators. The native operator
(`training.export.recurrent`) does the same sums many times as fast. Inside, sequences are (time, batch, features), as
the operator takes them.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import ModelError
from training.export.recurrent import Recurrent
from training.networks.backend import onnx

OPSET, IR_VERSION = 17, 8
"""Newer ones need a newer runtime than the one that is free of reports to its maker."""

PRODUCER = "dancecoach"


class Graph:
    """A network that is being written. Names are numbered, so that equal networks give equal files."""

    def __init__(self) -> None:
        self._onnx = onnx()
        self._nodes: list[Any] = []
        self._weights: list[Any] = []
        self._inputs: list[Any] = []
        self._outputs: list[Any] = []
        self._count = 0

    def input(self, name: str, shape: tuple[int | str, ...]) -> str:
        """Declare a float32 input; a text as size stands for any size."""
        self._inputs.append(self._value(name, shape))
        return name

    def output(self, value: str, name: str, shape: tuple[int | str, ...]) -> None:
        """Give a value out under a name."""
        self._nodes.append(self._onnx.helper.make_node("Identity", [value], [name], name=f"give_{name}"))
        self._outputs.append(self._value(name, shape))

    def constant(self, array: NDArray[Any]) -> str:
        """A weight, float32 or int64."""
        kept = np.ascontiguousarray(array, np.int64 if array.dtype.kind == "i" else np.float32)
        name = self._name("w")
        self._weights.append(self._onnx.numpy_helper.from_array(kept, name))
        return name

    def op(self, kind: str, *inputs: str, outputs: int = 1, **attributes: Any) -> list[str]:
        """Add an operator; returns the names of its outputs."""
        names = [self._name(kind.lower()) for _ in range(outputs)]
        self._nodes.append(self._onnx.helper.make_node(kind, list(inputs), names, name=f"n_{names[0]}", **attributes))
        return names

    def recurrent(self, layer: Any, x: str, state: str = "") -> tuple[str, str]:
        """A Keras ``GRU``, ``LSTM``, ``SimpleRNN``, or ``Bidirectional`` of one.

        Args:
            layer: the trained layer, H units.
            x: (time, batch, F).
            state: (1, batch, H) to start from; zeros when left out.

        Returns:
            Its output (time, batch, directions x H) and last state (directions, batch, H).

        Raises:
            ModelError: the layer is set up in a way that no operator has a match for.
        """
        cell = Recurrent.of(layer)
        weights = [self.constant(w) for w in cell.weights]
        start = ["", state] if state else []
        y, last = self.op(cell.kind, x, *weights, *start, outputs=2, **cell.attributes)
        # (time, directions, batch, H): the directions side by side, as Keras concatenates them.
        (side,) = self.op("Transpose", y, perm=[0, 2, 1, 3])
        (flat,) = self.op("Reshape", side, self.constant(np.array([0, 0, cell.units * cell.directions])))
        return flat, last

    def dense(self, layer: Any, x: str) -> str:
        """A Keras ``Dense`` without an activation.

        Raises:
            ModelError: it has one.
        """
        if layer.activation.__name__ != "linear":
            raise ModelError(f"layer {layer.name} has an activation", remedy="let the last layer be linear")
        kernel, bias = (np.asarray(w) for w in layer.get_weights())
        (product,) = self.op("MatMul", x, self.constant(kernel))
        return self.op("Add", product, self.constant(bias))[0]

    def model(self, name: str, properties: dict[str, str]) -> Any:
        """The finished ``ModelProto``, checked.

        Args:
            name: of the graph.
            properties: text to carry along.
        """
        helper = self._onnx.helper
        graph = helper.make_graph(self._nodes, name, self._inputs, self._outputs, self._weights)
        opset = [helper.make_opsetid("", OPSET)]
        model = helper.make_model(graph, opset_imports=opset, ir_version=IR_VERSION, producer_name=PRODUCER)
        helper.set_model_props(model, properties)
        self._onnx.checker.check_model(model, full_check=True)
        return model

    def _value(self, name: str, shape: tuple[int | str, ...]) -> Any:
        return self._onnx.helper.make_tensor_value_info(name, self._onnx.TensorProto.FLOAT, list(shape))

    def _name(self, kind: str) -> str:
        self._count += 1
        return f"{kind}_{self._count}"
