"""Published image classifiers for dance: one picture a second, the clip decided over its pictures.

AlexNet, ResNet18 and SqueezeNet, fine-tuned for ten rounds as published. Their start weights come from ImageNet there;
here from a file where one is given, else from scratch, and the name in tables says so. Sets of landmarks have no
pictures: the skeleton is drawn.
"""

from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from training.data.clips import Clip
from training.data.pictures import picture_frames, skeleton_picture
from training.networks.backend import keras
from training.networks.image_nets import alexnet, resnet, squeezenet
from training.networks.system import Examples, KerasSystem, Positions, Trained

_PUBLISHED = "image classifier on one frame a second, ten rounds"


@attrs.frozen
class FrameImages(KerasSystem):
    """Settings.

    Attributes:
        epochs: rounds over the pictures; ten as published.
        every_s: seconds from one picture to the next.
        size: pixels of a picture's side.
        width: factor of the published numbers of filters.
        rate: learning rate.
        weights: file of start weights (``.weights.h5`` or ``.keras``) of the same layers; None starts from scratch.
    """

    epochs: int = 10
    batch: int = 32
    every_s: float = 1.0
    size: int = 64
    width: float = 0.5
    rate: float = 1e-3
    weights: Path | None = None

    task: ClassVar[str] = "style"
    published: ClassVar[str] = _PUBLISHED

    def examples(self, clips: Sequence[Clip], truth: NDArray[np.intp]) -> Examples:
        """As `System.examples`; a clip in which nobody is seen well is left out."""
        pictures, owner = [], []
        for number, clip in enumerate(clips):
            for frame in picture_frames(clip.track, self.every_s):
                pictures.append(skeleton_picture(clip.track, frame, self.size))
                owner.append(number)
        if not pictures:
            raise InputError("show nobody", subject="the clips", remedy="choose others")
        clip_of = np.array(owner, np.intp)
        return Examples(np.stack(pictures), truth[clip_of], clip_of)

    def build(self, shape: tuple[int, ...], classes: int) -> Any:
        """As `KerasSystem.build`.

        Raises:
            InputError: the file of start weights does not fit.
        """
        k = keras()
        inputs = k.Input(shape, dtype="float32")
        network = k.Model(
            inputs, k.layers.Dense(classes, activation="softmax", name="classes")(self.body(inputs)), name=self.name
        )
        if self.weights is not None:
            _start_from(network, self.weights)
        network.compile(k.optimizers.Adam(self.rate), "sparse_categorical_crossentropy")
        return network

    @abstractmethod
    def body(self, inputs: Any) -> Any:
        """The network up to its last layer."""


def most_doubtful(
    system: KerasSystem, trained: Trained, examples: Examples, chosen: Positions, count: int
) -> Positions:
    """The examples with the highest loss, worst first: for a person to say which of them are noise.

    Args:
        system: that cut the examples.
        trained: on some of them.
        examples: all.
        chosen: among which to look.
        count: how many at most.
    """
    said = system.predict(trained, examples, chosen)
    right = said[np.arange(len(chosen)), examples.truth[chosen]]
    return chosen[np.argsort(right, kind="stable")[:count]]


def _start_from(network: Any, path: Path) -> None:
    try:
        network.load_weights(path, skip_mismatch=True)
    except (OSError, ValueError, KeyError) as error:
        raise InputError("holds no start weights for this network", subject=path, remedy="leave it out") from error


@attrs.frozen
class FrameAlexnet(FrameImages):
    """With AlexNet."""

    name: ClassVar[str] = "frame_alexnet"

    def body(self, inputs: Any) -> Any:
        """As `FrameImages.body`."""
        return alexnet(inputs, self.width)


@attrs.frozen
class FrameResnet18(FrameImages):
    """With ResNet18."""

    name: ClassVar[str] = "frame_resnet18"

    def body(self, inputs: Any) -> Any:
        """As `FrameImages.body`."""
        return resnet(inputs, self.width)


@attrs.frozen
class FrameSqueezenet(FrameImages):
    """With SqueezeNet 1.1."""

    name: ClassVar[str] = "frame_squeezenet"

    def body(self, inputs: Any) -> Any:
        """As `FrameImages.body`."""
        return squeezenet(inputs, self.width)
