"""Video files: any frame by number or by time, exactly, and all of them in a row."""

import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import av
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import VideoError
from dancecoach.i18n import _
from dancecoach.video.cache import ByteCache
from dancecoach.video.decoder import Decoder
from dancecoach.video.frame import ClipInfo, Frame, Image
from dancecoach.video.opening import open_clip
from dancecoach.video.picture import byte_size, to_image

#: Reading on is quicker than seeking when the frame is at most this far ahead.
_READ_ON = 12


class VideoFile:
    """A video on the disk: frames by presentation order, at the times the file gives them.

    Decoded frames are kept in their native pixel format (half the bytes of BGR) and turned into pictures when asked
    for. A frame that cannot be decoded in an otherwise good file shows the picture before it, as players do.
    All methods may be called from any thread.

    Args:
        path: the file.
        cache_bytes: limit for the decoded frames that are kept.

    Attributes:
        path: the file.
        info: facts of the clip.
        times: (T,) float64, read-only: seconds since the first frame, strictly increasing.
        start_s: the container's own time of the first frame, where the sound of that moment is found.
        has_audio: whether there is sound.
        warnings: sentences for the person about oddities that were worked around.

    Raises:
        VideoError: the file cannot be used; the message says why.
    """

    def __init__(self, path: str | Path, *, cache_bytes: int = 256 * 2**20) -> None:
        self.path = Path(path)
        opened = open_clip(self.path)
        self.info: ClipInfo = opened.info
        self.start_s, self.has_audio, self.warnings = opened.start_s, opened.has_audio, opened.warnings
        self._index, self._size, self._sequential = opened.index, opened.coded_size, opened.sequential
        self.times: NDArray[np.float64] = self._index.times
        self.times.flags.writeable = False
        self._place = {int(p): i for i, p in enumerate(self._index.pts)}
        self._lock = threading.RLock()
        self._kept: ByteCache[Any] = ByteCache(cache_bytes)
        self._decoder: Decoder | None = None
        self._running: Iterator[tuple[int, Any]] = iter(())
        self._next = -1  # index of the frame that the running decoder gives next; -1: none is running
        self._asked = -1

    def __len__(self) -> int:
        """Number of frames."""
        return len(self.times)

    def frame(self, index: int) -> Frame:
        """The frame at a place in presentation order, 0 to ``len(self) - 1`` inclusive.

        Raises:
            IndexError: there is no such frame.
            VideoError: the file vanished or cannot be decoded there.
        """
        if not 0 <= index < len(self):
            raise IndexError(f"frame {index} of {len(self)}")
        with self._lock:
            native = self._kept.get(index)
            if native is None:
                native = self._decode(index)
            self._asked = index
        return self._frame(index, native)

    def index_at(self, time_s: float) -> int:
        """The frame that is on the screen at a time, the first or last one outside the clip."""
        return int(np.clip(np.searchsorted(self.times, time_s + 1e-9, side="right") - 1, 0, len(self) - 1))

    def frames(self, start: int = 0, stop: int | None = None) -> Iterator[Frame]:
        """Frames from ``start`` to before ``stop`` in a row, by a decoder of their own that fills no cache.

        Raises:
            VideoError: the file vanished or cannot be decoded.
        """
        stop = len(self) if stop is None else min(stop, len(self))
        decoder = self._open("AUTO")
        last: tuple[Any, Image] | None = None
        try:
            for index, native in self._run(decoder, start, stop):
                if last is None or last[0] is not native:
                    last = native, to_image(native, self._size, self.info.rotation)
                yield Frame(last[1], float(self.times[index]), index)
        finally:
            decoder.close()

    def close(self) -> None:
        """Let go of the file and of the kept frames; calling it twice does no harm."""
        with self._lock:
            self._kept.clear()
            self._running, self._next = iter(()), -1
            if self._decoder is not None:
                self._decoder.close()
                self._decoder = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _frame(self, index: int, native: Any) -> Frame:
        return Frame(to_image(native, self._size, self.info.rotation), float(self.times[index]), index)

    def _decode(self, index: int) -> Any:
        """Decode up to a frame, keeping what is met on the way."""
        if not (self._next >= 0 and self._next <= index < self._next + _READ_ON):
            if self._decoder is None:
                self._decoder = self._open("AUTO")
            # Stepping back will want the frames before this one too: then none may be left out.
            thorough = index < self._asked <= index + 3
            self._running = self._run(self._decoder, index, len(self), skip=not thorough, lead=True)
        for at, native in self._running:
            self._kept.put(at, native, byte_size(native))
            self._next = at + 1
            if at == index:
                return native
        self._next = -1
        raise VideoError(
            _("cannot be decoded at frame {index}").format(index=index),
            subject=self.path,
            remedy=_("export it again"),
        )

    def _open(self, threads: str) -> Decoder:
        try:
            return Decoder(self.path, threads)
        except av.FFmpegError as error:
            raise VideoError(
                _("can no longer be read"), subject=self.path, remedy=_("check that it is still there")
            ) from error

    def _run(
        self, decoder: Decoder, start: int, stop: int, *, skip: bool = True, lead: bool = False
    ) -> Iterator[tuple[int, Any]]:
        """(index, native frame) from ``start`` to before ``stop``, none missing.

        Args:
            decoder: moved to where it has to begin.
            start: first frame wanted.
            stop: frame after the last one wanted.
            skip: leave frames before ``start`` undecoded where no other frame needs them.
            lead: also give the frames met between the key frame and ``start`` (some may be missing there).
        """
        if start >= stop:
            return
        expected, last = start, None
        for index, native in self._from(decoder, start, skip=skip):
            if index < start:
                last = native
                if lead:
                    yield index, native
                continue
            # Frames that the decoder could not make show the one before them (or after, at the very start).
            while expected < min(index, stop):
                yield expected, last if last is not None else native
                expected += 1
            if expected >= stop:
                return
            yield index, native
            expected, last = index + 1, native
            if expected >= stop:
                return
        while last is not None and expected < stop:
            yield expected, last
            expected += 1

    def _from(self, decoder: Decoder, start: int, *, skip: bool) -> Iterator[tuple[int, Any]]:
        """(index, native frame) as the decoder gives them, beginning at a key frame at or before ``start``."""
        if self._sequential:
            decoder.rewind()
            yield from enumerate(decoder.forward())
            return
        target = int(self._index.pts[start])
        key = self._index.key_before(target)
        newest = -1
        for native in decoder.forward_from(self._index, target, skip=skip):
            index = self._place.get(native.pts, -1) if native.pts is not None and native.pts >= key else -1
            # Before the key frame come pictures of an open group that lack what they refer to.
            if index > newest:
                newest = index
                yield index, native
