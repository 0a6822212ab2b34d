"""One scale of time for the scrub bar and the plots beneath it, so that a moment stands in one vertical line."""

import math
from collections.abc import Iterator

import attrs
import numpy as np
from numpy.typing import NDArray

#: Room left and right of the time scale, logical pixels: the plots' value axis fits into the left one.
LEFT, RIGHT = 52, 16
_STEPS_S = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600)


@attrs.frozen
class TimeAxis:
    """Time across a widget.

    Attributes:
        end_s: seconds at the right end.
        width: of the whole widget, logical pixels.
        origin_s: the time that has the label 0.
        slowed: seconds here for one second on the labels.
        begin_s: seconds at the left end.
    """

    end_s: float
    width: float
    origin_s: float = 0.0
    slowed: float = 1.0
    begin_s: float = 0.0

    @property
    def span_s(self) -> float:
        """Seconds from the left end to the right one."""
        return self.end_s - self.begin_s

    @property
    def room(self) -> float:
        """Logical pixels between the margins, at least 1."""
        return max(1.0, self.width - LEFT - RIGHT)

    def x(self, time_s: float) -> float:
        """Where a time stands; beyond the margins what lies outside."""
        return LEFT + ((time_s - self.begin_s) / self.span_s if self.span_s > 0 else 0.0) * self.room

    def xs(self, times_s: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where many times stand."""
        share = (times_s - self.begin_s) / self.span_s if self.span_s > 0 else np.zeros(len(times_s))
        return np.asarray(LEFT + share * self.room)

    def time(self, x: float) -> float:
        """The time at a place, within what is shown."""
        return self.begin_s + min(max((x - LEFT) / self.room, 0.0), 1.0) * self.span_s

    def step(self, label_width: float) -> float:
        """Seconds on the labels from one to the next, so that they stand apart."""
        for step in _STEPS_S:
            if self.span_s <= 0 or step * self.slowed / self.span_s * self.room >= label_width:
                return step
        return _STEPS_S[-1]

    def ticks(self, label_width: float) -> Iterator[float]:
        """Times to write a label at; one of them is ``origin_s``, where it is shown."""
        step = self.step(label_width) * self.slowed
        first = math.ceil((self.begin_s - self.origin_s) / step - 1e-9)
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
