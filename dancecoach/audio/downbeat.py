"""Which beat is the "1": bars of four by drum and bass and by the change of chords, eights by where phrases begin.

Chords change on the first beat of a bar far more often than elsewhere (M. Goto, "An audio-based real-time beat
tracking system for music with or without drum-sounds", Journal of New Music Research 30, 2001), the lowest drum
marks it, and what is new (a part, a cymbal, another chord) begins with an eight.
"""

from itertools import pairwise

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.audio.frames import LOW_RATE, lowered, spectra
from dancecoach.audio.onsets import Floats

EIGHT, BAR = 8, 4

_WINDOW, _HOP = 2048, 512
_CHORD_HZ = (60.0, 1_600.0)
_LOW_BANDS, _HIGH_BANDS = 2, 4
_CHORD_BEATS, _PHRASE_BEATS = 2, 8
_SURE = 0.8


@attrs.frozen
class One:
    """Where the eights begin.

    Attributes:
        first: index of the beat that is the first "1", 0 to 7.
        confidence: 0 to 1; below a half it is little more than a guess.
    """

    first: int
    confidence: float


def find_one(mono: NDArray[np.floating], rate: int, beats_s: tuple[float, ...]) -> One:
    """The first "1" among the beats of a sound.

    Args:
        mono: (n,) samples, -1 to 1.
        rate: samples a second, a multiple of 12,000.
        beats_s: when its beats are, seconds since the first sample.
    """
    if len(beats_s) < 2 * EIGHT:
        return One(0, 0.0)
    chords, colours = _between_beats(mono, rate, beats_s)
    change, deep = _novelty(chords, _CHORD_BEATS), colours[:, :_LOW_BANDS].mean(axis=1)
    bars = _by_phase(_scaled(change) + 0.3 * _scaled(deep), BAR)
    new = _scaled(_novelty(chords, _PHRASE_BEATS)) + 0.5 * _scaled(_novelty(colours, _PHRASE_BEATS))
    # A cymbal rings on the "1", and a fill leads to it.
    bright = _by_phase(_scaled(colours[:, -_HIGH_BANDS:].mean(axis=1)), EIGHT)
    eights = _by_phase(new + 0.5 * _scaled(change), EIGHT) + 0.5 * (bright + np.roll(bright, 1))
    score = np.tile(bars, 2) + eights
    order = np.argsort(score)
    ahead = float(score[order[-1]] - score[order[-2]])
    return One(int(order[-1]), float(1 - np.exp(-ahead / _SURE)))


def _between_beats(mono: NDArray[np.floating], rate: int, beats_s: tuple[float, ...]) -> tuple[Floats, Floats]:
    """From beat to beat: (n, 12) strength of the tones of the scale, length 1; (n, 12) loudness of bands of pitch."""
    hertz = np.arange(_WINDOW // 2 + 1) * LOW_RATE / _WINDOW
    inside = (hertz >= _CHORD_HZ[0]) & (hertz <= _CHORD_HZ[1])
    tone = np.round(12 * np.log2(hertz[inside] / 440.0)).astype(int) % 12
    edges = np.unique(np.searchsorted(hertz, np.geomspace(60, LOW_RATE / 2 - 1, 13)))
    rows = []
    for part in spectra(lowered([mono], rate), _WINDOW, _HOP):
        by_tone = [part[:, inside][:, tone == k].sum(axis=1) for k in range(12)]
        rows.append(np.stack([*by_tone, *(part[:, a:b].mean(axis=1) for a, b in pairwise(edges))], axis=1))
    whole = np.concatenate(rows).astype(np.float64)
    tones, bands = whole[:, :12], whole[:, 12:]
    times = np.arange(len(tones)) * _HOP / LOW_RATE
    ends = (*beats_s[1:], 2 * beats_s[-1] - beats_s[-2])
    parts = [np.searchsorted(times, (a, b)) for a, b in zip(beats_s, ends, strict=True)]
    chords = np.array([_mean(tones, *part) for part in parts])
    chords /= np.maximum(np.linalg.norm(chords, axis=1, keepdims=True), 1e-9)
    loud = np.array([_mean(bands, *part) for part in parts])
    return chords, np.log1p(1e3 * loud)


def _mean(rows: Floats, first: int, after: int) -> Floats:
    first = min(first, len(rows) - 1)
    return np.asarray(rows[first : max(after, first + 1)].mean(axis=0))


def _novelty(rows: Floats, beats: int) -> Floats:
    """(n,) how far what follows a beat is from what went before it, ``beats`` on either side."""
    padded = np.concatenate([np.zeros((1, rows.shape[1])), np.cumsum(rows, axis=0)])
    at = np.arange(len(rows))
    before, after = np.maximum(at - beats, 0), np.minimum(at + beats, len(rows))
    past = (padded[at] - padded[before]) / np.maximum(at - before, 1)[:, None]
    future = (padded[after] - padded[at]) / np.maximum(after - at, 1)[:, None]
    out = np.linalg.norm(future - past, axis=1)
    out[:1] = 0.0  # before the first beat is nothing, which is nothing new
    return np.asarray(out)


def _scaled(values: Floats) -> Floats:
    spread = float(values.std())
    return np.asarray((values - values.mean()) / spread if spread > 1e-9 else np.zeros_like(values))


def _by_phase(values: Floats, length: int) -> Floats:
    """(length,) mean of the values at each place of a bar or an eight."""
    return np.array([values[i::length].mean() for i in range(length)])
