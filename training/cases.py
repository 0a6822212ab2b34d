"""Clips to judge phase networks with: what our engine saw, and what is really done."""

from collections.abc import Iterator
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from dancecoach.pose.formats import load_npz
from dancecoach.pose.track import PoseTrack
from training.data.drawn import load_drawn
from training.data.extract import SUFFIX
from training.data.labels.read import PHASES_SUFFIX, read_file
from training.data.labels.vote import Voted, vote
from training.data.phases import drawn_folders


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
        poses: folder of ``NAME.mp4.pose.npz``, written by ``python -m training extract --as-filmed``.
        labels: folder of ``NAME.phases.json``.

    Raises:
        InputError: there are no labels, a clip has no poses, or they do not fit each other.
        PoseFileError: poses are damaged.
    """
    found = sorted(labels.glob(f"*{PHASES_SUFFIX}"))
    if not found:
        raise InputError(
            f"holds no labels (NAME{PHASES_SUFFIX})", subject=labels, remedy="name the folder of the labels"
        )
    for path in found:
        name = path.name.removesuffix(PHASES_SUFFIX)
        track = load_npz(_poses_of(poses, name))
        truth = read_labels(path, track.times)
        yield Case(name, track, truth.labels, truth.weights > 0, "real")


def _poses_of(folder: Path, name: str) -> Path:
    fitting = sorted(folder.glob(f"{name}.*{SUFFIX[1:]}"))
    if not fitting:
        raise InputError(
            f"has no poses in {folder}",
            subject=name,
            remedy="write them with python -m training extract VIDEOS POSES --as-filmed",
        )
    return fitting[0]


def read_labels(path: Path, times: NDArray[np.float64]) -> Voted:
    """The phases of a clip in a file of labels; the vote where it has several annotators.

    Args:
        path: as `training.data.labels` describes.
        times: (T,) presentation times of the clip, s.

    Raises:
        InputError: they do not cover every frame once, or the file holds something else.
    """
    return vote([said.labels(times) for said in read_file(path)])
