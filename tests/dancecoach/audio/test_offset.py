"""Two sounds of the same music are laid on one another to a few hundredths of a second; different music is not."""

import numpy as np
import pytest
from scipy.signal import fftconvolve, resample_poly

from dancecoach.audio.offset import LEAST_S, sound_offset
from dancecoach.audio.onsets import STEP_S, onsets

RATE = 48_000
OFFSET_S = 3.137


def music(seed, seconds=24.0):
    """Beats, and a melody that never repeats: what an onset is to a listener."""
    rng = np.random.default_rng(seed)
    wave = np.zeros(round(seconds * RATE))
    beat = 60 / rng.uniform(96, 128)
    for number in range(int(seconds / beat)):
        add(wave, number * beat, rng.normal(size=4800) * np.exp(-np.arange(4800) / 900) * 0.25)
    now = 0.0
    while now < seconds - 1:
        t = np.arange(round(0.5 * RATE)) / RATE
        tone = np.sin(2 * np.pi * rng.uniform(150, 2500) * t) * np.exp(-6 * t) * rng.uniform(0.1, 0.4)
        add(wave, now, tone)
        now += beat * rng.choice([0.25, 0.5, 0.75, 1.0])
    return wave


def add(wave, at_s, sound):
    first = round(at_s * RATE)
    wave[first : first + len(sound)] += sound[: len(wave) - first]


def cut(wave, first_s, last_s=None):
    return wave[round(first_s * RATE) : None if last_s is None else round(last_s * RATE)]


def echo(wave):
    """A room: the sound comes back from its walls, fading."""
    rng = np.random.default_rng(9)
    answer = np.zeros(round(0.4 * RATE))
    answer[0] = 1.0
    late = rng.integers(400, len(answer), 60)
    answer[late] += rng.normal(size=60) * np.exp(-late / (0.1 * RATE)) * 0.35
    return fftconvolve(wave, answer)[: len(wave)]


def resampled(wave):
    """As a telephone stores it: 44.1 kHz and back, quieter and clipped."""
    low = resample_poly(wave, 147, 160)
    return np.clip(0.7 * resample_poly(low, 160, 147), -0.3, 0.3)


CHANGES = {
    "as it is": lambda wave: wave,
    "noise": lambda wave: wave + np.random.default_rng(2).normal(size=len(wave)) * 0.5 * wave.std(),
    "echo": echo,
    "resampled": resampled,
    "quiet": lambda wave: 0.02 * wave,
}


@pytest.fixture(scope="module")
def song():
    return music(1)


@pytest.mark.parametrize("change", CHANGES)
def test_the_offset_is_found(song, change) -> None:
    found = sound_offset(onsets(song, RATE), onsets(CHANGES[change](cut(song, OFFSET_S, 19.0)), RATE))
    assert found.offset_s == pytest.approx(OFFSET_S, abs=0.04)
    assert found.is_certain


def test_a_learner_who_filmed_longer_has_a_negative_offset(song) -> None:
    found = sound_offset(onsets(cut(song, OFFSET_S), RATE), onsets(song, RATE))
    assert found.offset_s == pytest.approx(-OFFSET_S, abs=0.04)


def test_other_music_is_not_likely(song) -> None:
    sounds = [onsets(song, RATE), *(onsets(music(seed), RATE) for seed in (2, 3, 4))]
    found = [sound_offset(a, b) for i, a in enumerate(sounds) for b in sounds[:i]]
    assert not any(offset.is_likely for offset in found)


def test_silence_and_short_sounds_have_none(song) -> None:
    whole = onsets(song, RATE)
    assert sound_offset(whole, onsets(np.zeros(20 * RATE), RATE)) is None
    assert sound_offset(whole, onsets(cut(song, 0, LEAST_S - 1), RATE)) is None
    assert sound_offset(whole, onsets(np.zeros(10), RATE)) is None


def test_onsets_are_even_in_every_band(song) -> None:
    found = onsets(song, RATE)
    assert len(found) == pytest.approx(24.0 / STEP_S, abs=3)
    assert found.mean(axis=0) == pytest.approx(0, abs=1e-9)
    assert found.std(axis=0) == pytest.approx(1, abs=1e-6)
