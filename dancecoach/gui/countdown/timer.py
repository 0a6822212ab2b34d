"""Starts a recording after a count-down, and stops it after a chosen time."""

import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal

#: How often it looks at the clock, milliseconds: a number that changes a tenth late is not seen to be.
_TICK_MS = 50


class RecordTimer(QObject):
    """Counts down to a start, then to a stop; knows nothing of cameras.

    Signals:
        changed: `left` has changed.
        begin: the count-down is over.
        end: the time is over.
    """

    changed = Signal()
    begin = Signal()
    end = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left = 0
        self._until = 0.0
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.setTimerType(Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self._look)
        self._stop = QTimer(self)
        self._stop.setSingleShot(True)
        self._stop.setTimerType(Qt.TimerType.PreciseTimer)
        self._stop.timeout.connect(self.end)

    @property
    def left(self) -> int:
        """Seconds left before the start, the begun one included; 0 while nothing is counted."""
        return self._left

    def count_down(self, seconds: int) -> None:
        """Begin after so many seconds; 0 begins at once."""
        if seconds <= 0:
            self.cancel()
            self.begin.emit()
            return
        self._until = time.monotonic() + seconds
        self._set_left(seconds)
        self._tick.start()

    def stop_after(self, seconds: int) -> None:
        """End after so many seconds; 0 never does."""
        if seconds > 0:
            self._stop.start(1000 * seconds)

    def cancel(self) -> None:
        """Neither begin nor end."""
        self._tick.stop()
        self._stop.stop()
        self._set_left(0)

    def _look(self) -> None:
        left_s = self._until - time.monotonic()
        if left_s <= 0:
            self._tick.stop()
            self._set_left(0)
            self.begin.emit()
        else:
            self._set_left(int(left_s) + 1)

    def _set_left(self, left: int) -> None:
        if left != self._left:
            self._left = left
            self.changed.emit()
