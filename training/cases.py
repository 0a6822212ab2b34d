"""Clips to judge phase networks with: what our engine saw, and what is really done."""

import json
from collections.abc import Iterator
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from dancecoach.motion.phases import PHASES
from dancecoach.pose.formats import load_npz
from dancecoach.pose.track import PoseTrack
from training.data.drawn import load_drawn
from training.data.extract import SUFFIX
from training.data.phases import drawn_folders

_LABELS = ".phases.json"


@attrs.frozen(eq=False)
class Case:
    """A clip of T frames.

    Attributes:
        name: of the clip.
        track: as our engine gives it, neither repaired nor smoothed.
        labels: (T,) true positions in `PHASES`.
        counted: (T,) frames that are judged.
        kind: of the clip, as its set has it.
        moves: what is done in it.
    """

    name: str
    track: PoseTrack
    labels: NDArray[np.uint8]
    counted: NDArray[np.bool_]
    kind: str = ""
    moves: tuple[str, ...] = ()


def drawn_cases(folder: Path, split: str = "test") -> Iterator[Case]:
    """The drawn clips of a split.

    Args:
        folder: drawn clips, or a folder of such folders.
        split: whose; empty for all.

    Raises:
        InputError: there are none.
        PoseFileError: a clip is damaged.
    """
    for part in drawn_folders(folder):
        for drawn in load_drawn(part, split):
            yield Case(
                f"{part.name}/{drawn.index:05d}",
                drawn.track,
                drawn.labels.astype(np.uint8),
                drawn.usable,
                drawn.truth.kind,
                drawn.truth.moves,
            )


def real_cases(poses: Path, labels: Path) -> Iterator[Case]:
    """Real clips with hand-read phases.

    Args:
        poses: folder of ``NAME.mp4.pose.npz``, written by ``python -m training extract``.
        labels: folder of ``NAME.phases.json``.

    Raises:
        InputError: there are no labels, a clip has no poses, or they do not fit each other.
        PoseFileError: poses are damaged.
    """
    found = sorted(labels.glob(f"*{_LABELS}"))
    if not found:
        raise InputError(f"holds no labels (NAME{_LABELS})", subject=labels, remedy="name the folder of the labels")
    for path in found:
        name = path.name.removesuffix(_LABELS)
        track = load_npz(_poses_of(poses, name))
        truth = read_labels(path, len(track))
        yield Case(name, track, truth, np.ones(len(track), np.bool_), "real")


def _poses_of(folder: Path, name: str) -> Path:
    fitting = sorted(folder.glob(f"{name}.*{SUFFIX[1:]}"))
    if not fitting:
        raise InputError(
            f"has no poses in {folder}", subject=name, remedy="write them with python -m training extract VIDEOS POSES"
        )
    return fitting[0]


def read_labels(path: Path, count: int) -> NDArray[np.uint8]:
    """(count,) phases from ``[{"phase", "start", "end" (inclusive)}]``, which must cover every frame once.

    Raises:
        InputError: they do not, or the file holds something else.
    """
    try:
        rows = json.loads(path.read_text("utf-8"))
        parts = [(PHASES.index(row["phase"]), int(row["start"]), int(row["end"])) for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError("holds no phases", subject=path, remedy="write a list of phase, start and end") from error
    out = np.zeros(count, np.uint8)
    following = 0
    for phase, start, end in parts:
        if start != following or end < start:
            raise InputError(f"has a gap or an overlap at frame {following}", subject=path, remedy="correct the labels")
        out[start : end + 1] = phase
        following = end + 1
    if following != count:
        raise InputError(f"covers {following} of {count} frames", subject=path, remedy="take the labels of this clip")
    return out
