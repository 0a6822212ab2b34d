"""A long sound in short spectra."""

import numpy as np
import pytest
from scipy.signal import resample_poly, stft

from dancecoach.audio.frames import LOW_RATE, lowered, spectra


def test_blocks_of_a_long_sound_join_without_a_click():
    rate = 4 * LOW_RATE
    sound = np.sin(2 * np.pi * 440 * np.arange(70 * rate) / rate).astype(np.float32)
    pieces = [sound[first : first + 10_007] for first in range(0, len(sound), 10_007)]
    low = lowered(pieces, rate)
    assert len(low) == 70 * LOW_RATE
    assert np.abs(low - resample_poly(sound, 1, 4)).max() < 1e-3


def test_a_short_sound_and_none_at_all():
    assert len(lowered([], LOW_RATE)) == 0
    assert len(lowered([np.zeros(4_000)], 4 * LOW_RATE)) == 1_000


@pytest.mark.parametrize("seconds", [0.3, 45.0])
def test_spectra_are_those_of_the_whole_sound(seconds):
    sound = np.random.default_rng(0).standard_normal(round(seconds * LOW_RATE)).astype(np.float32)
    parts = np.concatenate(list(spectra(sound, 512, 120)))
    _, _, wanted = stft(sound, LOW_RATE, nperseg=512, noverlap=392, padded=False, boundary="zeros")
    assert np.abs(parts[: wanted.shape[1]] - np.abs(wanted).T).max() < 1e-4
    assert len(parts) == len(sound) // 120 + 1
