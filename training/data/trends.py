"""Published landmarks of short-video dance trends, as the style network takes them.

Files ``CLASS-NN.npz`` with ``landmarks`` (T, 33, 4) = x, y, z, visibility as shares of the picture, ``label``, ``fps``.
The picture's shape is not recorded: taken for an upright phone's, and varied in training (`augment`). No performer is
named, so clips are all that can be kept apart. Frames without a person were dropped by the source.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from dancecoach.errors import InputError
from dancecoach.pose.skeleton import BLAZEPOSE_33, BODY_13
from dancecoach.pose.track import PoseTrack
from training.archive import DAMAGED, opened_npz
from training.data.clips import Clip

FRAME_SIZE = (720, 1280)
"""(width, height) assumed, pixels."""

SOURCE = "https://github.com/thangquangloi21/discriminating-dance"
LICENCE = "none stated by its makers"

_RATES = (1.0, 1000.0)
"""Frames a second that a clip may have."""


def trend_files(folder: Path) -> list[Path]:
    """The clips' files in order.

    Raises:
        InputError: there are none.
    """
    found = sorted(p for p in folder.glob("*-*.npz"))
    if not found:
        raise InputError("holds no clips of landmarks", subject=folder, remedy="name the folder of CLASS-NN.npz files")
    return found


def load_trends(folder: Path) -> Iterator[Clip]:
    """The clips of a folder, one after the other, with their dance as style.

    Raises:
        InputError: there are none, or one is damaged.
    """
    for path in trend_files(folder):
        track, label = load_trend(path)
        yield Clip(
            name=path.stem,
            track=track.to_skeleton(BODY_13),
            labels=np.zeros(len(track), np.uint8),
            weights=np.ones(len(track), np.float32),
            style=label,
            kind="dance",
        )


def load_trend(path: Path) -> tuple[PoseTrack, str]:
    """A clip's landmarks and its class.

    Raises:
        InputError: the file is damaged, holds something else, shows nobody, names no dance, or a rate that cannot be.
    """
    try:
        with opened_npz(path) as data:
            landmarks, label, fps = data["landmarks"], str(data["label"]).strip(), float(data["fps"])
            if landmarks.dtype.kind != "f" or landmarks.shape[1:] != (33, 4) or not len(landmarks):
                raise ValueError("shape")
            found = np.isfinite(landmarks).all(axis=(1, 2))
    except DAMAGED as error:
        raise InputError(
            "holds no landmarks of 33 joints", subject=path, remedy="fetch the file again or take it out"
        ) from error
    if not _RATES[0] <= fps <= _RATES[1]:
        raise InputError(
            f"is said to have {fps:.3g} frames a second", subject=path, remedy="write its `fps` anew, or take it out"
        )
    if not found.any():
        raise InputError("shows nobody: a landmark is missing in each frame", subject=path, remedy="take it out")
    if not label:
        raise InputError("names no dance", subject=path, remedy="write its `label` anew, or take it out")
    return PoseTrack(
        times=np.arange(len(landmarks)) / fps,
        landmarks=np.where(found[:, None, None], landmarks[..., :3], np.nan),
        visibility=np.where(found[:, None], landmarks[..., 3], 0.0),
        found=found,
        frame_size=FRAME_SIZE,
        skeleton=BLAZEPOSE_33,
        source="trends-vn",
    ), label
