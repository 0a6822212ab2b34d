"""``frames.csv``: a row for each frame of the clip, for a spreadsheet or a script.

Columns: ``frame`` (0 is the first), ``time_s`` (presentation time, seconds since the first frame), ``found`` (1 or 0),
``phase`` ("idle", "take-off", "skill" or "landing"; empty where the phases are not known), then one angle a column in
degrees, such as ``left_knee_deg`` (180 is straight). A cell is empty where the joint was not seen: not zero, not a
guess.
"""

import csv
import math
from collections.abc import Iterator, Sequence
from pathlib import Path

from dancecoach.files import atomic_path
from dancecoach.motion.angles import angle_names, joint_angles
from dancecoach.motion.phases import PhaseSegment, phase_names
from dancecoach.pose.skeleton import Skeleton
from dancecoach.pose.track import PoseTrack


def columns(skeleton: Skeleton) -> list[str]:
    """The header of the table."""
    return ["frame", "time_s", "found", "phase", *(f"{name}_deg" for name in angle_names(skeleton))]


def write_frames_csv(track: PoseTrack, path: Path, phases: Sequence[PhaseSegment] = ()) -> None:
    """Write the table, whole or not at all: UTF-8, commas, decimal points, Unix line ends.

    Args:
        track: the followed person.
        path: file to write.
        phases: segments; the phase is empty in frames that are in none.

    Raises:
        OutputError: it cannot be written.
    """
    with atomic_path(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(columns(track.skeleton))
        table.writerows(_rows(track, phases))


def _rows(track: PoseTrack, phases: Sequence[PhaseSegment]) -> Iterator[list[str]]:
    angles = joint_angles(track)
    names = phase_names(phases, len(track))
    for i, (time_s, found) in enumerate(zip(track.times.tolist(), track.found.tolist(), strict=True)):
        cells = (_degrees(angle) for angle in angles[i].tolist())
        yield [str(i), f"{time_s:.6f}", "1" if found else "0", names[i], *cells]


def _degrees(angle: float) -> str:
    return "" if math.isnan(angle) else f"{angle:.2f}"
