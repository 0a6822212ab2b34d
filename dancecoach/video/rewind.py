"""Decodes ahead of a person who goes backwards: the frames before the ones on show, in a thread of its own.

Backwards, every stretch of frames costs the way from its key frame on: up to half a second and more where key frames
are far apart. That is done while the frames after the stretch are still being looked at.
"""

import threading
from collections.abc import Callable
from pathlib import Path

from av.error import FFmpegError

from dancecoach.errors import VideoError
from dancecoach.video.decode import Decoder
from dancecoach.video.index import FrameIndex
from dancecoach.video.source import VideoFrame

_NOTHING = range(0)
#: How often someone who waits is asked whether he still does, seconds.
_ASK_S = 0.004


class Rewinder:
    """Puts stretches of a clip into a cache, one at a time; a later wish replaces an earlier one.

    The thread begins with the first wish. Wishes and questions may come from any thread.

    Args:
        path: the video file.
        index: its frames.
        keep: takes each frame of a stretch with its number; called in the thread.
    """

    def __init__(self, path: Path, index: FrameIndex, keep: Callable[[int, VideoFrame], None]) -> None:
        self._path, self._index, self._keep = path, index, keep
        self._condition = threading.Condition()
        self._wanted = _NOTHING
        self._left = _NOTHING
        self._closed = False
        self._thread: threading.Thread | None = None

    @property
    def busy(self) -> bool:
        """Whether a stretch is wished for or under way."""
        return bool(self._left)

    def wish(self, stretch: range) -> None:
        """Wish for the frames of a stretch, in place of what was wished for before."""
        with self._condition:
            if self._closed:
                return
            self._wanted = self._left = stretch
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=f"way back in {self._path.name}", daemon=True)
                self._thread.start()
            self._condition.notify_all()

    def wait_for(self, frame: int, given_up: Callable[[], bool]) -> None:
        """Wait while a frame is on its way; not at all for one that was not wished for."""
        with self._condition:
            while frame in self._left and not self._closed and not given_up():
                self._condition.wait(_ASK_S)

    def close(self) -> None:
        """Stop and let the file go; calling it twice does no harm."""
        with self._condition:
            self._closed = True
            self._left = _NOTHING
            self._condition.notify_all()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        decoder: Decoder | None = None
        try:
            while (stretch := self._next()) is not None:
                if decoder is None:
                    decoder = Decoder(self._path, self._index)
                self._decode(decoder, stretch)
        except (VideoError, FFmpegError, OSError):
            pass  # whoever asks for the frames finds the same fault, and can say so
        finally:
            with self._condition:
                self._left, self._closed = _NOTHING, True
                self._condition.notify_all()
            if decoder is not None:
                decoder.close()

    def _next(self) -> range | None:
        """The stretch to begin with; None at the end."""
        with self._condition:
            self._condition.wait_for(lambda: self._wanted or self._closed)
            stretch, self._wanted = self._wanted, _NOTHING
            return None if self._closed else stretch

    def _decode(self, decoder: Decoder, stretch: range) -> None:
        decoder.wanted_from = stretch.start
        decoder.start_at(self._index.anchor_before(stretch.start))
        for at, frame in decoder:
            if at in stretch:
                self._keep(at, frame)
            with self._condition:
                if self._closed or self._wanted:
                    return
                self._left = range(max(at + 1, stretch.start), stretch.stop)
                self._condition.notify_all()
                if not self._left:
                    return
        with self._condition:
            if not self._wanted:
                self._left = _NOTHING
