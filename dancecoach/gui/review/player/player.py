"""Moves the playhead by the clock and brings the frames it passes to the canvas."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from dancecoach.gui.film.fetcher import Clip, FrameFetcher, Opened, open_video
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.review.player.sound import SoundPlayer
from dancecoach.gui.sound_device import open_loudspeaker
from dancecoach.video.frame import Frame
from dancecoach.video.sound_output import OpenDevice

#: How often the clock is asked while playing, milliseconds: well under a frame at 60 per second.
_TICK_MS = 5


class Player(QObject):
    """Plays the model's clip.

    Signals:
        opened: the model has its clip.
        shown: a `Frame` to put on the canvas.
        failed: the exception that kept the clip from being opened.
        frame_failed: the exception that kept one frame from being shown.

    Attributes:
        sound: plays the clip's sound to it.
    """

    opened = Signal()
    shown = Signal(object)
    failed = Signal(object)
    frame_failed = Signal(object)

    def __init__(
        self,
        model: ReviewModel,
        open_clip: Callable[[Path], Clip] = open_video,
        parent: QObject | None = None,
        open_device: OpenDevice = open_loudspeaker,
    ) -> None:
        super().__init__(parent)
        self._model, self._open_clip = model, open_clip
        self._fetcher: FrameFetcher | None = None
        self._ending: list[FrameFetcher] = []
        self._waiting = False
        self.sound = SoundPlayer(model, open_device, parent=self)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(model.tick)
        model.playhead_changed.connect(self._fetch)
        model.playing_changed.connect(self._play)

    def open(self, path: Path) -> None:
        """Open a clip in place of the one before."""
        self.close()
        fetcher = FrameFetcher(path, self._open_clip)
        fetcher.opened.connect(self._opened)
        fetcher.failed.connect(self.failed)
        fetcher.ready.connect(self._got)
        fetcher.frame_failed.connect(self._missed)
        self._fetcher = fetcher
        fetcher.start()

    def close(self) -> None:
        """Let the clip go, without waiting."""
        self._timer.stop()
        self._waiting = False
        self.sound.close()
        if self._fetcher is not None:
            self._fetcher.close()
            self._ending = [f for f in (*self._ending, self._fetcher) if not f.wait(0.0)]
            self._fetcher = None

    def wait(self, timeout_s: float = 5.0) -> bool:
        """Wait until the files are let go, at the program's end; whether they are."""
        return self.sound.wait(timeout_s) and all(fetcher.wait(timeout_s) for fetcher in self._ending)

    def _opened(self, opened: Opened) -> None:
        self._model.opened(opened.info, opened.times, opened.capture_fps)
        if self._model.path is not None and opened.sound_from_s is not None:
            self.sound.open(self._model.path, opened.sound_from_s)
        self.opened.emit()

    @property
    def caught_up(self) -> bool:
        """Whether there is a picture, if only a small one in its place, for the frame asked for last."""
        return not self._waiting

    def _fetch(self, index: int) -> None:
        if self._fetcher is not None:
            self._waiting = True
            self._fetcher.request(index)

    def _got(self, frame: Frame) -> None:
        self._waiting = False
        self.shown.emit(frame)

    def _missed(self, error: Exception) -> None:
        self._waiting = False
        self.frame_failed.emit(error)

    def _play(self, playing: bool) -> None:
        if playing:
            self._timer.start()
        else:
            self._timer.stop()
