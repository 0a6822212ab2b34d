"""Sound to the picture: samples are heard when the picture's clock says so, whatever the device does."""

import threading
from types import SimpleNamespace

import numpy as np
import pytest

from dancecoach.gui.review.model import Loop
from dancecoach.gui.review.player.sound_line import READY_S, TOLERANCE_S, SoundLine
from dancecoach.gui.sound_device import Loudspeaker, open_loudspeaker
from dancecoach.video.sound_format import CHANNELS, RATE

BLOCK = 480


def ramp(first, count):
    """Samples that say their own number."""
    return np.repeat(np.arange(first, first + count, dtype=np.float32)[:, None], CHANNELS, axis=1)


@pytest.fixture
def line():
    """Filled with 0.5 s of numbered samples, the first due at 100 s."""
    made = SoundLine()
    run = made.begin(100.0)
    assert made.put(run, ramp(1, RATE // 2))
    return made


def test_samples_come_in_order_when_the_device_is_on_time(line):
    heard = [line.take(BLOCK, 100.0 + k * BLOCK / RATE) for k in range(10)]
    assert np.array_equal(np.concatenate(heard), ramp(1, 10 * BLOCK))


def test_before_the_first_is_due_there_is_silence_to_the_sample(line):
    heard = line.take(BLOCK, 100.0 - 100 / RATE)
    assert not heard[:100].any()
    assert np.array_equal(heard[100:], ramp(1, BLOCK - 100))


def test_a_late_beginning_leaves_out_what_should_have_been_heard(line):
    assert np.array_equal(line.take(BLOCK, 100.25), ramp(1 + RATE // 4, BLOCK))


@pytest.mark.parametrize("drift", [0.02, -0.02, 0.3])
def test_a_device_that_drifts_is_brought_back(line, drift):
    line.take(BLOCK, 100.0)
    at = 100.0 + BLOCK / RATE
    assert line.take(BLOCK, at + 0.9 * TOLERANCE_S)[0, 0] == BLOCK + 1, "a little is not heard"
    at += BLOCK / RATE
    heard = line.take(2 * RATE // 10, at + drift)[:, 0]
    sounding = np.flatnonzero(heard)[0]
    assert at + drift + sounding / RATE == pytest.approx(100.0 + (heard[sounding] - 1) / RATE, abs=2 / RATE)


def test_after_a_gap_in_the_reading_the_place_is_found_again():
    line = SoundLine()
    run = line.begin(100.0)
    line.put(run, ramp(1, BLOCK))
    assert line.take(2 * BLOCK, 100.0)[BLOCK:].any() == np.False_
    assert not line.take(BLOCK, 100.0 + 2 * BLOCK / RATE).any()
    line.put(run, ramp(1 + BLOCK, 10 * BLOCK))
    assert line.take(1, 100.0 + 3 * BLOCK / RATE)[0, 0] == 1 + 3 * BLOCK


def test_a_run_that_is_over_lets_its_reader_go(line):
    waiting = threading.Thread(target=lambda: line.put(1, ramp(0, round(READY_S * RATE))))
    line.put(1, ramp(0, RATE))
    waiting.start()
    line.end()
    waiting.join(10)
    assert not waiting.is_alive()
    assert not line.take(BLOCK, 100.0).any()
    assert not line.put(1, ramp(1, 1))


class Device:
    """A loudspeaker that a test pulls sound out of."""

    def __init__(self):
        self.pull, self.stops, self.closed = None, 0, False

    def start(self, pull):
        self.pull = pull

    def stop(self):
        self.pull, self.stops = None, self.stops + 1

    def close(self):
        self.closed = True


@pytest.fixture
def device():
    return Device()


@pytest.fixture(scope="session")
def clicking_clip(tmp_path_factory, counted_clip):
    """The numbered clip (4 s) with a tone, and a click at the half of every second."""
    import av

    folder = tmp_path_factory.mktemp("clicks")
    at = np.arange(4 * RATE) / RATE
    sound = 0.15 * np.sin(2 * np.pi * 440 * at)
    sound += np.where((at % 1 >= 0.5) & (at % 1 < 0.51), 0.7 * np.sin(2 * np.pi * 3000 * at), 0.0)
    path = folder / "clicks.mkv"
    with av.open(str(counted_clip)) as source, av.open(str(path), "w") as out:
        pictures = out.add_stream_from_template(source.streams.video[0])
        track = out.add_stream("flac", rate=RATE, layout="mono")
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = pictures
                out.mux(packet)
        for first in range(0, len(sound), 4800):
            piece = (sound[None, first : first + 4800] * 32767).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(piece, format="s16", layout="mono")
            frame.sample_rate, frame.pts = RATE, first
            out.mux(track.encode(frame))
        out.mux(track.encode())
    return path


@pytest.fixture
def sounding(make_window, qtbot, clicking_clip, device):
    """The Review page with a clip that has sound, a still clock, and a device in the test's hands."""
    window = make_window(open_device=lambda: device)
    page = window.pages["review"]
    page.model._clock = page.player.sound._clock = lambda: 500.0
    window.open_clip(clicking_clip)
    qtbot.waitUntil(lambda: page.model.findings is not None, timeout=20_000)
    return page


@pytest.fixture
def hear(sounding, device, qtbot):
    """A function that gives the moments, in seconds from now, at which the clicks of the next seconds are heard."""

    def listen(seconds):
        line, heard = sounding.player.sound._voice.line, []
        qtbot.waitUntil(lambda: device.pull is not None and line._ready > 0)
        for k in range(round(seconds * RATE / BLOCK)):
            qtbot.waitUntil(lambda: line._ready >= 4 * BLOCK or line._moved)
            heard.append(device.pull(BLOCK, k * BLOCK / RATE))
        power = np.diff(np.concatenate(heard)[:, 0], n=3) ** 2
        loud = np.flatnonzero(power > 0.02 * power.max())
        clicks = np.split(loud, np.flatnonzero(np.diff(loud) > RATE // 4) + 1)
        return [float(np.average(click, weights=power[click])) / RATE for click in clicks]

    return listen


@pytest.mark.parametrize(("speed", "moments"), [(1.0, [0.305, 1.305]), (0.5, [0.61, 2.61])])
def test_clicks_are_heard_with_their_pictures(sounding, hear, speed, moments):
    model = sounding.model
    model.set_speed(speed)
    model.seek(36)
    model.play()
    assert hear(2.0 / speed) == pytest.approx(moments, abs=0.04)


def test_a_loop_is_heard_round_and_round(sounding, hear):
    model = sounding.model
    model.set_loop(Loop(30, 59))
    model.seek(30)
    model.play()
    assert hear(3.0) == pytest.approx([0.5, 1.5, 2.5], abs=0.04)


def test_silence_backwards_when_paused_and_when_switched_off(sounding, device, hear, window_run, qtbot):
    model = sounding.model
    model.play()
    qtbot.waitUntil(lambda: device.pull is not None)
    model.pause()
    qtbot.waitUntil(lambda: device.pull is None)
    model.seek(60)
    model.play(-1)
    stops = device.stops
    qtbot.waitUntil(lambda: device.stops >= stops)
    assert device.pull is None
    model.play(1)
    qtbot.waitUntil(lambda: device.pull is not None)
    window_run("review.sound")
    qtbot.waitUntil(lambda: device.pull is None)
    window_run("review.sound")
    assert hear(1.0) == pytest.approx([0.5], abs=0.04)


@pytest.fixture
def window_run(sounding):
    return sounding.context.commands.run


def test_the_device_is_let_go_with_the_clip(sounding, device, qtbot, counted_clip, window_run):
    sounding.model.play()
    qtbot.waitUntil(lambda: device.pull is not None)
    sounding.window().open_clip(counted_clip)
    qtbot.waitUntil(lambda: device.closed)
    qtbot.waitUntil(lambda: sounding.model.findings is not None)
    assert not sounding.context.commands.action("review.sound").isEnabled()


def test_without_a_loudspeaker_it_is_said_once_and_everything_goes_on(make_window, qtbot, clicking_clip):
    window = make_window(open_device=lambda: None)
    page = window.pages["review"]
    for _ in range(2):
        window.open_clip(clicking_clip)
        qtbot.waitUntil(lambda: page.model.findings is not None, timeout=20_000)
        page.model.play()
        qtbot.waitUntil(lambda: page.model.playhead > 5)
    assert "no loudspeaker" in window.banner.notice.text


class Stream:
    """PortAudio's stream, as far as the loudspeaker uses it."""

    def __init__(self, callback, **how):
        self.callback, self.how, self.active, self.latency = callback, how, False, 0.2

    def start(self):
        self.active = True

    def abort(self, ignore_errors):
        self.active = False

    def play(self, delay):
        out = np.full((4, CHANNELS), 9.0, np.float32)
        self.callback(out, 4, SimpleNamespace(currentTime=7.0, outputBufferDacTime=7.0 + delay), None)
        return out


def test_the_loudspeaker_says_when_its_samples_are_heard():
    asked = []
    speaker = Loudspeaker(SimpleNamespace(OutputStream=Stream, PortAudioError=RuntimeError))
    assert not speaker._stream.play(0.05).any()
    speaker.start(lambda count, delay: asked.append(delay) or ramp(1, count))
    assert np.array_equal(speaker._stream.play(0.05), ramp(1, 4))
    speaker._stream.play(0.0)
    assert asked == pytest.approx([0.05, 0.2]), "where the system does not say, its usual delay"
    speaker.stop()
    assert not speaker._stream.active


def test_a_loudspeaker_without_a_device_is_none(monkeypatch):
    class Library:
        class PortAudioError(Exception):
            pass

        @staticmethod
        def OutputStream(**_):
            raise Library.PortAudioError("Error querying device -1")

    with pytest.raises(OSError, match="querying device"):
        Loudspeaker(Library)
    monkeypatch.setitem(__import__("sys").modules, "sounddevice", None)
    assert open_loudspeaker() is None
