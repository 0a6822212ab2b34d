"""The thread that listens: claps, levels, and a microphone that is not there, says nothing or goes away."""

import queue
import sys
from itertools import count
from types import SimpleNamespace

import numpy as np
import pytest

from dancecoach.errors import MicrophoneError
from dancecoach.gui import sound_device
from dancecoach.gui.clap import ear as ear_module
from dancecoach.gui.clap.ear import ClapEar, Wanted
from dancecoach.gui.sound_device import Microphone, open_microphone

pytestmark = pytest.mark.gui
RATE, PATIENCE_S = 48_000, 30


@pytest.fixture
def make_ear(qapp):
    ears = []

    def make(device, clock=None):
        ear = ClapEar(device.open, *([clock] if clock else []))
        ears.append(ear)
        return ear

    yield make
    for ear in ears:
        ear.close()
    qapp.processEvents()  # what is still on its way to them


def test_two_claps_are_told_with_how_long_ago_they_began(make_ear, fake_ear, qtbot, waiting, claps):
    device, wave = fake_ear(), claps()
    ear = make_ear(device)
    ear.start(Wanted())
    assert device.listening.wait(PATIENCE_S)
    with qtbot.waitSignal(ear.clapped, timeout=PATIENCE_S * 1000) as told:
        device.hear(wave)
    assert 0.6 < told.args[0] < 1.3, "from the first clap to the moment it was certain"
    ear.close()
    assert device.closed == 1
    assert not ear.on


def test_the_level_is_told_and_moves(make_ear, fake_ear, qtbot, waiting, monkeypatch, claps):
    monkeypatch.setattr(ear_module, "_LEVEL_EVERY_S", 0.0)
    device, levels, wave = fake_ear(), [], claps(seconds=2.0)
    ear = make_ear(device)
    ear.level.connect(levels.append)
    ear.start(Wanted())
    assert device.listening.wait(PATIENCE_S)
    device.hear(wave)
    qtbot.waitUntil(lambda: len(levels) >= 100)
    assert min(levels) < 0.01
    assert max(levels) > 0.1


def test_what_sounds_while_the_program_itself_sounds_does_not_count(make_ear, fake_ear, qtbot, waiting, claps):
    now, heard = [100.0], []
    device, wave, quiet = fake_ear(), claps(), claps(times=(), seconds=0.2)
    ear = make_ear(device, lambda: now[0])
    ear.clapped.connect(heard.append)
    levels = []
    ear.level.connect(levels.append)
    ear.start(Wanted())
    assert device.listening.wait(PATIENCE_S)
    ear.be_deaf(True)
    device.hear(wave)
    qtbot.waitUntil(lambda: len(levels) >= 1)
    ear.be_deaf(False)
    now[0] += 0.5
    device.hear(quiet)
    now[0] += 1.0
    with qtbot.waitSignal(ear.clapped, timeout=PATIENCE_S * 1000):
        device.hear(wave)
    assert len(heard) == 1


@pytest.mark.parametrize("where", ["opens", "starts"])
def test_without_a_microphone_one_sentence_is_told_and_listening_ends(make_ear, fake_ear, qtbot, where):
    error = MicrophoneError("No microphone was found", remedy="plug one in")
    ear = make_ear(fake_ear(**{where: error}))
    with qtbot.waitSignal(ear.failed, timeout=PATIENCE_S * 1000) as told:
        ear.start(Wanted())
    assert told.args == [error]
    assert not ear.on


def test_a_microphone_that_is_taken_away_is_noticed(make_ear, fake_ear, qtbot, claps, monkeypatch):
    monkeypatch.setattr(ear_module, "_GONE_S", 3 * ear_module._POLL_S)
    device, quiet = fake_ear(), claps(times=(), seconds=0.2)
    begin = device.start

    def start(take):
        begin(take)
        device.hear(quiet)

    device.start = start
    ear = make_ear(device)
    with qtbot.waitSignal(ear.failed, timeout=PATIENCE_S * 1000) as told:
        ear.start(Wanted())
    assert "taken away" in str(told.args[0])
    qtbot.waitUntil(lambda: device.closed == 1)


def test_a_computer_that_slept_has_its_microphone(make_ear, fake_ear, qtbot, claps, monkeypatch):
    in_vain, levels, clock = [], [], count(0, 3600)  # an hour goes by with each look at the clock

    class Pieces(queue.Queue):
        def get(self, block=True, timeout=None):
            try:
                return super().get(block, timeout)
            except queue.Empty:
                in_vain.append(timeout)
                raise

    monkeypatch.setattr(ear_module, "queue", SimpleNamespace(Queue=Pieces, Empty=queue.Empty))
    monkeypatch.setattr(ear_module, "_GONE_S", 1800.0)
    device, quiet = fake_ear(), claps(times=(), seconds=0.2)
    ear = make_ear(device, lambda: next(clock))
    ear.level.connect(levels.append)
    ear.start(Wanted())
    assert device.listening.wait(PATIENCE_S)
    qtbot.waitUntil(lambda: bool(in_vain), timeout=PATIENCE_S * 1000)
    device.hear(quiet)
    qtbot.waitUntil(lambda: len(levels) == 10, timeout=PATIENCE_S * 1000)
    assert ear.on


def test_nothing_but_zeros_is_a_permission_that_is_missing(make_ear, fake_ear, qtbot, waiting):
    device = fake_ear()
    ear = make_ear(device)
    ear.start(Wanted())
    assert device.listening.wait(PATIENCE_S)
    with qtbot.waitSignal(ear.failed, timeout=PATIENCE_S * 1000) as told:
        device.hear(np.zeros(5 * RATE, np.float32))
    assert "privacy settings" in str(told.args[0])


def test_a_microphone_for_telephones_is_too_coarse(make_ear, fake_ear, qtbot):
    device = fake_ear()
    device.rate = 8_000.0
    ear = make_ear(device)
    with qtbot.waitSignal(ear.failed, timeout=PATIENCE_S * 1000) as told:
        ear.start(Wanted())
    assert "8000 samples" in str(told.args[0])
    assert device.closed == 1


def test_started_anew_the_device_is_let_go_first(make_ear, fake_ear, qtbot):
    device = fake_ear()
    ear = make_ear(device)
    ear.start(Wanted())
    assert device.listening.wait(PATIENCE_S)
    ear.start(Wanted(1, "high"))
    qtbot.waitUntil(lambda: device.opened == 2 and device.listening.is_set())
    assert device.closed == 1


class PortAudioError(Exception):
    pass


class FakeStream:
    def __init__(self, callback=None, error=None, **given):
        self.callback, self.error, self.given, self.closed = callback, error, given, False

    def start(self):
        if self.error is not None:
            raise self.error

    def close(self, ignore_errors=False):
        self.closed = True


def library(*, device=None, opens=None, starts=None):
    """As much of sounddevice as a microphone needs."""

    def query_devices(kind):
        assert kind == "input"
        if device is None:
            raise PortAudioError("Error querying device -1")
        return device

    def input_stream(**given):
        if opens is not None:
            raise opens
        return FakeStream(error=starts, **given)

    return SimpleNamespace(PortAudioError=PortAudioError, query_devices=query_devices, InputStream=input_stream)


DEVICE = {"name": "Built-in", "default_samplerate": 44_100.0}


class TestMicrophone:
    def test_it_hears_at_the_devices_own_rate_in_pieces_of_its_own(self):
        microphone, pieces = Microphone(library(device=DEVICE)), []
        assert microphone.rate == 44_100
        assert microphone._stream.given["samplerate"] == 44_100
        microphone.start(pieces.append)
        memory = np.full((882, 1), 0.5, np.float32)
        microphone._stream.callback(memory, 882, None, None)
        memory[:] = 0  # PortAudio uses it again
        assert pieces[0].shape == (882,)
        assert pieces[0][0] == 0.5
        microphone.close()
        assert microphone._stream.closed

    def test_none_there(self):
        with pytest.raises(MicrophoneError, match="No microphone was found; plug one in"):
            Microphone(library())

    def test_refused_when_it_is_opened_or_started(self):
        with pytest.raises(MicrophoneError, match=r"Built-in: the microphone cannot be used .denied.*privacy settings"):
            Microphone(library(device=DEVICE, opens=PortAudioError("denied")))
        microphone = Microphone(library(device=DEVICE, starts=PortAudioError("busy")))
        with pytest.raises(MicrophoneError, match="busy"):
            microphone.start(print)
        microphone.close()

    def test_what_was_plugged_in_later_is_found_while_no_stream_is_open(self, monkeypatch):
        looked = []
        found = library(device=DEVICE)
        found._terminate = lambda: looked.append("end")
        found._initialize = lambda: looked.append("begin")
        monkeypatch.setitem(sys.modules, "sounddevice", found)
        monkeypatch.setattr(sound_device, "_streams", sound_device._Streams())
        first = open_microphone()
        assert looked == ["end", "begin"]
        second = open_microphone()
        assert looked == ["end", "begin"], "the first would be lost"
        for microphone in (first, first, second):
            microphone.close()
        open_microphone().close()
        assert len(looked) == 4

    def test_without_the_library_it_says_what_to_install(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "sounddevice", None)
        with pytest.raises(MicrophoneError, match="apt install libportaudio2"):
            open_microphone()
