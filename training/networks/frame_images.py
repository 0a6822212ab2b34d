"""Published image classifiers for dance: one picture a second, the clip decided over its pictures.

AlexNet, ResNet18 and SqueezeNet, fine-tuned for ten rounds as published. Their start weights come from ImageNet there;
here from a file where one is given, else from scratch. The pictures are those of the clip's video, cut to the person;
sets of landmarks have none, and the skeleton is drawn (`training.data.pictures`).
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
from training.data.pictures import clip_pictures, looks
from training.networks.backend import keras
from training.networks.image_nets import alexnet, resnet, squeezenet
from training.networks.system import Examples, Floats, KerasSystem, Positions

_PUBLISHED = "image classifier on one frame a second, of the video or else a drawn skeleton, ten rounds"


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
        looks(clips)
        found = [clip_pictures(clip, self.every_s, self.size) for clip in clips]
        frames = np.array([frame for chosen, _ in found for frame in chosen], np.intp)
        if not len(frames):
            raise InputError("show nobody", subject="the clips", remedy="choose others")
        clip_of = np.repeat(np.arange(len(found)), [len(chosen) for chosen, _ in found])
        return Examples(np.concatenate([p for _, p in found]), truth[clip_of], clip_of, frames=frames)

    def looks_at(self, clips: Sequence[Clip]) -> str:
        """As `System.looks_at`."""
        return looks(clips)

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


def most_doubtful(said: Floats, examples: Examples, asked: Positions, count: int) -> Positions:
    """The examples with the highest loss, worst first: for a person to say which of them are noise.

    Args:
        said: (N, classes) probabilities of those that were asked, each by a network that did not learn from its clip.
        examples: all.
        asked: (N,) positions of those that were asked.
        count: how many at most.
    """
    right = said[np.arange(len(asked)), examples.truth[asked]]
    return asked[np.argsort(right, kind="stable")[:count]]


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
