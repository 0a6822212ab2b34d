"""Start, after as long as it takes to walk back; and stop."""

from PySide6.QtCore import QObject, Signal

from dancecoach.gui.countdown.beep import Beeper
from dancecoach.gui.countdown.heard_timer import HeardTimer
from dancecoach.gui.practice.take.model import PracticeModel
from dancecoach.gui.settings.model import SettingsModel


class TimedStart(QObject):
    """Begins to dance as the settings say.

    Args:
        model: is begun and ended.
        settings: how long to wait.
        beeper: is heard meanwhile.
        parent: owner.

    Signals:
        changed: `left` has changed.
    """

    changed = Signal()

    def __init__(
        self, model: PracticeModel, settings: SettingsModel, beeper: Beeper, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._settings = model, settings
        self._timer = HeardTimer(beeper, self)
        self._timer.changed.connect(self.changed)
        self._timer.begin.connect(model.run.begin)
        model.changed.connect(self._follow)

    @property
    def left(self) -> int:
        """Seconds left before it begins, the begun one included; 0 while nobody waits."""
        return self._timer.left

    @property
    def on(self) -> bool:
        """Whether it is danced, or about to be."""
        return self._model.busy or self.left > 0

    def toggle(self) -> None:
        """Begin, after the wait that is wanted; or end it, or the wait."""
        if self.left:
            self.cancel()
        elif self._model.busy:
            self._model.run.finish()
        else:
            self.begin()

    def begin(self) -> None:
        """Begin, after the wait that is wanted."""
        if self._model.ready and not self.on:
            self._timer.count_down(self._settings.current.practice_wait_s)

    def begin_now(self) -> None:
        """Begin at once: whoever says so stands there already."""
        self.cancel()
        self._model.run.begin()

    def cancel(self) -> None:
        """Wait no longer, and do not begin."""
        self._timer.cancel()

    def close(self) -> None:
        """Let the loudspeaker go."""
        self._timer.close()

    def _follow(self) -> None:
        if self.left and (self._model.busy or not self._model.ready):
            self.cancel()
