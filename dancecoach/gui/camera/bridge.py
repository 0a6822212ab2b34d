"""The way of a live session's news into the GUI thread: pictures latest-only, states one by one."""

import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from dancecoach.pipeline.latest import LatestSlot
from dancecoach.pipeline.live.session import LiveResult, LiveStatus

#: No two pictures are fetched within this time, milliseconds. A screen shows 60 a second; what a faster engine finds
#: beyond that would only take the processor from it. Short enough to let every picture of a 60 fps camera through.
SHORTEST_STEP_MS = 15


class LiveBridge(QObject):
    """Takes results and states in any thread and tells of them in its own.

    A picture that the window had no time for is replaced by the next one, and at most one "there is a picture" waits
    in the event queue: a busy window shows fewer pictures, and never builds up a backlog.

    Signals:
        result: the newest `LiveResult`, in this object's thread.
        status: each `LiveStatus` in order, in this object's thread.
    """

    result = Signal(object)
    status = Signal(object)
    _arrived = Signal()
    _told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._slot: LatestSlot[LiveResult] = LatestSlot()
        self._open = True
        self._fetched_at = 0.0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setTimerType(Qt.TimerType.PreciseTimer)
        self._later.timeout.connect(self._fetch)
        self._arrived.connect(self._come, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def put_result(self, result: LiveResult) -> None:
        """Hand a result over; any thread."""
        if self._slot.put(result):
            self._arrived.emit()

    def put_status(self, status: LiveStatus) -> None:
        """Hand a state over; any thread."""
        self._told.emit(status)

    @property
    def replaced(self) -> int:
        """Results that were replaced by newer ones before the window fetched them."""
        return self._slot.replaced

    def close(self) -> None:
        """Tell nothing more, not even what is on its way."""
        self._open = False
        self._slot.close()
        self._later.stop()

    @Slot()
    def _come(self) -> None:
        """A picture waits: fetch it now, or as soon as the screen can show another one."""
        if not self._open:  # closed while this was on its way
            return
        wait_ms = SHORTEST_STEP_MS - 1000 * (time.perf_counter() - self._fetched_at)
        if wait_ms > 1:
            self._later.start(int(wait_ms))
        else:
            self._fetch()

    @Slot()
    def _fetch(self) -> None:
        self._fetched_at = time.perf_counter()
        result = self._slot.take()
        if result is not None:
            self.result.emit(result)

    @Slot(object)
    def _tell(self, status: LiveStatus) -> None:
        if self._open:
            self.status.emit(status)
