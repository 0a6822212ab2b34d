"""The published networks for the dance trends: four stacked recurrent layers of 50 units over ten raw frames.

As in the repository thangquangloi21/discriminating-dance: windows of ten frames of 33 x (x, y, z, visibility), dropout
0.2 after each layer, softmax, Adam, 16 epochs. Two settings are published beside them: distances of joints as
features, and principal components.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

import attrs
import numpy as np
from numpy.typing import NDArray

from training.data.clips import Clip
from training.networks.backend import keras
from training.networks.system import Examples, Fitting, Floats, KerasSystem, Positions, Trained
from training.networks.windows import raw_landmarks, windows
from training.scikit import scikit

_PUBLISHED = "github.com/thangquangloi21/discriminating-dance"


@attrs.frozen
class Stacked50(KerasSystem):
    """Settings as published.

    Attributes:
        window: frames.
        step: frames from one window to the next.
        units: of each layer.
        layers: on one another.
        dropout: share left out after each.
        rate: learning rate; Keras' own as published.
        distances: whether the network is given the distances of all pairs of joints instead of their places.
        components: principal components that are kept, worked out from the training examples; 0 for all columns.
    """

    window: int = 10
    step: int = 1
    units: int = 50
    layers: int = 4
    dropout: float = 0.2
    rate: float = 1e-3
    distances: bool = False
    components: int = 0

    task: ClassVar[str] = "style"
    cell: ClassVar[str]

    def examples(self, clips: Sequence[Clip], truth: NDArray[np.intp]) -> Examples:
        """As `System.examples`."""
        return windows(clips, truth, joint_distances if self.distances else raw_landmarks, self.window, self.step)

    def build(self, shape: tuple[int, ...], classes: int) -> Any:
        """As `KerasSystem.build`."""
        k = keras()
        layer = getattr(k.layers, self.cell)
        x = inputs = k.Input(shape, dtype="float32")
        for i in range(self.layers):
            x = layer(self.units, return_sequences=i < self.layers - 1)(x)
            x = k.layers.Dropout(self.dropout)(x)
        network = k.Model(inputs, k.layers.Dense(classes, activation="softmax")(x), name=self.name)
        network.compile(k.optimizers.Adam(self.rate), "sparse_categorical_crossentropy")
        return network

    def train(self, examples: Examples, chosen: Positions, classes: int, fitting: Fitting) -> Trained:
        """As `System.train`."""
        if not self.components:
            return KerasSystem.train(self, examples, chosen, classes, fitting)
        reduce = principal(examples.inputs[chosen], self.components)
        trained = KerasSystem.train(
            self, attrs.evolve(examples, inputs=reduce(examples.inputs)), chosen, classes, fitting
        )
        return attrs.evolve(trained, network=_Reduced(reduce, trained.network))


@attrs.frozen(eq=False)
class _Reduced:
    """A network behind a change of columns."""

    reduce: "Components"
    network: Any

    def predict(self, inputs: Floats, batch: int, verbose: int) -> Any:
        """Of the network, with the inputs changed first."""
        return self.network.predict(self.reduce(inputs), batch, verbose=verbose)


@attrs.frozen(eq=False)
class Components:
    """Principal components of frames.

    Attributes:
        mean: (F,) of the frames they were worked out from.
        axes: (K, F), the widest first.
    """

    mean: Floats
    axes: Floats

    def __call__(self, inputs: Floats) -> Floats:
        """(..., K) from (..., F)."""
        return np.asarray((inputs - self.mean) @ self.axes.T, np.float32)


def principal(inputs: Floats, count: int) -> Components:
    """The components of some examples' frames.

    Args:
        inputs: (..., F).
        count: how many, at most F.
    """
    found = (
        scikit("decomposition")
        .PCA(min(count, inputs.shape[-1]), random_state=0)
        .fit(inputs.reshape(-1, inputs.shape[-1]))
    )
    return Components(found.mean_.astype(np.float32), found.components_.astype(np.float32))


def joint_distances(clip: Clip) -> Floats:
    """(T, J (J - 1) / 2) distances of all pairs of joints, shares of the picture as the landmarks are."""
    values = raw_landmarks(clip)
    points = values.reshape(len(values), -1, 4)[..., :3]
    first, second = np.triu_indices(points.shape[1], 1)
    return np.asarray(np.linalg.norm(points[:, first] - points[:, second], axis=-1), np.float32)


@attrs.frozen
class Rnn50(Stacked50):
    """With plain recurrent layers."""

    name: ClassVar[str] = "rnn50"
    cell: ClassVar[str] = "SimpleRNN"
    published: ClassVar[str] = _PUBLISHED


@attrs.frozen
class Lstm50(Stacked50):
    """With long short-term memory."""

    name: ClassVar[str] = "lstm50"
    cell: ClassVar[str] = "LSTM"
    published: ClassVar[str] = _PUBLISHED


@attrs.frozen
class Gru50(Stacked50):
    """With gated recurrent units, the best of the three as published."""

    name: ClassVar[str] = "gru50"
    cell: ClassVar[str] = "GRU"
    published: ClassVar[str] = _PUBLISHED
