"""A video file: every frame of it, exactly, by number or by time."""

import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import VideoError
from dancecoach.i18n import _
from dancecoach.video.cache import ByteLimitedCache
from dancecoach.video.decode import Decoder
from dancecoach.video.frame import ClipInfo, Frame
from dancecoach.video.index import build_index
from dancecoach.video.picture import PictureMaker, frame_bytes
from dancecoach.video.source import VideoFrame, open_container, video_stream
from dancecoach.video.timeline import is_variable

#: Going on is preferred to a seek that would save no more than this many frames.
_SEEK_COSTS = 8
#: Frames kept behind the one asked for, so that the first steps back need no decoding.
_KEPT_BEHIND = 8
#: A request at most this much before the last one is a step back, which will be followed by others.
_STEP_BACK = 12


class VideoFile:
    """The frames of a video file in the order of display.

    Frame ``i`` is the ``i``-th that FFmpeg shows, and ``times[i]`` comes from its presentation timestamp. A frame
    that cannot be decoded shows the picture before it, as a player would, and `warnings` says so.

    Decoded frames are cached in the decoder's own format, which takes half the room of a picture, and are
    converted when they are asked for. `frame` may be called from any thread; `frames` has a decoder of its own.

    Args:
        path: the file. Still images are clips of one frame.
        cache_bytes: limit for the cache of decoded frames.

    Attributes:
        info: what is known of the clip.
        times: (T,) float64 seconds since the first frame, strictly increasing, read-only.
        start_s: the first frame's time on the container's clock, seconds: sound runs on the same clock.
        has_audio: whether there is sound.

    Raises:
        VideoError: the file cannot be used; the message says why.
    """

    def __init__(self, path: str | Path, *, cache_bytes: int = 256 * 2**20) -> None:
        self._path = Path(path)
        self._index = build_index(self._path)
        self._lock = threading.RLock()
        self._cache: ByteLimitedCache[int, VideoFrame] = ByteLimitedCache(cache_bytes)
        self._cache_bytes = cache_bytes
        self._position = -1
        self._asked = 0
        self._unreadable: set[int] = set()
        self._shown: Frame | None = None
        self._decoder: Decoder | None = Decoder(self._path, self._index)
        self.times: NDArray[np.float64] = self._index.times
        self.start_s = self._index.start_s
        self._describe(path)

    def _describe(self, path: str | Path) -> None:
        first = self._native(0)
        with open_container(self._path) as container:
            stream = video_stream(container, self._path)
            self._pictures = PictureMaker(first, stream.sample_aspect_ratio)
            self.has_audio = bool(container.streams.audio)
        self._interlaced = first.interlaced_frame
        width, height = self._pictures.size
        last = float(self.times[-1])
        self.info = ClipInfo(
            path=str(path),
            frames=len(self.times),
            duration_s=last + self._index.last_step_s,
            mean_fps=(len(self.times) - 1) / last if last else 0.0,
            variable_frame_rate=is_variable(self.times, self._index.time_base),
            width=width,
            height=height,
            rotation=self._pictures.orientation.rotation,
        )

    @property
    def warnings(self) -> tuple[str, ...]:
        """Sentences for the person about what is wrong with the file and how it was dealt with."""
        said = list(self._index.warnings)
        if self._interlaced:
            said.append(_("the video is interlaced: fast limbs show combs and are measured less exactly"))
        if self._unreadable:
            said.append(
                _("{n} frames cannot be decoded, the first at {time:.2f} s; the picture before is shown").format(
                    n=len(self._unreadable), time=self.times[min(self._unreadable)]
                )
            )
        return tuple(said)

    def __len__(self) -> int:
        """Number of frames."""
        return len(self.times)

    def frame(self, index: int) -> Frame:
        """One frame.

        Args:
            index: 0 up to, not including, ``info.frames``.

        Raises:
            IndexError: there is no such frame.
            VideoError: the file was closed or has become unreadable.
        """
        if not 0 <= index < len(self.times):
            raise IndexError(f"frame {index} of a clip with frames 0 to {len(self.times) - 1}")
        with self._lock:
            if self._shown is None or self._shown.index != index:
                self._shown = self._as_frame(index, self._native(index))
            self._asked = index
            return self._shown

    def index_at(self, time_s: float) -> int:
        """Index of the frame that is shown at a time (seconds since the first frame), cut to what there is."""
        return int(np.clip(np.searchsorted(self.times, time_s, side="right") - 1, 0, len(self.times) - 1))

    def frames(self, start: int = 0, stop: int | None = None) -> Iterator[Frame]:
        """Frames one after the other, with a decoder of their own and past the cache.

        Args:
            start: first frame.
            stop: one behind the last frame; None for all.
        """
        stop = len(self.times) if stop is None else min(stop, len(self.times))
        start = max(0, start)
        if start >= stop:
            return
        decoder = Decoder(self._path, self._index)
        try:
            decoder.wanted_from = start
            decoder.start_at(self._index.anchor_before(start))
            expected = start
            for number, native in decoder:
                if number < start:
                    continue
                for missing in range(expected, min(number, stop)):
                    yield self.frame(missing)
                if number >= stop:
                    return
                yield self._as_frame(number, native)
                expected = number + 1
                if expected == stop:
                    return
            for missing in range(expected, stop):
                yield self.frame(missing)
        finally:
            decoder.close()

    def close(self) -> None:
        """Close the file and empty the cache; calling it twice does no harm."""
        with self._lock:
            if self._decoder is not None:
                self._decoder.close()
            self._decoder = None
            self._cache.clear()
            self._shown = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _as_frame(self, index: int, native: VideoFrame) -> Frame:
        return Frame(self._pictures.make(native), float(self.times[index]), index)

    def _native(self, index: int) -> VideoFrame:
        """The decoded frame, from the cache or the decoder."""
        kept = self._cache.get(index)
        return self._decode(index) if kept is None else kept

    def _decode(self, index: int) -> VideoFrame:
        """Decode up to a frame, keeping what is met on the way.

        A frame that no key frame before it leads to shows the nearest one that could be decoded.
        """
        if self._decoder is None:
            raise VideoError(_("was closed"), subject=self._path, remedy=_("open it again"))
        anchor = self._index.anchor_before(index)
        nearest: VideoFrame | None = None
        # The container may fail to find a key frame exactly: then an earlier one, at last the beginning, must do.
        for origin in dict.fromkeys((anchor, max(0, anchor - 1), 0)):
            if not (origin == anchor and self._goes_on_to(index)):
                self._go_to(origin, index)
            found, nearest = self._run_to(self._decoder, index, nearest)
            if found:
                break
        if nearest is None:
            remedy = _("export it again as H.264 in an .mp4 file")
            raise VideoError(_("cannot be decoded any more"), subject=self._path, remedy=remedy)
        return nearest

    def _goes_on_to(self, index: int) -> bool:
        """Whether decoding on from here is quicker than starting at a key frame."""
        key = self._index.anchors[self._index.anchor_before(index)].frame
        return 0 <= self._position <= index and key <= self._position + _SEEK_COSTS

    def _go_to(self, anchor: int, index: int) -> None:
        assert self._decoder is not None
        steps_back = index < self._asked <= index + _STEP_BACK
        # Other steps back will follow this one: then the whole way from the key frame is wanted.
        self._decoder.wanted_from = 0 if steps_back else max(0, index - _KEPT_BEHIND)
        self._decoder.start_at(anchor)
        self._position = -1

    def _run_to(self, decoder: Decoder, index: int, nearest: VideoFrame | None) -> tuple[bool, VideoFrame | None]:
        """Decode until the frame, or one behind it, comes.

        Returns:
            Whether the very frame came; the last frame not behind it, or ``nearest``, or else the one behind it.
        """
        for number, native in decoder:
            self._cache.put(number, native, frame_bytes(native))
            self._position = number + 1
            if number <= index or nearest is None:
                nearest = native
            if number == index:
                self._unreadable.discard(index)
                return True, nearest
            if number > index:
                break
        else:
            self._position = -1
        self._unreadable.add(index)
        return False, nearest
