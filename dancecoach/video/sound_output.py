"""What plays sound, as the rest of the program sees it; and the stand-in that plays none."""

import threading
import time
from collections.abc import Callable
from typing import Protocol

from dancecoach.video.sound_format import RATE, Samples

Pull = Callable[[int, float], Samples]
"""Gives so many samples, of which the first is heard in so many seconds; called in the device's thread."""

_PIECE_S = 0.02


class Device(Protocol):
    """What plays sound."""

    def start(self, pull: Pull) -> None:
        """Play what ``pull`` gives, until `stop`; nothing changes where that is being done.

        Raises:
            OSError: the device is gone.
        """
        ...

    def stop(self) -> None:
        """Be silent at once."""
        ...

    def close(self) -> None:
        """Let the device go."""
        ...


OpenDevice = Callable[[], Device | None]


class SilentDevice:
    """Takes samples as fast as a loudspeaker would, and plays none: time goes on where there is no sound.

    Args:
        clock: seconds, monotonic.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self._clock = clock
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, pull: Pull) -> None:
        """Take what ``pull`` gives."""
        if self._thread is not None:
            return
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(pull, self._stopped), name="no sound", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Take no more."""
        self._stopped.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()
        self._thread = None

    def close(self) -> None:
        """Take no more."""
        self.stop()

    def _run(self, pull: Pull, stopped: threading.Event) -> None:
        begun, taken = self._clock(), 0
        while not stopped.wait(_PIECE_S):
            due = round((self._clock() - begun) * RATE) - taken
            if due > 0:
                pull(due, 0.0)
                taken += due
