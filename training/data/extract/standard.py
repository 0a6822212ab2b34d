"""Clips from phones, studios and the web made alike while they are read: as large, and as many frames a second.

Nothing is encoded again: the pictures go from the decoder to the pose engine, made smaller and chosen by time.
"""

from collections.abc import Iterator

import attrs
import cv2
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import VideoError
from dancecoach.video.file import VideoFile
from dancecoach.video.frame import Frame

_LONGEST_S = 36000.0
"""Ten hours. Longer clips are recordings of a whole day, or have broken times that would be filled with repeats."""


@attrs.frozen
class Change:
    """What was done to a clip.

    Attributes:
        width: of the pictures looked at, pixels.
        height: of the pictures looked at, pixels.
        repeated: frames shown again because the clip has fewer.
        left_out: frames passed over because the clip has more.
        shift_s: largest distance between a frame's own time and the time it now stands for, s.
    """

    width: int
    height: int
    repeated: int = 0
    left_out: int = 0
    shift_s: float = 0.0


@attrs.frozen
class Standard:
    """What all clips are made to be.

    Attributes:
        short_side: of the picture at most, pixels; smaller ones stay as they are, since enlarging adds nothing.
        fps: frames a second, by presentation times: of each 1 / fps the frame that is nearest in time.
    """

    short_side: int = attrs.field(default=720, validator=attrs.validators.ge(16))
    fps: float = attrs.field(default=30.0, validator=attrs.validators.gt(0))

    def __str__(self) -> str:
        return f"{self.short_side} px, {self.fps:g} fps"

    def size(self, width: int, height: int) -> tuple[int, int]:
        """(width, height) that pictures of a size are given, pixels."""
        scale = min(1.0, self.short_side / min(width, height))
        return max(1, round(width * scale)), max(1, round(height * scale))

    def times(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        """(N,) even times, s, from the first of ``times`` (T,) to the last."""
        if not len(times):
            return np.empty(0)
        # The grain of timestamps must not cost a last frame.
        count = int(np.floor((times[-1] - times[0]) * self.fps + 1e-3)) + 1
        return np.asarray(times[0] + np.arange(count) / self.fps, np.float64)

    def frames(self, video: VideoFile) -> Iterator[Frame]:
        """The clip's frames at even times, each with its new number and time.

        Raises:
            VideoError: the file has become unreadable, or lasts too long.
        """
        if video.times[-1] > _LONGEST_S:
            raise VideoError("lasts over ten hours", subject=video.info.path, remedy="cut out what is danced")
        times = self.times(video.times)
        picks, size, at = nearest(video.times, times), self.size(video.info.width, video.info.height), 0
        for frame in video.frames():
            if at == len(picks):
                return
            if picks[at] != frame.index:
                continue
            image = frame.image
            if frame.size != size:
                image = np.asarray(cv2.resize(frame.image, size, interpolation=cv2.INTER_AREA), np.uint8)
            while at < len(picks) and picks[at] == frame.index:
                yield Frame(image, float(times[at]), at)
                at += 1

    def change(self, video: VideoFile) -> Change:
        """What `frames` does to a clip."""
        times = self.times(video.times)
        picks = nearest(video.times, times)
        kept = len(np.unique(picks))
        width, height = self.size(video.info.width, video.info.height)
        return Change(
            width,
            height,
            repeated=len(picks) - kept,
            left_out=len(video.times) - kept,
            shift_s=round(float(np.abs(video.times[picks] - times).max(initial=0.0)), 6),
        )


def nearest(times: NDArray[np.float64], wanted: NDArray[np.float64]) -> NDArray[np.intp]:
    """(N,) positions in ``times`` (T,) of those nearest to each of ``wanted`` (N,); the earlier of two alike."""
    return np.searchsorted((times[:-1] + times[1:]) / 2, wanted)
