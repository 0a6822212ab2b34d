"""The computer's loudspeaker and microphone, where there are any, by way of PortAudio."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from dancecoach.errors import MicrophoneError
from dancecoach.video.sound_format import CHANNELS, RATE, Samples
from dancecoach.video.sound_output import Device, Pull

_log = logging.getLogger(__name__)

Heard = NDArray[np.float32]
"""(n,) samples of one channel, -1 to 1."""

Take = Callable[[Heard], object]
"""Is given what was heard, some 50 times a second; called in the device's thread, must return at once."""


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("SoundDevice", text)


class _Streams:
    """Counts the streams that are open: PortAudio looks for devices once, and again only when none is."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open = 0

    @contextmanager
    def opening(self) -> Iterator[None]:
        """Inside, one is opened."""
        with self._lock:
            yield
            self._open += 1

    def closed(self) -> None:
        """One was closed."""
        with self._lock:
            self._open -= 1

    def look_again(self, library: Any) -> None:
        """Know of what was plugged in since; the way that the library's own questions and answers name."""
        with self._lock:
            if not self._open:
                library._terminate()
                library._initialize()


_streams = _Streams()


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
        self._closed = False
        try:
            with _streams.opening():
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
        if not self._closed:
            self._closed = True
            _streams.closed()

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


class Ear(Protocol):
    """What hears sound."""

    @property
    def rate(self) -> float:
        """Samples a second."""
        ...

    def start(self, take: Take) -> None:
        """Hand over what is heard, until `close`.

        Raises:
            MicrophoneError: the device is gone.
        """
        ...

    def close(self) -> None:
        """Let the device go; hears nothing more."""
        ...


OpenEar = Callable[[], Ear]


class Microphone:
    """The microphone that the system prefers, at its own rate.

    Args:
        library: the module ``sounddevice``.

    Raises:
        MicrophoneError: there is none, or it may not be used.
    """

    #: Length of a piece of sound, s.
    PIECE_S = 0.02

    def __init__(self, library: Any) -> None:
        self._library = library
        self._take: Take | None = None
        self._closed = False
        try:
            device = library.query_devices(kind="input")
        except (library.PortAudioError, ValueError) as error:
            _log.info("no microphone: %s", error)
            raise _no_microphone() from error
        self.rate = float(device["default_samplerate"])
        try:
            with _streams.opening():
                self._stream = library.InputStream(
                    samplerate=self.rate,
                    blocksize=round(self.rate * self.PIECE_S),
                    channels=1,
                    dtype="float32",
                    latency="low",
                    callback=self._hand_over,
                )
        except (library.PortAudioError, ValueError) as error:
            raise _refused(str(device["name"]), error) from error
        self._name = str(device["name"])

    def start(self, take: Take) -> None:
        """Hand over what is heard."""
        self._take = take
        try:
            self._stream.start()
        except self._library.PortAudioError as error:
            raise _refused(self._name, error) from error

    def close(self) -> None:
        """Let the device go."""
        self._stream.close(ignore_errors=True)
        if not self._closed:
            self._closed = True
            _streams.closed()

    def _hand_over(self, heard: NDArray[np.float32], _count: int, _moments: object, _status: object) -> None:
        if self._take is not None:
            self._take(heard[:, 0].copy())  # PortAudio uses its memory again


def open_microphone() -> Ear:
    """The microphone.

    Raises:
        MicrophoneError: there is none, or it cannot be used; the sentence says what to do.
    """
    try:
        import sounddevice
    except (ImportError, OSError) as error:
        raise MicrophoneError(
            tr("The microphone cannot be listened to: PortAudio is missing ({})").format(error),
            remedy=tr("install it (on Debian and Ubuntu: apt install libportaudio2)"),
        ) from error
    _streams.look_again(sounddevice)
    return Microphone(sounddevice)


def _no_microphone() -> MicrophoneError:
    return MicrophoneError(
        tr("No microphone was found"), remedy=tr("plug one in and switch listening for claps on again")
    )


def _refused(name: str, error: Exception) -> MicrophoneError:
    return MicrophoneError(
        tr("the microphone cannot be used ({})").format(error),
        subject=name,
        remedy=tr("allow this program to use it in the system's privacy settings, or end the program that holds it"),
    )
