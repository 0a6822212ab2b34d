"""Writes the clips of attempts, one after another, in a thread of its own."""

import logging
import shutil
import threading
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

import attrs

from dancecoach.errors import CameraError, DancecoachError, OutputError
from dancecoach.i18n import _
from dancecoach.pipeline.live.keep import save_pictures
from dancecoach.pipeline.live.records import Kept

_log = logging.getLogger(__name__)

#: Clips that wait to be written at most; more of them are given up, and said.
WAITING = 4
#: Less room than this on the disk is said, once: a hundred clips or so.
LOW_DISK_BYTES = 500_000_000
#: How long the camera may take to give a clip's last picture, s, after it should have come.
_GRACE_S = 2.0
_POLL_S = 0.05

Done = Callable[[int, Path, tuple[Kept, ...], DancecoachError | None], object]


@attrs.frozen(eq=False)
class _Wanted:
    number: int
    from_s: float
    until_s: float
    path: Path


class ClipKeeper:
    """Body of the thread that writes clips.

    Args:
        between: pictures of the last minute from one time to another.
        done: hears what became of each clip: its number, path, pictures, and why it is not there or None.
        notice: hears a sentence when the disk is nearly full.
    """

    def __init__(
        self,
        between: Callable[[float, float], Sequence[Kept]],
        done: Done,
        notice: Callable[[str], object],
    ) -> None:
        self._between = between
        self._done = done
        self._notice = notice
        self._changed = threading.Condition()
        self._waiting: deque[_Wanted] = deque()
        self._closed = False
        self._hurry = threading.Event()
        self._told_low = False

    def put(self, number: int, from_s: float, until_s: float, path: Path) -> None:
        """Have a clip written; returns at once. One too many is given up, and its ``done`` told why."""
        with self._changed:
            full = len(self._waiting) >= WAITING or self._closed
            if not full:
                self._waiting.append(_Wanted(number, from_s, until_s, path))
                self._changed.notify_all()
        if full:
            slow = OutputError(_("cannot be written: the clips before it are still being written"), subject=path)
            self._done(number, path, (), slow)

    def close(self) -> None:
        """Write what waits, as it is, and end. Calling it twice does no harm."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._hurry.set()

    def run(self) -> None:
        """Write until it is closed and nothing waits."""
        while (wanted := self._next()) is not None:
            self._wait_for_the_end(wanted)
            self._write(wanted)

    def _next(self) -> _Wanted | None:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed)
            return self._waiting.popleft() if self._waiting else None

    def _wait_for_the_end(self, wanted: _Wanted) -> None:
        """Until the camera has given the clip's last picture, or has had time to."""

        def there() -> bool:
            return self._closed or bool(self._between(wanted.until_s, float("inf")))

        with self._changed:
            for _turn in range(round((_GRACE_S + 1.0) / _POLL_S)):
                if self._changed.wait_for(there, _POLL_S):
                    return

    def _write(self, wanted: _Wanted) -> None:
        pictures = tuple(self._between(wanted.from_s, wanted.until_s))
        error: DancecoachError | None = None
        try:
            save_pictures(pictures, wanted.path, self._hurry)
            self._look_at_the_disk(wanted.path.parent)
        except DancecoachError as failed:
            error = failed
        except Exception as failed:  # the thread's outermost edge: the next clip may do better
            _log.exception("the clip of an attempt could not be written")
            error = CameraError(_("the clip could not be written ({error})").format(error=failed), subject=wanted.path)
        self._done(wanted.number, wanted.path, pictures, error)

    def _look_at_the_disk(self, folder: Path) -> None:
        try:
            free = shutil.disk_usage(folder).free
        except OSError:
            return  # a folder that went away is said by the next clip
        if free < LOW_DISK_BYTES and not self._told_low:
            self._told_low = True
            text = _("There is little room left for clips: {free} MB in {folder}.")
            self._notice(text.format(free=free // 1_000_000, folder=folder))
