"""The beats of music: its tempo second by second, then the moments that suit both the tempo and the onsets.

The tempo is the lag at which the onsets repeat, told in windows of some seconds and followed from one to the next, so
that it may drift and live through a break. The beats are found by dynamic programming (D. Ellis, "Beat tracking by
dynamic programming", Journal of New Music Research 36, 2007), each step measured against the tempo there.

librosa's tracker was measured beside this one on the same 41 synthesised pieces (70 to 190 beats per minute, swing,
syncopation, pauses, drift, noise): F measure 0.84 against 0.90, 30 ms late against under 1 ms, and 210 MB to install.
"""

import attrs
import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, next_fast_len, rfft
from scipy.ndimage import gaussian_filter1d, maximum_filter1d, uniform_filter1d

from dancecoach.audio.onsets import STEP_S, Floats

Lags = NDArray[np.intp]

SLOWEST, FASTEST = 55.0, 215.0
"""Beats per minute that are looked for."""

USUAL = 118.0
"""Where the music repeats at several speeds, the one nearest to this is taken to be the beat."""

LEAST_S = 4.0
"""Shorter sounds have no beat."""

_USUAL_OCTAVES = 0.9
_WINDOW_S, _HOP_S = 10.0, 1.0
_SMOOTH_STEPS = 1.5
_LOCAL_S = 6.0
_MULTIPLES = {1: 1.0, 2: 0.6, 4: 0.4}
_TIGHT = 300.0
_CHANCE, _CLEAR = 0.12, 0.5
_JUMP = 90.0
#: A window of 43 ms gets louder soonest before the onset has come to its middle.
_EARLY_S = 0.004
_WEAK = 0.25


@attrs.frozen
class Beats:
    """The beats of a sound.

    Attributes:
        times_s: when they are, seconds since the first sample, rising; some where the music pauses are bridged.
        tempo: beats per minute, the middle of all.
        confidence: 0 to 1, how well the onsets repeat from beat to beat; about 0.2 is chance.
    """

    times_s: tuple[float, ...]
    tempo: float
    confidence: float


def find_beats(onsets: Floats, *, near: float | None = None) -> Beats | None:
    """The beats of a sound.

    Args:
        onsets: (N, B) from `dancecoach.audio.onsets.onsets`.
        near: tempo that is known already, such as a tapped one, beats per minute; then none farther than a tenth
            from it is looked for.

    Returns:
        None where nothing repeats: silence, noise, speech, or less than `LEAST_S`.
    """
    strength = onset_strength(onsets)
    if len(strength) < LEAST_S / STEP_S or not strength.any():
        return None
    periods, repeated = _periods(strength, near)
    if repeated < _CHANCE and near is None:
        return None
    beats = _tracked(strength, periods)
    beats = _trimmed(beats, strength)
    if len(beats) < 4:
        return None
    times = _refined(beats, strength)
    tempo = 60.0 / float(np.median(np.diff(times)))
    return Beats(tuple(times.tolist()), tempo, float(np.clip(repeated / _CLEAR, 0.0, 1.0)))


def onset_strength(onsets: Floats) -> Floats:
    """(N,) how strongly something begins, all bands together, against what is usual in the seconds around; mean 0."""
    if not len(onsets):
        return np.zeros(0)
    whole = gaussian_filter1d(onsets.mean(axis=1), _SMOOTH_STEPS)
    length = max(3, round(_LOCAL_S / STEP_S))
    whole = whole - uniform_filter1d(whole, length)
    spread = np.sqrt(np.maximum(uniform_filter1d(whole**2, length), 0.0))
    usual = float(np.sqrt(np.mean(whole**2)))
    # A quiet passage counts for more than it would, and not as much as a loud one.
    return np.asarray(whole / np.maximum(0.5 * (spread + 0.5 * usual), 1e-12) / 1.5)


def _periods(strength: Floats, near: float | None) -> tuple[Floats, float]:
    """(N,) length of a beat at each step, steps; and how well the onsets repeat after it, 0 to about 1."""
    low, high = (60.0 / bpm / STEP_S for bpm in (FASTEST, SLOWEST))
    lags = np.arange(int(np.floor(low)), int(np.ceil(high)) + 1)
    centres, rows, single = _repeats(strength, lags)
    rank = rows * _prior(lags, near)
    path = _followed(rank, lags)
    fine = np.array([_vertex(row, i) + lags[i] for row, i in zip(rank, path, strict=True)])
    repeated = float(np.median([once[i] for once, i in zip(single, path, strict=True)]))
    return np.asarray(np.interp(np.arange(len(strength)), centres, fine)), repeated


def _prior(lags: Lags, near: float | None) -> Floats:
    bpm = 60.0 / (lags * STEP_S)
    if near is not None:
        return np.where(np.abs(np.log(bpm / near)) < 0.1, 1.0, 0.02)
    return np.asarray(np.exp(-0.5 * (np.log2(bpm / USUAL) / _USUAL_OCTAVES) ** 2))


def _repeats(strength: Floats, lags: Lags) -> tuple[Floats, Floats, Floats]:
    """Middle steps of the windows, (W, L) how well each repeats after one, two and four lags, and (W, L) after one."""
    length, hop = round(_WINDOW_S / STEP_S), round(_HOP_S / STEP_S)
    padded = np.pad(strength, length // 2)
    starts = np.arange(0, len(strength), hop)
    longest = max(_MULTIPLES) * int(lags[-1]) + 4
    size = next_fast_len(length + longest)
    window = np.hanning(length)
    rows = []
    for start in starts:
        power = _self_product(padded[start : start + length] * window, size)[: longest + 1]
        rows.append(power / max(float(power[0]), 1e-9))
    whole = np.array(rows)
    comb = np.zeros((len(starts), len(lags)))
    for times, weight in _MULTIPLES.items():
        reach = times // 2  # a lag between two steps is off by so much after several beats
        wide = maximum_filter1d(whole, 2 * reach + 1, axis=1) if reach else whole
        comb += weight * wide[:, times * lags]
    return starts.astype(float), np.maximum(comb, 0.0), whole[:, lags]


def _self_product(piece: Floats, size: int) -> Floats:
    return np.asarray(irfft(np.abs(rfft(piece, size)) ** 2, size))


def _followed(rank: Floats, lags: Lags) -> list[int]:
    """The lag of each window: the best way through all of them, jumps in tempo being dear (Viterbi)."""
    octaves = np.log2(lags)
    cost = _JUMP * np.minimum((octaves[:, None] - octaves[None, :]) ** 2, 0.04)
    score, came = rank[0], []
    for row in rank[1:]:
        through = score[None, :] - cost
        came.append(through.argmax(axis=1))
        score = through.max(axis=1) + row
    path = [int(score.argmax())]
    for back in reversed(came):
        path.append(int(back[path[-1]]))
    return path[::-1]


def _tracked(strength: Floats, periods: Floats) -> list[int]:
    """Steps of the beats: the row with the strongest onsets and the evenest steps."""
    count = len(strength)
    score, came = np.array(strength), np.full(count, -1)
    for at in range(count):
        period = periods[at]
        first, last = at - round(2 * period), at - round(period / 2)
        if last < 0:
            continue
        before = np.arange(max(0, first), last + 1)
        through = score[before] - _TIGHT * np.log((at - before) / period) ** 2
        best = int(through.argmax())
        if through[best] > 0 or at > periods[0] * 2:
            score[at] += through[best]
            came[at] = before[best]
    tail = score[-round(1.5 * periods[-1]) :]
    beats = [count - len(tail) + int(tail.argmax())]
    while came[beats[-1]] >= 0:
        beats.append(int(came[beats[-1]]))
    return beats[::-1]


def _trimmed(beats: list[int], strength: Floats) -> list[int]:
    """Without those before the music begins and after it ends."""
    heights = _heights(beats, strength)
    smooth = uniform_filter1d(heights, 3)
    strong = np.flatnonzero(smooth > _WEAK * np.sqrt(np.mean(heights**2)))
    return beats[strong[0] : strong[-1] + 1] if len(strong) else []


def _heights(beats: list[int], strength: Floats) -> Floats:
    return np.array([strength[max(0, b - 2) : b + 3].max() for b in beats])


def _refined(beats: list[int], strength: Floats) -> Floats:
    """Finer than a step, s."""
    out = []
    for beat in beats:
        first = max(1, beat - 2)
        at = first + int(strength[first : beat + 3].argmax()) if beat + 3 < len(strength) else beat
        out.append((at + _vertex(strength, at)) * STEP_S + _EARLY_S)
    return np.maximum.accumulate(np.array(out) + 1e-6 * np.arange(len(out)))


def _vertex(values: Floats, at: int) -> float:
    """Where the parabola through a maximum and its neighbours is highest, -0.5 to 0.5 steps off."""
    if not 0 < at < len(values) - 1:
        return 0.0
    before, here, after = values[at - 1 : at + 2]
    bend = before - 2 * here + after
    return float(np.clip((before - after) / (2 * bend), -0.5, 0.5)) if bend < 0 else 0.0
