"""Whether claps are listened for, and what was heard, without a widget."""

from PySide6.QtCore import QObject, Signal

from dancecoach.gui.clap.ear import ClapEar, Wanted
from dancecoach.gui.settings.model import SettingsModel
from dancecoach.settings import Settings


class ClapModel(QObject):
    """Listens while the person wants it and there is something to record or to dance.

    Args:
        settings: whether, for how many claps, how easily it hears.
        ear: the microphone.
        parent: owner.

    Signals:
        changed: it listens now, or no longer.
        level: how loud it is, 0 to 1.
        clapped: seconds since the (first) clap.
        failed: a `MicrophoneError`; listening is switched off.
    """

    changed = Signal()
    level = Signal(float)
    clapped = Signal(float)
    failed = Signal(object)

    def __init__(self, settings: SettingsModel, ear: ClapEar | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._ear = ear or ClapEar(parent=self)
        self._ready = False
        self._heard_for: Wanted | None = None
        self._ear.level.connect(self._tell_level)
        self._ear.clapped.connect(self._tell_clap)
        self._ear.failed.connect(self._fail)
        settings.changed.connect(self._follow)

    @property
    def on(self) -> bool:
        """Whether it listens."""
        return self._heard_for is not None

    def toggle(self) -> None:
        """Listen for claps, or no longer."""
        self._settings.change(clap=not self._settings.current.clap)

    def attend(self, ready: bool) -> None:
        """Say whether there is a picture that could be recorded: nobody is listened to without."""
        if ready != self._ready:
            self._ready = ready
            self._follow(self._settings.current)

    def be_deaf(self, on: bool) -> None:
        """The count-down is heard: what sounds like a clap meanwhile does not count."""
        self._ear.be_deaf(on)

    def close(self) -> None:
        """Let the microphone go."""
        self._ready = False
        self._heard_for = None
        self._ear.close()

    def _follow(self, settings: Settings) -> None:
        wanted = Wanted(settings.clap_count, settings.clap_sensitivity) if settings.clap and self._ready else None
        if wanted == self._heard_for:
            return
        self._heard_for = wanted
        if wanted is None:
            self._ear.stop()
        else:
            self._ear.start(wanted)
        self.changed.emit()

    def _tell_level(self, level: float) -> None:
        if self.on:  # what was on its way when it was switched off
            self.level.emit(level)

    def _tell_clap(self, since_s: float) -> None:
        if self.on:
            self.clapped.emit(since_s)

    def _fail(self, error: Exception) -> None:
        self._settings.change(clap=False)
        self.failed.emit(error)
