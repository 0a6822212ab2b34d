"""``overlay.mp4``: a clip with skeleton, phases, angles and drawings in it, whole or in part, slower, or beside itself.

The pictures go through three threads: one decodes ahead, one draws, one encodes. As the clip plays, so does the video
(variable frame rate included), with its sound; a video with a slower part has none, since sound would be out of step.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

import attrs
from av import VideoFrame

from dancecoach.errors import OutputError
from dancecoach.files import atomic_path
from dancecoach.i18n import _
from dancecoach.motion.phases import PhaseSegment
from dancecoach.notes.notes import Notes
from dancecoach.pose.track import PoseTrack
from dancecoach.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from dancecoach.report.conveyor import Ahead, Behind
from dancecoach.report.layout import Arrangement, Layout
from dancecoach.report.native import fits, upright
from dancecoach.report.painter import FramePainter, Parts
from dancecoach.report.plan import Shot, Span, plan, plan_two
from dancecoach.report.sound import add_sound
from dancecoach.video.file import VideoFile
from dancecoach.video.frame import Image
from dancecoach.video.writer import VideoWriter

Item = TypeVar("Item", "_NativeShot", "_Picture")


@attrs.frozen(eq=False)
class OtherClip:
    """A second clip for a dual view.

    Attributes:
        clip: the video.
        painter: what is drawn over it; None for nothing.
        at: a frame of the first clip, and the one of this that is seen with it.
        times: when each frame of this is seen, on the clock of the first clip, in place of ``at``: for clips that go at
            different speeds.
    """

    clip: Path
    painter: FramePainter | None = None
    at: tuple[int, int] = (0, 0)
    times: tuple[float, ...] | None = None


@attrs.frozen(eq=False)
class DualView:
    """Two pictures in one video.

    Attributes:
        arrangement: how they go together.
        other: the second clip; None shows the clip as it is first, and with its overlay second.
        opacity: of the second where one is seen through the other, 0 to 1.
    """

    arrangement: Arrangement = "beside"
    other: OtherClip | None = None
    opacity: float = 0.5


def write_overlay(
    clip: Path,
    track: PoseTrack,
    path: Path,
    *,
    phases: Sequence[PhaseSegment] = (),
    parts: Parts | None = None,
    notes: Notes | None = None,
    span: Span | None = None,
    dual: DualView | None = None,
    painter: FramePainter | None = None,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> None:
    """Write the overlay video, whole or not at all.

    Args:
        clip: the video that the track was made from.
        track: the followed person, one entry for each frame of the clip.
        path: file to write, ``.mp4``.
        phases: segments, for the banner; frames in none of them get none.
        parts: what is drawn; None for skeleton, phases and drawings.
        notes: what the coach drew; None for nothing.
        span: which part of the clip, or which part slower; None for all as it is.
        dual: two pictures in one; None for one.
        painter: draws over the clip in place of ``phases``, ``parts`` and ``notes``; None for those.
        progress: told after each frame.
        cancel: asks to stop; heard between two frames.

    Raises:
        Cancelled: the token was set.
        VideoError: a clip cannot be decoded (any more).
        OutputError: the file cannot be written.
    """
    painter = painter or FramePainter(track, parts, phases=phases, notes=notes)
    film = _Film(clip, painter, span, dual, progress, cancel or CancelToken())
    try:
        with atomic_path(path) as whole, tempfile.TemporaryDirectory(dir=path.parent, prefix=".overlay.") as folder:
            silent = Path(folder) / "silent.mp4"
            sound = film.write(silent)
            if sound is None or not add_sound(silent, clip, sound[0], whole, end_s=sound[1]):
                shutil.move(silent, whole)
    except OutputError as error:
        # The writers know temporary names only; the person is told the one that was wanted.
        raise OutputError(error.problem, subject=path, remedy=error.remedy) from error


@attrs.frozen(eq=False)
class _Film:
    """The making of one video."""

    clip: Path
    painter: FramePainter
    span: Span | None
    dual: DualView | None
    progress: ProgressCallback
    cancel: CancelToken

    def write(self, path: Path) -> tuple[float, float] | None:
        """Write the pictures; from when to when on the clip's clock its sound fits them, or None."""
        with ExitStack() as open_files:
            video = open_files.enter_context(VideoFile(self.clip))
            other = self.dual.other if self.dual is not None else None
            second = None if other is None else open_files.enter_context(VideoFile(other.clip))
            shots = self._shots(video, second)
            layout = self._layout(video, second)
            size = (video.info.width, video.info.height) if layout is None else layout.size
            with VideoWriter(path, size, self._rate(video)) as writer:
                if layout is None:
                    self._convey(_natives(video, shots), _Native(video, self.painter).drawn, writer, len(shots))
                else:
                    self._convey(_pictures(video, second, shots), self._composed(layout), writer, len(shots))
            return self._sound(video) if second is None else None

    def _shots(self, video: VideoFile, second: VideoFile | None) -> tuple[Shot, ...]:
        times = self.painter.track.times[: len(video)].tolist()
        if second is not None and self.dual is not None and self.dual.other is not None:
            other = self.dual.other
            if other.times is not None:
                return plan_two(times, other.times[: len(second)], None, self.span)
            return plan_two(times, second.times.tolist(), other.at, self.span)
        return plan(times, video.info.duration_s, self.span)

    def _layout(self, video: VideoFile, second: VideoFile | None) -> Layout | None:
        if self.dual is None:
            return None
        first = (video.info.width, video.info.height)
        beside = first if second is None else (second.info.width, second.info.height)
        return Layout(first, beside, self.dual.arrangement, self.dual.opacity)

    def _rate(self, video: VideoFile) -> float | None:
        fps = video.info.mean_fps or None
        if self.span is None or fps is None:
            return fps
        return fps * self.span.speed if self.span.only else None

    def _convey(
        self, pictures: Iterator[Item], draw: Callable[[Item], Image | VideoFrame], writer: VideoWriter, count: int
    ) -> None:
        """Decode in one thread, draw in this, encode in a third."""
        stage = _("drawing the overlay")

        def write(made: tuple[Image | VideoFrame, float]) -> None:
            picture, time_s = made
            if isinstance(picture, VideoFrame):
                writer.write_native(picture, time_s)
            else:
                writer.write(picture, time_s)

        with Ahead(pictures) as coming, Behind(write) as going:
            for number, item in enumerate(coming, 1):
                self.cancel.check()
                going.put((draw(item), item.shot.time_s))
                self.progress(Progress(stage, number, count))

    def _composed(self, layout: Layout) -> Callable[["_Picture"], Image]:
        """What draws two pictures and makes one of them."""
        dual = self.dual
        assert dual is not None

        def draw(picture: _Picture) -> Image:
            image = picture.image.copy()
            self.painter.paint(image, picture.shot.frame)
            if dual.other is None:
                return layout.compose(picture.image, image)
            assert picture.other is not None
            over = picture.other
            if dual.other.painter is not None and picture.shot.other is not None:
                over = over.copy()
                dual.other.painter.paint(over, picture.shot.other)
            return layout.compose(image, over)

        return draw

    def _sound(self, video: VideoFile) -> tuple[float, float] | None:
        """From when to when the sound goes, s on the container's clock; None where it would be out of step."""
        if not video.has_audio:
            return None
        if self.span is None:
            return video.start_s, float("inf")
        if self.span.speed != 1.0:
            return None
        if not self.span.only:
            return video.start_s, float("inf")
        last = min(self.span.last, len(video) - 1)
        end = float(video.times[last + 1]) if last + 1 < len(video) else float("inf")
        return video.start_s + float(video.times[min(self.span.first, last)]), video.start_s + end


@attrs.frozen(eq=False)
class _NativeShot:
    """A shot with its picture as decoded."""

    shot: Shot
    native: VideoFrame


class _Native:
    """Draws upon pictures as decoded where they are as the writer wants them; others are converted."""

    def __init__(self, video: VideoFile, painter: FramePainter) -> None:
        self._pictures, self._painter = video.picture_maker(), painter
        self._size = (video.info.width, video.info.height)

    def drawn(self, item: _NativeShot) -> Image | VideoFrame:
        frame, orientation = item.shot.frame, self._pictures.orientation
        if fits(item.native, orientation, self._size):
            made, surface = upright(item.native, orientation)
            self._painter.paint_on(surface, frame)
            return made
        image = self._pictures.make(item.native).copy()
        self._painter.paint(image, frame)
        return image


def _natives(video: VideoFile, shots: Sequence[Shot]) -> Iterator[_NativeShot]:
    """The shots of one clip, whose frames follow each other."""
    frames = video.natives(shots[0].frame, shots[-1].frame + 1)
    for shot, (_index, native) in zip(shots, frames, strict=True):
        yield _NativeShot(shot, native)


@attrs.frozen(eq=False)
class _Picture:
    """A shot with its picture, and that of the second clip."""

    shot: Shot
    image: Image
    other: Image | None = None


def _pictures(video: VideoFile, second: VideoFile | None, shots: Sequence[Shot]) -> Iterator[_Picture]:
    first = _in_order(video, [shot.frame for shot in shots])
    if second is None:
        yield from (_Picture(shot, image) for shot, image in zip(shots, first, strict=True))
        return
    others = _in_order(second, [shot.other or 0 for shot in shots])
    for shot, image, other in zip(shots, first, others, strict=True):
        yield _Picture(shot, image, other)


def _in_order(video: VideoFile, wanted: Sequence[int]) -> Iterator[Image]:
    """The pictures of frames whose numbers do not decrease; one asked for again is given again."""
    frames = video.frames(wanted[0], wanted[-1] + 1)
    current = next(frames)
    for index in wanted:
        while current.index < index:
            current = next(frames)
        yield current.image
