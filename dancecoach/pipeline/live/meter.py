"""Rates and latencies over a sliding window of time."""

import threading
import time
from collections import deque
from collections.abc import Callable


class SlidingMeter:
    """Counts events, and how long each took, over the last ``window_s`` seconds. Any thread may use it.

    Args:
        window_s: length of the window in seconds.
        clock: seconds from any fixed moment; only differences count.
    """

    def __init__(self, window_s: float = 1.0, clock: Callable[[], float] = time.perf_counter) -> None:
        self._window_s = window_s
        self._clock = clock
        self._lock = threading.Lock()
        self._events: deque[tuple[float, float]] = deque()
        self._count = 0
        self._started: float | None = None

    def add(self, took_s: float = 0.0) -> None:
        """Note an event that happens now and took ``took_s`` seconds."""
        now = self._clock()
        with self._lock:
            if self._started is None:
                self._started = now
            self._count += 1
            self._events.append((now, took_s))
            self._forget(now)

    @property
    def count(self) -> int:
        """Events since the beginning."""
        with self._lock:
            return self._count

    def rate(self) -> float:
        """Events per second in the window; in the first moments, over the time there was. 0 without events."""
        now = self._clock()
        with self._lock:
            self._forget(now)
            if self._started is None or not self._events:
                return 0.0
            # n events span n - 1 steps: until the window is full, the first event has no step before it.
            span = now - self._started
            if span < self._window_s:
                return (len(self._events) - 1) / span if span > 0 else 0.0
            return len(self._events) / self._window_s

    def percentile(self, percent: float) -> float:
        """That percentile (0 to 100) of the seconds taken in the window; NaN without events."""
        now = self._clock()
        with self._lock:
            self._forget(now)
            took = sorted(seconds for _, seconds in self._events)
        if not took:
            return float("nan")
        # By hand: NumPy's takes ten times as long for a hundred numbers, and the window asks all the time.
        place = (len(took) - 1) * percent / 100
        low = min(int(place), len(took) - 1)
        high = min(low + 1, len(took) - 1)
        return took[low] + (place - low) * (took[high] - took[low])

    def _forget(self, now: float) -> None:
        while self._events and self._events[0][0] <= now - self._window_s:
            self._events.popleft()
