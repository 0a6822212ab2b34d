"""A passage of music as it is practised: counted in, slower or faster, round and round, with or without clicks."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Protocol

import attrs
import numpy as np

from dancecoach.video.sound_format import CHANNELS, FASTEST, RATE, SLOWEST, Samples

EIGHT = 8
LEAST_S = 0.25
"""Shortest passage."""

_FADE = RATE // 200
_USUAL_BEAT_S = 0.5
#: Hertz of a click, of the "1" and of the others, its length and how loud it is.
_ACCENT_HZ, _CLICK_HZ = 1_760.0, 1_175.0
_CLICK_S, _LOUD = 0.06, 0.5


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
    """

    media_s: float
    count: int | None = None
    lap: int = 0
    over: bool = False


@attrs.frozen
class Passage:
    """What is to be heard.

    Attributes:
        begin_s: first moment of the music, seconds since the first picture.
        end_s: last moment; at least `LEAST_S` later.
        speed: seconds of the music per second; the pitch stays.
        loop: whether it goes round and round, without a gap.
        count_in: beats that are counted before it, once; 4 are "5, 6, 7, 8".
        metronome: the beats of the music.
        clicks: whether they are heard over it.
        from_s: where the first lap begins, as after a pause in the middle; None at ``begin_s``.
    """

    begin_s: float
    end_s: float = attrs.field()
    speed: float = attrs.field(default=1.0, validator=_in_range)
    loop: bool = False
    count_in: int = attrs.field(default=0, validator=[attrs.validators.ge(0), attrs.validators.le(EIGHT)])
    metronome: Metronome = attrs.field(factory=Metronome)
    clicks: bool = False
    from_s: float | None = attrs.field(default=None)

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
            return Heard(self.start_s)
        return Heard(self.start_s - self.count_in * self.beat_s, EIGHT - self.count_in + 1)


@attrs.frozen(eq=False)
class Piece:
    """Some samples and what they are.

    Attributes:
        samples: (n, 2).
        media_s: moment of the music at the first of them; before the passage while it is counted in.
        speed: seconds of the music per second.
        count: the beat that is being counted, up to 8; None in the music.
        lap: how often the passage has been heard to its end.
    """

    samples: Samples
    media_s: float
    speed: float
    count: int | None = None
    lap: int = 0


def pieces_of(passage: Passage, track: Track) -> Iterator[Piece]:
    """All that is to be heard, in order; without end for a loop.

    Raises:
        VideoError: the music cannot be read any more.
    """
    yield from _counted_in(passage)
    for piece in _music(passage, track):
        yield _with_clicks(piece, passage) if passage.clicks else piece


def _counted_in(passage: Passage) -> Iterator[Piece]:
    beat = passage.beat_s
    length = round(beat / passage.speed * RATE)
    for index in range(passage.count_in):
        left = (passage.count_in - index) * beat
        samples = np.zeros((length, CHANNELS), np.float32)
        _add(samples, _click(index == 0), 0)
        yield Piece(samples, passage.start_s - left, passage.speed, EIGHT - passage.count_in + index + 1)


def _music(passage: Passage, track: Track) -> Iterator[Piece]:
    """Round and round: the end of a lap is blended with the beginning of the next, so that nothing clicks."""
    beyond = _FADE / RATE * passage.speed if passage.loop else 0.0
    tail, lap, begin_s = np.zeros((0, CHANNELS), np.float32), 0, passage.start_s
    while True:
        at, after = 0, []
        length = round((passage.end_s - begin_s) / passage.speed * RATE)
        for read in track.stretched(begin_s, passage.end_s + beyond, passage.speed):
            fresh = _blended(tail[at:], read) if at < len(tail) else read
            if at < length:
                yield Piece(fresh[: length - at], begin_s + at / RATE * passage.speed, passage.speed, lap=lap)
            after.append(fresh[max(0, length - at) :])
            at += len(fresh)
        if not passage.loop:
            return
        tail, lap, begin_s = np.concatenate(after), lap + 1, passage.begin_s


def _blended(old: Samples, new: Samples) -> Samples:
    """The new sound faded in where the old one fades out."""
    out = new.copy()
    count = min(len(old), len(out))
    share = (np.arange(_FADE - len(old), _FADE - len(old) + count, dtype=np.float32) / _FADE)[:, None]
    out[:count] = (1 - share) * old[:count] + share * out[:count]
    return out


def _with_clicks(piece: Piece, passage: Passage) -> Piece:
    out = piece.samples.copy()
    end = piece.media_s + len(out) / RATE * piece.speed
    # A click that began in the piece before goes on in this one, but not from before the passage.
    since = max(
        piece.media_s - _CLICK_S * piece.speed, passage.start_s - 1e-3 if piece.lap == 0 else passage.begin_s - 1e-3
    )
    for moment, accented in passage.metronome.between(since, end):
        _add(out, _click(accented), round((moment - piece.media_s) / piece.speed * RATE))
    return attrs.evolve(piece, samples=np.clip(out, -1.0, 1.0))


def _add(samples: Samples, sound: Samples, at: int) -> None:
    """Lay a sound over samples, as much of it as falls on them; ``at`` may lie before them."""
    first, skipped = max(0, at), max(0, -at)
    part = sound[skipped : skipped + max(0, len(samples) - first)]
    samples[first : first + len(part)] += part


@cache
def _click(accented: bool) -> Samples:
    at = np.arange(round(_CLICK_S * RATE)) / RATE
    hertz = _ACCENT_HZ if accented else _CLICK_HZ
    wave = _LOUD * np.sin(2 * np.pi * hertz * at) * np.exp(-at / 0.014) * np.minimum(1.0, at / 0.0008)
    return np.repeat(wave[:, None], CHANNELS, axis=1).astype(np.float32)
