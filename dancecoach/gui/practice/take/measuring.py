"""The delay of camera and sound: what is known of it, and its measurement: beeps are heard, and somebody claps."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from dancecoach.gui.practice.take.camera import PracticeCamera
from dancecoach.gui.settings.model import SettingsModel
from dancecoach.pipeline.practice.delay import BEEPS, LISTENED, ClapWatch, Delay, Measured, beeps
from dancecoach.video.sound_passage import Heard
from dancecoach.video.sound_player import MusicPlayer

_TICK_MS = 15


class Measuring(QObject):
    """One measurement at a time.

    Args:
        camera: sees who claps.
        settings: keep what was measured with each camera.
        parent: owner.

    Attributes:
        going: whether something is measured.
        beep: which beep was heard last, from 1; 0 before the first.

    Signals:
        changed: another beep is heard, or another delay is known.
        noticed: a sentence about what came of it.
        over: all beeps were heard.
    """

    changed = Signal()
    noticed = Signal(str)
    over = Signal()

    def __init__(self, camera: PracticeCamera, settings: SettingsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._camera, self._settings = camera, settings
        self._music: MusicPlayer | None = None
        self._watch: ClapWatch | None = None
        self.going, self.beep = False, 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def delay(self) -> Delay:
        """How much later than it is somebody before the camera seems to dance."""
        return Delay.of(self._settings.current.delays.get(self._camera.spec or ""))

    @property
    def possible(self) -> bool:
        """Whether there are pictures in which claps can be seen."""
        return self._camera.pictures

    @property
    def left(self) -> int:
        """How many beeps are still to be clapped to; more than there are while one only listens."""
        return BEEPS - self.beep

    @property
    def listening(self) -> bool:
        """Whether the beeps are only to be heard yet."""
        return self.beep < LISTENED

    def begin(self, music: MusicPlayer) -> None:
        """Begin with the first beep."""
        self._music, self._watch = music, ClapWatch(music.line.at)
        self.going, self.beep = True, 0
        music.play(beeps())
        self._camera.attend(self._watch)
        self._timer.start()

    def stop(self) -> None:
        """Leave it."""
        if self.going:
            self.going = False
            self._timer.stop()
            self._camera.attend(None)
            if self._music is not None:
                self._music.pause()

    def _tick(self) -> None:
        if self._music is None or self._watch is None:
            return
        heard: Heard = self._music.heard()
        beep = sum(moment <= heard.media_s for moment in beeps().metronome.beats_s)
        if heard.over:
            self.stop()
            self._keep(self._watch.measured())
            self.over.emit()
        elif beep != self.beep:
            self.beep = beep
            self.changed.emit()

    def forget(self) -> Callable[[], None]:
        """Forget what was measured with this camera; gives back what undoes it."""
        before = self._settings.current.delays
        self._settings.change(delays={name: s for name, s in before.items() if name != self._camera.spec})
        self.changed.emit()

        def undo() -> None:
            self._settings.change(delays=before)
            self.changed.emit()

        return undo

    def _keep(self, found: Measured) -> None:
        if found.seconds is None:
            self.noticed.emit(
                self.tr("Claps were seen, but not with the beeps: nothing is changed. Measure once more.")
                if found.uneven
                else self.tr("No claps were seen: stand where both hands are in the picture, and measure once more.")
            )
            return
        kept = self._settings.current.delays
        self._settings.change(delays={**kept, self._camera.spec or "": found.seconds})
        said = self.tr("Camera and sound make you {seconds:.2f} s late (± {doubt:.2f} s): it is taken off from now on.")
        self.noticed.emit(said.format(seconds=found.seconds, doubt=max(0.01, found.doubt_s)))
