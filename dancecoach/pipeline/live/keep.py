"""The last seconds into a file: what just happened, kept although nobody had pressed Record.

Within a moment all of it lies on the disk beside the final file, as ``NAME.PID.recording.mkv`` with the ring's own
JPEG pictures: whatever ends the program from then on, the next start finishes it like a recording that was cut off.
Then it is encoded, at the camera's own times, into the file that was asked for.
"""

import os
import threading
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import av

from dancecoach.errors import CameraError
from dancecoach.files import atomic_path, make_folder, output_error
from dancecoach.i18n import _
from dancecoach.pipeline.live.records import Kept
from dancecoach.video.recorder import finish
from dancecoach.video.writer import TIME_BASE, VideoWriter, add_video_stream

#: Longer than this between two pictures is a gap that is told of, in medians of the steps.
_GAP = 1.6


@attrs.frozen
class SavedClip:
    """The last seconds, saved.

    Attributes:
        path: where they lie.
        seconds: from the first picture to the last.
        pictures: how many.
        gaps: places where the camera gave nothing, or more than could be kept; the file's times show them.
    """

    path: Path
    seconds: float
    pictures: int
    gaps: int


def save_pictures(pictures: Sequence[Kept], path: Path, hurry: threading.Event | None = None) -> SavedClip:
    """Write pictures of the past into a video file.

    Where the camera changed the size of its pictures meanwhile, those since the last change are written.

    Args:
        pictures: in order of time.
        path: file to write, ``.mp4``; not there yet.
        hurry: set when the program wants to end: then the JPEG pictures themselves go into the file.

    Raises:
        CameraError: there are no pictures.
        OutputError: the file cannot be written; what is kept of it is named in the message.
    """
    if not pictures:
        raise CameraError(_("nothing is kept of the camera yet"), remedy=_("wait until the picture has been there"))
    others = [place for place, picture in enumerate(pictures) if picture.size != pictures[-1].size]
    run = pictures[others[-1] + 1 if others else 0 :]
    make_folder(path.parent)
    part = path.with_name(f"{path.stem}.{os.getpid()}.recording.mkv")
    try:
        _put_down(run, part)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise output_error(path, error) from error
    if not _encode(run, path, hurry or threading.Event()):
        finish(part, path)
    part.unlink(missing_ok=True)
    return SavedClip(path, run[-1].time_s - run[0].time_s, len(run), _gaps(run))


def _put_down(run: Sequence[Kept], part: Path) -> None:
    """The pictures as they are into a Matroska file, flushed to the disk."""
    container: Any = av.open(f"file:{part}", "w", format="matroska")
    try:
        stream = add_video_stream(container, run[0].size, _rate(run), encoder="mjpeg", options={})
        stream.width, stream.height = run[0].size
        stream.pix_fmt = "yuvj420p"
        for picture in run:
            packet = av.Packet(picture.jpeg)
            packet.stream, packet.time_base, packet.is_keyframe = stream, TIME_BASE, True
            packet.pts = packet.dts = round((picture.time_s - run[0].time_s) / TIME_BASE)
            container.mux(packet)
    finally:
        container.close()
    with part.open("rb+") as file:
        os.fsync(file.fileno())


def _encode(run: Sequence[Kept], path: Path, hurry: threading.Event) -> bool:
    """The pictures as H.264 into the final file, whole or not at all; whether there was time for it.

    Raises:
        OutputError: it cannot be written.
    """
    try:
        with atomic_path(path) as temporary:
            rate = _rate(run)
            with VideoWriter(temporary, run[0].size, rate, crf=20, gop=max(1, round(rate)), preset="superfast") as to:
                for picture in run:
                    if hurry.is_set():
                        raise _NoTimeError
                    to.write(picture.frame().image, picture.time_s - run[0].time_s)
    except _NoTimeError:
        return False
    return True


class _NoTimeError(Exception):
    """The program wants to end."""


def _rate(run: Sequence[Kept]) -> float:
    seconds = run[-1].time_s - run[0].time_s
    return (len(run) - 1) / seconds if seconds > 0 else 30.0


def _gaps(run: Sequence[Kept]) -> int:
    steps = sorted(b.time_s - a.time_s for a, b in pairwise(run))
    return sum(step > _GAP * steps[len(steps) // 2] for step in steps)
