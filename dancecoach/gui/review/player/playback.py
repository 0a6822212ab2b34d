"""Where a clip is while it plays: media time from a clock, at any speed, both ways, round a loop.

Pure arithmetic. Playing goes by the frames' own times, never by a frame rate.
"""

from bisect import bisect_right
from collections.abc import Sequence

import attrs

#: Speeds that the up and down keys go through, as shares of the real action.
SPEEDS = (0.05, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
MIN_SPEED, MAX_SPEED = SPEEDS[0], SPEEDS[-1]


def next_speed(speed: float, direction: int) -> float:
    """The next faster (+1) or slower (-1) of `SPEEDS`; beyond the last one nothing changes."""
    if direction > 0:
        return next((s for s in SPEEDS if s > speed + 1e-9), speed)
    return next((s for s in reversed(SPEEDS) if s < speed - 1e-9), speed)


def index_at(times: Sequence[float], time_s: float) -> int:
    """The frame on show at a time: the last one that has begun; the first one before that."""
    return max(0, bisect_right(times, time_s) - 1)


@attrs.frozen
class Playback:
    """One stretch of playing, from a start at a steady speed.

    Attributes:
        media_s: media time at the start, seconds.
        clock_s: clock time at the start, seconds.
        rate: media seconds per clock second; negative plays backwards.
        begin_s: where the stretch begins, media seconds.
        end_s: where it ends, after the last frame's own display time.
        loop: whether to go round instead of stopping at the end.
    """

    media_s: float
    clock_s: float
    rate: float
    begin_s: float
    end_s: float
    loop: bool = False

    def at(self, clock_s: float) -> float:
        """Media time at a clock time, within ``begin_s`` to ``end_s``."""
        media = self.media_s + (clock_s - self.clock_s) * self.rate
        length = self.end_s - self.begin_s
        if self.begin_s <= media < self.end_s:
            return media
        if self.loop and length > 0:
            return self.begin_s + (media - self.begin_s) % length
        return min(max(media, self.begin_s), self.end_s)

    def over(self, clock_s: float) -> bool:
        """Whether playing has come to its end (never, round a loop)."""
        media = self.media_s + (clock_s - self.clock_s) * self.rate
        if self.loop:
            return False
        return media >= self.end_s if self.rate > 0 else media <= self.begin_s
