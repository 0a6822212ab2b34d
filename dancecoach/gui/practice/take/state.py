"""How far the practice page is: one state, which its parts share."""

from enum import StrEnum

from PySide6.QtCore import QObject, Signal


class PracticeState(StrEnum):
    """How far it is."""

    EMPTY = "empty"
    LOADING = "loading"
    FAILED = "failed"
    READY = "ready"
    COUNTING = "counting"
    DANCING = "dancing"
    MEASURING = "measuring"


_BUSY = frozenset({PracticeState.COUNTING, PracticeState.DANCING, PracticeState.MEASURING})


class PracticeStatus(QObject):
    """The state, and who wants to know of another.

    Attributes:
        state: how far it is.

    Signals:
        changed: there is another state.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = PracticeState.EMPTY

    @property
    def busy(self) -> bool:
        """Whether it is being danced, the count-in included, or the delay measured."""
        return self.state in _BUSY

    def become(self, state: PracticeState) -> None:
        """Be so far, and tell."""
        self.state = state
        self.changed.emit()
