"""Shows the past: pictures a chosen time late, at the camera's own times, or one that stands still.

::

    camera thread ──> ring ──> replay thread ──> on_result
                                    ^ show_now, show_late, stand, step: any thread

A picture is read while the one before it is on show, and handed on at its time. Where reading is slower than the
camera, pictures are passed over; the delay stays what was asked for.

A change of the delay takes effect at once: the ring holds the last minute whatever is shown, so that a longer delay
jumps back and a shorter one jumps ahead. Where the ring does not reach that far back yet, its oldest picture stands
until its time has come; where it is too short for the delay because the pictures are large, they are shown as late as
they are kept.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from itertools import pairwise, zip_longest

import attrs

from dancecoach.errors import DancecoachError
from dancecoach.pipeline.live.between import REACH_S, findings_of
from dancecoach.pipeline.live.records import (
    LONGEST_DELAY_S,
    SHORTEST_DELAY_S,
    Findings,
    Kept,
    Late,
    LiveResult,
)
from dancecoach.pipeline.live.ring import LiveRing

_log = logging.getLogger(__name__)

#: How much of what came before is told after a jump: a board that says what goes on needs it, seconds.
TRAIL_S = 3.0
#: A picture that came so much later than the camera's times say, seconds, was held up before it came.
_HELD_UP_S = 0.1
#: How long the last of the pictures that are shown again stands before the first, seconds.
_BEFORE_AGAIN_S = 0.7
#: How soon it is seen that the next picture has arrived, seconds.
_LOOK_S = 0.01
#: How soon it is seen that a picture that waits for its time leaves the ring, seconds.
_WATCH_S = 0.01


@attrs.frozen(eq=False)
class _Wish:
    """What is to be shown: nothing of the past, pictures ``delay_s`` late, or one picture.

    Attributes:
        delay_s: above 0 for late pictures.
        picture: the one to stand still.
        stopped_s: time of the picture at which it was stopped.
        again: pictures to show again and again.
        speed: of those, as a part of the real speed.
    """

    delay_s: float = 0.0
    picture: Kept | None = None
    stopped_s: float = 0.0
    again: tuple[Kept, ...] = ()
    speed: float = 1.0

    @property
    def past(self) -> bool:
        """Whether anything of the past is to be shown."""
        return self.delay_s > 0 or self.stands

    @property
    def stands(self) -> bool:
        """Whether time stands still: at one picture, or at a few that are shown again and again."""
        return self.picture is not None or bool(self.again)


class Replay:
    """Body of the replay thread, and what the others tell it. Its methods return at once; any thread.

    Args:
        ring: the last minute.
        on_result: takes each picture with its people; called in the replay thread.
        clock: seconds, monotonic: that of `CapturedFrame.captured_at`.
    """

    def __init__(
        self,
        ring: LiveRing,
        on_result: Callable[[LiveResult], None],
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._ring = ring
        self._on_result = on_result
        self._clock = clock
        self._changed = threading.Condition()
        self._wish = _Wish()
        self._closed = False
        self._last_number: int | None = None
        self._again_at: Kept | None = None
        self._passed_over = 0

    # What is to be shown

    @property
    def showing(self) -> bool:
        """Whether pictures of the past are shown rather than the newest."""
        return self._wish.past

    @property
    def passed_over(self) -> int:
        """Pictures whose time was over before they could be read."""
        return self._passed_over

    def show_now(self) -> None:
        """Show nothing of the past."""
        self._want(_Wish())

    def show_late(self, delay_s: float) -> None:
        """Show the pictures so many seconds late, `SHORTEST_DELAY_S` to `LONGEST_DELAY_S`."""
        self._want(_Wish(delay_s=min(max(delay_s, SHORTEST_DELAY_S), LONGEST_DELAY_S)))

    def stand(self, time_s: float) -> None:
        """Stop at the picture of that time (the one before it where there is none), and hold what lies around it."""
        picture = self._ring.pictures.at(time_s)
        if picture is not None:
            if self._wish.picture is None:
                self._ring.pictures.hold(picture.number)
            self._want(_Wish(picture=picture, stopped_s=picture.time_s))

    def show_again(self, pictures: Sequence[Kept], speed: float, origin_s: float) -> None:
        """Show some pictures again and again, at a part of the real speed; `step` stops at the one on show.

        Args:
            pictures: in order of time; they need not be in the ring any more.
            speed: above 0.
            origin_s: the moment from which `Late.moved_s` counts.
        """
        if pictures:
            self._want(_Wish(stopped_s=origin_s, again=tuple(pictures), speed=speed))

    def step(self, pictures: int) -> None:
        """Go so many pictures on (or back, negative) from the one that stands; nothing where none stands."""
        with self._changed:
            wish = self._wish
            if wish.again:
                self._wish = attrs.evolve(wish, picture=self._within(wish, pictures))
                self._changed.notify_all()
            elif wish.picture is not None:
                to = self._ring.pictures.steps_from(wish.picture.number, pictures)
                self._wish = attrs.evolve(wish, picture=to or wish.picture)
                self._changed.notify_all()

    def close(self) -> None:
        """End the thread. Calling it twice does no harm."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def _want(self, wish: _Wish) -> None:
        with self._changed:
            self._wish = wish
            self._changed.notify_all()
        if wish.picture is None:
            self._ring.pictures.release()

    # The thread

    def run(self) -> None:
        """Show what is wanted until it is closed."""
        while not self._closed:
            wish = self._wish
            try:
                if wish.delay_s > 0:
                    self._play(wish)
                elif wish.picture is not None:
                    self._show(wish, wish.picture)
                    self._rest(wish)
                elif wish.again:
                    self._play_again(wish)
                else:
                    self._last_number = None
                    self._rest(wish)
            except DancecoachError as error:
                _log.warning("a picture of the past could not be shown: %s", error)
                self._rest_after_failure(wish)
            except Exception:  # the thread's outermost edge: the next picture may do better
                _log.exception("a picture of the past could not be shown")
                self._rest_after_failure(wish)

    def _play(self, wish: _Wish) -> None:
        """Show picture after picture until something else is wanted; the first at once."""
        pictures = self._ring.pictures
        self._last_number, last = None, None
        while self._stands(wish):
            due = pictures.captured_by(self._clock() - wish.delay_s)
            following = due if last is None else pictures.after(last)
            if due is None or following is None:
                self._rest(wish, _LOOK_S)
                continue
            if due.number > following.number:  # its time is over too
                self._passed_over += due.number - following.number
                following = due
            self._show(wish, following)
            last = following.number

    def _play_again(self, wish: _Wish) -> None:
        """Show them once; the last one stands for a moment."""
        self._last_number = None
        for picture, following in zip_longest(wish.again, wish.again[1:]):
            began = self._clock()
            self._show(wish, picture)
            self._again_at = picture
            step_s = _BEFORE_AGAIN_S if following is None else (following.time_s - picture.time_s) / wish.speed
            self._rest(wish, max(0.0, step_s - (self._clock() - began)))
            if not self._stands(wish):
                return

    def _within(self, wish: _Wish, pictures: int) -> Kept:
        """The picture so many steps from the one on show, among those that are shown again."""
        on_show = wish.picture or self._again_at
        numbers = [picture.number for picture in wish.again]
        place = numbers.index(on_show.number) if on_show is not None and on_show.number in numbers else 0
        return wish.again[min(max(place + pictures, 0), len(numbers) - 1)]

    def _show(self, wish: _Wish, picture: Kept) -> None:
        """Read a picture, wait for its time, and hand it on unless something else is wanted by then."""
        last = self._last_number
        result = self._result_of(wish, picture, jumped=last is None or picture.number != last + 1)
        if wish.delay_s > 0 and last is not None:
            self._wait_for_its_time(wish, picture)
        if self._stands(wish):
            self._last_number = picture.number
            self._on_result(attrs.evolve(result, ready_at=self._clock()))

    def _wait_for_its_time(self, wish: _Wish, picture: Kept) -> None:
        """Where the ring is too short for the delay, a picture's time has come when it is about to leave it."""
        while self._stands(wish) and (wait_s := self._due_at(wish, picture) - self._clock()) > 0:
            oldest = self._ring.pictures.oldest
            if oldest is not None and oldest.number >= picture.number:
                return
            self._rest(wish, min(wait_s, _WATCH_S))

    def _due_at(self, wish: _Wish, picture: Kept) -> float:
        """By the smooth line of the camera's times, unless this one came clearly later than it should have."""
        smooth = picture.time_s + self._ring.offset_s
        return wish.delay_s + (smooth if picture.captured_at - smooth < _HELD_UP_S else picture.captured_at)

    def _result_of(self, wish: _Wish, picture: Kept, *, jumped: bool) -> LiveResult:
        pictures, time_s = self._ring.pictures, picture.time_s
        frame = picture.frame()
        looked = picture.note is not None and picture.note.poses is not None
        around = () if looked else pictures.between(time_s - REACH_S, time_s + REACH_S)
        found: Findings = findings_of(picture, around)
        standing = wish.stands
        late = Late(
            wish.delay_s,
            standing,
            jumped,
            self._due_at(wish, picture),
            time_s - wish.stopped_s if standing else 0.0,
            self._trail(picture) if jumped else (),
        )
        return LiveResult(
            frame,
            found.poses or (),
            found.raw_poses,
            picture.captured_at,
            self._clock(),
            skeleton=found.skeleton,
            phase=found.phase,
            style=found.style,
            late=late,
        )

    def _trail(self, picture: Kept) -> tuple[Kept, ...]:
        """All of the last moment, and of what was before that the pictures at which the phase changed."""
        before = self._ring.pictures.between(float("-inf"), picture.time_s)[:-1]
        near = next((i for i, kept in enumerate(before) if kept.time_s >= picture.time_s - TRAIL_S), len(before))
        far = [p for a, b in pairwise(before[: near + 1]) if _phase(a) != _phase(b) for p in (a, b)]
        return (*far, *before[near:])

    def _stands(self, wish: _Wish) -> bool:
        return self._wish is wish and not self._closed

    def _rest_after_failure(self, wish: _Wish) -> None:
        """One that stands would fail again; of those that play, another one is next."""
        self._rest(wish, _LOOK_S if wish.delay_s > 0 else None)

    def _rest(self, wish: _Wish, seconds: float | None = None) -> None:
        """Wait until something else is wanted, or for so long."""
        with self._changed:
            self._changed.wait_for(lambda: not self._stands(wish), seconds)


def _phase(kept: Kept) -> str | None:
    return None if kept.note is None or kept.note.phase is None else kept.note.phase.phase
