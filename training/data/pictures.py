"""Pictures for systems that look at pictures: the skeleton, drawn, where a set holds landmarks alone."""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from dancecoach.pose.skeleton import BODY_13
from dancecoach.pose.track import PoseTrack

_COLOURS = {"left": (60, 160, 255), "right": (255, 170, 60), "middle": (230, 230, 230)}
_LEAST_SEEN = 0.3
"""A frame whose joints are less visible than this on average is noise, 0 to 1."""


def picture_frames(track: PoseTrack, every_s: float = 1.0) -> Iterator[int]:
    """Frames to look at: one each ``every_s`` seconds, the first good one of it.

    Frames without a person, or with one that is hardly seen, are left out; a stretch of nothing else gives none.
    """
    seen = track.visibility.mean(1)
    due = -np.inf
    for frame, time_s in enumerate(track.times):
        if time_s >= due and track.found[frame] and seen[frame] >= _LEAST_SEEN:
            due = time_s + every_s
            yield frame


def skeleton_picture(track: PoseTrack, frame: int, size: int) -> NDArray[np.float32]:
    """(size, size, 3) 0 to 1: the body of one frame where it stands in the picture, sides in two colours.

    Args:
        track: of any skeleton that has the joints of `BODY_13`.
        frame: with a person.
        size: pixels of a side; the longer side of the clip's picture fills it.
    """
    body = track.to_skeleton(BODY_13)
    width, height = body.frame_size
    scale = size / max(width, height)
    points = (body.landmarks[frame, :, :2] - 0.5) * (width * scale, height * scale) + size / 2
    canvas = np.zeros((size, size, 3), np.uint8)
    thick = max(1, size // 32)
    for a, b in BODY_13.bones:
        i, j = BODY_13.index(a), BODY_13.index(b)
        if np.isfinite(points[[i, j]]).all():
            side = BODY_13.side(a) if BODY_13.side(a) == BODY_13.side(b) else "middle"
            cv2.line(canvas, _pixel(points[i], size), _pixel(points[j], size), _COLOURS[side], thick, cv2.LINE_AA)
    if np.isfinite(points[0]).all():
        cv2.circle(canvas, _pixel(points[0], size), 2 * thick, _COLOURS["middle"], -1, cv2.LINE_AA)
    return canvas.astype(np.float32) / 255.0


def _pixel(point: NDArray[np.floating], size: int) -> tuple[int, int]:
    """Whole pixels; far outside is as good as farther outside, and OpenCV's numbers end somewhere."""
    x, y = np.clip(point, -4 * size, 5 * size)
    return round(float(x)), round(float(y))
