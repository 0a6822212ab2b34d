"""Prior boxes of the person detector: the points of the picture that its 2254 answers belong to."""

import numpy as np
from numpy.typing import NDArray

INPUT_SIZE = 224
"""Side of the detector's square input in pixels."""

_LAYERS = ((8, 2), (16, 2), (32, 6))
"""(stride in pixels, boxes per cell): the three layers of equal stride 32 share their cells."""


def anchor_centres() -> NDArray[np.float64]:
    """(2254, 2) centres x, y of the prior boxes as shares of the detector's input, in the order of its answers.

    Row by row within a layer, the finest layer first. All boxes have the size of the whole input, which is why only
    the centres are needed. Source: the SSD anchor options of MediaPipe's ``pose_detection_cpu.pbtxt``.
    """
    layers = []
    for stride, per_cell in _LAYERS:
        cells = INPUT_SIZE // stride
        row, column = np.divmod(np.arange(cells * cells), cells)
        centres = (np.column_stack([column, row]) + 0.5) / cells
        layers.append(np.repeat(centres, per_cell, axis=0))
    return np.concatenate(layers)
