"""Small pictures of a whole clip, made in the background, to be shown at once while an exact frame is decoded.

Where key frames are far apart (250 frames is x264's default), an exact frame can need half a second of decoding: too
long for a hand that drags along a time line. A small picture from the same place is there in a few milliseconds.
"""

import logging
import os
import sys
import threading
from bisect import bisect_left, insort
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import cv2
import numpy as np

from dancecoach.errors import VideoError
from dancecoach.video.decode import Decoder
from dancecoach.video.frame import Frame, Image
from dancecoach.video.index import FrameIndex
from dancecoach.video.picture import PictureMaker
from dancecoach.video.source import VideoFrame

_log = logging.getLogger(__name__)

#: Pixels on the longer side of a small picture: soft on a large screen, but a body is well seen. About 20 KB.
LONGEST_SIDE = 640
#: Memory for the small pictures of a clip; in a long clip they are further apart.
LIMIT_BYTES = 64 * 2**20
#: A picture from further away than this would show another moment, seconds.
NEAR_S = 0.25
_QUALITY = 80
#: What a picture is taken to need at least while few are made: a clip may begin in the dark.
_LEAST_BYTES = 12_000
#: A quarter of a core beside an analysis that takes all: at a lower priority a hand would wait until that is over.
_NICENESS = 5


class Previews:
    """The small pictures of one clip; a thread of low priority makes them, beginning where the person looks.

    Of the frames that no other frame is made from none is decoded for this, which halves the work. All methods may be
    called from any thread.

    Args:
        path: the video file.
        index: its frames.
        pictures: makes pictures of the full size; only a smaller twin of it is used.
        limit_bytes: memory for the pictures.
    """

    def __init__(
        self, path: Path, index: FrameIndex, pictures: PictureMaker, *, limit_bytes: int = LIMIT_BYTES
    ) -> None:
        self._path, self._index, self._limit = path, index, limit_bytes
        self._size = pictures.size
        self._pictures = pictures.smaller(LONGEST_SIDE)
        self._made: dict[int, bytes] = {}
        self._held: list[int] = []
        self._bytes = 0
        self._full = False
        self._left = set(range(len(index.anchors)))
        self._centre = 0
        self._closed = False
        self._holding = 0
        self._condition = threading.Condition()
        self._thread = threading.Thread(target=self._run, name=f"previews of {path.name}", daemon=True)

    @property
    def bytes_used(self) -> int:
        """Memory of the pictures, never over the limit."""
        return self._bytes

    def __len__(self) -> int:
        """Pictures made so far."""
        return len(self._made)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def look_at(self, frame: int) -> None:
        """Where the person looks: what lies near is made first."""
        self._centre = frame

    @contextmanager
    def held(self) -> Iterator[None]:
        """Inside the block no picture is made: the processor is wanted for something that a person waits for."""
        with self._condition:
            self._holding += 1
        try:
            yield
        finally:
            with self._condition:
                self._holding -= 1
                self._condition.notify_all()

    def near(self, frame: int) -> int | None:
        """The frame next to this one of which there is a small picture; None where there is none near enough."""
        times = self._index.times
        with self._condition:
            at = bisect_left(self._held, frame)
            around = self._held[max(0, at - 1) : at + 1]
        best = min(around, key=lambda n: abs(times[n] - times[frame]), default=None)
        return None if best is None or abs(times[best] - times[frame]) > NEAR_S else best

    def nearest(self, frame: int) -> Frame | None:
        """The small picture next to a frame, in the size of the clip; None where there is none near enough."""
        best = self.near(frame)
        if best is None:
            return None
        small = cv2.imdecode(np.frombuffer(self._made[best], np.uint8), cv2.IMREAD_COLOR)
        image: Image = np.asarray(cv2.resize(small, self._size, interpolation=cv2.INTER_LINEAR), np.uint8)
        image.flags.writeable = False
        return Frame(image, float(self._index.times[best]), best, preview=True)

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait until all are made (or `close`); whether they are."""
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def close(self) -> None:
        """Stop and let the file go; calling it twice does no harm."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()
        self.wait()

    def _run(self) -> None:
        _step_back()
        try:
            with closing(Decoder(self._path, self._index)) as decoder:
                decoder.wanted_from = len(self._index)
                group = -1
                while (following := self._next_group(group)) is not None:
                    if following != group + 1 or group < 0:
                        decoder.start_at(following)
                    group = following
                    self._fill(decoder, self._index.group(group))
        except VideoError as error:
            # Only a convenience: whoever asks for an exact frame of this file gets the sentence.
            _log.info("no more previews: %s", error)

    def _next_group(self, last: int) -> int | None:
        """The group of pictures to do next: the nearest to where the person looks; None when all is done."""
        if self._closed or self._full or not self._left:
            return None
        here = self._index.anchor_before(self._centre)
        # The one after the last comes without a seek, and of two that are equally far forward is more likely wanted.
        group = min(self._left, key=lambda g: (abs(g - here), g != last + 1, -g))
        self._left.discard(group)
        return group

    def _fill(self, decoder: Decoder, group: range) -> None:
        for number, native in decoder:
            if not self._may_go_on():
                return
            if number >= group.start and self._is_due(number):
                self._keep(number, native)
            if number >= group.stop - 1:
                return

    def _may_go_on(self) -> bool:
        """Wait while held; whether there is still something to do."""
        with self._condition:
            self._condition.wait_for(lambda: self._closed or not self._holding)
            return not self._closed and not self._full

    def _is_due(self, number: int) -> bool:
        """Whether a frame is far enough from its neighbours that the whole clip fits into the limit."""
        mean = max(_LEAST_BYTES, self._bytes / max(1, len(self._made)))
        apart = len(self._index) * mean / max(1, self._limit)
        at = bisect_left(self._held, number)
        return all(abs(number - n) >= max(1.0, apart) for n in self._held[max(0, at - 1) : at + 1])

    def _keep(self, number: int, native: VideoFrame) -> None:
        _good, coded = cv2.imencode(".jpg", self._pictures.make(native), [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
        with self._condition:
            self._full = self._bytes + coded.nbytes > self._limit
            if not self._full:
                self._made[number] = coded.tobytes()
                self._bytes += coded.nbytes
                insort(self._held, number)


def _step_back() -> None:
    """Let every other thread of the machine go first, where the system has priorities for single threads.

    The decoder's threads are made by this one and inherit it.
    """
    if sys.platform.startswith("linux"):
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
