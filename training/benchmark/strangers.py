"""Clips that are none of a set's dances: how certain is a system of what it cannot know?"""

from pathlib import Path

import numpy as np

from dancecoach.errors import InputError
from dancecoach.motion.grid import RATE_HZ
from dancecoach.pose.formats import load_npz
from dancecoach.pose.repair import repair
from dancecoach.pose.skeleton import Skeleton
from training.data.clips import Clip
from training.data.extract import SUFFIX

LEAST_S = 2.0
"""Clips with the person in sight for less are left out: the app itself names no style of them."""


def load_strangers(folder: Path, skeleton: Skeleton) -> list[Clip]:
    """The poses in a folder and below it, as ``python -m training extract`` wrote them.

    Args:
        folder: where they lie.
        skeleton: of the set that they are to be asked with.

    Raises:
        InputError: there are none that are long enough.
        PoseFileError: one is damaged.
    """
    clips = []
    for path in sorted(folder.rglob(f"*{SUFFIX}")):
        track = repair(load_npz(path)).track.to_skeleton(skeleton)
        if track.found.sum() >= LEAST_S * RATE_HZ:
            name = path.relative_to(folder).as_posix().removesuffix(SUFFIX)
            clips.append(Clip(name, track, np.zeros(len(track), np.uint8), np.ones(len(track), np.float32)))
    if not clips:
        raise InputError(
            "holds no poses of clips that are long enough", subject=folder, remedy="name a folder of `extract`"
        )
    return clips
