"""Plays the reference to be counted along with, apart from dancing to it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from dancecoach.video.sound_output import OpenDevice
from dancecoach.video.sound_passage import LEAST_S, Passage
from dancecoach.video.sound_player import MusicPlayer

if TYPE_CHECKING:
    from dancecoach.pipeline.practice.reference import Reference

_TICK_MS = 15
#: With less of the reference left it is played from its beginning, seconds.
_TOO_LATE_S = 4.0
_CLOSE_WITHIN_S = 5.0


class Listening(QObject):
    """One reference's music at a time; the loudspeaker is looked for with the first passage.

    Args:
        open_device: finds the loudspeaker.
        parent: owner.

    Signals:
        moved: the moment that is heard; seconds since the first picture.
        over: the music has come to its end.
    """

    moved = Signal(float)
    over = Signal()

    def __init__(self, open_device: OpenDevice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open_device = open_device
        self._music: MusicPlayer | None = None
        self._ending: list[MusicPlayer] = []
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def moment_s(self) -> float:
        """What is heard now, seconds since the first picture; 0 before anything was."""
        return 0.0 if self._music is None else self._music.heard().media_s

    def play(self, reference: "Reference", from_s: float, *, speed: float, clicks: bool) -> None:
        """Play from a moment to the end.

        Args:
            reference: whose music.
            from_s: moment; near the end it is played from the beginning.
            speed: seconds of the music per second.
            clicks: whether its counts are heard over it.
        """
        self.pause()
        if self._music is None:
            self._music = MusicPlayer(reference.open_music, self._open_device)
        begin_s = from_s if from_s <= reference.end_s - _TOO_LATE_S else reference.begin_s
        end_s = max(reference.end_s, begin_s + LEAST_S)
        self._music.play(Passage(begin_s, end_s, speed, metronome=reference.metronome, clicks=clicks))
        self._timer.start()

    def pause(self) -> None:
        """Be silent."""
        self._timer.stop()
        if self._music is not None:
            self._music.pause()

    def forget(self) -> None:
        """Another reference comes: let the music go, without waiting."""
        self._timer.stop()
        if self._music is not None:
            self._music.close()
            self._ending = [player for player in (*self._ending, self._music) if not player.wait(0.0)]
        self._music = None

    def close(self) -> None:
        """Let everything go and wait for it."""
        self.forget()
        for player in self._ending:
            player.wait(_CLOSE_WITHIN_S)

    def _tick(self) -> None:
        if self._music is not None:
            heard = self._music.heard()
            self.moved.emit(heard.media_s)
            if heard.over:
                self.over.emit()
