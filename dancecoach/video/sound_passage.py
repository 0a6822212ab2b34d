"""A passage of music as it is practised: counted in, slower or faster, round and round, with or without clicks."""

import threading
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Protocol

import attrs

from dancecoach.video.sound_format import FASTEST, SLOWEST, Samples

EIGHT = 8
LEAST_S = 0.25
"""Shortest passage."""

_USUAL_BEAT_S = 0.5


class Track(Protocol):
    """Sound that can be stretched, such as `dancecoach.video.sound.SoundTrack`."""

    def stretched(self, begin_s: float, end_s: float, speed: float) -> Iterator[Samples]:
        """The sound from one moment to another in pieces, together as long as that takes at this speed.

        Raises:
            VideoError: it cannot be read any more.
        """
        ...


def _floats(values: Iterable[float]) -> tuple[float, ...]:
    return tuple(map(float, values))


@attrs.frozen
class Metronome:
    """When clicks are heard.

    Attributes:
        beats_s: moments of the music, rising.
        first_one: index of the first "1"; every eighth one from there is accented.
    """

    beats_s: tuple[float, ...] = attrs.field(default=(), converter=_floats)
    first_one: int = 0

    def beat_s(self, moment_s: float) -> float:
        """Length of the beat that begins at a moment, or of the nearest there is."""
        if len(self.beats_s) < 2:
            return _USUAL_BEAT_S
        at = min(max(bisect_right(self.beats_s, moment_s + 1e-3) - 1, 0), len(self.beats_s) - 2)
        return self.beats_s[at + 1] - self.beats_s[at]

    def between(self, begin_s: float, end_s: float) -> Iterator[tuple[float, bool]]:
        """(moment, accented) of the beats from one moment on and before another."""
        first, after = bisect_left(self.beats_s, begin_s), bisect_left(self.beats_s, end_s)
        for index in range(first, after):
            yield self.beats_s[index], (index - self.first_one) % EIGHT == 0


def _in_range(_record: object, _field: object, speed: float) -> None:
    if not SLOWEST <= speed <= FASTEST:
        raise ValueError(f"speed must be {SLOWEST} to {FASTEST}, not {speed}")


@attrs.frozen
class Heard:
    """What is heard at a moment.

    Attributes:
        media_s: moment of the music, seconds since the first picture; before the passage while it is counted in.
        count: the beat that is being counted in, 1 to 8; None in the music.
        lap: how often the passage has been heard to its end.
        over: whether it has come to its end.
        speed: seconds of the music per second.
        resting: whether it is the pause after a lap, before the next is counted in.
    """

    media_s: float
    count: int | None = None
    lap: int = 0
    over: bool = False
    speed: float = 1.0
    resting: bool = False

    @property
    def danced(self) -> bool:
        """Whether there is anything to dance to: music that is neither counted in nor over."""
        return self.count is None and not self.resting and not self.over


@attrs.frozen
class Passage:
    """What is to be heard.

    Attributes:
        begin_s: first moment of the music, seconds since the first picture.
        end_s: last moment; at least `LEAST_S` later.
        speed: seconds of the music per second, to begin with; the pitch stays.
        loop: whether it goes round and round, without a gap.
        count_in: beats that are counted before it, once; 4 are "5, 6, 7, 8".
        metronome: the beats of the music.
        clicks: whether they are heard over it.
        from_s: where the first lap begins, as after a pause in the middle; None at ``begin_s``.
        rest: beats between two laps, before the next one is counted in; 0 for laps without a gap.
        edges_s: moments at which another speed may begin, besides the beginning of a lap; rising.
        music: whether the music is heard; else only what is counted and clicked.
    """

    begin_s: float
    end_s: float = attrs.field()
    speed: float = attrs.field(default=1.0, validator=_in_range)
    loop: bool = False
    count_in: int = attrs.field(default=0, validator=[attrs.validators.ge(0), attrs.validators.le(EIGHT)])
    metronome: Metronome = attrs.field(factory=Metronome)
    clicks: bool = False
    from_s: float | None = attrs.field(default=None)
    rest: int = attrs.field(default=0, validator=attrs.validators.ge(0))
    edges_s: tuple[float, ...] = attrs.field(default=(), converter=_floats)
    music: bool = True

    @end_s.validator
    def _long_enough(self, _field: object, value: float) -> None:
        if value < self.begin_s + LEAST_S:
            raise ValueError(f"a passage from {self.begin_s} s to {value} s is shorter than {LEAST_S} s")

    @from_s.validator
    def _inside(self, _field: object, value: float | None) -> None:
        if value is not None and not self.begin_s <= value < self.end_s:
            raise ValueError(f"a passage from {self.begin_s} s to {self.end_s} s cannot start at {value} s")

    @property
    def start_s(self) -> float:
        """First moment that is heard."""
        return self.begin_s if self.from_s is None else self.from_s

    @property
    def beat_s(self) -> float:
        """Length of the beats that are counted before it, in seconds of the music."""
        return self.metronome.beat_s(self.start_s)

    @property
    def opening(self) -> Heard:
        """What is heard first."""
        if not self.count_in:
            return Heard(self.start_s, speed=self.speed)
        first = EIGHT - self.count_in + 1
        return Heard(self.start_s - self.count_in * self.beat_s, first, speed=self.speed)


class Pace:
    """How fast a passage goes on: told by whoever listens, asked by whoever reads. Any thread.

    Args:
        speed: seconds of the music per second, to begin with.
    """

    def __init__(self, speed: float = 1.0) -> None:
        self._lock = threading.Lock()
        self._speed, self._decided, self._over = speed, 0, False

    @property
    def speed(self) -> float:
        """What is wished now."""
        return self._speed

    @property
    def over(self) -> bool:
        """Whether no further lap is wished."""
        return self._over

    def change(self, speed: float) -> None:
        """Wish another speed: from the next edge or lap on."""
        with self._lock:
            self._speed = speed

    def decide(self, lap: int, speed: float | None) -> None:
        """Say how a lap goes, which a rest is waiting for; None for no more laps."""
        with self._lock:
            self._decided = max(self._decided, lap)
            self._over = self._over or speed is None
            self._speed = self._speed if speed is None else speed

    def knows(self, lap: int) -> bool:
        """Whether it has been said how a lap goes."""
        return self._decided >= lap
