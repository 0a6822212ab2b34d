"""Which moment of the music is heard now: the sound leads, and pictures can be locked to it.

The device says with each piece that it takes when its first sample will be heard. Those moments jitter, and a device's
clock is never quite the computer's, so a delay-locked loop smooths them (F. Adriaensen, "Using a DLL to filter time",
Linux Audio Conference 2005): nothing is ever left out or put in to keep up.
"""

import threading
from bisect import bisect_right
from collections import deque
from math import pi, sqrt

import attrs
import numpy as np

from dancecoach.video.sound_format import CHANNELS, RATE, Samples
from dancecoach.video.sound_passage import Heard
from dancecoach.video.sound_pieces import Piece

READY_S = 0.6
"""How much is kept ready, s."""

START_S = 0.1
"""How much must be ready before the first sample is given, s."""

_LOST_S = 0.08
_FAST_HZ, _SLOW_HZ = 1.0, 0.1
_KEPT_SPANS = 64


class DeviceClock:
    """When each sample is heard, from what the device says of some of them."""

    def __init__(self) -> None:
        self._known = False
        self._index, self._heard_s, self._sample_s = 0, 0.0, 1 / RATE
        self._band_hz = _FAST_HZ

    def tell(self, index: int, heard_s: float) -> None:
        """The device says that a sample, later than all before, is heard at a moment."""
        expected = self.heard_s(index)
        off, step = heard_s - expected, (index - self._index) / RATE
        if not self._known or abs(off) > _LOST_S:
            self._known, self._band_hz, self._sample_s = True, _FAST_HZ, 1 / RATE
            self._index, self._heard_s = index, heard_s
            return
        turn = min(2 * pi * self._band_hz * step, 0.5)
        self._index, self._heard_s = index, expected + sqrt(2) * turn * off
        if step > 0:
            self._sample_s += turn**2 * off / (step * RATE)
        self._band_hz = max(_SLOW_HZ, self._band_hz * (1 - min(0.5, step)))

    def heard_s(self, index: int) -> float:
        """When a sample is heard."""
        return self._heard_s + (index - self._index) * self._sample_s

    def index(self, clock_s: float) -> float:
        """Which sample is heard at a moment."""
        return self._index + (clock_s - self._heard_s) / self._sample_s


@attrs.frozen
class _Span:
    """Samples from one on, what they are."""

    first: int
    heard: Heard
    speed: float

    def at(self, index: float) -> Heard:
        return attrs.evolve(self.heard, media_s=self.heard.media_s + (index - self.first) / RATE * self.speed)


class HeardLine:
    """Pieces put in by a reader and taken out by a device, in two threads, and what of them is heard when."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._run = 0
        self._reset(Heard(0.0))

    def _reset(self, waiting: Heard) -> None:
        self._pieces: deque[Piece] = deque()
        self._ready = self._given = 0
        self._started = self._complete = False
        self._spans: list[_Span] = []
        self._waiting, self._last = waiting, waiting
        self._clock = DeviceClock()
        self._taken_s: float | None = None

    def begin(self, waiting: Heard) -> int:
        """Empty the line for another run; its number. Until its first sample is heard, ``waiting`` is what is heard."""
        with self._condition:
            self._run += 1
            self._reset(waiting)
            self._condition.notify_all()
            return self._run

    def put(self, run: int, piece: Piece, patience_s: float) -> bool:
        """Add a piece where there is room within some seconds; whether it was taken."""
        with self._condition:
            self._condition.wait_for(lambda: run != self._run or self._ready < READY_S * RATE, patience_s)
            if run != self._run or self._ready >= READY_S * RATE:
                return False
            self._pieces.append(piece)
            self._ready += len(piece.samples)
            self._condition.notify_all()
            return True

    def finish(self, run: int) -> None:
        """Nothing comes any more."""
        with self._condition:
            if run == self._run:
                self._complete = True
                self._condition.notify_all()

    def current(self, run: int) -> bool:
        """Whether the run still goes on."""
        return run == self._run

    def wait_ready(self, seconds: float, timeout_s: float) -> bool:
        """Wait until so much is ready, or all there is; for a device that can wait."""
        with self._condition:
            return self._condition.wait_for(lambda: self._complete or self._ready >= seconds * RATE, timeout_s)

    def take(self, count: int, clock_s: float, heard_s: float) -> Samples:
        """The next samples for the device, silence where there are none.

        Args:
            count: how many.
            clock_s: the moment.
            heard_s: when the first of them will be heard.
        """
        out = np.zeros((count, CHANNELS), np.float32)
        with self._condition:
            self._clock.tell(self._given, heard_s)
            self._taken_s = clock_s
            at = 0
            self._started = self._started or self._complete or self._ready >= START_S * RATE
            while self._started and at < count and self._pieces:
                at += self._fill(out, at)
            if at < count and self._started:
                self._stand_still(self._given + at)
            self._given += count
            self._condition.notify_all()
        return out

    def idle_s(self, clock_s: float) -> float:
        """How long the device has taken nothing; 0 before it takes the first piece."""
        return 0.0 if self._taken_s is None else clock_s - self._taken_s

    def change_device(self) -> None:
        """Another device goes on where the last one ended: what that had taken is not heard any more."""
        with self._condition:
            self._clock = DeviceClock()
            self._taken_s = None

    def at(self, clock_s: float) -> Heard:
        """What is heard at a moment."""
        with self._condition:
            index = min(self._clock.index(clock_s), float(self._given)) if self._taken_s is not None else self._given
            before = bisect_right(self._spans, index, key=lambda span: span.first) - 1
            if before < 0:
                return self._waiting
            if before > _KEPT_SPANS:
                del self._spans[: before - 1]
                before = 1
            return self._spans[before].at(index)

    def _fill(self, out: Samples, at: int) -> int:
        """Fill from the first piece; how many samples of it fitted."""
        piece = self._pieces.popleft()
        fitting = piece.samples[: len(out) - at]
        out[at : at + len(fitting)] = fitting
        heard = Heard(piece.media_s, piece.count, piece.lap, speed=piece.speed, resting=piece.resting)
        self._note(_Span(self._given + at, heard, piece.passing))
        self._ready -= len(fitting)
        left = piece.samples[len(fitting) :]
        gone_s = len(fitting) / RATE * piece.passing
        self._last = attrs.evolve(heard, media_s=piece.media_s + gone_s)
        if len(left):
            self._pieces.appendleft(attrs.evolve(piece, samples=left, media_s=self._last.media_s))
        return len(fitting)

    def _stand_still(self, index: int) -> None:
        """Silence: at the end, or where the reader did not keep up."""
        self._note(_Span(index, attrs.evolve(self._last, over=self._complete), 0.0))

    def _note(self, span: _Span) -> None:
        """Remember a span, unless it only goes on with the last one."""
        if self._spans:
            last = self._spans[-1]
            same = attrs.evolve(last.heard, media_s=0.0) == attrs.evolve(span.heard, media_s=0.0)
            if same and last.speed == span.speed and abs(last.at(span.first).media_s - span.heard.media_s) < 1e-4:
                return
        self._spans.append(span)
