"""Plays passages of a clip's music in a thread of its own, and says at each moment which one is heard.

The sound leads: it is never cut or stretched to keep up with a picture, and whoever shows pictures asks `heard`. Where
there is no loudspeaker, or it is unplugged, time goes on in silence; each passage looks for one again.
"""

import threading
import time
from collections.abc import Callable
from typing import Literal

from dancecoach.errors import VideoError
from dancecoach.video.sound_format import Samples
from dancecoach.video.sound_heard import HeardLine
from dancecoach.video.sound_output import Device, OpenDevice, SilentDevice
from dancecoach.video.sound_passage import Heard, Pace, Passage, Track
from dancecoach.video.sound_pieces import pieces_of

Silence = Literal["none", "gone", "unreadable"]
"""Why nothing is heard: there is no loudspeaker, it was unplugged, or the file cannot be read any more."""

GONE_S = 1.0
"""A device that takes nothing for so long is gone."""

_SURE = 4
"""Times that it must look gone, one after the other: a busy computer keeps everybody waiting."""

_PATIENCE_S = 0.05


class MusicPlayer:
    """Plays one clip's music; the thread begins with the first passage.

    Args:
        open_track: opens the music; called in the thread, which may also import what it needs.
        open_device: finds the loudspeaker; called in the thread.
        silent: told why nothing is heard, once for the loudspeaker and once for the file; called in the thread.
        clock: seconds, monotonic.
    """

    def __init__(
        self,
        open_track: Callable[[], Track],
        open_device: OpenDevice,
        silent: Callable[[Silence], object] = lambda _why: None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._open_track, self._open_device, self._silent, self._clock = open_track, open_device, silent, clock
        self.line = HeardLine()
        self._condition = threading.Condition()
        self._wish: tuple[Passage, Pace] | None = None
        self._run = 0
        self._closed = self._changed = False
        self._told = False
        self._doubts = 0
        self._held: Heard | None = Heard(0.0)
        self._device: Device | None = None
        self._thread = threading.Thread(target=self._work, name="music", daemon=True)

    def play(self, passage: Passage, pace: Pace | None = None) -> None:
        """Play this from now on, instead of what is being played.

        Args:
            passage: what.
            pace: may wish another speed while it is played.
        """
        with self._condition:
            if self._closed:
                return
            self._held = None
            self._ask((passage, Pace(passage.speed) if pace is None else pace), passage.opening)
        if self._thread.ident is None:
            self._thread.start()

    def pause(self) -> None:
        """Be silent; `heard` stays where it is."""
        with self._condition:
            if self._held is None:
                self._held = self.line.at(self._clock())
                self._ask(None, self._held)

    def heard(self) -> Heard:
        """What is heard now."""
        held = self._held
        return self.line.at(self._clock()) if held is None else held

    @property
    def playing(self) -> bool:
        """Whether a passage is being played and not over."""
        return self._held is None and not self.heard().over

    def close(self) -> None:
        """Stop, without waiting."""
        with self._condition:
            self._closed = True
            self._ask(None, self.heard())

    def wait(self, timeout_s: float) -> bool:
        """Wait for the thread; whether it is over."""
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _ask(self, wish: tuple[Passage, Pace] | None, waiting: Heard) -> None:
        self._wish, self._changed = wish, True
        self._run = self.line.begin(waiting)
        self._condition.notify_all()

    def _work(self) -> None:
        try:
            track = self._open_track()
            while (wish := self._next()) is not None:
                run, asked = wish
                if self._device is not None:
                    self._device.stop()
                self.line.change_device()
                if asked is not None:
                    self._find_device()
                    self._play(run, *asked, track)
        except VideoError:
            with self._condition:
                self._closed, self._held = True, self.line.at(self._clock())
            self._tell("unreadable")
        finally:
            if self._device is not None:
                self._device.stop()
                self._device.close()

    def _find_device(self) -> None:
        """The loudspeaker, if there is one now."""
        if self._device is None or isinstance(self._device, SilentDevice):
            self._device = self._open_device() or self._without("none")

    def _next(self) -> tuple[int, tuple[Passage, Pace] | None] | None:
        """The next wish and its run; None at the end."""
        with self._condition:
            self._condition.wait_for(lambda: self._changed or self._closed)
            self._changed = False
            return None if self._closed else (self._run, self._wish)

    def _play(self, run: int, passage: Passage, pace: Pace, track: Track) -> None:
        self._start()
        for piece in pieces_of(passage, track, pace):
            while not self.line.put(run, piece, _PATIENCE_S):
                if not self.line.current(run):
                    return
                self._watch()
        self.line.finish(run)
        while self.line.current(run) and not self.line.at(self._clock()).over:
            with self._condition:
                self._condition.wait_for(lambda: self._changed or self._closed, _PATIENCE_S)
            self._watch()

    def _start(self) -> None:
        assert self._device is not None
        try:
            self._device.start(self._pull)
        except OSError:
            self._change("gone")

    def _watch(self) -> None:
        """Go on in silence where the device takes nothing any more."""
        self._doubts = self._doubts + 1 if self.line.idle_s(self._clock()) > GONE_S else 0
        if self._doubts >= _SURE:
            self._doubts = 0
            self._change("gone")

    def _change(self, why: Silence) -> None:
        gone, self._device = self._device, self._without(why)
        if gone is not None:
            # Some systems never come back from closing a device that was unplugged.
            threading.Thread(target=gone.close, name="close sound", daemon=True).start()
        self.line.change_device()
        self._device.start(self._pull)

    def _without(self, why: Silence) -> Device:
        self._tell(why)
        return SilentDevice(self._clock)

    def _tell(self, why: Silence) -> None:
        if why == "unreadable" or not self._told:
            self._told = True
            self._silent(why)

    def _pull(self, count: int, delay_s: float) -> Samples:
        now = self._clock()
        return self.line.take(count, now, now + delay_s)
