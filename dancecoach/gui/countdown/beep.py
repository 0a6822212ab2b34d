"""The sound of a count-down: a short note each second, a higher and longer one at the start."""

import threading
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject

from dancecoach.gui.sound_device import open_loudspeaker
from dancecoach.gui.worker import Job
from dancecoach.video.sound_format import CHANNELS, RATE, Samples
from dancecoach.video.sound_output import OpenDevice

#: Hertz and seconds of the notes, and how loud they are.
_NOTE, _LAST_NOTE = (880.0, 0.09), (1320.0, 0.35)
_LOUD = 0.4
#: A note comes and goes within this time, seconds: a sudden edge clicks.
_EDGE_S = 0.005


def countdown_sound(times: NDArray[np.float64], seconds: int) -> Samples:
    """What is heard of a count-down.

    Args:
        times: (n,) seconds since its beginning at which the samples are heard.
        seconds: how long it counts.

    Returns:
        (n, `CHANNELS`): a note at 0, 1, ... and the higher one at ``seconds``.
    """
    whole = np.clip(np.floor(times), 0, seconds)
    since = times - whole
    last = whole == seconds
    hertz, length = np.where(last, _LAST_NOTE[0], _NOTE[0]), np.where(last, _LAST_NOTE[1], _NOTE[1])
    edge = np.clip(np.minimum(since, length - since) / _EDGE_S, 0.0, 1.0)
    wave = _LOUD * edge * np.sin(2 * np.pi * hertz * since)
    return np.repeat(np.where(times >= 0, wave, 0.0)[:, None], CHANNELS, axis=1).astype(np.float32)


class Beeper(QObject):
    """Plays count-downs on the loudspeaker, where there is one; opens and closes it behind the window's back.

    Args:
        open_device: opens the loudspeaker.
        clock: seconds, monotonic.
        parent: owner.
    """

    def __init__(
        self,
        open_device: OpenDevice = open_loudspeaker,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._open_device, self._clock = open_device, clock
        self._cancelled = threading.Event()
        self._job: Job | None = None

    def count_down(self, seconds: int) -> None:
        """Play a count-down that begins now."""
        self.stop()
        begun, cancelled = self._clock(), threading.Event()
        self._cancelled = cancelled
        job = Job("count down", lambda *_: self._play(begun, seconds, cancelled), quiet=True, parent=self)
        job.finished.connect(job.deleteLater)
        self._job = job.start()

    def stop(self) -> None:
        """Be silent soon."""
        self._cancelled.set()

    def close(self) -> None:
        """Be silent, and wait until the loudspeaker is let go."""
        self.stop()
        if self._job is not None:
            self._job.wait(2.0)

    def _play(self, begun: float, seconds: int, cancelled: threading.Event) -> None:
        device = self._open_device()
        if device is None:
            return

        def pull(count: int, delay_s: float) -> Samples:
            first = self._clock() + delay_s - begun
            return countdown_sound(first + np.arange(count) / RATE, seconds)

        try:
            device.start(pull)
            cancelled.wait(max(0.0, begun + seconds + 2 * _LAST_NOTE[1] - self._clock()))
        except OSError:
            return  # the loudspeaker is gone: counting goes on without it
        finally:
            device.stop()
            device.close()
