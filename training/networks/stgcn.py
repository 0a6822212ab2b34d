"""A spatial-temporal graph network over the skeleton: joints learn from their neighbours, then from their own past.

S. Yan, Y. Xiong, D. Lin, "Spatial Temporal Graph Convolutional Networks for Skeleton-Based Action Recognition",
AAAI 2018; three partitions of the neighbours (self, towards the hips, away from them), fewer and narrower blocks.
"""

from collections import deque
from collections.abc import Sequence
from typing import Any, ClassVar

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.pose.skeleton import BODY_13, Skeleton
from training.data.clips import Clip
from training.networks.backend import keras
from training.networks.system import Examples, Floats, KerasSystem
from training.networks.windows import body_points, windows

_NECK = (("nose", "left_shoulder"), ("nose", "right_shoulder"))
"""`BODY_13` draws no line to the head."""


@attrs.frozen
class Stgcn(KerasSystem):
    """Settings.

    Attributes:
        epochs: rounds over the windows.
        window: frames.
        step: frames from one window to the next.
        widths: of the blocks, from the bottom; every second one halves the frames.
        kernel: frames that the temporal convolution spans.
        dropout: share left out after each block.
        rate: learning rate.
    """

    epochs: int = 20
    batch: int = 32
    window: int = 100
    step: int = 10
    widths: tuple[int, ...] = (24, 24, 48, 48)
    kernel: int = 9
    dropout: float = 0.3
    rate: float = 2e-3

    name: ClassVar[str] = "stgcn"
    task: ClassVar[str] = "style"
    published: ClassVar[str] = "Yan, Xiong, Lin 2018, narrower"

    def examples(self, clips: Sequence[Clip], truth: NDArray[np.intp]) -> Examples:
        """As `System.examples`."""
        return windows(clips, truth, body_points, self.window, self.step, pad=True)

    def build(self, shape: tuple[int, ...], classes: int) -> Any:
        """As `KerasSystem.build`."""
        k = keras()
        graph = partitions(BODY_13)
        x = inputs = k.Input(shape, dtype="float32")
        for number, width in enumerate(self.widths):
            y = sum(k.ops.einsum("btjc,ij->btic", k.layers.Dense(width)(x), part) for part in graph)
            y = k.layers.Activation("relu")(k.layers.LayerNormalization()(y))
            stride = 1 + number % 2
            y = k.layers.Conv2D(width, (self.kernel, 1), (stride, 1), padding="same")(y)
            past = k.layers.Conv2D(width, 1, (stride, 1), padding="same")(x)
            x = k.layers.Activation("relu")(k.layers.Add()([past, k.layers.LayerNormalization()(y)]))
            x = k.layers.Dropout(self.dropout)(x)
        x = k.layers.GlobalAveragePooling2D()(x)
        network = k.Model(inputs, k.layers.Dense(classes, activation="softmax")(x), name=self.name)
        network.compile(k.optimizers.AdamW(self.rate), "sparse_categorical_crossentropy")
        return network


def partitions(skeleton: Skeleton) -> tuple[Floats, Floats, Floats]:
    """Three (J, J) maps from neighbours to a joint: itself, those nearer to the hips, the rest; rows sum to 1 or 0."""
    count = len(skeleton)
    near = np.zeros((count, count), np.bool_)
    for a, b in (*skeleton.bones, *_NECK):
        i, j = skeleton.index(a), skeleton.index(b)
        near[i, j] = near[j, i] = True
    steps = _steps_from_hips(skeleton, near)
    towards = near & (steps[None, :] < steps[:, None])
    away = near & (steps[None, :] >= steps[:, None])
    return (np.eye(count, dtype=np.float32), _shares(towards), _shares(away))


def _steps_from_hips(skeleton: Skeleton, near: NDArray[np.bool_]) -> NDArray[np.intp]:
    hips = [int(i) for i in skeleton.indices("left_hip", "right_hip")]
    steps = np.full(len(skeleton), len(skeleton), np.intp)
    steps[hips] = 0
    waiting = deque(hips)
    while waiting:
        joint = waiting.popleft()
        for other in np.flatnonzero(near[joint]):
            if steps[other] > steps[joint] + 1:
                steps[other] = steps[joint] + 1
                waiting.append(int(other))
    return steps


def _shares(near: NDArray[np.bool_]) -> Floats:
    return np.asarray(near / np.maximum(near.sum(1, keepdims=True), 1), np.float32)
