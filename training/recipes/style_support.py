"""What the shipped style network carries along, so that it can be taught more: what it was itself trained on."""

from pathlib import Path

import numpy as np

from dancecoach.models.style import style_values
from training.data.others import TAUGHT, others_store
from training.data.trends import trend_store
from training.teaching.support import carry

_MOST_OTHERS = 80
"""Clips of other movement, evenly out of all that were taught: twice as many as of dances say enough."""


def carry_training_clips(path: Path, dances: Path, others: Path | None = None, drawn: Path | None = None) -> int:
    """Have a style network carry the clips it was trained on; as numbers before its last layer, not as movement.

    Args:
        path: the network's file, written anew.
        dances: clips of its dances.
        others: captured movement that it was taught is none of them, or None.
        drawn: drawn clips of the same kind, used only with ``others``, or None.

    Returns:
        How many clips it carries.

    Raises:
        InputError: a folder holds nothing, or something damaged.
        ModelError: the file is no style network of ours.
        OutputError: it cannot be written.
    """
    clips = [(clip.track, clip.style) for clip in trend_store(dances)]
    if others is not None:
        store = others_store(others, drawn)
        taught = store.where(split=TAUGHT)
        chosen = np.linspace(0, len(taught) - 1, min(len(taught), _MOST_OTHERS)).astype(int)
        clips += [(store[int(i)].track, "") for i in taught[chosen]]
    carry(path, [style_values(track) for track, _ in clips], [style for _, style in clips])
    return len(clips)
