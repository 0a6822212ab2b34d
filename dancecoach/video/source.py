"""Opening a video file with FFmpeg, and the sentences for those that cannot be opened."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import av
import av.container
import av.video.stream
from av.error import FFmpegError

from dancecoach.errors import VideoError
from dancecoach.i18n import _

Container = av.container.InputContainer
Stream = av.video.stream.VideoStream
VideoFrame = av.VideoFrame
if TYPE_CHECKING:
    Packet = av.Packet[Stream]
else:  # generic in the stubs only
    Packet = av.Packet

# Read only this file: a playlist renamed .mp4 must not make FFmpeg fetch what it names.
_OPTIONS = {"protocol_whitelist": "file"}
# Formats that FFmpeg "plays" and that are no videos: text drawn as a terminal, lists of other files.
_NOT_VIDEOS = {"tty", "hls", "concat", "sdp", "rtsp", "dash", "imf", "lavfi", "bin", "idf", "xbin", "adf"}
_HEAD_BYTES = 1 << 16
# AV_DISPOSITION_ATTACHED_PIC of FFmpeg; `av.stream.Disposition` exists only in newer versions of PyAV.
_COVER_PICTURE = 0x400


def open_container(path: Path) -> Container:
    """Open a file for reading its packets.

    Raises:
        VideoError: there is no such file, it is a folder, empty, not readable, or no video.
    """
    _check_file(path)
    try:
        # The prefix keeps a colon in a name ("12:30.mp4") from being taken for a protocol.
        container = av.open(f"file:{path}", options=_OPTIONS, metadata_errors="replace")
    except (FFmpegError, OSError, ValueError) as error:
        raise _cannot_open(path) from error
    if _NOT_VIDEOS & set(container.format.name.split(",")):
        container.close()
        raise _cannot_open(path)
    return container


def video_stream(container: Container, path: Path) -> Stream:
    """The stream of pictures that a player would show, set to decode on several cores.

    Raises:
        VideoError: there is none, or nothing here can decode it.
    """
    streams = [s for s in container.streams.video if not s.disposition.value & _COVER_PICTURE]
    if not streams:
        raise _without_pictures(container, path)
    best = container.streams.best("video")
    stream = next((s for s in streams if best is not None and s.index == best.index), streams[0])
    # PyAV's types promise a codec context; a codec that this FFmpeg does not know has none.
    context: object = stream.codec_context
    if context is None:
        raise VideoError(
            _("its pictures are in a format that this program cannot decode"),
            subject=path,
            remedy=_("convert it to H.264 in an .mp4 file"),
        )
    stream.thread_type = "AUTO"
    return stream


@attrs.define
class Breaks:
    """Whether a file was found to be damaged or cut off."""

    seen: bool = False


def packets(container: Container, stream: Stream, breaks: Breaks | None = None) -> Iterator[Packet]:
    """The stream's packets from where the container stands, and at last the empty one that flushes the decoder.

    A file that breaks off ends there, and ``breaks`` says so.
    """
    try:
        yield from container.demux(stream)
    except (FFmpegError, OSError):
        if breaks is not None:
            breaks.seen = True


def decode(stream_of_packets: Iterable[Packet], before: Callable[[Packet], None] | None = None) -> Iterator[VideoFrame]:
    """Frames in the order of display; packets that cannot be decoded are passed over.

    Args:
        stream_of_packets: in the order of decoding.
        before: called with each packet just before it goes to the decoder.
    """
    for packet in stream_of_packets:
        if before is not None:
            before(packet)
        # The errors of a broken packet: FFmpeg's own, which are also OSError or ValueError by their number.
        with suppress(FFmpegError, OSError, ValueError):
            yield from packet.decode()


def _without_pictures(container: Container, path: Path) -> VideoError:
    problem = _("holds sound but no pictures") if container.streams.audio else _("holds no pictures")
    return VideoError(problem, subject=path, remedy=_("choose a video file"))


def _check_file(path: Path) -> None:
    """Raise the sentence for what can be known without FFmpeg."""
    try:
        if path.is_dir():
            raise VideoError(_("is a folder, not a video"), subject=path, remedy=_("choose a video file in it"))
        if not path.exists():
            raise VideoError(_("there is no such file"), subject=path, remedy=_("check the name and the folder"))
        with path.open("rb") as file:
            if not file.read(1):
                raise VideoError(_("the file is empty"), subject=path, remedy=_("copy or export it again"))
    except PermissionError as error:
        raise VideoError(
            _("there is no permission to read it"),
            subject=path,
            remedy=_("change its permissions or copy it elsewhere"),
        ) from error
    except OSError as error:
        raise VideoError(
            _("cannot be read ({reason})").format(reason=error.strerror or error),
            subject=path,
            remedy=_("check the disk and copy the file again"),
        ) from error


def _cannot_open(path: Path) -> VideoError:
    if _is_headless_mp4(path):
        return VideoError(
            _("the file is incomplete: its table of contents is missing (a recording or download broke off)"),
            subject=path,
            remedy=_("copy or download it again"),
        )
    return VideoError(
        _("is not a video, or is too damaged to be read"),
        subject=path,
        remedy=_("choose a video file or export it again"),
    )


def _is_headless_mp4(path: Path) -> bool:
    """Whether it begins like an MP4 file, which then can only have failed for want of its "moov" box."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    return head[4:8] in {b"ftyp", b"mdat", b"wide", b"free"} and b"moov" not in head
