"""A file of landmarks opened like a clip: the skeleton moves on plain ground, with curves, phases and time line."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dancecoach.gui.film.fetcher import Clip, open_video
from dancecoach.gui.libraries import load_pose, load_video
from dancecoach.video.frame import ClipInfo, Frame, Image

_GROUND_BGR = (40, 35, 32)
#: The plain picture is small: it only has to have the shape of the one that is missing.
_LONG_EDGE = 320


def open_any(path: Path) -> Clip:
    """A video or a file of landmarks.

    Raises:
        DancecoachError: it is neither, or damaged.
    """
    load_video()  # and no more: the first picture waits for it
    from dancecoach.pose.formats import is_pose_file

    return PoseClip(path) if is_pose_file(path) else open_video(path)


class PoseClip:
    """Landmarks without pictures: each frame is the same plain ground.

    Args:
        path: any file or folder that `load_pose_file` reads.

    Raises:
        PoseFileError: it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        load_pose()
        from dancecoach.pipeline.analyze import clip_info_of
        from dancecoach.pose.formats import load_pose_file

        track, _said = load_pose_file(path)  # what had to be assumed, the analysis says
        self._info, self._times = clip_info_of(path, track), np.asarray(track.times)
        self._ground = _plain(track.frame_size)

    @property
    def info(self) -> ClipInfo:
        """What the landmarks tell of the clip they are from."""
        return self._info

    @property
    def times(self) -> NDArray[np.float64]:
        """(T,) seconds of each frame."""
        return self._times

    def frame(self, index: int) -> Frame:
        """The plain ground at a frame's time."""
        return Frame(self._ground, float(self._times[index]), index)

    def close(self) -> None:
        """There is nothing to let go."""


def _plain(size: tuple[int, int]) -> Image:
    """Plain ground in the shape of a picture of ``size`` (width, height)."""
    scale = _LONG_EDGE / max(size)
    width, height = (max(1, round(edge * scale)) for edge in size)
    ground = np.empty((height, width, 3), np.uint8)
    ground[:] = _GROUND_BGR
    return ground
