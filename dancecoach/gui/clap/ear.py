"""Listens to the microphone in a thread of its own; what is heard is judged and forgotten, never kept."""

import queue
import time
from collections.abc import Callable

import attrs
import numpy as np
from PySide6.QtCore import QCoreApplication, QObject, Signal

from dancecoach.audio.bands import LOWEST_RATE
from dancecoach.audio.clapping import ClapListener
from dancecoach.errors import MicrophoneError
from dancecoach.gui.sound_device import Ear, Heard, OpenEar, open_microphone
from dancecoach.gui.worker import Job, emit_safely
from dancecoach.progress import CancelToken

#: A microphone that gives nothing for so long is gone, s; one that gives nothing but zeros at first may not be used.
_GONE_S, _ZEROS_S = 2.0, 4.0
#: The level is told so often, s.
_LEVEL_EVERY_S = 0.05
#: Pieces of sound that wait at most, two seconds of them: whoever is later than that starts anew.
_WAITING = 100
_POLL_S = 0.1
#: After a sound of the program's own, its echo and the way to the loudspeaker, s.
_ECHO_S = 0.8


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("Clap", text)


@attrs.frozen
class Wanted:
    """What to listen for: arguments of `ClapListener`."""

    claps: int = 2
    sensitivity: str = "usual"


class ClapEar(QObject):
    """Hears claps while it listens.

    Args:
        open_ear: opens the microphone; called in the thread that listens.
        clock: seconds, monotonic.
        parent: owner.

    Signals:
        clapped: seconds since the first of the claps.
        level: the loudest sample of the last moment, 0 to 1.
        failed: a `MicrophoneError`; it no longer listens.
    """

    clapped = Signal(float)
    level = Signal(float)
    failed = Signal(object)

    def __init__(
        self,
        open_ear: OpenEar = open_microphone,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._open_ear, self._clock = open_ear, clock
        self._deaf_until = float("-inf")
        self._job: Job | None = None

    @property
    def on(self) -> bool:
        """Whether it listens, or is about to."""
        return self._job is not None

    def start(self, wanted: Wanted) -> None:
        """Listen, from now on for this."""
        before = self._job
        self.stop()

        def work(_tell: object, cancel: CancelToken) -> None:
            if before is not None:
                before.wait()  # the device may be for one at a time
            self._listen(wanted, cancel)

        job = Job("listen for claps", work, quiet=True, parent=self)
        job.failed.connect(self._end)
        job.finished.connect(job.deleteLater)
        self._job = job.start()

    def stop(self) -> None:
        """Listen no longer; returns at once."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def close(self) -> None:
        """Listen no longer, and wait until the microphone is let go."""
        job = self._job
        self.stop()
        if job is not None:
            job.wait(2.0)

    def be_deaf(self, on: bool) -> None:
        """The program itself makes a sound, or no longer does: nothing that is heard counts until its echo is over."""
        self._deaf_until = float("inf") if on else min(self._deaf_until, self._clock() + _ECHO_S)

    def _end(self, error: Exception) -> None:
        if self.sender() is self._job:  # what became of an earlier one is of no interest
            self._job = None
            self.failed.emit(error)

    def _listen(self, wanted: Wanted, cancel: CancelToken) -> None:
        """Body of the thread."""
        pieces: queue.Queue[Heard] = queue.Queue(_WAITING)

        def take(heard: Heard) -> None:
            if not pieces.full():
                pieces.put_nowait(heard)

        ear = self._open_ear()
        try:
            if ear.rate < LOWEST_RATE:
                raise MicrophoneError(
                    tr("the microphone gives {:.0f} samples a second, which is too coarse").format(ear.rate),
                    remedy=tr("choose another one in the system's sound settings"),
                )
            ear.start(take)
            self._judge(ear, pieces, ClapListener(ear.rate, wanted.claps, wanted.sensitivity), cancel)
        finally:
            ear.close()

    def _judge(self, ear: Ear, pieces: "queue.Queue[Heard]", listener: ClapListener, cancel: CancelToken) -> None:
        told_s, loudest, zeros_s = float("-inf"), 0.0, 0.0
        in_vain = 0  # counted, not timed: a computer that slept has not lost its microphone
        while not cancel.cancelled:
            try:
                heard = pieces.get(timeout=_POLL_S)
            except queue.Empty:
                in_vain += 1
                if in_vain * _POLL_S >= _GONE_S:
                    raise _gone() from None
                continue
            in_vain, now_s = 0, self._clock()
            peak = float(np.abs(heard).max(initial=0.0))
            zeros_s = float("-inf") if peak > 0 else zeros_s + len(heard) / ear.rate
            if zeros_s >= _ZEROS_S:
                raise _silent()
            loudest = max(loudest, peak)
            if now_s - told_s >= _LEVEL_EVERY_S:
                emit_safely(self.level, loudest)
                told_s, loudest = now_s, 0.0
            self._look(listener, heard)

    def _look(self, listener: ClapListener, heard: Heard) -> None:
        if self._clock() < self._deaf_until:
            listener.forget()
            return
        claps = listener.push(heard)
        if claps is not None:
            emit_safely(self.clapped, listener.now_s - claps.first_s)


def _gone() -> MicrophoneError:
    return MicrophoneError(
        tr("The microphone was taken away or gives no sound any more"),
        remedy=tr("plug it in and switch listening for claps on again"),
    )


def _silent() -> MicrophoneError:
    return MicrophoneError(
        tr("The microphone gives nothing but silence"),
        remedy=tr("switch it on, or allow this program to use it in the system's privacy settings"),
    )
