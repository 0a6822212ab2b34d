"""The last seconds of a camera, compressed, in a room of fixed size: what the delay mirror looks back into.

A `PictureRing` knows no thread and no clock: whoever feeds it compresses, and times are those of the pictures. It
holds at most `Limits.seconds` of them and at most `Limits.room` bytes, whichever is less; the oldest goes first.

While somebody looks at a picture standing still, what lies around it is held: it stays for as long as they look, up
to `Limits.held` bytes of it. Held pictures count in the same room, so that the ring itself becomes shorter meanwhile
rather than the whole larger.
"""

import threading
from collections import deque
from itertools import islice
from typing import Generic, TypeVar

import attrs

from dancecoach.video.frame import Frame
from dancecoach.video.jpeg import decompress

N = TypeVar("N")


@attrs.define(eq=False)
class KeptPicture(Generic[N]):
    """One picture of the past.

    Attributes:
        number: running number in the ring; the next picture's is one more, also where some were left out between.
        index: the camera's running number.
        time_s: presentation time, seconds.
        captured_at: `time.perf_counter` seconds at which the camera handed it over.
        size: (width, height) in pixels.
        jpeg: the picture.
        note: what became known of this very picture later; None until then.
    """

    number: int
    index: int
    time_s: float
    captured_at: float
    size: tuple[int, int]
    jpeg: bytes
    note: N | None = None

    def frame(self) -> Frame:
        """The picture itself; takes as long as reading a JPEG does.

        Raises:
            VideoError: it cannot be read.
        """
        return Frame(decompress(self.jpeg), self.time_s, self.index)


@attrs.frozen
class Limits:
    """How much a ring keeps at most.

    Attributes:
        seconds: from the oldest to the newest picture.
        room: bytes of all pictures, held ones included.
        held: bytes of the held ones; a part of ``room``.
    """

    seconds: float
    room: int
    held: int


@attrs.frozen
class RingFacts:
    """How full a ring is.

    Attributes:
        pictures: number of pictures, without those only held.
        seconds: from the oldest to the newest.
        bytes: of all pictures, those only held included.
        held: number of pictures that are held.
    """

    pictures: int
    seconds: float
    bytes: int
    held: int


class PictureRing(Generic[N]):
    """The newest pictures in order of time, and the held ones. Any thread may use it; nothing in it takes long.

    Args:
        limits: how much is kept.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._lock = threading.Lock()
        self._kept: deque[KeptPicture[N]] = deque()
        self._held: tuple[KeptPicture[N], ...] = ()
        self._kept_bytes = 0
        self._only_held_bytes = 0
        self._next_number = 0

    # Feeding

    def add(self, frame: Frame, captured_at: float, jpeg: bytes, note: N | None = None) -> KeptPicture[N]:
        """Keep a picture that is later than all before it; what there is no room for any more goes.

        Args:
            frame: the picture, for its time, number and size.
            captured_at: `time.perf_counter` seconds.
            jpeg: the picture.
            note: what is known of it already.
        """
        with self._lock:
            made = KeptPicture(self._next_number, frame.index, frame.time_s, captured_at, frame.size, jpeg, note)
            self._next_number += 1
            self._kept.append(made)
            self._kept_bytes += len(jpeg)
            self._make_room()
            return made

    def clear(self) -> None:
        """Let everything go."""
        with self._lock:
            self._kept.clear()
            self._held = ()
            self._kept_bytes = self._only_held_bytes = 0

    def _make_room(self) -> None:
        limits, kept = self.limits, self._kept
        while len(kept) > 1 and (
            kept[-1].time_s - kept[0].time_s > limits.seconds or self._kept_bytes + self._only_held_bytes > limits.room
        ):
            gone = kept.popleft()
            self._kept_bytes -= len(gone.jpeg)
            if self._held and self._held[0].number <= gone.number <= self._held[-1].number:
                self._only_held_bytes += len(gone.jpeg)

    # Looking

    @property
    def facts(self) -> RingFacts:
        """How full it is."""
        with self._lock:
            seconds = self._kept[-1].time_s - self._kept[0].time_s if self._kept else 0.0
            return RingFacts(len(self._kept), seconds, self._kept_bytes + self._only_held_bytes, len(self._held))

    @property
    def newest(self) -> KeptPicture[N] | None:
        """The last picture; None while there is none."""
        with self._lock:
            return self._kept[-1] if self._kept else None

    @property
    def oldest(self) -> KeptPicture[N] | None:
        """The first picture still kept, held ones not counted; None while there is none."""
        with self._lock:
            return self._kept[0] if self._kept else None

    def at(self, time_s: float) -> KeptPicture[N] | None:
        """The picture on show at that time: the last one not later, else the first; None while there is none."""
        with self._lock:
            for picture in reversed(self._kept):
                if picture.time_s <= time_s:
                    return picture
            return self._kept[0] if self._kept else None

    def captured_by(self, moment: float) -> KeptPicture[N] | None:
        """The last picture that the camera had given by then (`time.perf_counter` seconds), else the first."""
        with self._lock:
            for picture in reversed(self._kept):
                if picture.captured_at <= moment:
                    return picture
            return self._kept[0] if self._kept else None

    def after(self, number: int) -> KeptPicture[N] | None:
        """The first kept picture with a higher number; None where there is none yet."""
        with self._lock:
            if not self._kept or self._kept[-1].number <= number:
                return None
            return self._kept[max(0, number + 1 - self._kept[0].number)]

    def between(self, from_s: float, until_s: float) -> tuple[KeptPicture[N], ...]:
        """Pictures from one time to another, both inclusive, in order; held ones too."""
        with self._lock:
            return tuple(picture for picture in self._all() if from_s <= picture.time_s <= until_s)

    def steps_from(self, number: int, steps: int) -> KeptPicture[N] | None:
        """The picture so many steps later (or earlier, negative), held ones too; at the ends the last there is."""
        with self._lock:
            every = self._all()
            if not every:
                return None
            place = next((i for i, picture in enumerate(every) if picture.number >= number), len(every) - 1)
            return every[min(max(place + steps, 0), len(every) - 1)]

    def _all(self) -> list[KeptPicture[N]]:
        """The held pictures and, behind them, those kept that are not among them."""
        if not self._held:
            return list(self._kept)
        first, last = self._held[0].number, self._held[-1].number
        before = [picture for picture in self._kept if picture.number < first]
        return [*before, *self._held, *(picture for picture in self._kept if picture.number > last)]

    # Holding

    def hold(self, number: int) -> None:
        """Keep what lies around a picture until `release`: as much before and behind it as `Limits.held` allows."""
        with self._lock:
            kept, held = self._kept, self.limits.held
            low, high = 0, len(kept)
            middle = min(max(number - kept[0].number, 0), len(kept) - 1) if kept else 0
            size = self._kept_bytes
            while size > held and high - low > 1:
                if middle - low >= high - 1 - middle:
                    size -= len(kept[low].jpeg)
                    low += 1
                else:
                    high -= 1
                    size -= len(kept[high].jpeg)
            self._held = tuple(islice(kept, low, high))
            self._only_held_bytes = 0

    def release(self) -> None:
        """Nobody looks at a standing picture any more."""
        with self._lock:
            self._held = ()
            self._only_held_bytes = 0
