"""A count-down that is heard, too."""

from PySide6.QtCore import QObject

from dancecoach.gui.countdown.beep import Beeper
from dancecoach.gui.countdown.timer import RecordTimer


class HeardTimer(RecordTimer):
    """Counts down with a note each second.

    Args:
        beeper: makes the notes.
        parent: owner.
    """

    def __init__(self, beeper: Beeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._beeper = beeper

    def count_down(self, seconds: int) -> None:
        """Begin after so many seconds, which are heard; 0 begins at once."""
        if seconds > 0:
            self._beeper.count_down(seconds)
        super().count_down(seconds)

    def cancel(self) -> None:
        """Neither begin nor end, and be silent."""
        super().cancel()
        self._beeper.stop()

    def close(self) -> None:
        """Let the loudspeaker go."""
        self.cancel()
        self._beeper.close()
