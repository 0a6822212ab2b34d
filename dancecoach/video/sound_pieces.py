"""A passage of music piece by piece: counted in, lap after lap, at another speed from an edge on, with clicks."""

from collections.abc import Generator, Iterator
from functools import cache

import attrs
import numpy as np

from dancecoach.video.sound_format import CHANNELS, RATE, Samples
from dancecoach.video.sound_passage import EIGHT, Pace, Passage, Track

MOST_RESTS = 4
"""A rest that waits for a decision is as long as so many, then it goes on as before."""

_FADE = RATE // 200
_PIECE = RATE // 20
#: Hertz of a click, of the "1" and of the others, its length and how loud it is.
_ACCENT_HZ, _CLICK_HZ = 1_760.0, 1_175.0
_CLICK_S, _LOUD = 0.06, 0.5

_NOTHING = np.zeros((0, CHANNELS), np.float32)


@attrs.frozen(eq=False)
class Piece:
    """Some samples and what they are.

    Attributes:
        samples: (n, 2).
        media_s: moment of the music at the first of them; before the passage while it is counted in.
        speed: seconds of the music per second.
        count: the beat that is being counted, up to 8; None in the music.
        lap: how often the passage has been heard to its end.
        resting: whether it is the pause after a lap; the moment stands still then.
    """

    samples: Samples
    media_s: float
    speed: float
    count: int | None = None
    lap: int = 0
    resting: bool = False

    @property
    def passing(self) -> float:
        """Seconds by which the moment goes on in a second."""
        return 0.0 if self.resting else self.speed


def pieces_of(passage: Passage, track: Track, pace: Pace | None = None) -> Iterator[Piece]:
    """All that is to be heard, in order; without end for a loop.

    Another speed that is wished begins at the next edge of the passage that has not been read, or with the next lap;
    the music flows on. After a rest the next lap is counted in at its own speed.

    Args:
        passage: what.
        track: the music.
        pace: who may wish another speed, and says after each rest how it goes on.

    Raises:
        VideoError: the music cannot be read any more.
    """
    pace = Pace(passage.speed) if pace is None else pace
    yield from _counted_in(passage, passage.start_s, pace.speed, 0)
    for piece in _music(passage, track if passage.music else _Mute(), pace):
        clicked = passage.clicks and piece.count is None and not piece.resting
        yield _with_clicks(piece, passage) if clicked else piece


class _Mute:
    """The track that is not to be heard."""

    def stretched(self, begin_s: float, end_s: float, speed: float) -> Iterator[Samples]:
        left = round((end_s - begin_s) / speed * RATE)
        for first in range(0, left, _PIECE):
            yield np.zeros((min(_PIECE, left - first), CHANNELS), np.float32)


def _counted_in(passage: Passage, start_s: float, speed: float, lap: int) -> Iterator[Piece]:
    beat = passage.metronome.beat_s(start_s)
    length = round(beat / speed * RATE)
    for index in range(passage.count_in):
        left = (passage.count_in - index) * beat
        samples = np.zeros((length, CHANNELS), np.float32)
        _add(samples, _click(index == 0), 0)
        yield Piece(samples, start_s - left, speed, EIGHT - passage.count_in + index + 1, lap)


def _music(passage: Passage, track: Track, pace: Pace) -> Iterator[Piece]:
    """Lap after lap: the end of one is blended with the beginning of the next, so that nothing clicks."""
    tail, lap, at_s = _NOTHING, 0, passage.start_s
    while True:
        at_s, tail = yield from _evenly(passage, track, pace, (at_s, tail, lap))
        if at_s < passage.end_s:
            continue  # at another speed from here on
        if not passage.loop:
            return
        lap, at_s = lap + 1, passage.begin_s
        if passage.rest:
            yield from _rest(passage, pace, lap, tail)
            if pace.over:
                return
            yield from _counted_in(passage, passage.begin_s, pace.speed, lap)
            tail = _NOTHING


def _evenly(
    passage: Passage, track: Track, pace: Pace, since: tuple[float, Samples, int]
) -> Generator[Piece, None, tuple[float, Samples]]:
    """At one speed to the end of the lap, or to an edge from which on another is wished.

    Args:
        passage: what.
        track: the music.
        pace: what is wished.
        since: the moment it begins at, the sound to blend it with, the lap.

    Returns:
        The moment it came to, and the sound that goes on beyond it for a blink.
    """
    (begin_s, tail, lap), speed = since, pace.speed
    stop_s, after, at = passage.end_s, [_NOTHING], 0

    def index(moment_s: float) -> int:
        return round((moment_s - begin_s) / speed * RATE)

    edges = [edge for edge in passage.edges_s if begin_s < edge < passage.end_s]
    length = index(stop_s)
    for read in track.stretched(begin_s, passage.end_s + _FADE / RATE * speed, speed):
        fresh = _blended(tail[at:], read) if at < len(tail) else read
        if pace.speed != speed and stop_s == passage.end_s:
            stop_s = next((edge for edge in edges if at <= index(edge) < at + len(fresh)), stop_s)
            length = index(stop_s)
        if at < length:
            yield Piece(fresh[: length - at], begin_s + at / RATE * speed, speed, lap=lap)
        after.append(fresh[max(0, length - at) :])
        at += len(fresh)
        if at >= length + _FADE:
            break
    return stop_s, np.concatenate(after)[:_FADE]


def _rest(passage: Passage, pace: Pace, lap: int, tail: Samples) -> Iterator[Piece]:
    """Silence for some beats, and for more of them while nobody has decided how it goes on."""
    beat, speed = passage.metronome.beat_s(passage.begin_s), pace.speed
    before_s = passage.begin_s - passage.count_in * beat
    for number in range(MOST_RESTS * passage.rest):
        if number >= passage.rest and pace.knows(lap):
            return
        samples = np.zeros((round(beat / speed * RATE), CHANNELS), np.float32)
        if number == 0 and len(tail):
            _add(samples, tail * np.linspace(1, 0, len(tail), dtype=np.float32)[:, None], 0)
        yield Piece(samples, before_s, speed, lap=lap, resting=True)


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
