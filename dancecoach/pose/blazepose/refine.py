"""Landmarks sharpened with the network's heat maps, and how sure those are."""

import numpy as np
from numpy.typing import NDArray

from dancecoach.pose.blazepose.roi import Points

REACH = 3
"""Cells to each side of a landmark that are weighed: a window of 7 x 7."""

LEAST_PEAK = 0.5
"""A window without a cell this sure leaves its landmark where it was."""


def sigmoid(x: NDArray[np.floating]) -> Points:
    """Logistic function without overflow."""
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -80, 80))), dtype=np.float64)


def peaks(heat: NDArray[np.float32], joints: NDArray[np.intp] | None = None) -> Points:
    """Highest value of each joint's heat map, 0 to 1.

    Args:
        heat: (N, N, K) logits. The sigmoid is taken of the maxima alone: it is monotonic.
        joints: which of the K to look at; None for all.
    """
    flat = heat.reshape(-1, heat.shape[2])
    return sigmoid(flat.max(axis=0) if joints is None else flat[:, joints].max(axis=0))


def refine(points: Points, heat: NDArray[np.float32]) -> Points:
    """Move landmarks to the centre of mass of their heat map around them, where it is sure.

    Args:
        points: (K, 2) x, y as shares of the crop.
        heat: (N, N, K) logits.

    Returns:
        (K, 2) shares of the crop. Points outside the crop stay as they are.

    Notes:
        As MediaPipe's ``RefineLandmarksFromHeatmapCalculator``: the centre of mass counts a cell's own index, not
        its middle.
    """
    cells, count = heat.shape[0], heat.shape[2]
    cell = np.floor(points * cells).astype(np.intp)
    inside = ((cell >= 0) & (cell < cells)).all(axis=1)
    span = np.arange(-REACH, REACH + 1)
    columns, rows = (np.clip(cell, 0, cells - 1).T[:, :, None] + span).astype(np.intp)  # (K, 7) each
    valid_columns, valid_rows = ((v >= 0) & (v < cells) for v in (columns, rows))
    window = heat[
        np.clip(rows, 0, cells - 1)[:, :, None],
        np.clip(columns, 0, cells - 1)[:, None, :],
        np.arange(count)[:, None, None],
    ]
    weight = sigmoid(window) * (valid_rows[:, :, None] & valid_columns[:, None, :])
    total = weight.sum(axis=(1, 2))
    sure = inside & (weight.max(axis=(1, 2)) >= LEAST_PEAK)
    safe = np.where(total > 0, total, 1)
    x = (weight.sum(axis=1) * columns).sum(axis=1) / safe / cells
    y = (weight.sum(axis=2) * rows).sum(axis=1) / safe / cells
    return np.where(sure[:, None], np.column_stack([x, y]), points)
