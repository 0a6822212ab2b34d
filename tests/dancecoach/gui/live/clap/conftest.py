"""A microphone that hears what a test says."""

import threading

import pytest


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
def fake_ear():
    return FakeEar
