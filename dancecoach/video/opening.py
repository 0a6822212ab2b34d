"""Opening a video file: what it holds, or one sentence that says why it cannot be used."""

import os
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import av
import numpy as np

from dancecoach.errors import VideoError
from dancecoach.i18n import _
from dancecoach.video.decoder import Decoder
from dancecoach.video.frame import ClipInfo
from dancecoach.video.index import FrameIndex, index_of_packets
from dancecoach.video.picture import clockwise

#: More than any camera gives; beyond it the times in the file are nonsense.
MOST_FPS = 2000.0
#: A picture's side in pixels beyond which the header is nonsense (8K is 7680).
LARGEST_SIDE = 16_384


@attrs.frozen(eq=False)
class Opened:
    """What `open_clip` found out.

    Attributes:
        info: facts of the clip.
        index: its frames.
        coded_size: (width, height) of pictures with square pixels, before rotation.
        has_audio: whether there is sound beside the pictures.
        start_s: the container's time of the first frame, seconds; sound at that time belongs to it.
        sequential: the file cannot be entered in the middle (no timestamps): decode from the start.
        warnings: sentences for the person.
    """

    info: ClipInfo
    index: FrameIndex
    coded_size: tuple[int, int]
    has_audio: bool
    start_s: float
    sequential: bool
    warnings: tuple[str, ...]


def open_clip(path: Path) -> Opened:
    """Look at a file: its packets, and its first picture.

    Raises:
        VideoError: it is missing, a folder, empty, no video, without pictures, or damaged beyond use.
    """
    check_file(path)
    try:
        with av.open(str(path)) as container:
            return _look(path, container)
    except av.FFmpegError as error:
        raise _unreadable(path, error) from error


def check_file(path: Path) -> None:
    """Refuse what cannot be a video before any decoder sees it.

    Raises:
        VideoError: missing, a folder, empty or unreadable.
    """
    if not path.exists():
        raise VideoError(_("there is no such file"), subject=path, remedy=_("check the name and the folder"))
    if path.is_dir():
        raise VideoError(_("is a folder, not a video"), subject=path, remedy=_("choose a video file in it"))
    if not os.access(path, os.R_OK):
        remedy = _("change its permissions or copy it to a folder of your own")
        raise VideoError(_("may not be read"), subject=path, remedy=remedy)
    if path.is_file() and path.stat().st_size == 0:
        raise VideoError(_("is empty"), subject=path, remedy=_("copy or record it again"))


def _look(path: Path, container: Any) -> Opened:
    stream = _video_stream(path, container)
    _check_header(path, stream)
    warnings: list[str] = []
    index = _read_index(container, stream)
    sequential = index is None
    if index is None:
        index = _index_by_decoding(path, stream)
        text = _("The file holds no times; {fps:g} frames per second are assumed.")
        warnings.append(text.format(fps=round(index.mean_fps, 3)))
    first = _first_frame(path)
    if first is None or not len(index):
        raise VideoError(_("holds no picture that can be shown"), subject=path, remedy=_("record or export it again"))
    if not sequential and first.pts is not None:
        index = index.from_first_shown(first.pts)
    _check_times(path, index)
    if index.broken:
        warnings.append(_("The file is damaged or cut off; what can be read of it is shown."))
    size, rotation = _square_size(stream, first), clockwise(first)
    info = ClipInfo(
        path=str(path),
        frames=len(index),
        duration_s=index.duration_s,
        mean_fps=index.mean_fps,
        variable_frame_rate=index.variable,
        width=size[1] if rotation % 180 else size[0],
        height=size[0] if rotation % 180 else size[1],
        rotation=rotation,
    )
    start = float(int(index.pts[0]) * index.time_base)
    return Opened(info, index, size, bool(container.streams.audio), start, sequential, tuple(warnings))


def _video_stream(path: Path, container: Any) -> Any:
    streams = [s for s in container.streams.video if not _is_cover(s)]
    if not streams:
        problem = _("holds sound but no pictures") if container.streams.audio else _("holds no pictures")
        raise VideoError(problem, subject=path, remedy=_("choose a video file"))
    if streams[0].codec_context is None:
        raise VideoError(
            _("is coded in a way that this program cannot decode"), subject=path, remedy=_("convert it to H.264")
        )
    return streams[0]


def _is_cover(stream: Any) -> bool:
    """Whether it is the picture on the sleeve of a music file."""
    disposition = getattr(stream, "disposition", 0)
    return bool(int(disposition) & 0x0400) if disposition is not None else False


def _check_header(path: Path, stream: Any) -> None:
    width, height = stream.codec_context.width, stream.codec_context.height
    if not (0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE):
        problem = _("states a picture of {w}x{h} pixels").format(w=width, h=height)
        raise VideoError(problem, subject=path, remedy=_("export it again"))


def _read_index(container: Any, stream: Any) -> FrameIndex | None:
    rate = float(stream.average_rate or 30) or 30.0
    usual = max(1, round(1 / (rate * float(stream.time_base or Fraction(1, 1000)))))
    cut_off = False

    def packets() -> Any:
        nonlocal cut_off
        try:
            yield from container.demux(stream)
        except av.FFmpegError:
            cut_off = True  # keep what was read before the file broke off

    index = index_of_packets(packets(), Fraction(stream.time_base), usual)
    return None if index is None else attrs.evolve(index, broken=index.broken or cut_off)


def _index_by_decoding(path: Path, stream: Any) -> FrameIndex:
    """For files without times (bare H.264): count the frames, assume the stated rate."""
    rate = Fraction(stream.average_rate or stream.guessed_rate or 30)
    if not 1 <= rate <= MOST_FPS:
        rate = Fraction(30)
    decoder = Decoder(path)
    try:
        count = sum(1 for _frame in decoder.forward())
    finally:
        decoder.close()
    return FrameIndex(np.arange(count, dtype=np.int64), np.zeros(min(1, count), np.int64), 1 / rate, 1)


def _first_frame(path: Path) -> Any:
    decoder = Decoder(path, "SLICE")
    try:
        return next(decoder.forward(), None)
    finally:
        decoder.close()


def _check_times(path: Path, index: FrameIndex) -> None:
    if not len(index):
        raise VideoError(_("holds no picture that can be shown"), subject=path, remedy=_("record or export it again"))
    if index.mean_fps > MOST_FPS:
        problem = _("states {fps:.0f} frames per second, which no camera gives").format(fps=index.mean_fps)
        raise VideoError(problem, subject=path, remedy=_("export it again with its true frame rate"))


def _square_size(stream: Any, first: Any) -> tuple[int, int]:
    """(width, height) with square pixels: old camcorders and broadcasts stretch their columns."""
    ratio = Fraction(stream.sample_aspect_ratio or 1) or Fraction(1)
    width = first.width if ratio == 1 else max(1, round(first.width * float(ratio)))
    return (width, first.height) if width <= LARGEST_SIDE else (first.width, first.height)


def _unreadable(path: Path, error: Exception) -> VideoError:
    if isinstance(error, PermissionError):
        remedy = _("change its permissions or copy it to a folder of your own")
        return VideoError(_("may not be read"), subject=path, remedy=remedy)
    if b"mdat" in _head(path):
        problem = _("is cut off: its table of contents at the end is missing")
        return VideoError(problem, subject=path, remedy=_("copy it again from the camera"))
    return VideoError(_("is not a video that can be read"), subject=path, remedy=_("choose a video file"))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(4096)
    except OSError:
        return b""
