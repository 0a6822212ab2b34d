"""Stepping on while a key is held: as many steps a second on every system, and never ahead of the pictures.

How often a held key repeats is the system's choice: 12 to 40 times a second. And steps that run ahead of the decoder
would leave frames out, and go on after the key is let go.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

#: Until the first repetition, seconds: long enough for a single step to stay one.
DELAY_S = 0.28
#: Single steps a second, and leaps of several frames a second.
STEPS, LEAPS = 30.0, 10.0
_POLL_MS = 4


class HeldStep(QObject):
    """Steps once for a command, and goes on stepping as long as the key that gave it is held.

    It is an event filter of the page.

    Args:
        step: goes so many frames; whether it could.
        shown: whether the picture of the last step has been shown.
        clock: seconds.
        parent: owner.
    """

    def __init__(
        self,
        step: Callable[[int], bool],
        shown: Callable[[], bool],
        clock: Callable[[], float] = time.perf_counter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._step, self._shown, self._clock = step, shown, clock
        self._key: int | None = None
        self._frames = 0
        self._due = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self.go_on)

    @property
    def active(self) -> bool:
        """Whether a key is held and steps go on."""
        return self._timer.isActive()

    def begin(self, frames: int) -> None:
        """The command: one step, and more while a key is held. The system's own repetitions change nothing."""
        if self.active and frames == self._frames:
            return
        self.stop_stepping()
        self._frames = frames
        if self._step(frames) and self._key is not None:
            self._due = self._clock() + DELAY_S
            self._timer.start()

    def go_on(self) -> None:
        """One more step, if it is time and the last one has been seen."""
        now = self._clock()
        if now < self._due or not self._shown():
            return
        pace = 1 / (STEPS if abs(self._frames) == 1 else LEAPS)
        self._due = max(self._due + pace, now)
        if not self._step(self._frames):
            self.stop_stepping()

    def stop_stepping(self) -> None:
        """Stay here."""
        self._timer.stop()

    def eventFilter(self, _page: QObject, event: QEvent) -> bool:  # noqa: N802
        """Look at what happens in the page: keys that go down and up, and the window that goes away."""
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if not event.isAutoRepeat():
                self.stop_stepping()
                self._key = event.key()
        elif kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            if not event.isAutoRepeat() and event.key() in (self._key, Qt.Key.Key_Shift):
                self._let_go()
        elif kind in (QEvent.Type.WindowDeactivate, QEvent.Type.Hide):
            self._let_go()
        return False

    def _let_go(self) -> None:
        self._key = None
        self.stop_stepping()
