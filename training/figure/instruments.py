"""A small band of synthesised instruments: each gives one note or stroke as samples, the same every time."""

from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

RATE = 48_000
"""Samples a second."""

Sound = NDArray[np.float64]
"""(n,) samples, about -1 to 1."""


@cache
def kick(length_s: float = 0.32) -> Sound:
    """A bass drum: a tone that falls from 150 to 48 Hz, with a tick at its head."""
    at = _times(length_s)
    hertz = 48 + 102 * np.exp(-at / 0.03)
    body = np.sin(2 * np.pi * np.cumsum(hertz) / RATE) * np.exp(-at / 0.11)
    return _faded(body + 0.3 * _noise(length_s, 1) * np.exp(-at / 0.003))


@cache
def snare(length_s: float = 0.22) -> Sound:
    """A snare: noise over a short tone."""
    at = _times(length_s)
    rattle = _passed(_noise(length_s, 2), (900, 9_000), "bandpass") * np.exp(-at / 0.06)
    return _faded(0.8 * rattle + 0.5 * np.sin(2 * np.pi * 190 * at) * np.exp(-at / 0.04))


@cache
def hat(length_s: float = 0.07, *, ring_s: float = 0.018) -> Sound:
    """A closed hi-hat; a longer ring opens it."""
    return _faded(_passed(_noise(length_s, 3), 6_500, "highpass") * np.exp(-_times(length_s) / ring_s))


@cache
def crash(length_s: float = 1.6) -> Sound:
    """A cymbal that rings."""
    return _faded(_passed(_noise(length_s, 4), 3_500, "highpass") * np.exp(-_times(length_s) / 0.45))


def bass(hertz: float, length_s: float) -> Sound:
    """A plucked bass: few overtones that die away before the tone."""
    at = _times(length_s)
    tones = sum(np.sin(2 * np.pi * k * hertz * at) * np.exp(-at * k / 0.5) / k for k in range(1, 6))
    return _faded(0.7 * np.tanh(1.4 * np.asarray(tones)), 0.02)


def pad(hertz: tuple[float, ...], length_s: float) -> Sound:
    """A soft chord that swells, each tone twice and a little out of tune with itself."""
    at = _times(length_s)
    swell = np.minimum(1.0, at / 0.06) * np.minimum(1.0, (length_s - at) / 0.08)
    out = np.zeros_like(at)
    for tone in hertz:
        for bent in (0.9985, 1.0017):
            for k in range(1, 5):
                out += np.sin(2 * np.pi * k * tone * bent * at + k * tone) / k**1.6
    return np.asarray(out * swell / (2 * len(hertz)))


def pluck(hertz: float, length_s: float) -> Sound:
    """A bright short tone, between a bell and a guitar (frequency modulation)."""
    at = _times(length_s)
    modulation = 1.8 * np.exp(-at / 0.09) * np.sin(2 * np.pi * 2 * hertz * at)
    return _faded(np.sin(2 * np.pi * hertz * at + modulation) * np.exp(-at / 0.22), 0.02)


def _times(length_s: float) -> Sound:
    return np.arange(round(length_s * RATE)) / RATE


def _noise(length_s: float, seed: int) -> Sound:
    return np.random.default_rng(seed).uniform(-1.0, 1.0, round(length_s * RATE))


def _passed(sound: Sound, hertz: float | tuple[float, float], kind: Literal["bandpass", "highpass"]) -> Sound:
    return np.asarray(sosfilt(butter(2, hertz, kind, fs=RATE, output="sos"), sound))


def _faded(sound: Sound, out_s: float = 0.005) -> Sound:
    """Without a click at its end."""
    left = np.arange(len(sound))[::-1] / (out_s * RATE)
    return np.asarray(sound * np.minimum(1.0, left))
