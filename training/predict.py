"""Logits of many sequences of different lengths."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.data.batches import padded

_AT_ONCE = 32


def predict(network: Any, pieces: Sequence[NDArray[np.float32]]) -> list[NDArray[np.float32]]:
    """What a network says of whole sequences.

    Args:
        network: a Keras model with the inputs ``features`` and ``mask``.
        pieces: normalised features, (G, F) each.

    Returns:
        For each its logits: (G, classes) frame by frame, or (classes,).
    """
    out: list[NDArray[np.float32]] = [np.empty(0, np.float32)] * len(pieces)
    order = sorted(range(len(pieces)), key=lambda i: len(pieces[i]))
    for start in range(0, len(order), _AT_ONCE):
        chosen = order[start : start + _AT_ONCE]
        features, mask = padded([pieces[i] for i in chosen])
        logits = np.asarray(network.predict_on_batch([features, mask]))
        for i, rows in zip(chosen, logits, strict=True):
            out[i] = rows[: len(pieces[i])] if rows.ndim == 2 else rows
    return out
