"""The small pictures by which a clip is known: one where somebody can be seen well, and a strip from end to end."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from dancecoach.files import make_folder, write_bytes
from dancecoach.pose.formats import is_pose_file, load_pose_file
from dancecoach.pose.track import PoseTrack
from dancecoach.report.drawing import draw_skeleton
from dancecoach.report.surface import Surface
from dancecoach.video.file import VideoFile
from dancecoach.video.frame import Image
from dancecoach.video.jpeg import compress

SIZE = (384, 216)
"""Width and height that a picture fits into, pixels."""

STRIP = 10
"""Pictures of a strip."""

STRIP_HEIGHT = 108
_QUALITY = 80
_CHEAPER = 3
"""So many times quicker another frame must be there to stand for the one that is meant."""

_GROUND = (38, 33, 30)
"""What poses are drawn on: the stage's dark grey, BGR."""


def draw_pictures(path: Path, picture: Path, strip: Path, *, video: VideoFile | None = None) -> None:
    """Make both pictures of a clip.

    Args:
        path: a video, or poses.
        picture: written; the frame at two fifths of the clip, past the walking in.
        strip: written; `STRIP` frames, each from the middle of its share of the clip or near it.
        video: the clip, where it is open already.

    Raises:
        InputError: the clip cannot be read.
        OutputError: they cannot be written.
    """
    shares = [0.4, *((i + 0.5) / STRIP for i in range(STRIP))]
    if video is not None:
        images = _of_video(video, shares)
    elif is_pose_file(path):
        images = _of_poses(path, shares)
    else:
        with VideoFile(path, cache_bytes=1 << 26) as opened:
            images = _of_video(opened, shares)
    _write(picture, _fitted(images[0], SIZE))
    height = STRIP_HEIGHT
    cells = [_fitted(image, (height * 16 // 9, height)) for image in images[1:]]
    _write(strip, np.concatenate(cells, axis=1))


def _of_video(video: VideoFile, shares: Sequence[float]) -> list[Image]:
    found = {share: _small(video.frame(_near(video, share)).image) for share in sorted(shares)}
    return [found[share] for share in shares]


def _near(video: VideoFile, share: float) -> int:
    """The frame at a share of the clip, or a key frame in the same tenth of it: the frames between need not be decoded.

    They would be most of a clip, and take a tenth of the time in which it is analysed.
    """
    wanted = min(len(video) - 1, int(share * len(video)))
    reach = len(video) // (2 * STRIP)
    near = range(max(0, wanted - reach), min(len(video), wanted + reach))
    cheapest = min(near, key=lambda index: (max(1, video.cost(index)), abs(index - wanted)), default=wanted)
    return cheapest if _CHEAPER * max(1, video.cost(cheapest)) < video.cost(wanted) else wanted


def _of_poses(path: Path, shares: Sequence[float]) -> list[Image]:
    track, _ = load_pose_file(path)
    return [_drawn(track, min(len(track.times) - 1, int(share * len(track.times)))) for share in shares]


def _drawn(track: PoseTrack, index: int) -> Image:
    """The pose of a frame, or of the nearest one that has one."""
    found = np.flatnonzero(track.found)
    width, height = _fit(track.frame_size, (2 * SIZE[0], 2 * SIZE[1]))
    image: NDArray[np.uint8] = np.full((height, width, 3), _GROUND, np.uint8)
    if len(found):
        nearest = int(found[np.argmin(np.abs(found - index))])
        points = (track.landmarks[nearest, :, :2] * (width, height)).astype(np.float32)
        draw_skeleton(Surface.of_image(image), points, track.visibility[nearest], track.skeleton)
    return image


def _small(image: Image) -> Image:
    """Small enough to keep a few, large enough for both pictures."""
    return _fitted(image, (2 * SIZE[0], 2 * SIZE[1]))


def _fitted(image: Image, box: tuple[int, int]) -> Image:
    size = _fit((image.shape[1], image.shape[0]), box)
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def _fit(size: tuple[int, int], box: tuple[int, int]) -> tuple[int, int]:
    """Width and height in their proportion within a box, never larger than they are; at least a pixel."""
    scale = min(1.0, box[0] / max(size[0], 1), box[1] / max(size[1], 1))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _write(path: Path, image: Image) -> None:
    make_folder(path.parent)
    write_bytes(path, compress(image, _QUALITY))
