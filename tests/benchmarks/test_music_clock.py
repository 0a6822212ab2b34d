"""The clock of the music against what is heard: five minutes, four speeds, devices that are not quite right.

Ground truth is the sound itself: a click at each half second of the file, found again in the samples that the device
took, at the moments at which it would have played them. The devices run as fast as the machine allows.
"""

import wave
from pathlib import Path

import attrs
import numpy as np
import pytest

from dancecoach.video.sound import SoundTrack
from dancecoach.video.sound_format import RATE, Samples
from dancecoach.video.sound_heard import START_S
from dancecoach.video.sound_output import Pull
from dancecoach.video.sound_passage import Passage
from dancecoach.video.sound_player import MusicPlayer

pytestmark = pytest.mark.benchmark

SECONDS, BLOCK, LATENCY_S, CLICK_S = 300.0, 2400, 0.15, 0.008
LIMIT_S = 0.040


@attrs.define
class Sink:
    """A device with its own rate and latency, which it tells with some error."""

    rate: float
    jitter_s: float
    now: float = 10.0
    pull: Pull | None = None
    rng: np.random.Generator = attrs.field(factory=lambda: np.random.default_rng(3))

    def start(self, pull: Pull) -> None:
        self.pull = pull

    def stop(self) -> None:
        self.pull = None

    def close(self) -> None:
        self.pull = None

    def clock(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def clicking(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five minutes of faint noise and tones with a click at the half of every second."""
    at = np.arange(round(SECONDS * RATE)) / RATE
    sound = 0.04 * np.sin(2 * np.pi * 220 * at) + 0.03 * np.sin(2 * np.pi * 331 * at)
    on = (at % 1 >= 0.5) & (at % 1 < 0.5 + CLICK_S)
    sound[on] += 0.7 * np.sin(2 * np.pi * 3_000 * at[on])
    path = tmp_path_factory.mktemp("music") / "clicks.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((sound * 32767).astype("<i2").tobytes())
    return path


def middles(power: Samples, begun: float, rate: float) -> list[float]:
    """When the clicks of a stretch are heard: stretched sound holds one several times, and their middle counts."""
    loud = np.flatnonzero(power > 0.02)
    if not len(loud):
        return []
    groups = np.split(loud, np.flatnonzero(np.diff(loud) > RATE // 8) + 1)
    return [begun + float(np.average(group, weights=power[group])) / rate for group in groups]


def drift(path: Path, passage: Passage, sink: Sink, seconds: float) -> np.ndarray:
    """(n,) what the clock says at each click, less the moment that the click has in the file, s."""
    player = MusicPlayer(lambda: SoundTrack(path, 0.0), lambda: sink, clock=sink.clock)
    player.play(passage)
    begun, asked, told, kept, clicks = sink.now, [], [], [], []
    try:
        while sink.now < begun + seconds:
            assert player.line.wait_ready(START_S, 20)
            while sink.pull is None:
                pass
            said = LATENCY_S + float(sink.rng.uniform(-sink.jitter_s, sink.jitter_s))
            kept.append(sink.pull(BLOCK, said)[:, 0])
            asked.append(sink.now)
            told.append(player.heard().media_s)
            if len(kept) == 400:
                clicks += middles(_power(kept), sink.now + (1 - len(kept)) * BLOCK / sink.rate + LATENCY_S, sink.rate)
                kept = []
            sink.now += BLOCK / sink.rate
    finally:
        player.close()
        assert player.wait(10)
    at = np.array([click for click in clicks if asked[40] < click < asked[-1]])
    media = np.interp(at, asked, told)
    off = (media - CLICK_S / 2) % 1 - 0.5
    # Between two laps the moment jumps, and cannot be told from its neighbours; so does a click cut by a block's edge.
    near = np.array([abs(np.interp(click + 0.06, asked, told) - m) < 0.3 for click, m in zip(at, media, strict=True)])
    return off[near]


def _power(kept: list[Samples]) -> Samples:
    return np.asarray(np.diff(np.concatenate(kept), n=2, prepend=0.0, append=0.0)[1:] ** 2)


@pytest.mark.parametrize("speed", [0.5, 0.7, 1.0, 1.2])
def test_five_minutes_stay_within_forty_milliseconds(clicking, speed, capsys):
    off = drift(clicking, Passage(0.0, SECONDS, speed), Sink(RATE, 0.004), (SECONDS - 2) / speed)
    _report(capsys, f"{speed:.0%}, a device that is right", off / speed)
    assert len(off) > 250
    assert np.abs(off / speed).max() < LIMIT_S


@pytest.mark.parametrize("rate", [RATE * 0.999, RATE * 1.001])
def test_a_device_that_is_a_thousandth_off_is_followed(clicking, rate, capsys):
    off = drift(clicking, Passage(0.0, SECONDS, 1.0), Sink(rate, 0.01), SECONDS - 2)
    _report(capsys, f"100%, a device of {rate:.0f} samples a second", off)
    assert np.abs(off).max() < LIMIT_S


def test_a_loop_for_five_minutes(clicking, capsys):
    off = drift(clicking, Passage(10.2, 14.9, 0.7, loop=True), Sink(RATE * 1.0005, 0.004), SECONDS)
    _report(capsys, "70%, round a loop of 4.7 s", off / 0.7)
    assert len(off) > 150
    assert np.abs(off / 0.7).max() < LIMIT_S


def _report(capsys, name, off):
    with capsys.disabled():
        worst, middle = 1e3 * np.abs(off).max(), 1e3 * np.median(off)
        print(f"\n{name}: {len(off)} clicks, middle {middle:+.1f} ms, worst {worst:.1f} ms", end="")  # noqa: T201
