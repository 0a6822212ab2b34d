"""Pictures for systems that look at pictures: of the clip's video where it is known, else the skeleton, drawn.

Filmed and drawn pictures are never mixed (`looks`): a system would tell the one from the other, and take that for the
dance.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import attrs
import cv2
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError, VideoError
from dancecoach.pipeline.checks import DARK
from dancecoach.pipeline.chunks import brightness_around
from dancecoach.pose.skeleton import BODY_13
from dancecoach.pose.track import PoseTrack
from dancecoach.video.file import VideoFile
from training.data.clips import Clip
from training.data.extract.judge import BLUR, sharpness_around

FILMED = "filmed"
"""What `looks` says of clips whose videos are at hand."""

_COLOURS = {"left": (60, 160, 255), "right": (255, 170, 60), "middle": (230, 230, 230)}
_LEAST_SEEN = 0.3
"""A frame whose joints are less visible than this on average is noise, 0 to 1."""

_ROOM = 1.4
"""Side of the square that is cut from a video's frame, in longer sides of the joints' own box."""

_LEAST_PIXELS = 16
_OTHER_S = 1.0
"""A video that ends so much before its poses is another one than they are of, s."""

_KEPT_CLIPS = 512
"""Clips whose pictures stay in memory: every fold, seed and network of a comparison asks for the same."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom of the joints, shares of the picture."""


@attrs.frozen(eq=False)
class _Shot:
    """A frame of a video around the person: the picture, uint8 RGB, and how well it shows anything."""

    picture: NDArray[np.uint8]
    brightness: float
    sharpness: float

    @property
    def is_noise(self) -> bool:
        """By the limits that clips are judged by; a picture of one colour has no sharpness, and shows nothing."""
        return self.brightness < DARK or not self.sharpness >= BLUR


def looks(clips: Iterable[Clip]) -> str:
    """`FILMED` where the clips' own videos are looked at, empty where skeletons are drawn.

    Raises:
        InputError: some have a video and some have none.
    """
    known = list(clips)
    drawn = [clip for clip in known if clip.video is None]
    if drawn and len(drawn) < len(known):
        raise InputError(
            "has no video, while others have theirs, and drawn pictures must not stand among filmed ones",
            subject=drawn[0].name,
            remedy="take a set that was extracted from videos throughout, and leave varied copies (--augment) out",
        )
    return FILMED if known and not drawn else ""


def picture_frames(track: PoseTrack, every_s: float = 1.0, noise: Sequence[float] = ()) -> Iterator[int]:
    """Frames to look at: one each ``every_s`` seconds, the first good one of it.

    Frames without a person, or with one that is hardly seen, are left out; a stretch of nothing else gives none.

    Args:
        track: of the clip.
        every_s: from one to the next, s.
        noise: times, s, at which a person has seen nothing of use: the pictures chosen there are left out.
    """
    seen, refused = track.visibility.mean(1), np.array(noise, np.float64)
    due = -np.inf
    for frame, time_s in enumerate(track.times):
        if time_s >= due and track.found[frame] and seen[frame] >= _LEAST_SEEN:
            due = time_s + every_s
            if not (np.abs(refused - time_s) < every_s / 2).any():
                yield frame


def clip_pictures(clip: Clip, every_s: float, size: int) -> tuple[list[int], NDArray[np.float32]]:
    """The frames of a clip to look at, and (N, size, size, 3) 0 to 1 what they show.

    Of a video, frames that are too dark or too blurred are left out too.

    Raises:
        VideoError: the clip's video has gone, is damaged, or is another one.
    """
    frames = list(picture_frames(clip.track, every_s, clip.noise))
    if clip.video is not None:
        good = [(frame, shot) for frame, shot in zip(frames, _shots(clip, frames, size), strict=True)
                if not shot.is_noise]  # fmt: skip
        return [frame for frame, _ in good], _stacked([shot.picture for _, shot in good], size)
    return frames, pictures_of(clip, frames, size)


def pictures_of(clip: Clip, frames: Sequence[int], size: int) -> NDArray[np.float32]:
    """(N, size, size, 3) 0 to 1: the clip at some frames, good or not.

    Args:
        clip: with its video, or without.
        frames: with a person, in order.
        size: pixels of a side.

    Raises:
        VideoError: the clip's video has gone, is damaged, or is another one.
    """
    if clip.video is not None:
        return _stacked([shot.picture for shot in _shots(clip, frames, size)], size)
    drawn = [skeleton_picture(clip.track, frame, size) for frame in frames]
    return np.stack(drawn) if drawn else np.zeros((0, size, size, 3), np.float32)


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


def _shots(clip: Clip, frames: Sequence[int], size: int) -> tuple[_Shot, ...]:
    """The video at some frames of the track.

    Raises:
        VideoError: it has gone, is damaged, or is another one.
    """
    video = clip.video
    assert video is not None
    if not video.is_file():
        raise VideoError(
            "has gone, and pictures are looked at",
            subject=video,
            remedy="put it back, or run python -m training extract on the folder in which the videos lie now",
        )
    wanted = tuple((float(clip.track.times[frame]), _box(clip.track, frame)) for frame in frames)
    return _read(video, video.stat().st_mtime_ns, wanted, size) if wanted else ()


@lru_cache(_KEPT_CLIPS)
def _read(video: Path, changed_ns: int, wanted: tuple[tuple[float, Box], ...], size: int) -> tuple[_Shot, ...]:
    """Open a video once and take what is wanted, in order; ``changed_ns`` tells a file from what it was before."""
    del changed_ns
    with VideoFile(video, cache_bytes=0) as file:
        if file.times[-1] < wanted[-1][0] - _OTHER_S:
            raise VideoError(
                "ends before its poses do, so that they are of another video",
                subject=video,
                remedy="run python -m training extract on its folder again",
            )
        return tuple(_shot(file.frame(int(np.abs(file.times - at).argmin())).image, box, size) for at, box in wanted)


def _shot(image: NDArray[np.uint8], box: Box, size: int) -> _Shot:
    """The square around a box, of one size; what lies beyond the picture's border is black."""
    corners = np.array(box, np.float32).reshape(2, 2)
    (left, top), (right, bottom) = corners * image.shape[1::-1]
    side = max(_LEAST_PIXELS, round(_ROOM * float(max(right - left, bottom - top))))
    x, y = round(float(left + right - side) / 2), round(float(top + bottom - side) / 2)
    part = image[max(0, y) : max(0, y + side), max(0, x) : max(0, x + side)]
    square = np.zeros((side, side, 3), np.uint8)
    square[max(0, -y) :, max(0, -x) :][: part.shape[0], : part.shape[1]] = part
    small = cv2.resize(square, (size, size), interpolation=cv2.INTER_AREA)
    rgb = np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2RGB), np.uint8)
    return _Shot(rgb, brightness_around(image, corners), sharpness_around(image, corners))


def _box(track: PoseTrack, frame: int) -> Box:
    """Of the joints of a frame, as far as they lie in the picture."""
    points = track.landmarks[frame, :, :2]
    inside = np.clip(points[np.isfinite(points).all(axis=1)], 0, 1)
    (left, top), (right, bottom) = inside.min(0), inside.max(0)
    return float(left), float(top), float(right), float(bottom)


def _stacked(pictures: Sequence[NDArray[np.uint8]], size: int) -> NDArray[np.float32]:
    stacked = np.stack(pictures) if pictures else np.zeros((0, size, size, 3), np.uint8)
    return stacked.astype(np.float32) / 255.0


def _pixel(point: NDArray[np.floating], size: int) -> tuple[int, int]:
    """Whole pixels; far outside is as good as farther outside, and OpenCV's numbers end somewhere."""
    x, y = np.clip(point, -4 * size, 5 * size)
    return round(float(x)), round(float(y))
