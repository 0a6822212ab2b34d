"""The way of a live session's news into the GUI thread: pictures latest-only, states one by one."""

from PySide6.QtCore import QObject, Qt, Signal, Slot

from dancecoach.pipeline.latest import LatestSlot
from dancecoach.pipeline.live import LiveResult, LiveStatus


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
        self._arrived.connect(self._fetch, Qt.ConnectionType.QueuedConnection)
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

    @Slot()
    def _fetch(self) -> None:
        result = self._slot.take()
        if result is not None:
            self.result.emit(result)

    @Slot(object)
    def _tell(self, status: LiveStatus) -> None:
        if self._open:
            self.status.emit(status)
