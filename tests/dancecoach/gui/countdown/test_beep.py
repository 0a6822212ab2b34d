import threading

import numpy as np
import pytest

from dancecoach.gui.countdown.beep import Beeper, countdown_sound
from dancecoach.video.sound_format import CHANNELS, RATE

pytestmark = pytest.mark.gui
PATIENCE_S = 30


def loudness(from_s, until_s, seconds=3):
    return float(np.abs(countdown_sound(np.arange(from_s, until_s, 1 / RATE), seconds)).max())


def test_a_note_each_second_and_silence_between():
    for second in (0, 1, 2):
        assert loudness(second + 0.01, second + 0.08) > 0.3
        assert loudness(second + 0.1, second + 0.99) == 0
    assert loudness(-1, -0.001) == 0
    assert loudness(3.4, 9) == 0


def test_the_start_is_higher_and_longer():
    def hertz(at_s):
        wave = countdown_sound(at_s + np.arange(0.01, 0.08, 1 / RATE), 3)[:, 0]
        return np.count_nonzero(np.diff(np.signbit(wave))) / 2 / 0.07

    assert hertz(3) > 1.3 * hertz(2)
    assert loudness(3.2, 3.3) > 0.3


def test_it_never_clicks_and_is_never_too_loud():
    wave = countdown_sound(np.arange(0, 4, 1 / RATE), 3)
    assert wave.shape == (4 * RATE, CHANNELS)
    assert wave.dtype == np.float32
    assert np.abs(np.diff(wave[:, 0])).max() < 0.08
    assert np.abs(wave).max() <= 0.5


class FakeDevice:
    def __init__(self, error=None):
        self.error, self.started, self.closed = error, threading.Event(), threading.Event()
        self.pull = None

    def start(self, pull):
        if self.error is not None:
            raise self.error
        self.pull = pull
        self.started.set()

    def stop(self):
        pass

    def close(self):
        self.closed.set()


def test_it_plays_in_step_with_the_clock_and_lets_the_loudspeaker_go(qapp):
    device, now = FakeDevice(), [50.0]
    beeper = Beeper(lambda: device, lambda: now[0])
    beeper.count_down(3)
    assert device.started.wait(PATIENCE_S)
    now[0] = 50.9
    assert np.abs(device.pull(480, 0.05)).max() == 0, "heard in 0.95 s"
    assert np.abs(device.pull(480, 0.12)).max() > 0.3, "heard in 1.02 s"
    beeper.close()
    assert device.closed.is_set()


@pytest.mark.parametrize("open_device", [lambda: None, lambda: FakeDevice(OSError("gone"))], ids=["none", "gone"])
def test_without_a_loudspeaker_it_is_silent(qapp, open_device):
    beeper = Beeper(open_device)
    beeper.count_down(3)
    beeper.close()
