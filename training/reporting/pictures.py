"""A clip in five pictures: the person as a skeleton, on the video's own frames where there is a video.

Skeletons are lines of a vector picture, so that they are sharp on any screen and follow the reader's light or dark.
Left limbs are warm and right ones cool, as everywhere in the app.
"""

import base64
from collections.abc import Sequence
from pathlib import Path

import attrs
import cv2
import numpy as np
from numpy.typing import NDArray

from dancecoach.palette import UNCERTAIN_VISIBILITY
from dancecoach.pose.skeleton import BODY_13
from dancecoach.pose.track import PoseTrack
from dancecoach.video.file import VideoFile

INSTANTS = (0.1, 0.3, 0.5, 0.7, 0.9)
"""Shares of a clip at which it is shown."""

HEIGHT = 100.0
"""Of a picture, in its own units."""

_MARGIN = 0.12
"""Room around the body, as a share of its height."""

_NARROWEST, _WIDEST = 0.5, 1.25
"""Width of a picture over its height."""

_FILM_PIXELS, _FILM_QUALITY = 220, 72
"""Height and JPEG quality of a frame of a video."""

_BODY = tuple(BODY_13.bones)
_HEAD = 0.17
"""Radius of a head, as a share of the distance of nose and hips."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in pixels of the track's frames."""


@attrs.frozen
class Line:
    """A limb; ``side`` is left, right or middle, ``sure`` whether the engine was."""

    x1: float
    y1: float
    x2: float
    y2: float
    side: str
    sure: bool


@attrs.frozen
class Picture:
    """One instant.

    Attributes:
        time_s: in the clip.
        lines: limbs.
        head: centre and radius, or None.
        film: the video's frame as a data URI, or empty.
    """

    time_s: float
    lines: tuple[Line, ...]
    head: tuple[float, float, float] | None
    film: str = ""


@attrs.frozen
class Strip:
    """Pictures of the same width and, with `HEIGHT`, of the same shape."""

    width: float
    pictures: tuple[Picture, ...]


def strip(track: PoseTrack, video: Path | None = None, shares: Sequence[float] = INSTANTS) -> Strip | None:
    """A clip in pictures; None where nobody is seen in it.

    Args:
        track: the poses.
        video: the clip's video.
        shares: of the clip's length, where to look; the nearest frame with a person is taken.

    Raises:
        VideoError: the video cannot be read.
    """
    body = track.to_skeleton(BODY_13)
    points = body.landmarks[..., :2] * np.array(track.frame_size)
    there = np.flatnonzero(body.found & np.isfinite(points).all(axis=2).sum(axis=1).astype(bool))
    if not len(there):
        return None
    start, end = float(track.times[0]), float(track.times[-1])
    wanted = [start + share * (end - start) for share in shares]
    frames = [int(there[np.abs(track.times[there] - time).argmin()]) for time in wanted]
    box = _box(points[frames])
    films = [""] * len(frames) if video is None else _films(video, track, frames, box)
    scale = HEIGHT / (box[3] - box[1])
    pictures = tuple(
        _picture(float(track.times[i]), (points[i] - box[:2]) * scale, body.visibility[i], film)
        for i, film in zip(frames, films, strict=True)
    )
    return Strip(round((box[2] - box[0]) * scale, 1), pictures)


def _box(points: NDArray[np.floating]) -> Box:
    """Around all the bodies, with room; neither a slit nor a band."""
    flat = points.reshape(-1, 2)
    flat = flat[np.isfinite(flat).all(axis=1)]
    (left, top), (right, bottom) = flat.min(0), flat.max(0)
    height = max(1.0, bottom - top, (right - left) / _WIDEST)
    room = _MARGIN * height
    # The nose is no crown: more room above.
    middle, top, height = (left + right) / 2, (top + bottom - height) / 2 - 1.5 * room, height + 2.5 * room
    width = min(max(right - left + 2 * room, _NARROWEST * height), _WIDEST * height)
    return float(middle - width / 2), float(top), float(middle + width / 2), float(top + height)


def _picture(time: float, points: NDArray[np.floating], visibility: NDArray[np.floating], film: str) -> Picture:
    drawn = np.isfinite(points).all(axis=1)
    sure = visibility >= UNCERTAIN_VISIBILITY
    lines = []
    for first, second in _BODY:
        a, b = BODY_13.index(first), BODY_13.index(second)
        if drawn[a] and drawn[b]:
            sides = {BODY_13.side(first), BODY_13.side(second)}
            x1, y1, x2, y2 = (round(float(v), 1) for v in (*points[a], *points[b]))
            side = sides.pop() if len(sides) == 1 else "middle"
            lines.append(Line(x1, y1, x2, y2, side, bool(sure[a] and sure[b])))
    return Picture(round(time, 2), tuple(lines), _head(points), film)


def _head(points: NDArray[np.floating]) -> tuple[float, float, float] | None:
    nose, hips = points[BODY_13.index("nose")], points[BODY_13.indices("left_hip", "right_hip")].mean(0)
    if not np.isfinite([*nose, *hips]).all():
        return None
    x, y, radius = (round(float(v), 1) for v in (*nose, max(1.0, _HEAD * np.linalg.norm(nose - hips))))
    return x, y, radius


def _films(video: Path, track: PoseTrack, frames: Sequence[int], box: Box) -> list[str]:
    """The same instants as they were filmed, cut to the box."""
    with VideoFile(video) as file:
        numbers = [int(np.abs(file.times - track.times[i]).argmin()) for i in frames]
        return [_film(file.frame(number).image, track.frame_size, box) for number in numbers]


def _film(image: NDArray[np.uint8], size: tuple[int, int], box: Box) -> str:
    """A frame cut to a box, in letters; what lies beyond its border is the border again."""
    high, wide = image.shape[:2]
    left, top, right, bottom = (v * n / s for v, n, s in zip(box, (wide, high) * 2, size * 2, strict=True))
    ratio = _FILM_PIXELS / (bottom - top)
    small = cv2.resize(image, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA)
    move = np.array([[1.0, 0.0, -left * ratio], [0.0, 1.0, -top * ratio]])
    shape = max(1, round((right - left) * ratio)), _FILM_PIXELS
    cut = cv2.warpAffine(small, move, shape, borderMode=cv2.BORDER_REPLICATE)
    done, letters = cv2.imencode(".jpg", cut, [cv2.IMWRITE_JPEG_QUALITY, _FILM_QUALITY])
    return "data:image/jpeg;base64," + base64.b64encode(letters.tobytes()).decode("ascii") if done else ""
