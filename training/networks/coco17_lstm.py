"""A published keypoint classifier: two small LSTMs over a hundred steps of 17 x (x, y, score).

A dense layer with ReLU on each step, two LSTM of 20 units, L2 on their weights, a learning rate that falls
exponentially. Published for COCO keypoints in pixels; here they are placed from the hips in trunk lengths, since the
sets compared have pictures of many sizes.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

import attrs
import numpy as np
from numpy.typing import NDArray

from training.data.clips import Clip
from training.networks.backend import keras
from training.networks.system import Examples, Floats, KerasSystem
from training.networks.windows import coco_keypoints, windows


@attrs.frozen
class Coco17Lstm(KerasSystem):
    """Settings.

    Attributes:
        epochs: rounds over the windows.
        window: steps.
        step: frames from one window to the next.
        units: of each LSTM.
        dense: units of the layer before them.
        l2: weight of the squares.
        rate: learning rate at the beginning.
        decay: factor of the learning rate every hundred batches.
    """

    epochs: int = 30
    window: int = 100
    step: int = 10
    units: int = 20
    dense: int = 64
    l2: float = 1e-4
    rate: float = 2e-3
    decay: float = 0.96

    name: ClassVar[str] = "coco17_lstm"
    task: ClassVar[str] = "style"
    published: ClassVar[str] = "keypoint LSTM for COCO-17, as described in the issue's works; placement is ours"

    def examples(self, clips: Sequence[Clip], truth: NDArray[np.intp]) -> Examples:
        """As `System.examples`."""
        return windows(clips, truth, _rows, self.window, self.step, pad=True)

    def build(self, shape: tuple[int, ...], classes: int) -> Any:
        """As `KerasSystem.build`."""
        k = keras()
        squares = k.regularizers.L2(self.l2)
        inputs = k.Input(shape, dtype="float32")
        x = k.layers.Dense(self.dense, activation="relu", kernel_regularizer=squares)(inputs)
        x = k.layers.LSTM(self.units, return_sequences=True, kernel_regularizer=squares)(x)
        x = k.layers.LSTM(self.units, kernel_regularizer=squares)(x)
        network = k.Model(inputs, k.layers.Dense(classes, activation="softmax")(x), name=self.name)
        falling = k.optimizers.schedules.ExponentialDecay(self.rate, 100, self.decay)
        network.compile(k.optimizers.Adam(falling), "sparse_categorical_crossentropy")
        return network


def _rows(clip: Clip) -> Floats:
    values = coco_keypoints(clip)
    return values.reshape(len(values), -1)
