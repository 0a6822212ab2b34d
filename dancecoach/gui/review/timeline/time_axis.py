"""One scale of time for the scrub bar and the plots beneath it, so that a moment stands in one vertical line."""

import math
from collections.abc import Iterator

import attrs

#: Room left and right of the time scale, logical pixels: the plots' value axis fits into the left one.
LEFT, RIGHT = 52, 16
_STEPS_S = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600)


@attrs.frozen
class TimeAxis:
    """Time across a widget.

    Attributes:
        end_s: seconds at the right end; the left end is 0.
        width: of the whole widget, logical pixels.
        origin_s: the time that has the label 0.
        slowed: seconds here for one second on the labels.
    """

    end_s: float
    width: float
    origin_s: float = 0.0
    slowed: float = 1.0

    @property
    def room(self) -> float:
        """Logical pixels between the margins, at least 1."""
        return max(1.0, self.width - LEFT - RIGHT)

    def x(self, time_s: float) -> float:
        """Where a time stands."""
        return LEFT + (time_s / self.end_s if self.end_s > 0 else 0.0) * self.room

    def time(self, x: float) -> float:
        """The time at a place, within the clip."""
        return min(max((x - LEFT) / self.room, 0.0), 1.0) * self.end_s

    def step(self, label_width: float) -> float:
        """Seconds on the labels from one to the next, so that they stand apart."""
        for step in _STEPS_S:
            if self.end_s <= 0 or step * self.slowed / self.end_s * self.room >= label_width:
                return step
        return _STEPS_S[-1]

    def ticks(self, label_width: float) -> Iterator[float]:
        """Times to write a label at; one of them is ``origin_s``."""
        step = self.step(label_width) * self.slowed
        first = math.ceil(-self.origin_s / step - 1e-9)
        last = math.floor((self.end_s - self.origin_s) / step + 1e-9)
        yield from (self.origin_s + i * step for i in range(first, last + 1))


def clock_text(time_s: float, digits: int = 0) -> str:
    """Minutes and seconds ("1:05.250"), with hours only where needed."""
    unit = 10**digits
    total = round(time_s * unit)
    seconds, fraction = divmod(total, unit)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    tail = f".{fraction:0{digits}d}" if digits else ""
    return f"{hours}:{minutes:02d}:{seconds:02d}{tail}" if hours else f"{minutes}:{seconds:02d}{tail}"


def tick_digits(step_s: float) -> int:
    """How many digits a label needs where they are so many seconds apart."""
    return 0 if step_s >= 1 else 1 if step_s >= 0.1 else 2


def tick_text(time_s: float, step_s: float) -> str:
    """A label of the time scale, with as many digits as the step needs."""
    return clock_text(time_s, tick_digits(step_s))
