"""Sound on its way to the ear: a line of samples that keeps to the picture's clock.

The picture leads. Each sample is due at a moment of the clock; a device that drifts, begins late or stumbles is brought
back by leaving samples out or by a little silence.
"""

import threading
from collections import deque

import numpy as np

from dancecoach.video.sound_format import CHANNELS, RATE, Samples

#: Sound may be this far off before it is moved, seconds: less is not heard, and moving it is.
TOLERANCE_S = 0.015
#: How much is kept ready, seconds.
READY_S = 0.6


class SoundLine:
    """Samples put in by a reader and taken out by a device, in two threads."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._pieces: deque[Samples] = deque()
        self._ready = 0
        self._head = 0
        self._due_s = 0.0
        self._run = 0
        self._moved = True

    def begin(self, due_s: float) -> int:
        """Empty the line for another run of sound, whose first sample is due at a moment of the clock; its number."""
        with self._condition:
            self._pieces.clear()
            self._ready = self._head = 0
            self._due_s, self._moved = due_s, True
            self._run += 1
            self._condition.notify_all()
            return self._run

    def end(self) -> None:
        """The run is over: what is left is not played, and the reader need not wait."""
        self.begin(0.0)

    def put(self, run: int, piece: Samples) -> bool:
        """Add a piece as soon as there is room; False when its run is over."""
        with self._condition:
            self._condition.wait_for(lambda: run != self._run or self._ready < READY_S * RATE)
            if run == self._run:
                self._pieces.append(piece)
                self._ready += len(piece)
            return run == self._run

    def take(self, count: int, heard_s: float) -> Samples:
        """The next samples for the device, silence where there are none.

        Args:
            count: how many.
            heard_s: when the first of them will be heard, on the clock.
        """
        out = np.zeros((count, CHANNELS), np.float32)
        with self._condition:
            off = round((heard_s - self._due_s) * RATE) - self._head
            at = 0
            if self._moved or abs(off) > TOLERANCE_S * RATE:
                at = min(count, max(0, -off))
                self._drop(max(0, off))
            self._moved = at == count or not self._ready
            while at < count and self._pieces:
                piece = self._pieces.popleft()
                fitting, rest = piece[: count - at], piece[count - at :]
                out[at : at + len(fitting)] = fitting
                at += len(fitting)
                self._took(len(fitting))
                if len(rest):
                    self._pieces.appendleft(rest)
            self._condition.notify_all()
        return out

    def _drop(self, count: int) -> None:
        """Leave out what should have been heard by now; what is not there yet is left out when it comes."""
        while count > 0 and self._pieces:
            piece = self._pieces.popleft()
            if len(piece) > count:
                self._pieces.appendleft(piece[count:])
            gone = min(count, len(piece))
            self._took(gone)
            count -= gone

    def _took(self, count: int) -> None:
        self._ready -= count
        self._head += count
