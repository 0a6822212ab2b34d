"""Landmarks as a CSV table (`dancecoach.pose.formats.table`), which `load_pose_file` reads back."""

import csv
from pathlib import Path

from dancecoach.files import atomic_path
from dancecoach.pose.formats.table import FACTS, value_columns, values
from dancecoach.pose.track import PoseTrack


def save_poses_csv(track: PoseTrack, path: Path) -> None:
    """Write the table, whole or not at all: UTF-8, commas, decimal points, Unix line ends.

    Numbers have seven digits, times six decimals: read back, places differ by less than a millionth of the picture.

    Raises:
        OutputError: it cannot be written.
    """
    width, height = track.frame_size
    with atomic_path(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow((*FACTS, *value_columns(track)))
        rows = zip(track.times.tolist(), track.found.tolist(), values(track).tolist(), strict=True)
        for frame, (time_s, found, row) in enumerate(rows):
            cells = ["" if value != value else f"{value:.7g}" for value in row]  # noqa: PLR0124 - NaN alone
            table.writerow((frame, f"{time_s:.6f}", int(found), width, height, *cells))
