"""The last minute of the camera: every picture compressed, with what is found in it as soon as that is known.

The camera thread hands its pictures in and goes on; a thread of its own compresses them. At most `WAITING` of them
wait: where that thread is behind, the oldest of those that wait gives way and is counted as left out.

Memory: at most `LIMITS.room` bytes of pictures (at 720p and 30 a second a minute of a dancer takes 60 to 150 MB), a
few uncompressed ones that wait, and about 3 kB a picture for the people in it: under 400 MB whatever the camera. A
noisy or large picture is kept in a lower quality; where even that is too much, fewer seconds are kept, and said.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import TypeVar

import attrs

from dancecoach.errors import OutputError, in_short
from dancecoach.i18n import _
from dancecoach.pipeline.live.records import LONGEST_DELAY_S, CapturedFrame, Findings, Kept, KeptFacts, LiveResult
from dancecoach.video.frame import Image
from dancecoach.video.jpeg import QualityControl, compress
from dancecoach.video.ring import Limits, PictureRing

T = TypeVar("T")

_log = logging.getLogger(__name__)

#: A little more than the longest delay, 320 MB, of which 200 may be held while a picture stands still.
LIMITS = Limits(LONGEST_DELAY_S + 2.0, 320_000_000, 200_000_000)
#: Pictures that wait to be compressed at most: four of 720p are 11 MB.
WAITING = 4
#: Pictures that may still be told of, ten seconds at 30 a second: no engine is later than that.
_RECENT = 300
#: Of how many pictures the promptest says where time 0 lies: a hold-up delays some of them, another clock all.
_PROMPTEST_OF = 64


class LiveRing:
    """Keeps the last minute of a session.

    Args:
        notice: hears a sentence when pictures cannot be kept.
        limits: how much is kept at most.
        compress: makes a JPEG of a picture in a quality of 0 to 100.
    """

    def __init__(
        self,
        notice: Callable[[str], None],
        limits: Limits = LIMITS,
        compress: Callable[[Image, int], bytes] = compress,
    ) -> None:
        self.pictures: PictureRing[Findings] = PictureRing(limits)
        self._notice = notice
        self._compress = compress
        self._control = QualityControl(limits.room, limits.seconds)
        self._changed = threading.Condition()
        self._waiting: deque[CapturedFrame] = deque()
        self._closed = False
        self._left_out = 0
        self._offset_s = 0.0
        self._offsets: deque[float] = deque(maxlen=_PROMPTEST_OF)
        self._notes = threading.Lock()
        self._recent: dict[float, Kept] = {}
        self._early: dict[float, Findings] = {}
        self._phase_until_s = float("-inf")

    # The camera's side

    def put(self, captured: CapturedFrame) -> None:
        """Take a picture; returns at once."""
        with self._changed:
            self._offsets.append(captured.captured_at - captured.frame.time_s)
            self._offset_s = min(self._offsets)
            if len(self._waiting) == WAITING:
                self._waiting.popleft()
                self._left_out += 1
            self._waiting.append(captured)
            self._changed.notify()

    @property
    def offset_s(self) -> float:
        """`time.perf_counter` seconds at presentation time 0: smooth, where the moments of capture are not."""
        return self._offset_s

    @property
    def facts(self) -> KeptFacts:
        """How much is kept."""
        ring = self.pictures.facts
        return KeptFacts(ring.seconds, ring.bytes, self._left_out)

    def last(self, seconds: float, until_s: float | None = None) -> tuple[Kept, ...]:
        """What the camera gave lately, as far as it is kept; returns at once.

        Args:
            seconds: how much of it.
            until_s: presentation time of the last of them; None for the newest.
        """
        newest = self.pictures.newest
        if newest is None:
            return ()
        end_s = newest.time_s if until_s is None else until_s
        return self.pictures.between(end_s - seconds, end_s)

    # Its own thread

    def run(self) -> None:
        """Compress until it is closed."""
        while (captured := self._next()) is not None:
            try:
                self._keep(captured)
            except OutputError as error:
                self._left_out += 1
                self._notice(_("The delay mirror has nothing to show: {error}").format(error=error))
            except Exception as error:  # the thread's outermost edge: the next picture may do better
                _log.exception("a picture could not be kept")
                self._left_out += 1
                text = _("A picture could not be kept for the delay mirror ({error}).")
                self._notice(text.format(error=in_short(error)))

    def close(self) -> None:
        """End the thread; what is kept stays until nobody refers to it. Calling it twice does no harm."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._changed.notify_all()

    def _next(self) -> CapturedFrame | None:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed)
            return None if self._closed else self._waiting.popleft()

    def _keep(self, captured: CapturedFrame) -> None:
        frame = captured.frame
        jpeg = self._compress(frame.image, self._control.quality)
        self._control.add(frame.time_s, len(jpeg))
        with self._notes:
            note = self._early.pop(frame.time_s, None)
            kept = self.pictures.add(frame, captured.captured_at, jpeg, note)
            self._recent[frame.time_s] = kept
            _forget(self._recent)

    # What is found in the pictures

    def note(self, result: LiveResult) -> None:
        """Put down what was found in a picture, and the phase of those that it tells of."""
        found = Findings(result.poses, result.raw_poses, result.skeleton, result.phase, result.style)
        time_s = result.frame.time_s
        with self._notes:
            kept = self._recent.get(time_s)
            if kept is not None:
                kept.note = found
            else:
                self._early[time_s] = found
                _forget(self._early)
            if result.phase is not None:
                self._note_phase(result)

    def _note_phase(self, result: LiveResult) -> None:
        """The network looks a moment ahead: what it says now is about pictures that are kept already."""
        phase = result.phase
        assert phase is not None
        for kept in reversed(self._recent.values()):
            if kept.time_s <= self._phase_until_s:
                break
            if kept.time_s <= phase.time_s:
                kept.note = attrs.evolve(kept.note or Findings(), phase=phase)
        self._phase_until_s = phase.time_s


def _forget(newest: dict[float, T]) -> None:
    while len(newest) > _RECENT:
        del newest[next(iter(newest))]
