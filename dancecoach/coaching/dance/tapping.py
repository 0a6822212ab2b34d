"""Counts corrected by tapping along: shifted, halved, doubled or made anew, and which beat is the "1".

Whoever taps nothing but the "1" of some eights says which beat it is, and where nothing is known the beats between.

A person taps some hundredths of a second early or late, and the music's own onsets are exact: so taps say which of the
beats that were found are meant, and only where they fit none are beats made from the taps themselves.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.coaching.dance.phrases import EIGHT, Counts

Floats = NDArray[np.float64]

LEAST_TAPS = 4
"""Fewer say no tempo."""

_SAME = 0.1
_OFF = 0.25
#: Four taps by chance are even now and then, many are not: so much may they be off, as a share of the beat. Of taps
#: at random (gaps by an exponential law) one in three of four passes, one in twenty of eight, none of sixteen; of
#: taps 30 ms off at 120 a minute 99 of 100 do, however many.
_UNEVEN, _UNEVEN_MORE, _UNEVEN_MOST = 0.06, 0.01, 0.15
#: "1"s that are tapped alone lie this far apart at least, s: an eight at 300 beats a minute.
_LEAST_EIGHT_S = 1.6


Fault = Literal["few", "uneven"]
"""Why taps say nothing."""


@attrs.frozen
class Tap:
    """One tap.

    Attributes:
        time_s: the moment of the music that was heard, s.
        is_one: whether it says "this is the 1".
    """

    time_s: float
    is_one: bool = False


@attrs.frozen
class Tapped:
    """What taps say by themselves.

    Attributes:
        tempo: beats per minute; 0 where they say none.
        tempo_off: standard error of the tempo, beats per minute.
        sure: 0 to 1, how sure the beat is: how even the taps are, and how many.
        fault: why they say nothing; None where they say which beats, or which beat is the "1".
    """

    tempo: float = 0.0
    tempo_off: float = 0.0
    sure: float = 0.0
    fault: Fault | None = None


def weighed(taps: Sequence[Tap], counts: Counts | None = None) -> Tapped:
    """What taps say, and how sure that is.

    Args:
        taps: in the order in which they were made.
        counts: what is known already: then one tap can say which beat is the "1".
    """
    times = np.unique([tap.time_s for tap in taps])
    only_ones = _only_ones(taps, times)
    enough = any(tap.is_one for tap in taps) and counts is not None and (only_ones or len(times) < LEAST_TAPS)
    if only_ones and counts is None and len(times) > 1:
        times = _filled(times)
    if enough or len(times) < LEAST_TAPS:
        return Tapped(fault=None if enough else "few")
    line = _even(times)
    if line is None:
        return Tapped(fault="uneven")
    places = np.round((times - line.first_s) / line.beat_s)
    error = line.spread / float(np.sqrt(((places - places.mean()) ** 2).sum()))
    sure = 1 - 0.5 * line.spread / _allowed(len(times)) * float(np.sqrt(LEAST_TAPS / len(times)))
    return Tapped(60.0 / line.beat_s, 60.0 / line.beat_s * error, sure)


def sure_of_one(counts: Counts, taps: Sequence[Tap]) -> float | None:
    """Share of the taps that say "this is the 1" and are one of these counts'; None without such taps."""
    ones = [tap.time_s for tap in taps if tap.is_one]
    beats = np.array(counts.beats_s)
    agree = [(_nearest(beats, time_s) - counts.first_one) % EIGHT == 0 for time_s in ones]
    return float(np.mean(agree)) if agree else None


def corrected(counts: Counts | None, taps: Sequence[Tap], end_s: float) -> Counts | None:
    """The counts as the taps mean them.

    Args:
        counts: what was found or corrected before; None where there is nothing.
        taps: in the order in which they were made; the last "1" holds.
        end_s: where the music ends: beats that are made anew go on until there.

    Returns:
        The counts as they were where the taps say nothing; None where there were none and still are.
    """
    times = np.unique([tap.time_s for tap in taps])
    known = np.array(counts.beats_s if counts is not None else ())
    if _only_ones(taps, times):
        times = times[:0] if len(known) else _filled(times)
    beat = tapped_beat(times)
    beats = known if beat is None else _meant(known, times, beat, end_s)
    if len(beats) < 2:
        return counts
    ones = [tap.time_s for tap in taps if tap.is_one]
    if ones:
        one = _nearest(beats, ones[-1]) % EIGHT
    elif counts is not None and counts.first_one < len(counts.beats_s):
        one = _nearest(beats, counts.beats_s[counts.first_one]) % EIGHT
    else:
        one = _nearest(beats, float(times[0])) % EIGHT if len(times) else 0
    return Counts(tuple(beats.tolist()), one)


def fits(counts: Counts | None, taps: Sequence[Tap]) -> bool:
    """Whether the beats are those that were tapped, once shifted, halved or doubled; else they are made anew."""
    times = np.unique([tap.time_s for tap in taps])
    beat = tapped_beat(times)
    if counts is None or len(counts.beats_s) < 2:
        return False
    if _only_ones(taps, times):
        return True
    if beat is None:
        return False
    octaves = float(np.log2(beat / _beat_near(np.array(counts.beats_s), times)))
    return abs(octaves - round(octaves)) < _SAME


def tapped_beat(times: Floats) -> float | None:
    """Length of the beat that was tapped, s, some left out or not; None where it is too few or too uneven.

    Args:
        times: (n,) rising, s.
    """
    return None if (line := _even(times)) is None else line.beat_s


@attrs.frozen
class _Line:
    """The even row through taps: the moment of one of its beats, their length, and how far taps are off in beats."""

    first_s: float
    beat_s: float
    spread: float


def _allowed(count: int) -> float:
    """How far so many taps may be off, as a share of the beat."""
    return min(_UNEVEN_MOST, _UNEVEN + _UNEVEN_MORE * count)


def _only_ones(taps: Sequence[Tap], times: Floats) -> bool:
    """Whether nothing but the "1" was tapped, once in each of some eights."""
    apart = len(times) < 2 or float(np.diff(times).min()) >= _LEAST_EIGHT_S
    return bool(taps) and apart and all(tap.is_one for tap in taps)


def _filled(ones: Floats) -> Floats:
    """The beats of the eights between "1"s; none where there is but one."""
    if len(ones) < 2:
        return ones
    beats = [np.linspace(a, b, EIGHT, endpoint=False) for a, b in pairwise(ones.tolist())]
    return np.concatenate([*beats, ones[-1:]])


def _even(times: Floats) -> _Line | None:
    if len(times) < LEAST_TAPS:
        return None
    gaps = np.diff(times)
    steps = np.maximum(1, np.round(gaps / np.median(gaps)))
    places = np.concatenate([[0.0], np.cumsum(steps)])
    length, first = np.polyfit(places, times, 1)
    off = times - (first + length * places)
    spread = float(off.std() / length) if length > 0 else np.inf
    return _Line(float(first), float(length), spread) if spread < _allowed(len(times)) else None


def _meant(beats: Floats, times: Floats, beat: float, end_s: float) -> Floats:
    """The beats found, as often and where they were tapped; an even row where they do not fit."""
    while len(beats) > 2 and _is_power(beat / _beat_near(beats, times)):
        beats = _every_second(beats, times)
    while len(beats) > 1 and _is_power(_beat_near(beats, times) / beat):
        beats = _doubled(beats)
    if len(beats) < 2 or abs(beat / _beat_near(beats, times) - 1) > _SAME:
        return _anew(times, end_s)
    nearest = np.array([beats[_nearest(beats, time)] for time in times])
    off = float(np.median(times - nearest)) / beat
    return _between(beats) if abs(off) > _OFF else beats


def _is_power(ratio: float) -> bool:
    """Whether it is about two, four, eight."""
    octaves = float(np.log2(ratio))
    return octaves > 0.5 and abs(octaves - round(octaves)) < _SAME


def _beat_near(beats: Floats, times: Floats) -> float:
    """Length of the beats found where it was tapped."""
    first, last = np.searchsorted(beats, (times[0], times[-1]))
    some = beats[max(0, int(first) - 2) : int(last) + 2]
    return float(np.median(np.diff(some if len(some) > 1 else beats)))


def _every_second(beats: Floats, times: Floats) -> Floats:
    """The half of the beats that lies nearer to the taps."""
    halves = beats[::2], beats[1::2]
    off = [np.mean([abs(half[_nearest(half, time)] - time) for time in times]) for half in halves]
    return halves[int(np.argmin(off))]


def _doubled(beats: Floats) -> Floats:
    middles = (beats[1:] + beats[:-1]) / 2
    return np.sort(np.concatenate([beats, middles, [beats[-1] + (beats[-1] - beats[-2]) / 2]]))


def _between(beats: Floats) -> Floats:
    """Half a beat on."""
    first, last = beats[1] - beats[0], beats[-1] - beats[-2]
    before = [beats[0] - first / 2] if beats[0] >= first / 2 else []
    return np.concatenate([before, (beats[1:] + beats[:-1]) / 2, [beats[-1] + last / 2]])


def _anew(times: Floats, end_s: float) -> Floats:
    """An even row through the taps, from the beginning of the music to its end."""
    line = _even(times)
    if line is None:
        return np.zeros(0)
    first, length = line.first_s, line.beat_s
    return np.arange(first - np.floor(first / length) * length, max(end_s, times[-1]) + 1e-6, length)


def _nearest(values: Floats, time_s: float) -> int:
    return int(np.abs(values - time_s).argmin())


def tempo_of(counts: Counts) -> float:
    """Beats per minute, the middle of all; 0 with fewer than two beats."""
    gaps = [after - before for before, after in pairwise(counts.beats_s)]
    return 60.0 / float(np.median(gaps)) if gaps else 0.0
