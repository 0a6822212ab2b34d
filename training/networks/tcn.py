"""A temporal convolution network: residual blocks of dilated convolutions over the body's points.

S. Bai, J. Z. Kolter, V. Koltun, "An Empirical Evaluation of Generic Convolutional and Recurrent Networks for Sequence
Modeling", 2018; without the causal padding, since the whole window is known.
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
class Tcn(KerasSystem):
    """Settings.

    Attributes:
        epochs: rounds over the windows.
        window: frames.
        step: frames from one window to the next.
        filters: of each convolution.
        dilations: of the blocks, from the bottom.
        kernel: frames a convolution spans, times its dilation.
        dropout: share left out after each convolution.
        rate: learning rate.
    """

    epochs: int = 20
    batch: int = 32
    window: int = 100
    step: int = 10
    filters: int = 48
    dilations: tuple[int, ...] = (1, 2, 4, 8, 16)
    kernel: int = 3
    dropout: float = 0.3
    rate: float = 2e-3

    name: ClassVar[str] = "tcn"
    task: ClassVar[str] = "style"
    published: ClassVar[str] = "Bai, Kolter, Koltun 2018"

    def examples(self, clips: Sequence[Clip], truth: NDArray[np.intp]) -> Examples:
        """As `System.examples`."""
        return windows(clips, truth, _rows, self.window, self.step, pad=True)

    def build(self, shape: tuple[int, ...], classes: int) -> Any:
        """As `KerasSystem.build`."""
        k = keras()
        inputs = k.Input(shape, dtype="float32")
        x = k.layers.Conv1D(self.filters, 1)(inputs)
        for dilation in self.dilations:
            y = x
            for _ in range(2):
                y = k.layers.Conv1D(self.filters, self.kernel, padding="same", dilation_rate=dilation)(y)
                y = k.layers.Activation("relu")(k.layers.LayerNormalization()(y))
                y = k.layers.SpatialDropout1D(self.dropout)(y)
            x = k.layers.Add()([x, y])
        x = k.layers.GlobalAveragePooling1D()(x)
        network = k.Model(inputs, k.layers.Dense(classes, activation="softmax")(x), name=self.name)
        network.compile(k.optimizers.AdamW(self.rate), "sparse_categorical_crossentropy")
        return network


def _rows(clip: Clip) -> Floats:
    values = body_points(clip)
    return values.reshape(len(values), -1)
