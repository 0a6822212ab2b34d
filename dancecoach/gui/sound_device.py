"""The computer's loudspeaker, where there is one."""

import logging
from collections.abc import Callable
from typing import Any, Protocol

from dancecoach.video.sound_format import CHANNELS, RATE, Samples

_log = logging.getLogger(__name__)

Pull = Callable[[int, float], Samples]
"""Gives so many samples, of which the first is heard in so many seconds; called in the device's thread."""


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


class Loudspeaker:
    """The device that the system prefers, by way of PortAudio.

    Args:
        library: the module ``sounddevice``.

    Raises:
        OSError: there is no device, or it does not play our kind of sound.
    """

    def __init__(self, library: Any) -> None:
        self._library = library
        self._pull: Pull | None = None
        try:
            self._stream = library.OutputStream(
                samplerate=RATE, channels=CHANNELS, dtype="float32", latency="high", callback=self._fill
            )
        except (library.PortAudioError, ValueError) as error:
            raise OSError(str(error)) from error

    def start(self, pull: Pull) -> None:
        """Play what ``pull`` gives."""
        self._pull = pull
        if self._stream.active:
            return
        try:
            self._stream.start()
        except self._library.PortAudioError as error:
            raise OSError(str(error)) from error

    def stop(self) -> None:
        """Be silent at once."""
        self._stream.abort(ignore_errors=True)

    def close(self) -> None:
        """Let the device go."""
        self._stream.close(ignore_errors=True)

    def _fill(self, out: Samples, count: int, moments: Any, _status: object) -> None:
        delay_s = moments.outputBufferDacTime - moments.currentTime
        if not 0 < delay_s < 1:  # some systems do not say
            delay_s = self._stream.latency
        out[:] = 0.0 if self._pull is None else self._pull(count, delay_s)


def open_loudspeaker() -> Device | None:
    """The loudspeaker; None where there is none, or no PortAudio: the program is silent then, which is no error."""
    try:
        import sounddevice

        return Loudspeaker(sounddevice)
    except (ImportError, OSError) as error:
        _log.info("no sound: %s", error)
        return None
