"""What the shipped style network carries along, so that it can be taught more: what it was itself trained on."""

from pathlib import Path

import numpy as np

from dancecoach.models.style import style_values
from dancecoach.models.teaching.support import carry
from training.data.others import TAUGHT
from training.data.sets import StyleSet
from training.data.store import ClipStore

_MOST_DANCES, _MOST_OTHERS = 240, 80
"""Clips of dances, and of other movement, evenly out of all that were taught: more says little more."""


def carry_training_clips(path: Path, dances: StyleSet, others: ClipStore | None = None) -> int:
    """Have a style network carry the clips it was trained on; as numbers before its last layer, not as movement.

    Args:
        path: the network's file, written anew.
        dances: clips of its dances.
        others: movement of which it was taught that it is none of them, or None.

    Returns:
        How many clips it carries.

    Raises:
        ModelError: the file is no style network of ours.
        OutputError: it cannot be written.
    """
    clips = [(dances.clips[i].track, dances.styles[i]) for i in _some(len(dances), _MOST_DANCES)]
    if others is not None:
        taught = others.where(split=TAUGHT)
        clips += [(others[int(taught[i])].track, "") for i in _some(len(taught), _MOST_OTHERS)]
    carry(path, [style_values(track) for track, _ in clips], [style for _, style in clips])
    return len(clips)


def _some(count: int, most: int) -> list[int]:
    """Positions among so many, evenly spread, no more than ``most``."""
    return [int(i) for i in np.linspace(0, count - 1, min(count, most))]
