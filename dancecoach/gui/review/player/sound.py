"""Sound to the picture: follows the model's playing in a thread of its own, slow motion with the pitch kept.

Backwards, and at speeds at which nothing is worth hearing, there is silence.
"""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dancecoach.errors import VideoError
from dancecoach.gui.libraries import load_video
from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.review.player.playback import Playback
from dancecoach.gui.review.player.sound_line import SoundLine
from dancecoach.gui.sound_device import open_loudspeaker
from dancecoach.gui.worker import emit_safely
from dancecoach.video.sound_format import FASTEST, SLOWEST, Samples
from dancecoach.video.sound_output import Device, OpenDevice

Clock = Callable[[], float]


class SoundPlayer(QObject):
    """The sound of the clip on show.

    Args:
        model: says what is played, from where and how fast.
        open_device: finds the loudspeaker; called in the sound's thread, when a clip with sound is first played.
        clock: the model's clock.
        parent: owner.

    Signals:
        silent: there is sound in the clip, and nothing to play it with.
    """

    silent = Signal()

    def __init__(
        self,
        model: ReviewModel,
        open_device: OpenDevice = open_loudspeaker,
        clock: Clock = time.perf_counter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._open_device, self._clock = open_device, clock
        self._voice: Voice | None = None
        self._ending: list[Voice] = []
        self._playback: Playback | None = None
        self._on = True
        model.playback_changed.connect(self._follow)

    @property
    def there(self) -> bool:
        """Whether the clip has sound."""
        return self._voice is not None

    @property
    def on(self) -> bool:
        """Whether sound is wanted."""
        return self._on

    @on.setter
    def on(self, value: bool) -> None:
        self._on = value
        self._follow(self._playback)

    def open(self, path: Path, start_s: float) -> None:
        """Another clip with sound; ``start_s`` is its first picture's time on the clock of the sound, seconds."""
        self.close()
        self._voice = Voice(path, start_s, self._open_device, self._clock, lambda: emit_safely(self.silent))

    def close(self) -> None:
        """No sound any more, without waiting."""
        if self._voice is not None:
            self._voice.close()
            self._ending = [v for v in (*self._ending, self._voice) if not v.wait(0.0)]
            self._voice = None

    def wait(self, timeout_s: float) -> bool:
        """Wait until the files are let go, at the program's end; whether they are."""
        return all(voice.wait(timeout_s) for voice in self._ending)

    def _follow(self, playback: Playback | None) -> None:
        self._playback = playback
        if self._voice is not None:
            heard = self._on and playback is not None and SLOWEST <= playback.rate <= FASTEST
            self._voice.follow(playback if heard else None)


class Voice:
    """The sound of one clip: a thread that reads and stretches it, and the device that plays it.

    The thread begins when the clip is first played.

    Args:
        path: the video file.
        start_s: the first picture's time on the clock of the sound, seconds.
        open_device: finds the loudspeaker.
        clock: the clock that `Playback` goes by.
        silent: called in the thread where there is no loudspeaker.
    """

    def __init__(
        self, path: Path, start_s: float, open_device: OpenDevice, clock: Clock, silent: Callable[[], object]
    ) -> None:
        self._path, self._start_s = path, start_s
        self._open_device, self._clock, self._silent = open_device, clock, silent
        self.line = SoundLine()
        self._condition = threading.Condition()
        self._wish: Playback | None = None
        self._changed = self._closed = False
        self._thread = threading.Thread(target=self._run, name=f"sound of {path.name}", daemon=True)

    def follow(self, playback: Playback | None) -> None:
        """Play along with this from now on; None: be silent."""
        with self._condition:
            if self._closed or (playback is None and self._thread.ident is None):
                return
            self._wish, self._changed = playback, True
            self.line.end()
            self._condition.notify_all()
        if self._thread.ident is None:
            self._thread.start()

    def close(self) -> None:
        """Stop, without waiting."""
        with self._condition:
            self._closed = True
            self.line.end()
            self._condition.notify_all()

    def wait(self, timeout_s: float) -> bool:
        """Wait for the thread; whether it is over."""
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        load_video()
        device = self._open_device()
        if device is None:
            self._silent()
            return
        try:
            while self._await_change():
                if self._wish is None:
                    device.stop()
                else:
                    self._play(device, self._wish)
        except (OSError, VideoError):  # the device was unplugged or the file taken away; the picture says the latter
            self._silent()
        finally:
            device.stop()
            device.close()

    def _await_change(self) -> bool:
        """Whether there is something else to do; False at the end."""
        with self._condition:
            self._condition.wait_for(lambda: self._changed or self._closed)
            self._changed = False
            return not self._closed

    def _play(self, device: Device, playback: Playback) -> None:
        """Read on until the stretch is over, or another one is wished for."""
        from dancecoach.video.sound import SoundTrack

        track = SoundTrack(self._path, self._start_s)
        device.start(self._pull)
        with self._condition:
            if self._changed or self._closed:
                return
            now = self._clock()
            begin, run = playback.at(now), self.line.begin(now)
        while True:
            for piece in track.stretched(begin, playback.end_s, playback.rate):
                if not self.line.put(run, piece):
                    return
            if not playback.loop or playback.begin_s >= playback.end_s:
                return
            begin = playback.begin_s

    def _pull(self, count: int, delay_s: float) -> Samples:
        return self.line.take(count, self._clock() + delay_s)
