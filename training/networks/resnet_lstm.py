"""A published network of pictures in time: ResNet features of frames, an LSTM over them, both fused.

ResNet50's blocks, global average pooling, an LSTM over the frames; its last state and the mean of the frames' features
side by side, dropout, L1 and L2, early stopping. Narrower and with smaller pictures than published, so that two cores
do; the optimiser is a setting, since the work compares four.
"""

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, get_args

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from training.data.clips import Clip
from training.data.pictures import clip_pictures, looks
from training.networks.backend import keras
from training.networks.image_nets import resnet
from training.networks.system import Examples, KerasSystem

Optimiser = Literal["sgd", "momentum", "rmsprop", "adam"]

_LONGEST = 1.0
"""Length of the whole gradient for plain descent and momentum."""


@attrs.frozen
class ResnetLstm(KerasSystem):
    """Settings.

    Attributes:
        epochs: most rounds over the sequences.
        patience: rounds without a lower loss on held-out clips after which it ends.
        length: pictures in a sequence.
        every_s: seconds from one picture to the next.
        size: pixels of a picture's side.
        width: factor of the published numbers of filters.
        blocks: of ResNet's four sizes; ResNet50's are (3, 4, 6, 3).
        units: of the LSTM.
        dropout: share left out before the last layer.
        l1: weight of the absolute values of the last layer.
        l2: weight of their squares.
        optimiser: which.
        rate: learning rate.
    """

    epochs: int = 20
    batch: int = 16
    patience: int = 5
    length: int = 8
    every_s: float = 0.5
    size: int = 48
    width: float = 0.125
    blocks: tuple[int, ...] = (3, 4, 6, 3)
    units: int = 64
    dropout: float = 0.5
    l1: float = 1e-5
    l2: float = 1e-4
    optimiser: Optimiser = attrs.field(default="adam", validator=attrs.validators.in_(get_args(Optimiser)))
    rate: float = 1e-3

    name: ClassVar[str] = "resnet_lstm"
    task: ClassVar[str] = "style"
    published: ClassVar[str] = (
        "ResNet50 features and LSTM, fused; of the video or else a drawn skeleton; narrower, from scratch"
    )

    def examples(self, clips: Sequence[Clip], truth: NDArray[np.intp]) -> Examples:
        """As `System.examples`; the last pictures of a clip make a sequence with those before them."""
        looks(clips)
        found, owner = [], []
        for number, clip in enumerate(clips):
            _, pictures = clip_pictures(clip, self.every_s, self.size)
            if not len(pictures):
                continue
            pictures = np.concatenate([pictures, *[pictures[-1:]] * (self.length - len(pictures))])
            last = len(pictures) - self.length
            for begin in sorted({*range(0, last + 1, self.length // 2), last}):
                found.append(pictures[begin : begin + self.length])
                owner.append(number)
        if not found:
            raise InputError("show nobody", subject="the clips", remedy="choose others")
        clip_of = np.array(owner, np.intp)
        return Examples(np.stack(found), truth[clip_of], clip_of)

    def looks_at(self, clips: Sequence[Clip]) -> str:
        """As `System.looks_at`."""
        return looks(clips)

    def build(self, shape: tuple[int, ...], classes: int) -> Any:
        """As `KerasSystem.build`."""
        k = keras()
        picture = k.Input(shape[1:], dtype="float32")
        eye = k.Model(picture, resnet(picture, self.width, self.blocks, bottleneck=True), name="eye")
        inputs = k.Input(shape, dtype="float32")
        seen = k.layers.TimeDistributed(eye)(inputs)
        fused = k.layers.Concatenate()([k.layers.GlobalAveragePooling1D()(seen), k.layers.LSTM(self.units)(seen)])
        weights = k.regularizers.L1L2(self.l1, self.l2)
        said = k.layers.Dense(classes, activation="softmax", kernel_regularizer=weights)
        network = k.Model(inputs, said(k.layers.Dropout(self.dropout)(fused)), name=self.name)
        network.compile(optimiser(self.optimiser, self.rate), "sparse_categorical_crossentropy")
        return network


def optimiser(name: Optimiser, rate: float) -> Any:
    """One of the four that are compared.

    Args:
        name: plain gradient descent, with momentum 0.9, RMSprop or Adam.
        rate: learning rate.

    Notes:
        At the usual rate the first two ran away on trends-vn (NaN after the training), as recurrent networks do; they
        get a gradient no longer than 1 (R. Pascanu, T. Mikolov, Y. Bengio, "On the difficulty of training recurrent
        neural networks", ICML 2013). RMSprop and Adam scale every step themselves and are left alone.
    """
    found = keras().optimizers
    return {
        "sgd": lambda: found.SGD(rate, global_clipnorm=_LONGEST),
        "momentum": lambda: found.SGD(rate, momentum=0.9, global_clipnorm=_LONGEST),
        "rmsprop": lambda: found.RMSprop(rate),
        "adam": lambda: found.Adam(rate),
    }[name]()
