"""Keras' recurrent layers as the native operators take them.

Weights are those of Keras transposed. The gates of a GRU stand in the same order (update, reset, candidate), those of
an LSTM do not: input, forget, candidate, output in Keras, input, output, forget, candidate in ONNX. Keras' single bias
of an LSTM or plain recurrent layer is the operator's first, its second is zero.
"""

from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import ModelError

Weights = NDArray[np.float32]

_LSTM_ORDER = (0, 3, 1, 2)
"""ONNX' gates among Keras'."""


@attrs.frozen(eq=False)
class Recurrent:
    """An operator for a layer, one way or both.

    Attributes:
        kind: "RNN", "LSTM" or "GRU".
        units: H, in each direction.
        weights: (D, G x H, F), (D, G x H, H) and (D, 2 x G x H) for D directions and G gates.
        attributes: of the operator.
    """

    kind: str
    units: int
    weights: tuple[Weights, Weights, Weights]
    attributes: dict[str, Any]

    @classmethod
    def of(cls, layer: Any) -> "Recurrent":
        """The operator of a trained ``SimpleRNN``, ``LSTM``, ``GRU`` or a ``Bidirectional`` of one.

        Raises:
            ModelError: the layer is set up in a way that no operator has a match for.
        """
        both = type(layer).__name__ == "Bidirectional"
        if both and layer.merge_mode != "concat":
            raise _no_match(layer)
        parts = [layer.forward_layer, layer.backward_layer] if both else [layer]
        kind = type(parts[0]).__name__
        if kind not in _KINDS:
            raise _no_match(layer)
        operator, fits, weigh = _KINDS[kind]
        # The backward part of a pair goes backwards, and says so.
        if not all(fits(part) for part in parts) or parts[0].go_backwards or not all(p.use_bias for p in parts):
            raise _no_match(layer)
        kernels, recurrent, biases = zip(*(weigh(part) for part in parts), strict=True)
        attributes = {"hidden_size": int(parts[0].units), "direction": "bidirectional" if both else "forward"}
        if operator == "GRU":
            attributes["linear_before_reset"] = 1
        stacked = (np.stack(kernels), np.stack(recurrent), np.stack(biases))
        return cls(operator, int(parts[0].units), stacked, attributes)

    @property
    def directions(self) -> int:
        """1 or 2."""
        return len(self.weights[0])


def _no_match(layer: Any) -> ModelError:
    return ModelError(
        f"layer {layer.name} has no match among the native operators", remedy="use a layer with Keras' defaults"
    )


def _tanh(layer: Any) -> bool:
    return bool(layer.activation.__name__ == "tanh")


def _gated(layer: Any) -> bool:
    return _tanh(layer) and layer.recurrent_activation.__name__ == "sigmoid" and getattr(layer, "reset_after", True)


def _plain_weights(layer: Any) -> tuple[Weights, Weights, Weights]:
    kernel, recurrent, bias = (np.asarray(w) for w in layer.get_weights())
    return kernel.T, recurrent.T, np.concatenate([bias, np.zeros_like(bias)])


def _lstm_weights(layer: Any) -> tuple[Weights, Weights, Weights]:
    kernel, recurrent, bias = (_in_order(np.asarray(w)) for w in layer.get_weights())
    return kernel.T, recurrent.T, np.concatenate([bias, np.zeros_like(bias)])


def _in_order(weights: Weights) -> Weights:
    gates = np.split(weights, 4, axis=-1)
    return np.concatenate([gates[i] for i in _LSTM_ORDER], axis=-1)


def _gru_weights(layer: Any) -> tuple[Weights, Weights, Weights]:
    kernel, recurrent, bias = (np.asarray(w) for w in layer.get_weights())
    return kernel.T, recurrent.T, bias.reshape(-1)


_KINDS = {
    "SimpleRNN": ("RNN", _tanh, _plain_weights),
    "LSTM": ("LSTM", _gated, _lstm_weights),
    "GRU": ("GRU", _gated, _gru_weights),
}
"""Operator, whether a layer's settings are its own, and its weights."""
