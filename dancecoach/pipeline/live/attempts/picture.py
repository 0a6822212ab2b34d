"""Which part of a picture shows the whole body: what an attempt is listed with."""

from collections.abc import Sequence

import numpy as np

from dancecoach.pipeline.live.between import findings_of
from dancecoach.pipeline.live.records import Kept

#: Pictures so near the key moment count too, s: one pose alone may be wrong.
_NEAR_S = 0.08
#: Around the joints there is more of a body: hair, hands, shoes; shares of its size.
_AROUND = 0.14
#: Of a picture's height, no part smaller than this is shown: where somebody is belongs to it.
_LEAST = 0.3

Part = tuple[float, float, float, float]
"""x, y, width and height in pixels; may reach beyond the picture where that is narrower."""


def whole_body(picture: Kept, around: Sequence[Kept], aspect: float) -> Part:
    """The part with the followed person from head to feet; the middle in its full height where nobody was found.

    Args:
        picture: the one to be shown.
        around: pictures before and after it, itself included or not.
        aspect: width over height of the part.
    """
    width, height = picture.size
    box = _box_of(picture, around)
    if box is None:
        box = np.array([width / 2, 0.0, width / 2, height])
    middle, size = (box[:2] + box[2:]) / 2, box[2:] - box[:2]
    tall = max(float(size[1]), float(size[0]) / aspect, _LEAST * height)
    left = _moved_in(float(middle[0]) - aspect * tall / 2, aspect * tall, width)
    return left, _moved_in(float(middle[1]) - tall / 2, tall, height), aspect * tall, tall


def _moved_in(start: float, length: float, room: float) -> float:
    """Where a stretch begins that is moved into its room; in the middle of it where it is too long."""
    return min(max(start, 0.0), room - length) if length <= room else (room - length) / 2


def _box_of(picture: Kept, around: Sequence[Kept]) -> np.ndarray[tuple[int], np.dtype[np.float64]] | None:
    """Left, top, right, low of the joints in and near a picture, with what is around them, within the picture."""
    near = [p for p in around if abs(p.time_s - picture.time_s) <= _NEAR_S and p.size == picture.size]
    poses = [(findings_of(p, around).poses or (None,))[0] for p in (*near, picture)]
    joints = [pose.landmarks[:, :2] for pose in poses if pose is not None]
    if not joints:
        return None
    points = np.concatenate(joints) * picture.size
    low, high = points.min(axis=0), points.max(axis=0)
    margin = _AROUND * (high - low).max()
    return np.concatenate([low - margin, high + margin]).clip(0, [*picture.size, *picture.size])
