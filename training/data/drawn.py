"""Drawn clips as training takes them: what our engine saw, beside what is exactly known."""

from collections.abc import Iterator
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from dancecoach.motion.phases import IDLE
from dancecoach.pose.formats import load_npz
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.pose.track import PoseTrack
from training.figure.truth import Truth

_FAR_OFF = 0.25
"""Body heights: an engine whose hips are farther from the true ones follows something else."""

_HIPS = BLAZEPOSE_33.indices("left_hip", "right_hip")


@attrs.frozen(eq=False)
class DrawnClip:
    """A drawn clip of T frames.

    Attributes:
        index: its number in the folder.
        track: what our engine saw, raw: neither repaired nor smoothed.
        truth: what is exactly known; same frames, same times.
    """

    index: int
    track: PoseTrack
    truth: Truth

    @property
    def labels(self) -> NDArray[np.uint8]:
        """(T,) position in `dancecoach.motion.phases.PHASES`."""
        return self.truth.phases

    @property
    def astray(self) -> NDArray[np.bool_]:
        """(T,) whether the engine follows something that is not the performer: their labels say nothing there."""
        size = np.array(self.track.frame_size)
        seen = (self.track.landmarks[:, _HIPS, :2] * size).mean(1)
        off = np.linalg.norm(seen - self.truth.pixels[:, _HIPS].mean(1), axis=-1)
        return np.asarray(self.track.found & ~(off < _FAR_OFF * self.truth.height_pixels()))

    @property
    def usable(self) -> NDArray[np.bool_]:
        """(T,) frames to learn from and to count.

        The performer is in the picture and nobody else is followed; or nobody is, and nothing is done meanwhile.
        """
        nobody = ~self.track.found & (self.labels == IDLE)
        return np.asarray((self.truth.present & ~self.astray) | nobody)


def load_drawn(folder: Path, split: str = "") -> Iterator[DrawnClip]:
    """The clips of a folder one after the other: some three thousand do not fit into memory at once.

    Args:
        folder: made by ``python -m training figure``, finished or not.
        split: take only clips of this split; empty for all.

    Raises:
        InputError: there are no clips.
        PoseFileError: a clip is damaged, or its two files do not belong together.
    """
    truths = drawn_truths(folder)
    for path in truths:
        truth = Truth.load(path)
        if split and truth.split != split:
            continue
        track = load_npz(path.with_suffix(".pose.npz"))
        if len(track) != len(truth) or np.abs(track.times - truth.times).max(initial=0.0) > 1e-6:
            raise InputError("and its truth have different times", subject=path, remedy="draw the clip again")
        yield DrawnClip(int(path.stem.removeprefix("clip-")), track, truth)


def drawn_truths(folder: Path) -> list[Path]:
    """The `Truth` files of a folder in order; each stands for a whole clip.

    Raises:
        InputError: there are none.
    """
    found = sorted(p for p in folder.glob("clip-*.npz") if not p.name.endswith(".pose.npz"))
    if not found:
        raise InputError(
            "holds no drawn clips", subject=folder, remedy="draw some with python -m training figure FOLDER"
        )
    return found
