"""A microphone that hears what a test says."""

import threading

import numpy as np
import pytest
from scipy.signal import butter, sosfilt

from dancecoach.gui.live.clap import ear as ear_module

RATE = 48_000


def clapping(times=(1.5, 1.8), seconds=3.0, loud=0.6):
    """Bursts of noise in a quiet room."""
    rng = np.random.default_rng(0)
    wave = rng.normal(size=round(seconds * RATE)) * 4e-4
    t = np.arange(RATE // 20) / RATE
    shape = butter(2, [500, 7_000], btype="band", fs=RATE, output="sos")
    for at_s in times:
        at = round(at_s * RATE)
        wave[at : at + len(t)] += loud * sosfilt(shape, rng.normal(size=len(t)) * np.exp(-t / 0.005))
    return wave.clip(-1, 1).astype(np.float32)


class FakeEar:
    """Gives pieces of sound when told to; counts how often it was opened and let go."""

    rate = 48_000.0

    def __init__(self, *, opens=None, starts=None):
        self.opens, self.starts = opens, starts
        self.opened, self.closed = 0, 0
        self.listening = threading.Event()
        self._take = None

    def open(self):
        if self.opens is not None:
            raise self.opens
        self.opened += 1
        return self

    def start(self, take):
        if self.starts is not None:
            raise self.starts
        self._take = take
        self.listening.set()

    def close(self):
        self._take = None
        self.closed += 1
        self.listening.clear()

    def hear(self, wave, piece=960):
        """Give a wave as the device would, but at once."""
        for at in range(0, len(wave), piece):
            self._take(wave[at : at + piece])


@pytest.fixture
def claps():
    return clapping


@pytest.fixture
def waiting(monkeypatch):
    """As much as a test gives at once is waited for."""
    monkeypatch.setattr(ear_module, "_WAITING", 10_000)


@pytest.fixture
def fake_ear():
    return FakeEar
