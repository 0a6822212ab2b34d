"""A published network of phases: stacked LSTMs both ways over the clip, frame by frame.

On the landmarks themselves, placed from the hips of the clip's first frames; stochastic gradient descent with momentum.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

import attrs
import numpy as np
from numpy.typing import NDArray

from training.data.clips import Clip
from training.networks.backend import keras
from training.networks.system import Examples, KerasSystem
from training.networks.windows import placed_points


@attrs.frozen
class BiLstm(KerasSystem):
    """Settings.

    Attributes:
        epochs: rounds over the windows.
        length: frames in a window; a clip's rest is padded.
        units: of each LSTM, in each direction.
        layers: on one another.
        dropout: share left out after each.
        rate: learning rate.
        momentum: share of the last step that goes on.
    """

    epochs: int = 30
    batch: int = 16
    balanced: bool = True
    length: int = 180
    units: int = 48
    layers: int = 2
    dropout: float = 0.3
    rate: float = 0.05
    momentum: float = 0.9

    name: ClassVar[str] = "bilstm"
    task: ClassVar[str] = "phases"
    published: ClassVar[str] = "stacked bidirectional LSTM over the clip's landmarks"

    def examples(self, clips: Sequence[Clip], truth: NDArray[np.intp]) -> Examples:
        """As `System.examples`: windows end on end; ``truth`` is not looked at."""
        del truth
        cut: list[tuple[NDArray[np.floating], NDArray[np.integer], NDArray[np.floating], NDArray[np.intp], int]] = []
        for number, clip in enumerate(clips):
            points = placed_points(clip)
            rows = points.reshape(len(points), -1)
            for begin in range(0, len(clip), self.length):
                span = np.arange(begin, min(begin + self.length, len(clip)))
                cut.append((rows[span], clip.labels[span], clip.weights[span], span, number))
        count = len(cut)
        inputs = np.zeros((count, self.length, cut[0][0].shape[1]), np.float32)
        said, frames = np.zeros((count, self.length), np.intp), np.full((count, self.length), -1, np.intp)
        weights = np.zeros((count, self.length), np.float32)
        for i, (rows, labels, counts, span, _) in enumerate(cut):
            inputs[i, : len(span)], said[i, : len(span)] = rows, labels
            weights[i, : len(span)], frames[i, : len(span)] = counts, span
        return Examples(inputs, said, np.array([part[-1] for part in cut], np.intp), weights, frames)

    def build(self, shape: tuple[int, ...], classes: int) -> Any:
        """As `KerasSystem.build`."""
        k = keras()
        inputs = k.Input(shape, dtype="float32")
        x = inputs
        for _ in range(self.layers):
            x = k.layers.Bidirectional(k.layers.LSTM(self.units, return_sequences=True))(x)
            x = k.layers.Dropout(self.dropout)(x)
        network = k.Model(inputs, k.layers.Dense(classes, activation="softmax")(x), name=self.name)
        network.compile(
            k.optimizers.SGD(self.rate, momentum=self.momentum, clipnorm=1.0), "sparse_categorical_crossentropy"
        )
        return network
