"""What any file of poses says before one person is followed: who was seen in which frame."""

from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.pose.formats.json_file import number
from dancecoach.pose.skeleton import Skeleton

Points = NDArray[np.float32]

_FPS = ("fps", "frame_rate", "frameRate", "framerate", "source_fps", "video_fps")
_WIDTH = ("width", "frame_width", "image_width", "video_width", "frameWidth", "imageWidth", "videoWidth")
_HEIGHT = tuple(name.replace("width", "height").replace("Width", "Height") for name in _WIDTH)
_SIZE = ("frame_size", "image_size", "resolution", "size")
_INSIDE = ("metadata", "meta", "info", "video", "video_info", "videoInfo", "shape")
_FASTEST = 10_000.0
_LARGEST = 100_000


@attrs.frozen(eq=False)
class Sighting:
    """One person in one frame.

    Attributes:
        frame: the frame's number as the file gives it.
        points: (J, 3) float32 x, y, z as in the file; NaN where a joint is missing.
        visibility: (J,) float32, 0 to 1.
        score: how sure the tool is of the person, 1 where it does not say.
        identity: number that the tool gave to the person through the clip; None where it did not follow them.
        world: (J, 3) float32 metres, or None.
    """

    frame: int
    points: Points
    visibility: Points
    score: float = 1.0
    identity: int | None = None
    world: Points | None = None


@attrs.frozen(eq=False)
class Sightings:
    """Everybody in a file.

    Attributes:
        people: in any order.
        skeleton: their joints.
        source: who wrote it, as a track has it.
        frames: numbers of frames that the file names, also without anybody; numbers may be missing.
        whole: whether the frames that it names begin where the clip does.
        times: frame number -> seconds, where the file says so.
        fps: frames per second, where the file says so.
        size: (width, height) of the picture, where the file says so.
    """

    people: list[Sighting]
    skeleton: Skeleton
    source: str
    frames: set[int] = attrs.field(factory=set)
    whole: bool = False
    times: dict[int, float] = attrs.field(factory=dict)
    fps: float | None = None
    size: tuple[int, int] | None = None


def fps_in(data: Any) -> float | None:
    """The frame rate that an object, or a description inside it, gives under one of the usual names."""
    for place in _places(data):
        for name in _FPS:
            value = number(place.get(name))
            if 0 < value < _FASTEST:
                return value
    return None


def size_in(data: Any) -> tuple[int, int] | None:
    """The picture's width and height that an object, or a description inside it, gives under the usual names."""
    for place in _places(data):
        pairs = [(place.get(w), place.get(h)) for w, h in zip(_WIDTH, _HEIGHT, strict=True)]
        pairs += [tuple(place[n]) for n in _SIZE if isinstance(place.get(n), list) and len(place[n]) == 2]
        for width, height in pairs:
            size = number(width), number(height)
            if all(1 <= edge <= _LARGEST for edge in size):
                return round(size[0]), round(size[1])
    return None


def _places(data: Any) -> list[dict[str, Any]]:
    if not isinstance(data, dict):
        return []
    return [data, *(data[name] for name in _INSIDE if isinstance(data.get(name), dict))]
