"""Cuts every attempt out of the camera's last minute by itself, and tells of it within two seconds of the landing.

::

    recognition thread ── notice ──> attempts thread ── look again, measure, name ──> on_caught (picture, skills)
                                            └──> clips thread ── encode ──> on_kept (file, or why there is none)

What the live network says only decides when to look again; whether it was an attempt is said by the network of Review
(`dancecoach.pipeline.live.attempts.finder`). Nothing here delays camera, pose or window: `AttemptCatcher.notice`
returns at once, looks take at most a quarter of the time, and at most `clips.WAITING` clips wait for the disk.
"""

import itertools
import logging
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import attrs

from dancecoach.errors import DancecoachError, in_short
from dancecoach.i18n import _
from dancecoach.motion.phases import IDLE, PHASES
from dancecoach.pipeline.live.attempts.clips import ClipKeeper
from dancecoach.pipeline.live.attempts.finder import WINDOW_S, Attempt, AttemptFinder, Segment, track_of
from dancecoach.pipeline.live.attempts.names import TaughtNames
from dancecoach.pipeline.live.records import Kept, LiveResult
from dancecoach.pose.skeleton import Skeleton

_log = logging.getLogger(__name__)

#: Seconds between two looks while something happens, and while nothing seems to: the live network may miss a skill.
LOOK_S, LOOK_ANYWAY_S = 0.25, 3.0
#: How long after the live network said something else than idle something still happens, s.
_STIRRED_S = 2.0
#: A look may take one part in so many of the time.
_SHARE = 4

Between = Callable[[float, float], Sequence[Kept]]


@attrs.frozen(eq=False)
class Caught:
    """An attempt, as soon as it is known.

    Attributes:
        number: running number in the session, from 1.
        attempt: the skills, measured, and where the clip begins and ends.
        picture: the picture at the peak, as the camera gave it.
        pictures: all that is kept of it by now, in order: to be shown again at once. The clip's end may still come.
        path: where the clip is going to lie.
    """

    number: int
    attempt: Attempt
    picture: Kept
    pictures: tuple[Kept, ...]
    path: Path


@attrs.frozen(eq=False)
class KeptClip:
    """What became of the clip of an attempt.

    Attributes:
        number: of the attempt.
        path: where it was to lie.
        pictures: all pictures of the clip.
        error: why it is not there; None where it is.
    """

    number: int
    path: Path
    pictures: tuple[Kept, ...] = ()
    error: DancecoachError | None = None


class AttemptCatcher:
    """Watches one camera session.

    Args:
        between: pictures of the last minute from one time to another (`LiveSession.pictures_between`).
        new_path: a file name that nobody has; called in the attempts thread.
        make_segment: makes what cuts a track into phases; called once, in the attempts thread.
        on_caught: takes each attempt; called in the attempts thread.
        on_kept: hears what became of each clip; called in the clips thread.
        notice: hears a sentence where attempts cannot be found or the disk is nearly full.
        clock: seconds, monotonic.
    """

    def __init__(
        self,
        between: Between,
        new_path: Callable[[], Path],
        *,
        make_segment: Callable[[], Segment],
        on_caught: Callable[[Caught], object],
        on_kept: Callable[[KeptClip], object],
        notice: Callable[[str], object],
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._between = between
        self._new_path = new_path
        self._make_segment = make_segment
        self._on_caught = on_caught
        self._on_kept = on_kept
        self._notice = notice
        self._clock = clock
        self._numbers = itertools.count(1)
        self._changed = threading.Condition()
        self._closed = False
        self._newest_s = self._looked_s = float("-inf")
        self._stirred_s = self._rest_until = float("-inf")
        self._about: tuple[Skeleton | None, tuple[int, int]] | None = None
        self._clips = ClipKeeper(between, self._clip_done, notice)
        self._threads = (
            threading.Thread(target=self.run, name="dancecoach-attempts", daemon=True),
            threading.Thread(target=self._clips.run, name="dancecoach-clips", daemon=True),
        )

    def start(self) -> None:
        """Begin to look, in threads of its own."""
        for thread in self._threads:
            thread.start()

    def notice(self, result: LiveResult) -> None:
        """Take note of what was recognised in a picture; returns at once. Any thread, in order of time."""
        with self._changed:
            time_s = result.frame.time_s
            if time_s < self._newest_s:  # the camera was opened anew: its times begin again
                self._looked_s = self._stirred_s = time_s
            self._newest_s = time_s
            if result.phase is None or result.phase.phase != PHASES[IDLE]:
                self._stirred_s = time_s
            if self._due():
                self._changed.notify_all()

    def close(self, within_s: float | None = None) -> None:
        """Look no more; clips that are being written are finished. Calling it twice does no harm.

        Args:
            within_s: how long to wait for the threads; None not at all.
        """
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._clips.close()
        deadline = self._clock() + (within_s or 0.0)
        for thread in self._threads if within_s is not None else ():
            if thread.ident is not None:
                thread.join(max(0.0, deadline - self._clock()))

    # The attempts thread

    def run(self) -> None:
        """Look whenever it is time to, until it is closed."""
        try:
            finder = AttemptFinder(self._make_segment(), TaughtNames(self._notice))
        except DancecoachError as error:
            self._notice(_("Attempts cannot be captured: {error}").format(error=error))
            return
        while self._wait():
            began = self._clock()
            try:
                self.look(finder)
            except DancecoachError as error:
                self._notice(_("Attempts cannot be captured: {error}").format(error=error))
                return
            except Exception as error:  # the thread's outermost edge: the camera goes on
                _log.exception("attempts cannot be captured")
                text = _("Attempts cannot be captured ({error}).")
                self._notice(text.format(error=in_short(error)))
                return
            self._rest_until = self._clock() + (_SHARE - 1) * (self._clock() - began)

    def look(self, finder: AttemptFinder) -> None:
        """Look at the last seconds and tell what is new in them."""
        self._looked_s = newest_s = self._newest_s
        track = track_of(self._between(newest_s - WINDOW_S, newest_s))
        if track is None:
            return
        for attempt in finder.look(track):
            self._catch(attempt)

    def _due(self) -> bool:
        every = LOOK_S if self._newest_s - self._stirred_s <= _STIRRED_S else LOOK_ANYWAY_S
        return self._newest_s - self._looked_s >= every

    def _wait(self) -> bool:
        """Until it is time for a look; False where it is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed, max(0.0, min(self._rest_until - self._clock(), WINDOW_S)))
            self._changed.wait_for(lambda: self._closed or self._due())
            return not self._closed

    def _catch(self, attempt: Attempt) -> None:
        pictures = tuple(self._between(attempt.from_s, attempt.until_s))
        if not pictures:  # larger pictures than there is room for: they are gone already
            return
        peak = min(pictures, key=lambda picture: abs(picture.time_s - attempt.peak_s))
        caught = Caught(next(self._numbers), attempt, peak, pictures, self._new_path())
        self._on_caught(caught)
        self._clips.put(caught.number, attempt.from_s, attempt.until_s, caught.path)

    def _clip_done(self, number: int, path: Path, pictures: tuple[Kept, ...], error: DancecoachError | None) -> None:
        self._on_kept(KeptClip(number, path, pictures, error))
