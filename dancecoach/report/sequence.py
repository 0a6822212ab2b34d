"""Several instants of a skill in one picture: on their own background, or cut into a strip where they would overlap."""

from collections.abc import Sequence
from typing import Literal

import attrs
import cv2
import numpy as np
from numpy.typing import NDArray

from dancecoach.coaching.skill import Skill
from dancecoach.errors import InputError
from dancecoach.i18n import _
from dancecoach.motion.points import middle, picture_points
from dancecoach.pose.track import PoseTrack
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from dancecoach.report.cutout import body_mask, box_of, cut_out
from dancecoach.report.letters import text_size, write_text
from dancecoach.report.painter import FramePainter
from dancecoach.report.steady import Box, CameraPath, Matrix, common_frame
from dancecoach.report.strip import strip_of
from dancecoach.report.surface import Surface
from dancecoach.video.file import VideoFile
from dancecoach.video.frame import Image

Mode = Literal["auto", "together", "strip"]

MOST = 24
_LONGEST_SIDE = 2400
_AROUND_S = 1.0
"""Seconds before and after the instants whose pictures tell what is behind the athlete."""

_SAMPLES = 15
_OVERLAP = 0.4
"""Share of the bodies' area that is hidden behind other instants from which a strip shows more."""

_LARGEST = 3.0
"""How many times larger than a picture of the clip the whole may be, in each direction."""

_SMALL = 320
"""Pixels of the longer side at which it is reckoned who hides whom."""


@attrs.frozen(eq=False)
class SequencePicture:
    """A made sequence picture.

    Attributes:
        image: (H, W, 3) BGR.
        mode: "together" or "strip".
        frames: the instants.
        said: a sentence for the person, such as why it is a strip; "" for nothing.
    """

    image: Image
    mode: Mode
    frames: tuple[int, ...]
    said: str = ""


def instants_of(skill: Skill, track: PoseTrack, count: int = 7) -> tuple[int, ...]:
    """Frames of a skill: take-off, touch-down, the highest point, and others evenly between.

    Args:
        skill: which one.
        track: the followed person.
        count: how many at most, 2 to 24.
    """
    first, last = skill.takeoff_frame, min(skill.touchdown_frame, len(track) - 1)
    chosen = np.linspace(first, last, min(max(2, count), MOST, last - first + 1)).round().astype(int)
    top = highest(track, first, last)
    if top is not None and len(chosen) > 2:
        inner = chosen[1:-1]
        inner[np.argmin(np.abs(inner - top))] = top
    return tuple(sorted({int(frame) for frame in chosen}))


def highest(track: PoseTrack, first: int, last: int) -> int | None:
    """The frame between two (inclusive) at which the hips are highest; None where they are not seen."""
    heights = middle(picture_points(track), track.skeleton, "hip")[first : last + 1, 1]
    return None if np.isnan(heights).all() else first + int(np.nanargmin(heights))


def make_sequence(
    video: VideoFile,
    track: PoseTrack,
    frames: Sequence[int],
    *,
    mode: Mode = "auto",
    painter: FramePainter | None = None,
    labels: bool = True,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> SequencePicture:
    """Several instants of a clip in one picture.

    Args:
        video: the clip.
        track: the followed person, one entry for each frame.
        frames: the instants, 1 to 24.
        mode: "together" on their own background, "strip" side by side, "auto" together unless they hide each other.
        painter: draws over each instant; None for nothing.
        labels: whether each says its time from the first one.
        progress: told after each frame.
        cancel: asks to stop.

    Raises:
        Cancelled: the token was set.
        InputError: no instant is given, too many are, or nobody is seen at any.
        VideoError: the clip cannot be decoded (any more).
    """
    chosen = tuple(sorted({frame for frame in frames if 0 <= frame < len(track)}))
    if not 1 <= len(chosen) <= MOST:
        raise InputError(
            _("is no number of instants for a picture"),
            subject=str(len(chosen)),
            remedy=_("choose 1 to {}").format(MOST),
        )
    if not track.found[list(chosen)].any():
        raise InputError(
            _("Nobody is seen at the instants of the sequence"), remedy=_("choose another part of the clip")
        )
    scene = _Scene.of(video, track, chosen, painter=painter, progress=progress, cancel=cancel or CancelToken())
    times = tuple(float(track.times[f] - track.times[chosen[0]]) for f in chosen)
    if mode == "strip":
        return _strip(scene, times if labels else (), "")
    if scene.lost:
        return _strip(
            scene, times if labels else (), _("a strip, because the camera moved and shows too little to tell how")
        )
    if mode == "auto" and scene.hidden > _OVERLAP:
        return _strip(scene, times if labels else (), _("a strip, because the instants would hide each other"))
    image = scene.together()
    if labels:
        _label(image, [box_of(points, scene.size, 0.0) for points in scene.moved], times)
    return SequencePicture(
        _limited(image), "together", chosen, "" if scene.still else _("the camera moved: the pictures are joined")
    )


def _strip(scene: "_Scene", times: Sequence[float], said: str) -> SequencePicture:
    image = strip_of(scene.painted, scene.points, [_clock(t) for t in times])
    return SequencePicture(_limited(image), "strip", scene.frames, said)


@attrs.frozen(eq=False)
class _Scene:
    """What the picture is made of.

    Attributes:
        frames: the instants.
        pictures: of them, as filmed.
        painted: of them, drawn over.
        points: (J, 2) of each in its own picture.
        ways: (3, 3) from each to the whole.
        size: (width, height) of the whole.
        samples: other pictures of the scene, where the person is in them, and (3, 3) to the whole.
        still: whether the camera stood.
        lost: whether nobody can tell how it moved.
        track: the followed person.
        progress: told of each step.
        cancel: heard between two steps.
    """

    frames: tuple[int, ...]
    pictures: list[Image]
    painted: list[Image]
    points: list[NDArray[np.float32]]
    ways: list[Matrix]
    size: tuple[int, int]
    samples: list[tuple[Image, Box | None, Matrix]]
    still: bool
    lost: bool
    track: PoseTrack
    progress: ProgressCallback
    cancel: CancelToken

    @classmethod
    def of(
        cls,
        video: VideoFile,
        track: PoseTrack,
        chosen: tuple[int, ...],
        *,
        painter: FramePainter | None,
        progress: ProgressCallback,
        cancel: CancelToken,
    ) -> "_Scene":
        times, pixels, size = track.times, track.pixels(), track.frame_size
        first = int(np.searchsorted(times, times[chosen[0]] - _AROUND_S))
        last = int(np.searchsorted(times, times[chosen[-1]] + _AROUND_S, "right")) - 1
        sampled = set(np.linspace(first, last, min(_SAMPLES, last - first + 1)).round().astype(int).tolist())
        path, kept = CameraPath(), dict[int, Image]()
        for frame in video.frames(first, last + 1):
            cancel.check()
            path.add(frame.image, box_of(pixels[frame.index], size))
            if frame.index in sampled or frame.index in chosen:
                kept[frame.index] = frame.image
            progress(Progress(_("looking at the scene"), frame.index - first + 1, last - first + 1))
        still = path.still
        raw = {f: np.eye(3) if still else path.ways[f - first] for f in kept}
        move, whole = common_frame([raw[f] for f in chosen], size, _LARGEST)
        ways = {f: move @ way for f, way in raw.items()}
        pictures = [kept[f] for f in chosen]
        painted = [picture.copy() for picture in pictures]
        for picture, index in zip(painted, chosen, strict=True):
            if painter is not None:
                painter.paint_body(picture, index)
        others = [(kept[f], box_of(pixels[f], size, 0.12), ways[f]) for f in sorted(kept)]
        lost = path.lost and not still
        return cls(
            chosen, pictures, painted, [pixels[f] for f in chosen], [ways[f] for f in chosen], whole, others, still,
            lost, track, progress, cancel,
        )  # fmt: skip

    @property
    def moved(self) -> list[NDArray[np.float64]]:
        """(J, 2) of each instant in the whole."""
        pairs = zip(self.points, self.ways, strict=True)
        return [cv2.perspectiveTransform(points[None].astype(np.float64), way)[0] for points, way in pairs]

    @property
    def hidden(self) -> float:
        """What share of the bodies other instants would hide, 0 to 1."""
        share = _SMALL / max(self.size)
        shape = (max(1, round(self.size[1] * share)), max(1, round(self.size[0] * share)))
        bodies = [body_mask(shape, points * share, self.track.skeleton) > 0 for points in self.moved]
        total = sum(int(body.sum()) for body in bodies)
        return 1.0 - float(np.any(bodies, axis=0).sum()) / max(1, total)

    def together(self) -> Image:
        """All instants on one background, the later ones in front."""
        empty = empty_scene([(self._placed(i, way), self._free(i, box, way)) for i, box, way in self.samples])
        whole = empty.copy()
        parts = zip(self.pictures, self.painted, self.moved, self.ways, strict=True)
        for number, (picture, painted, points, way) in enumerate(parts, 1):
            self.cancel.check()
            cut = cut_out(self._placed(picture, way), empty, points, self.track.skeleton)
            self.progress(Progress(_("cutting out"), number, len(self.frames)))
            if cut is not None:
                (x0, y0, x1, y1), mask = cut
                share = mask[:, :, None].astype(np.float32) / 255.0
                over, under = self._placed(painted, way)[y0:y1, x0:x1], whole[y0:y1, x0:x1]
                whole[y0:y1, x0:x1] = np.asarray(over * share + under * (1 - share) + 0.5, np.uint8)
        return whole

    def _placed(self, image: Image, way: Matrix) -> Image:
        if self.still:
            return image
        return np.asarray(cv2.warpPerspective(image, way, self.size, flags=cv2.INTER_LINEAR), np.uint8)

    def _free(self, image: Image, box: Box | None, way: Matrix) -> NDArray[np.uint8]:
        """(H, W) of the whole: 1 where this picture shows the scene and not the person."""
        free = np.ones(image.shape[:2], np.uint8)
        if box is not None:
            free[box[1] : box[3], box[0] : box[2]] = 0
        if self.still:
            return free
        free[[0, 1, -2, -1]] = free[:, [0, 1, -2, -1]] = 0  # mixed with nothing where the picture is turned
        return np.asarray(cv2.warpPerspective(free, way, self.size, flags=cv2.INTER_NEAREST), np.uint8)


def empty_scene(layers: Sequence[tuple[Image, NDArray[np.uint8]]]) -> Image:
    """The scene without the person: at each pixel the median of the pictures that show it freely.

    Args:
        layers: pictures of one size, each with (H, W) 1 where it shows the scene; where none does, the median of all
            pictures that show anything there counts.
    """
    out = np.empty_like(layers[0][0])
    for top in range(0, len(out), 64):  # in slices: all at once would take a gigabyte at full HD
        rows = slice(top, top + 64)
        pictures = np.stack([picture[rows] for picture, _free in layers])
        free: NDArray[np.bool_] = np.stack([mask[rows] for _picture, mask in layers]).astype(np.bool_)
        anything: NDArray[np.bool_] = np.asarray(pictures.any(axis=3))
        nowhere: NDArray[np.bool_] = ~np.asarray(free.any(axis=0))
        free |= anything & nowhere
        count = np.maximum(free.sum(axis=0), 1)
        ordered = np.sort(np.where(free[..., None], pictures, 255), axis=0)
        at = np.broadcast_to(((count - 1) // 2)[None, :, :, None], (1, *pictures.shape[1:]))
        out[rows] = np.where(np.asarray(free.any(axis=0))[..., None], np.take_along_axis(ordered, at, axis=0)[0], 0)
    return out


def _label(image: Image, boxes: Sequence[Box | None], times: Sequence[float]) -> None:
    """Write each instant's time above it, where no other's stands."""
    height, width = image.shape[:2]
    line = max(12.0, 0.028 * height)
    taken: list[tuple[float, float, float]] = []
    for box, time_s in zip(boxes, times, strict=True):
        if box is None:
            continue
        text = _clock(time_s)
        half = text_size(text, line)[0] / 2
        x = min(max((box[0] + box[2]) / 2, half + 2), width - half - 2)
        y = max(2.0, box[1] - 1.6 * line - 0.03 * height)
        if all(abs(x - a) > half + b or abs(y - c) > line for a, b, c in taken):
            taken.append((x, half, y))
            write_text(Surface.of_image(image), text, (x, y), height=line, colour=(240, 240, 240), anchor="middle")


def _clock(time_s: float) -> str:
    """Such as "+0.13 s"."""
    return f"{time_s:+.2f} s" if time_s else "0 s"


def _limited(image: Image) -> Image:
    longest = max(image.shape[:2])
    if longest <= _LONGEST_SIDE:
        return image
    share = _LONGEST_SIDE / longest
    return np.asarray(cv2.resize(image, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), np.uint8)
