"""Which frames a file holds, when each is shown, and where decoding may begin.

The packets say it without being decoded: sorted by presentation timestamp they are the frames in the order that
FFmpeg (and every player) shows them. Where packets lack timestamps, or share them, or a look at the first frames
contradicts them, the file is decoded once and the frames are counted instead.
"""

import zlib
from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from itertools import islice
from pathlib import Path

import attrs
import av
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import VideoError
from dancecoach.i18n import _, ngettext
from dancecoach.video.source import Breaks, Container, Packet, Stream, decode, open_container, packets, video_stream
from dancecoach.video.timeline import clock_stands, straighten, usable_rate

_LOOKED_AT = 8


@attrs.frozen
class Anchor:
    """A key frame: decoding may begin there.

    Attributes:
        frame: index of the first frame that is shown from it on.
        pts: its presentation timestamp in ticks, None where unknown (then only the file's beginning will do).
        dts: its decoding timestamp in ticks, None where unknown.
        print: checksum of its picture where frames are counted, else None.
    """

    frame: int
    pts: int | None
    dts: int | None
    print: int | None = None


@attrs.frozen(eq=False)
class FrameIndex:
    """The frames of a file in the order of display.

    Attributes:
        times: (T,) seconds since the first frame, strictly increasing, read-only.
        pts: (T,) int64 ticks, unique and increasing, by which decoded frames are recognised; None where frames are
            counted from a key frame instead.
        anchors: where decoding may begin, in the order of frames; the first is for frame 0.
        time_base: seconds per tick.
        start_s: the first frame's time on the container's clock, seconds.
        last_step_s: how long the last frame is shown, seconds, over 0.
        warnings: sentences for the person.
    """

    times: NDArray[np.float64]
    pts: NDArray[np.int64] | None
    anchors: tuple[Anchor, ...]
    time_base: Fraction
    start_s: float
    last_step_s: float
    warnings: tuple[str, ...] = ()
    _ordinals: dict[int, int] = attrs.field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        pts = () if self.pts is None else self.pts.tolist()
        object.__setattr__(self, "_ordinals", {tick: i for i, tick in enumerate(pts)})
        self.times.flags.writeable = False

    def __len__(self) -> int:
        return len(self.times)

    def frame_of(self, pts: int | None) -> int | None:
        """Index of the frame with that timestamp; None for one that is not shown."""
        return None if pts is None else self._ordinals.get(pts)

    @property
    def longest_group(self) -> int:
        """Most frames from one key frame up to the next."""
        starts = [anchor.frame for anchor in self.anchors]
        return int(np.diff([*starts, len(self)]).max())

    def group(self, anchor: int) -> range:
        """The frames from one anchor up to the next."""
        last = anchor + 1 == len(self.anchors)
        return range(self.anchors[anchor].frame, len(self) if last else self.anchors[anchor + 1].frame)

    def anchor_before(self, frame: int) -> int:
        """Which anchor is the last at or before a frame."""
        return max(0, bisect_right(self.anchors, frame, key=lambda anchor: anchor.frame) - 1)


@attrs.define
class _Packets:
    """What the packets of the stream of pictures say, in the order of decoding."""

    shown: list[int | None] = attrs.field(factory=list)
    keys: list[tuple[int | None, int | None]] = attrs.field(factory=list)
    count: int = 0
    last_duration: int = 0
    last_pts: int | None = None
    broken: bool = False
    short: bool = False

    @property
    def usable(self) -> bool:
        """Whether every shown packet has a timestamp of its own."""
        ticks = [tick for tick in self.shown if tick is not None]
        return len(ticks) == len(self.shown) == len(set(ticks)) and bool(self.keys) and self.keys[0][0] is not None


def build_index(path: Path) -> FrameIndex:
    """Find the frames of a file.

    Raises:
        VideoError: it cannot be opened, or not one frame in it can be decoded.
    """
    with open_container(path) as container:
        stream = video_stream(container, path)
        found = _read_packets(container, stream)
        if found.count == 0:
            raise _no_frames(path)
        if found.usable and not found.broken:
            seen = _first_frames(path)
            if seen and seen == sorted(tick for tick in found.shown if tick is not None)[: len(seen)]:
                return _from_packets(found, stream)
        return _from_frames(path, stream, found)


def _read_packets(container: Container, stream: Stream) -> _Packets:
    found, breaks = _Packets(), Breaks()
    for packet in packets(container, stream, breaks):
        if packet.size == 0:
            continue
        found.count += 1
        breaks.seen |= packet.is_corrupt
        if packet.is_keyframe:
            found.keys.append((packet.pts, packet.dts))
        if not packet.is_discard and not _is_hidden(stream, packet):
            found.shown.append(packet.pts)
            if packet.pts is not None and (found.last_pts is None or packet.pts > found.last_pts):
                found.last_pts, found.last_duration = packet.pts, packet.duration or 0
    found.broken = breaks.seen
    found.short = _ends_early(container, stream, found)
    return found


def _ends_early(container: Container, stream: Stream, found: _Packets) -> bool:
    """Whether the file promises more than it holds. Where there is sound, that may be what lasts longer."""
    if not container.duration or found.last_pts is None or stream.time_base is None or container.streams.audio:
        return False
    end_s = float((found.last_pts - (stream.start_time or 0) + found.last_duration) * stream.time_base)
    return end_s < 0.9 * container.duration / 1_000_000 and not stream.duration


def _is_hidden(stream: Stream, packet: Packet) -> bool:
    """Whether a VP8 packet holds a picture that others are made from and that is never shown (RFC 6386, 9.1)."""
    return stream.codec_context.name in {"vp8", "libvpx"} and not bytes(packet)[0] & 0x10


def _first_frames(path: Path) -> list[int | None]:
    """Timestamps of the first frames as the decoder gives them."""
    with open_container(path) as container:
        frames = decode(packets(container, video_stream(container, path)))
        return [frame.pts for frame in islice(frames, _LOOKED_AT)]


def picture_print(frame: av.VideoFrame) -> int:
    """Checksum by which a decoded picture is recognised."""
    return zlib.crc32(bytes(frame.planes[0]))


def _from_packets(found: _Packets, stream: Stream) -> FrameIndex:
    pts = np.array(sorted(t for t in found.shown if t is not None), np.int64)
    keys = sorted((p, d) for p, d in found.keys if p is not None)
    anchors = [Anchor(int(np.searchsorted(pts, p)), p, d) for p, d in keys]
    anchors = [a for a in anchors if a.frame < len(pts)]
    # Frames shown before the first key frame (the head of an open group of pictures) need it all the same.
    first = attrs.evolve(anchors[0], frame=0) if anchors else Anchor(0, None, None)
    return _make_index(pts.tolist(), pts, [first, *anchors[1:]], stream, found)


def _from_frames(path: Path, stream: Stream, found: _Packets) -> FrameIndex:
    """Decode everything once and count."""
    pts: list[int | None] = []
    anchors = [Anchor(0, None, None)]
    with open_container(path) as container:
        for frame in decode(packets(container, video_stream(container, path))):
            if frame.key_frame and pts and frame.pts is not None:
                anchors.append(Anchor(len(pts), frame.pts, frame.dts, picture_print(frame)))
            pts.append(frame.pts)
    if not pts:
        raise _no_frames(path)
    return _make_index(pts, None, anchors, stream, found)


def _make_index(
    ticks: Sequence[int | None],
    pts: NDArray[np.int64] | None,
    anchors: Sequence[Anchor],
    stream: Stream,
    found: _Packets,
) -> FrameIndex:
    time_base = stream.time_base or Fraction(1, 90_000)
    # Where the clock stands, the rates of the file were reckoned from it.
    rates = () if clock_stands(ticks, time_base) else (stream.average_rate, stream.guessed_rate)
    fps = usable_rate(*rates)
    times, invented = straighten(ticks, time_base, fps)
    first = next((tick for tick in ticks if tick is not None), 0)
    last_step = float(found.last_duration * time_base)
    if not 0 < last_step < 10:
        last_step = float(np.median(np.diff(times))) if len(times) > 1 else 1 / fps
    return FrameIndex(
        times=times,
        pts=pts,
        anchors=tuple(anchors),
        time_base=time_base,
        start_s=float(first * time_base),
        last_step_s=last_step,
        warnings=_warnings(len(ticks), invented, fps, broken=found.broken or found.short),
    )


def _warnings(frames: int, invented: int, fps: float, *, broken: bool) -> tuple[str, ...]:
    said = []
    if invented == frames > 1:
        said.append(
            _("the file does not say when its frames are shown; {fps:g} frames per second are assumed").format(fps=fps)
        )
    elif invented and frames > 1:
        text = ngettext(
            "{n} frame has no usable time of its own; it was estimated from its neighbours",
            "{n} frames have no usable time of their own; it was estimated from their neighbours",
            invented,
        )
        said.append(text.format(n=invented))
    if broken:
        text = ngettext(
            "the file is damaged or breaks off; the {n} frame that can be decoded is used",
            "the file is damaged or breaks off; the {n} frames that can be decoded are used",
            frames,
        )
        said.append(text.format(n=frames))
    return tuple(said)


def _no_frames(path: Path) -> VideoError:
    return VideoError(
        _("not one picture in it can be decoded"), subject=path, remedy=_("export it again as H.264 in an .mp4 file")
    )
