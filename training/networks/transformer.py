"""A small transformer encoder over the body's points, every third frame a word.

A. Vaswani et al., "Attention Is All You Need", NeurIPS 2017; normalised before each part, as later works do.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

import attrs
import numpy as np
from numpy.typing import NDArray

from training.data.clips import Clip
from training.networks.backend import keras
from training.networks.system import Examples, Floats, KerasSystem
from training.networks.windows import body_points, windows


@attrs.frozen
class Transformer(KerasSystem):
    """Settings.

    Attributes:
        epochs: rounds over the windows.
        window: frames.
        step: frames from one window to the next.
        stride: frames from one word to the next.
        width: numbers that stand for a word.
        heads: of each attention.
        layers: on one another.
        dropout: share left out after each part.
        rate: learning rate.
    """

    epochs: int = 20
    batch: int = 32
    window: int = 100
    step: int = 10
    stride: int = 3
    width: int = 48
    heads: int = 4
    layers: int = 2
    dropout: float = 0.3
    rate: float = 1e-3

    name: ClassVar[str] = "transformer"
    task: ClassVar[str] = "style"
    published: ClassVar[str] = "Vaswani et al. 2017, encoder only"

    def examples(self, clips: Sequence[Clip], truth: NDArray[np.intp]) -> Examples:
        """As `System.examples`."""
        found = windows(clips, truth, _rows, self.window, self.step, pad=True)
        return attrs.evolve(found, inputs=found.inputs[:, :: self.stride])

    def build(self, shape: tuple[int, ...], classes: int) -> Any:
        """As `KerasSystem.build`."""
        k = keras()
        inputs = k.Input(shape, dtype="float32")
        x = k.layers.Dense(self.width)(inputs) + places(shape[0], self.width)
        for _ in range(self.layers):
            y = k.layers.LayerNormalization()(x)
            y = k.layers.MultiHeadAttention(self.heads, self.width // self.heads, dropout=self.dropout)(y, y)
            x = k.layers.Add()([x, k.layers.Dropout(self.dropout)(y)])
            y = k.layers.Dense(2 * self.width, activation="gelu")(k.layers.LayerNormalization()(x))
            x = k.layers.Add()([x, k.layers.Dropout(self.dropout)(k.layers.Dense(self.width)(y))])
        x = k.layers.GlobalAveragePooling1D()(k.layers.LayerNormalization()(x))
        network = k.Model(inputs, k.layers.Dense(classes, activation="softmax")(x), name=self.name)
        network.compile(k.optimizers.AdamW(self.rate), "sparse_categorical_crossentropy")
        return network


def places(count: int, width: int) -> Floats:
    """(count, width) sines and cosines of falling frequency that say where a word stands."""
    angle = np.arange(count)[:, None] / 10_000 ** (np.arange(0, width, 2) / width)
    return np.concatenate([np.sin(angle), np.cos(angle)], axis=-1)[:, :width].astype(np.float32)


def _rows(clip: Clip) -> Floats:
    values = body_points(clip)
    return values.reshape(len(values), -1)
