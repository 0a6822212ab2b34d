"""The truth of the Review page: which clip, where in it, how fast, what was found. Widgets only draw it.

What was found stands in `FoundModel`; here is where in the clip the person is, how it plays and how moments are told.
"""

import time
from bisect import bisect_left
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from dancecoach.gui.review.found_model import FoundModel
from dancecoach.gui.review.player.playback import MAX_SPEED, MIN_SPEED, Playback, index_at, next_speed
from dancecoach.gui.review.states import LEAST_STRETCH_S, AnalysisState, ClipState, Findings, Loop
from dancecoach.gui.review.timeline.reckoning import Reckoning, usual_rate
from dancecoach.gui.widgets.time_axis import TimeAxis
from dancecoach.video.capture import slowed_by
from dancecoach.video.frame import ClipInfo

__all__ = ["AnalysisState", "ClipState", "Findings", "Loop", "ReviewModel"]


class ReviewModel(FoundModel):
    """One clip under review.

    Attributes:
        file_fps: frames per second at which the file plays, 0 for a single frame.

    Signals:
        playhead_changed: the frame index the person is at.
        playing_changed: playing began or stopped.
        playback_changed: playing began anew from somewhere, at some speed (a `Playback`), or stopped (None).
        speed_changed: the speed, as a share of the real action.
        loop_changed: A or B moved.
        reckoning_changed: moments are told in another way: another origin, or another rate of the camera.
        stretch_changed: another stretch of time is shown in the time line and the curves.
    """

    playhead_changed = Signal(int)
    playing_changed = Signal(bool)
    playback_changed = Signal(object)
    speed_changed = Signal(float)
    loop_changed = Signal()
    reckoning_changed = Signal()
    stretch_changed = Signal()

    def __init__(self, clock: Callable[[], float] = time.perf_counter, parent: QObject | None = None) -> None:
        self._clock = clock
        self._speed = 1.0
        super().__init__(parent)

    def _reset(self, path: Path | None) -> None:
        super()._reset(path)
        self._playhead = 0
        self._playback: Playback | None = None
        self._loop = Loop()
        self._stretch_s: tuple[float, float] | None = None
        self.file_fps = 0.0
        self._reckoning = Reckoning()
        self._capture_fps: float | None = None
        self._known_fps: float | None = None

    # The clip

    def begin(self, path: Path | None) -> None:
        """A clip is being opened (None: none is on show any more); everything about the last one is forgotten."""
        was_playing = self.playing
        self._reset(path)
        if was_playing:
            self.playback_changed.emit(None)
            self.playing_changed.emit(False)
        self.clip_opened.emit()
        self.loop_changed.emit()
        self.reckoning_changed.emit()
        self.found_changed.emit()
        self.findings_changed.emit()
        self.state_changed.emit()

    def opened(self, info: ClipInfo, times: NDArray[np.floating], capture_fps: float | None = None) -> None:
        """The clip can be played; it begins at the speed of its file.

        Args:
            info: its facts.
            times: (T,) seconds of each frame, increasing.
            capture_fps: frames per second at which the camera filmed, where the file says so.
        """
        self.info, self.times = info, [float(t) for t in times]
        self.file_fps = usual_rate(self.times)
        self._known_fps = self._capture_fps = capture_fps
        self.clip_state = ClipState.READY
        self._reckon()
        self.set_speed(1 / self.slowed)
        self.clip_opened.emit()
        self.state_changed.emit()
        self.playhead_changed.emit(0)

    # Which stretch of time is shown

    @property
    def stretch_s(self) -> tuple[float, float]:
        """From when until when time line and curves reach, seconds; the whole clip until the person looks closer."""
        return self._stretch_s or (0.0, self.end_s)

    def show_stretch(self, begin_s: float, end_s: float) -> None:
        """Show a stretch of time, moved into the clip; one as long as the clip is the clip."""
        length = max(end_s - begin_s, min(LEAST_STRETCH_S, self.end_s))
        begin_s = min(max(0.0, begin_s), max(0.0, self.end_s - length))
        stretch = None if length >= self.end_s else (begin_s, begin_s + length)
        if stretch != self._stretch_s:
            self._stretch_s = stretch
            self.stretch_changed.emit()

    def zoom_time(self, factor: float, about_s: float | None = None) -> None:
        """Look closer (a factor above 1) or from farther, a moment staying where it is (the playhead by default)."""
        if not self.ready:
            return
        begin, end = self.stretch_s
        about = self.times[self._playhead] if about_s is None else about_s
        about = min(max(about, begin), end)
        self.show_stretch(about - (about - begin) / factor, about + (end - about) / factor)

    def axis(self, width: float) -> TimeAxis:
        """The scale of time across a widget of the time line or the curves."""
        begin, end = self.stretch_s
        return self._reckoning.axis(end, width, begin)

    def _keep_in_sight(self) -> None:
        """Turn over to where the playhead is, when it has left what is shown."""
        if self._stretch_s is None:
            return
        begin, end = self._stretch_s
        now = self.times[self._playhead]
        if not begin <= now <= end:
            length = end - begin
            self.show_stretch(now - 0.1 * length, now + 0.9 * length)

    # How moments are told

    @property
    def capture_fps(self) -> float | None:
        """Frames per second at which the camera filmed; None where nobody said."""
        return self._capture_fps

    @property
    def typed_fps(self) -> float | None:
        """The same, where a person said it and not the file."""
        return None if self._capture_fps == self._known_fps else self._capture_fps

    @property
    def slowed(self) -> float:
        """Seconds of the file that one real second became: 8 where 240 frames a second play at 30."""
        return self._reckoning.slowed

    def set_capture_fps(self, fps: float | None) -> None:
        """Tell at which rate the camera filmed; None: as the file says. The file goes on as fast as it went."""
        fps = fps or self._known_fps
        if fps == self._capture_fps:
            return
        before, self._capture_fps = self.slowed, fps
        self._reckon(self.origin)
        if self.slowed != before:
            self.set_speed(self._speed * before / self.slowed)
            self._restart()

    @property
    def origin(self) -> int | None:
        """The frame that counts as 0; None where counting begins with the clip."""
        return self._reckoning.origin

    def set_origin(self, index: int | None) -> None:
        """Count frames and time from a frame; None: from the clip's beginning."""
        index = None if index is None or not self.ready else min(max(0, index), self.last)
        if index != self.origin:
            self._reckon(index)

    @property
    def reckoning(self) -> Reckoning:
        """How moments of this clip are told."""
        return self._reckoning

    def _reckon(self, origin: int | None = None) -> None:
        origin_s = 0.0 if origin is None else self.times[origin]
        self._reckoning = Reckoning(origin, origin_s, slowed_by(self._capture_fps, self.file_fps))
        self.reckoning_changed.emit()

    # Where we are

    @property
    def playhead(self) -> int:
        """The frame index the person is at."""
        return self._playhead

    def seek(self, index: int) -> None:
        """Go to a frame (the nearest there is); playing goes on from there."""
        if not self.ready:
            return
        self._move(index)
        self._restart()

    def seek_time(self, time_s: float) -> None:
        """Go to the frame on show at a time."""
        if self.ready:
            self.seek(index_at(self.times, time_s))

    def step(self, frames: int) -> bool:
        """Go a few frames on (or back, if negative) and stay there; whether there were any."""
        before = self._playhead
        self.pause()
        self.seek(before + frames)
        return self._playhead != before

    def step_to_boundary(self, direction: int) -> None:
        """Go to the next (+1) or previous (-1) place where something changes, and stay there."""
        self.pause()
        places = self.boundaries()
        if direction > 0:
            later = [p for p in places if p > self._playhead]
            self.seek(later[0] if later else self.last)
        else:
            at = bisect_left(places, self._playhead)
            self.seek(places[at - 1] if at else 0)

    def boundaries(self) -> list[int]:
        """Frames where something changes: the ends, the loop's ends, the phases, the person coming and going."""
        places = {0, self.last}
        places.update(p for p in (self._loop.a, self._loop.b) if p is not None)
        if self.corrected is not None:
            places.update(start for start, _phase in self.corrected.starts.items())
        else:
            places.update(segment.start_frame for segment in self.segments)
        if self.findings is not None:
            places.update((np.flatnonzero(np.diff(self.findings.analysis.track.found)) + 1).tolist())
        return sorted(places)

    def _move(self, index: int) -> None:
        index = min(max(0, index), self.last)
        if index != self._playhead:
            self._playhead = index
            self._keep_in_sight()
            self.playhead_changed.emit(index)

    # Playing

    @property
    def playing(self) -> bool:
        """Whether the clip plays."""
        return self._playback is not None

    @property
    def backwards(self) -> bool:
        """Whether it plays backwards."""
        return self._playback is not None and self._playback.rate < 0

    @property
    def speed(self) -> float:
        """How fast it plays, as a share of the real action."""
        return self._speed

    def set_speed(self, speed: float) -> None:
        """Choose the speed; values beyond 0.05 to 2 become the nearest of these, that of the file stays possible."""
        own = 1 / self.slowed
        speed = min(max(speed, min(MIN_SPEED, own)), max(MAX_SPEED, own))
        if speed == self._speed:
            return
        self._speed = speed
        self._restart()
        self.speed_changed.emit(speed)

    def change_speed(self, direction: int) -> None:
        """One notch faster (+1) or slower (-1)."""
        self.set_speed(next_speed(self._speed, direction))

    def play(self, direction: int = 1) -> None:
        """Play on (+1) or backwards (-1); from the other end where there is nothing left to play."""
        if not self.ready or self.last == 0:
            return
        begin, end = self._stretch()
        if direction > 0 and self._playhead >= end:
            self._move(begin)
        elif direction < 0 and self._playhead <= begin:
            self._move(end)
        was_playing = self.playing
        self._start(direction)
        if not was_playing:
            self.playing_changed.emit(True)

    def pause(self) -> None:
        """Stay at the frame on show."""
        if self._playback is not None:
            self._playback = None
            self.playback_changed.emit(None)
            self.playing_changed.emit(False)

    def toggle(self) -> None:
        """Play, or pause."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def shuttle(self, direction: int) -> None:
        """J and L: play that way; once more, faster."""
        if self.playing and self.backwards == (direction < 0):
            self.change_speed(1)
        else:
            self.play(direction)

    def tick(self) -> None:
        """Move the playhead to where the clock says; called often while playing."""
        playback = self._playback
        if playback is None:
            return
        now = self._clock()
        if playback.over(now):
            begin, end = self._stretch()
            self._move(end if playback.rate > 0 else begin)
            self.pause()
            return
        self._move(index_at(self.times, playback.at(now)))

    def _stretch(self) -> tuple[int, int]:
        """First and last frame to play."""
        a, b = self._loop.a, self._loop.b
        return (a, b) if a is not None and b is not None else (0, self.last)

    def _restart(self) -> None:
        """Play on from here, where the clip plays."""
        if self._playback is not None:
            self._start(-1 if self._playback.rate < 0 else 1)

    def _start(self, direction: int) -> None:
        rate = direction * self._speed * self.slowed
        begin, end = self._stretch()
        if not begin <= self._playhead <= end:
            begin, end = 0, self.last  # the person went out of the loop: play on from there
        end_s = self.times[end + 1] if end < self.last else self.end_s
        at = self.times[self._playhead]
        if rate < 0:  # begin at the end of this frame's display, so that it is shown for its time
            at = self.times[self._playhead + 1] - 1e-9 if self._playhead < self.last else end_s
        looped = self._loop.closed and (begin, end) == (self._loop.a, self._loop.b)
        self._playback = Playback(at, self._clock(), rate, self.times[begin], end_s, looped)
        self.playback_changed.emit(self._playback)

    # The loop

    @property
    def loop(self) -> Loop:
        """Where A and B are."""
        return self._loop

    def set_loop(self, loop: Loop) -> None:
        """Move A and B; an end on the wrong side of the one just set gives way."""
        a, b = loop.a, loop.b
        if a is not None and b is not None and a >= b:
            loop = Loop(a=a) if a != self._loop.a else Loop(b=b)
        if loop == self._loop:
            return
        self._loop = loop
        self._restart()
        self.loop_changed.emit()
