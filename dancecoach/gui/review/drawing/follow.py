"""Follows what a marker was put on: a joint through the poses, or a spot of the picture from frame to frame.

A spot is followed by optical flow (Lucas and Kanade's, in pyramids) of the corners around it, each there and back
again: what does not come back to where it began is not counted. It is lost where too few come back, or where the
picture around it no longer looks as it did.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.notes.checks import Point
from dancecoach.notes.drawing import MAX_POINTS, PathPoint
from dancecoach.pose.track import PoseTrack
from dancecoach.progress import CancelToken
from dancecoach.video.frame import Frame

NEAR = 0.035
"""How far from a click a joint may be to be meant, as a share of the picture's height."""

MOST_FRAMES = 3_000
"""Frames that a spot is followed at most: a minute and a half at 30 a second."""

_REACH = 0.03
"""Half the edge of the patch, as a share of the picture's height."""

_LEAST_PX = 9
_BACK_PX = 1.0
_LEAST_ALIKE = 0.6
_LEAST_SHARE = 0.4
_WINDOW = (21, 21)

Grey = NDArray[np.uint8]


@attrs.frozen
class Followed:
    """Where something went.

    Attributes:
        path: frame by frame.
        lost: the first frame on which it could not be found; None where it was followed to the end.
    """

    path: tuple[PathPoint, ...]
    lost: int | None = None


def joint_near(track: PoseTrack, frame: int, point: Point, within: float = NEAR) -> str | None:
    """The joint nearest to a point of the picture, if it is near; None else, or where nobody was found."""
    if not 0 <= frame < len(track) or not track.found[frame]:
        return None
    width, height = track.frame_size
    apart = (track.landmarks[frame, :, :2].astype(np.float64) - point) * (width / height, 1.0)
    far = np.hypot(apart[:, 0], apart[:, 1])
    if not np.isfinite(far).any():
        return None
    nearest = int(np.nanargmin(far))
    return track.skeleton.joints[nearest] if far[nearest] <= within else None


def joint_path(track: PoseTrack, joint: str, first: int, last: int) -> Followed:
    """The way of a joint; frames in which it was not found are left out."""
    last = min(last, len(track) - 1, first + MAX_POINTS - 1)
    points = track.landmarks[first : last + 1, track.skeleton.index(joint), :2].astype(np.float64)
    known = np.isfinite(points).all(axis=1)
    path = tuple((first + i, float(points[i, 0]), float(points[i, 1])) for i in np.flatnonzero(known).tolist())
    end = path[-1][0] if path else first
    return Followed(path, end + 1 if end < last else None)


def follow_spot(frames: Iterable[Frame], point: Point, cancel: CancelToken) -> Followed:
    """Follow a spot through frames.

    Args:
        frames: one after the other, from the one on which it was put.
        point: where it is in the first, shares of the picture.
        cancel: stops it.
    """
    steps = _greys(frames)
    begin = next(steps, None)
    if begin is None:
        return Followed(())
    index, before = begin
    size = np.array([before.shape[1], before.shape[0]], np.float64)
    here = np.asarray(point) * size
    path = [(index, float(point[0]), float(point[1]))]
    for index, after in steps:
        cancel.check()
        there = _step(before, after, here)
        if there is None:
            return Followed(tuple(path), index)
        here, before = there, after
        x, y = (here / size).tolist()
        path.append((index, x, y))
        if len(path) >= MOST_FRAMES:
            break
    return Followed(tuple(path))


def _greys(frames: Iterable[Frame]) -> Iterator[tuple[int, Grey]]:
    import cv2

    for frame in frames:
        yield frame.index, np.asarray(cv2.cvtColor(frame.image, cv2.COLOR_BGR2GRAY), np.uint8)


def _step(before: Grey, after: Grey, here: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """Where the spot is in the next picture; None where it is lost."""
    import cv2

    reach = max(_LEAST_PX, round(_REACH * before.shape[0]))
    points = _corners(before, here, reach)
    flow: Any = cv2.calcOpticalFlowPyrLK
    there, found, _ = flow(before, after, points, None, winSize=_WINDOW, maxLevel=4)
    back, found_back, _ = flow(after, before, there, None, winSize=_WINDOW, maxLevel=4)
    apart = np.hypot(*(back - points).reshape(-1, 2).T)
    good = (found[:, 0] == 1) & (found_back[:, 0] == 1) & (apart <= _BACK_PX)
    if good.mean() < _LEAST_SHARE:
        return None
    moved = here + np.median((there - points).reshape(-1, 2)[good], axis=0)
    inside = (moved >= 0).all() and moved[0] < after.shape[1] and moved[1] < after.shape[0]
    return moved if inside and _alike(before, here, after, moved, reach) else None


def _corners(grey: Grey, here: NDArray[np.float64], reach: int) -> NDArray[np.float32]:
    """(N, 1, 2) points worth following around a spot, itself among them."""
    import cv2

    x, y = np.round(here).astype(int)
    left, top = max(0, x - reach), max(0, y - reach)
    cut = grey[top : y + reach + 1, left : x + reach + 1]
    found: Any = cv2.goodFeaturesToTrack(cut, 24, 0.02, 3) if min(cut.shape, default=0) > 3 else None
    around = np.empty((0, 1, 2), np.float32) if found is None else found + np.array([left, top], np.float32)
    return np.concatenate([np.asarray(here, np.float32).reshape(1, 1, 2), around]).astype(np.float32)


def _alike(before: Grey, here: NDArray[np.float64], after: Grey, there: NDArray[np.float64], reach: int) -> bool:
    """Whether the picture looks the same around both places; plain ground says nothing and is taken as it is."""
    import cv2

    size = (2 * reach + 1, 2 * reach + 1)
    one, other = (
        cv2.getRectSubPix(grey, size, (float(at[0]), float(at[1]))).astype(np.float32)
        for grey, at in ((before, here), (after, there))
    )
    one, other = one - one.mean(), other - other.mean()
    norm = float(np.sqrt((one**2).sum() * (other**2).sum()))
    return norm < 1e-3 or float((one * other).sum()) / norm >= _LEAST_ALIKE
