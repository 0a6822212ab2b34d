"""Landmarks in metres as TRC, the marker file of OpenSim and of most motion-capture programs.

Tabs between the values; three lines of header, of which the third numbers the columns, then a row for each frame.
Axes as OpenSim has them when the camera stands in front: x right, y up, z towards the camera, metres. The origin is
between the hips in every frame: MediaPipe's networks do not see where in the room somebody is, so travel and height of
a jump are not in the file. What was not seen is empty.
"""

from pathlib import Path

import numpy as np

from dancecoach.errors import InputError
from dancecoach.files import atomic_path, readable
from dancecoach.i18n import _
from dancecoach.pose.track import PoseTrack

UNITS = "m"
_AXES = np.array([1.0, -1.0, -1.0])
"""From x right, y down, z away: half a turn about x, so it stays right-handed."""


def save_trc(track: PoseTrack, path: Path) -> None:
    """Write the markers, whole or not at all: five decimals (0.01 mm), times with six.

    Raises:
        InputError: the track has no metres.
        OutputError: it cannot be written.
    """
    if track.world is None:
        raise InputError(
            _("holds places in the picture only, and TRC is in metres"),
            subject=path.name,
            remedy=_("choose COCO, CSV, npz or Parquet, or analyse the film itself"),
        )
    with atomic_path(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_header(track, readable(path.name)))
        places = (np.asarray(track.world, np.float64) * _AXES).reshape(len(track), -1)
        for frame, (time_s, row) in enumerate(zip(track.times.tolist(), places.tolist(), strict=True), 1):
            cells = ("" if value != value else f"{value:.5f}" for value in row)  # noqa: PLR0124 - NaN alone
            file.write("\t".join((str(frame), f"{time_s:.6f}", *cells)) + "\n")


def _header(track: PoseTrack, name: str) -> str:
    rate, count, joints = f"{frame_rate(track):.6f}", len(track), track.skeleton.joints
    markers = "\t\t\t".join(joints)
    axes = "\t".join(f"{axis}{number}" for number in range(1, len(joints) + 1) for axis in "XYZ")
    return (
        f"PathFileType\t4\t(X/Y/Z)\t{name}\n"
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames\n"
        f"{rate}\t{rate}\t{count}\t{len(joints)}\t{UNITS}\t{rate}\t1\t{count}\n"
        f"Frame#\tTime\t{markers}\t\t\n"
        f"\t\t{axes}\n"
        "\n"
    )


def frame_rate(track: PoseTrack) -> float:
    """Frames per second on average; 30 for a single frame."""
    span = float(track.times[-1] - track.times[0]) if len(track) > 1 else 0.0
    return (len(track) - 1) / span if span > 0 else 30.0
