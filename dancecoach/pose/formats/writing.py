"""Poses into files that other programs read: which kinds there are, and what each is called."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, get_args

import attrs

from dancecoach.pose.formats.coco_writing import save_coco_json
from dancecoach.pose.formats.npz import save_npz
from dancecoach.pose.formats.poses_csv import save_poses_csv
from dancecoach.pose.formats.poses_parquet import save_parquet
from dancecoach.pose.formats.trc import save_trc
from dancecoach.pose.track import PoseTrack

PoseFormat = Literal["trc", "coco", "poses-csv", "npz", "parquet"]
POSE_FORMATS: tuple[PoseFormat, ...] = get_args(PoseFormat)


@attrs.frozen
class Writer:
    """One kind of file.

    Attributes:
        ending: of the file's name, with its suffix.
        save: writes a track to a path, whole or not at all. Raises `InputError` where the track lacks what the format
            needs, `OutputError` where it cannot be written.
    """

    ending: str
    save: Callable[[PoseTrack, Path], None]


WRITERS: Mapping[str, Writer] = {
    "trc": Writer("poses.trc", save_trc),
    "coco": Writer("coco.json", lambda track, path: save_coco_json((track,), path)),
    "poses-csv": Writer("poses.csv", save_poses_csv),
    "npz": Writer("poses.npz", save_npz),
    "parquet": Writer("poses.parquet", save_parquet),
}
"""By `PoseFormat`."""
