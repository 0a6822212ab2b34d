"""A published classifier of single frames: a small convolution network on pictures of two rows, x and y of the joints.

Eight, then sixty-four filters, as published for 33 joints; stochastic gradient descent with momentum. It knows one
frame at a time, so it cannot tell a crouch before a jump from one after it.
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
class FrameCnn(KerasSystem):
    """Settings.

    Attributes:
        epochs: rounds over the frames.
        step: every how many frames one is taken; all of them when a clip is judged.
        filters: of the two convolutions.
        dense: units of the layer after them.
        dropout: share left out before the last layer.
        rate: learning rate.
        momentum: share of the last step that goes on.
    """

    epochs: int = 15
    batch: int = 128
    balanced: bool = True
    step: int = 3
    filters: tuple[int, int] = (8, 64)
    dense: int = 64
    dropout: float = 0.3
    rate: float = 0.01
    momentum: float = 0.9

    name: ClassVar[str] = "frame_cnn"
    task: ClassVar[str] = "phases"
    published: ClassVar[str] = "CNN on 2 x joints pseudo-images of single frames"

    def examples(self, clips: Sequence[Clip], truth: NDArray[np.intp]) -> Examples:
        """As `System.examples`: the frames that count; ``truth`` is not looked at."""
        del truth
        pictures, said, owner, frames = [], [], [], []
        for number, clip in enumerate(clips):
            chosen = np.arange(0, len(clip), self.step)
            chosen = chosen[clip.weights[chosen] > 0]
            pictures.append(np.moveaxis(placed_points(clip)[chosen, :, :2], 2, 1)[..., None])
            said.append(clip.labels[chosen])
            owner.append(np.full(len(chosen), number))
            frames.append(chosen)
        return Examples(
            np.concatenate(pictures).astype(np.float32), np.concatenate(said).astype(np.intp),
            np.concatenate(owner).astype(np.intp), frames=np.concatenate(frames).astype(np.intp),
        )  # fmt: skip

    def build(self, shape: tuple[int, ...], classes: int) -> Any:
        """As `KerasSystem.build`."""
        k = keras()
        inputs = k.Input(shape, dtype="float32")
        x = k.layers.Conv2D(self.filters[0], (2, 3), padding="same", activation="relu")(inputs)
        x = k.layers.Conv2D(self.filters[1], (2, 3), padding="same", activation="relu")(x)
        x = k.layers.MaxPooling2D((2, 2))(x)
        x = k.layers.Dense(self.dense, activation="relu")(k.layers.Flatten()(x))
        x = k.layers.Dropout(self.dropout)(x)
        network = k.Model(inputs, k.layers.Dense(classes, activation="softmax")(x), name=self.name)
        network.compile(k.optimizers.SGD(self.rate, momentum=self.momentum), "sparse_categorical_crossentropy")
        return network
