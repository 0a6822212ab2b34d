"""The record button with what belongs to it on the floor: a count-down that is seen and heard, and an end by itself."""

from PySide6.QtCore import QObject, Signal

from dancecoach.gui.countdown.beep import Beeper
from dancecoach.gui.countdown.heard_timer import HeardTimer
from dancecoach.gui.live.model import LiveModel
from dancecoach.gui.settings.model import SettingsModel


class TimedRecording(QObject):
    """Starts and stops the model's recording as the settings say.

    Args:
        model: records.
        settings: how long to count down, and to record.
        beeper: is heard while it counts down.
        parent: owner.

    Signals:
        changed: whether it records, or how many seconds are left before it does.
    """

    changed = Signal()

    def __init__(
        self, model: LiveModel, settings: SettingsModel, beeper: Beeper | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._settings = model, settings
        self._timer = HeardTimer(beeper or Beeper(parent=self), self)
        self._timer.changed.connect(self.changed)
        self._timer.begin.connect(model.start_recording)
        self._timer.end.connect(model.stop_recording)
        model.recording_changed.connect(self._recording_changed)

    @property
    def left(self) -> int:
        """Seconds left before a recording starts; 0 while nothing is counted."""
        return self._timer.left

    @property
    def on(self) -> bool:
        """Whether it records, or is about to."""
        return self._model.recording or self._timer.left > 0

    def toggle(self, *, cut_s: float = 0.0) -> None:
        """Start, after a count-down where one is wanted; or end the recording, or the count-down.

        Args:
            cut_s: so many of the recording's last seconds are left out.
        """
        if self._timer.left:
            self.cancel()
        elif self._model.recording:
            self._model.stop_recording(cut_s=cut_s)
        else:
            self._timer.count_down(self._settings.current.countdown_s)

    def cancel(self) -> None:
        """Do not start; what is being recorded goes on until somebody stops it."""
        self._timer.cancel()

    def close(self) -> None:
        """Let the loudspeaker go."""
        self._timer.close()

    def _recording_changed(self, on: bool) -> None:
        if on:
            self._timer.stop_after(self._settings.current.record_for_s)
        else:
            self._timer.cancel()
        self.changed.emit()
