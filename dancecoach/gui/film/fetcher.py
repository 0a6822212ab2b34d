"""Gets frames out of a clip in a thread of its own, so that no decoding ever stops the window.

Requests go through a latest-only slot: while one frame is being decoded, only the newest wish is remembered. Where
decoding takes its time, a small picture from nearby comes first, marked as a preview, and a frame that has been passed
over since is given up.
"""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, runtime_checkable

import attrs
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from dancecoach.errors import DancecoachError
from dancecoach.gui.libraries import load_video
from dancecoach.gui.worker import emit_safely
from dancecoach.pipeline.latest import LatestSlot
from dancecoach.video.frame import ClipInfo, Frame

#: Seconds without a wish after which the steps from the frame on show are prepared.
_REST_S = 0.15


class Clip(Protocol):
    """What the fetcher needs of a clip."""

    @property
    def info(self) -> ClipInfo:
        """The clip's facts."""
        ...

    @property
    def times(self) -> NDArray[np.float64]:
        """(T,) seconds of each frame."""
        ...

    def frame(self, index: int) -> Frame:
        """One picture."""
        ...

    def close(self) -> None:
        """Let the file go."""
        ...


@runtime_checkable
class FilmedClip(Clip, Protocol):
    """What it asks of one that a camera took."""

    @property
    def capture_fps(self) -> float | None:
        """Frames per second at which the camera filmed, where the file says so."""
        ...

    @property
    def has_audio(self) -> bool:
        """Whether there is sound."""
        ...

    @property
    def start_s(self) -> float:
        """The first frame's time on the clock of the sound, seconds."""
        ...


@runtime_checkable
class ScrubbedClip(Clip, Protocol):
    """What it uses of one whose pictures take their time, such as `dancecoach.video.scrub.ScrubbedVideo`."""

    def glimpse(self, index: int) -> Frame | None:
        """A picture from nearby, where the exact one takes its time."""
        ...

    def frame_unless(self, given_up: Callable[[], bool], index: int) -> Frame | None:
        """The picture itself; None as soon as it was given up."""
        ...

    def settle(self, given_up: Callable[[], bool], index: int) -> None:
        """Prepare for steps from a frame, until given up."""
        ...


def open_video(path: Path) -> Clip:
    """A clip on disk; the decoder's library is imported here, behind the window."""
    load_video()
    from dancecoach.video.scrub import ScrubbedVideo

    return ScrubbedVideo(path)


@attrs.frozen(eq=False)
class Opened:
    """A clip has been opened.

    Attributes:
        info: its facts.
        times: (T,) seconds of its frames.
        capture_fps: frames per second at which the camera filmed, None where unknown.
        sound_from_s: the first frame's time on the clock of the sound, seconds; None without sound.
    """

    info: ClipInfo
    times: NDArray[np.float64]
    capture_fps: float | None = None
    sound_from_s: float | None = None


class FrameFetcher(QObject):
    """Opens one clip and delivers frames on request.

    Signals (in the window's thread, none after `close`):
        opened: an `Opened`.
        failed: the exception that kept the clip from being opened.
        ready: a `Frame`; after one that is a preview comes the exact one, or a picture for a later wish.
        frame_failed: the exception that kept one frame from being shown.
    """

    opened = Signal(object)
    failed = Signal(object)
    ready = Signal(object)
    frame_failed = Signal(object)
    _told = Signal(str, object)

    def __init__(self, path: Path, open_clip: Callable[[Path], Clip] = open_video) -> None:
        super().__init__()
        self._path, self._open_clip = path, open_clip
        self._wishes: LatestSlot[int] = LatestSlot()
        self._closed = False
        self._told.connect(self._pass_on)
        self._thread = threading.Thread(target=self._run, name=f"frames of {path.name}", daemon=True)

    def start(self) -> None:
        """Open the clip."""
        self._thread.start()

    def request(self, index: int) -> None:
        """Wish for a frame; a wish that was not begun yet is forgotten."""
        self._wishes.put(index)

    def close(self) -> None:
        """Stop; the thread lets the file go as soon as the frame under way is done."""
        self._closed = True
        self._wishes.close()

    def wait(self, timeout_s: float) -> bool:
        """Wait for the thread; whether it is over."""
        if self._thread.ident is not None:
            self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            clip = self._open_clip(self._path)
        except Exception as error:
            self._tell("failed", error)
            return
        try:
            self._tell("opened", _opened(clip))
            self._serve(clip)
        finally:
            clip.close()

    def _serve(self, clip: Clip) -> None:
        at: int | None = None
        while not self._closed:
            # Once the steps from a frame are prepared there is nothing to do but wait.
            wish = self._wishes.take(timeout=None if at is None else _REST_S)
            try:
                if wish is not None:
                    self._fetch(clip, wish)
                elif at is not None and isinstance(clip, ScrubbedClip):
                    clip.settle(self._wanted_elsewhere, at)
            except (DancecoachError, OSError, ValueError, RuntimeError) as error:
                self._tell("frame_failed", error)
            at = wish

    def _fetch(self, clip: Clip, index: int) -> None:
        if not isinstance(clip, ScrubbedClip):
            self._tell("ready", clip.frame(index))
            return
        preview = clip.glimpse(index)
        if preview is not None:
            self._tell("ready", preview)
        # Without a preview the frame is waited for: otherwise a hand that never rests would see nothing at all.
        frame = clip.frame_unless(self._wanted_elsewhere if preview is not None else self._over, index)
        if frame is not None:
            self._tell("ready", frame)

    def _wanted_elsewhere(self) -> bool:
        return self._closed or self._wishes.waiting

    def _over(self) -> bool:
        return self._closed

    def _tell(self, signal: str, value: object) -> None:
        emit_safely(self._told, signal, value)

    def _pass_on(self, signal: str, value: object) -> None:
        if not self._closed:
            getattr(self, signal).emit(value)


def _opened(clip: Clip) -> Opened:
    times = np.asarray(clip.times)
    if not isinstance(clip, FilmedClip):
        return Opened(clip.info, times)
    return Opened(clip.info, times, clip.capture_fps, clip.start_s if clip.has_audio else None)
