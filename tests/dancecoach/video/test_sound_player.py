"""The music and its clock, played to a device that only takes samples: nobody hears it, and it is never wrong."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs
import numpy as np
import pytest

from dancecoach.errors import VideoError
from dancecoach.video.sound_format import CHANNELS, RATE, Samples
from dancecoach.video.sound_heard import START_S
from dancecoach.video.sound_output import Pull
from dancecoach.video.sound_passage import Metronome, Pace, Passage
from dancecoach.video.sound_player import GONE_S, MusicPlayer

BLOCK = 960
LATENCY_S = 0.12


class Ramp:
    """A track whose samples tell their own moment: left is the moment over 1000 s."""

    def stretched(self, begin_s: float, end_s: float, speed: float) -> Iterator[Samples]:
        length = round((end_s - begin_s) / speed * RATE)
        for first in range(0, length, 2400):
            at = begin_s + np.arange(first, min(length, first + 2400)) / RATE * speed
            yield np.repeat(at[:, None] / 1000, CHANNELS, axis=1).astype(np.float32)


@attrs.define
class Sink:
    """A loudspeaker of whose time the test is the master.

    Attributes:
        rate: its real samples a second.
        jitter_s: by how much what it says of its delay varies.
    """

    rate: float = RATE
    jitter_s: float = 0.0
    now: float = 100.0
    pull: Pull | None = None
    started: threading.Event = attrs.field(factory=threading.Event)
    closed: threading.Event = attrs.field(factory=threading.Event)
    heard: list[tuple[float, Samples]] = attrs.field(factory=list)
    rng: np.random.Generator = attrs.field(factory=lambda: np.random.default_rng(1))

    def start(self, pull: Pull) -> None:
        self.pull = pull
        self.started.set()

    def stop(self) -> None:
        self.started.clear()

    def close(self) -> None:
        self.closed.set()

    def clock(self) -> float:
        return self.now

    def step(self, player: MusicPlayer) -> None:
        """Take one block, when the player has it."""
        assert self.started.wait(10)
        assert player.line.wait_ready(START_S, 10)
        assert self.pull is not None
        said = LATENCY_S + float(self.rng.uniform(-self.jitter_s, self.jitter_s))
        samples = self.pull(BLOCK, said)
        self.heard.append((self.now + LATENCY_S, samples))
        self.now += BLOCK / self.rate

    def play(self, player: MusicPlayer, seconds: float) -> list[float]:
        """Take so much; by how much the player's clock was off at each block, s."""
        off = []
        for _ in range(round(seconds * RATE / BLOCK)):
            self.step(player)
            off += self._off(player)
        return off

    def _off(self, player: MusicPlayer) -> list[float]:
        """What the player says is heard against what is."""
        for begun, samples in reversed(self.heard[-20:]):
            at = round((self.now - begun) * self.rate)
            if 0 <= at < len(samples) and samples[at, 0] > 0:
                return [player.heard().media_s - float(samples[at, 0]) * 1000]
        return []


@pytest.fixture
def played() -> Iterator[Callable[..., tuple[MusicPlayer, Sink, list[str]]]]:
    """A function that gives a player of `Ramp` to a sink, and why it fell silent."""
    players = []

    def make(sink: Sink | None = None, track: object = None, device: bool = True):
        sink, said = sink or Sink(), []
        devices = iter([sink] if device else [])
        player = MusicPlayer(
            lambda: track or Ramp(),
            lambda: next(devices, None),
            said.append,
            sink.clock,  # type: ignore[arg-type]
        )
        players.append(player)
        return player, sink, said

    yield make
    for player in players:
        player.close()
        assert player.wait(10)


def eventually(sink: Sink, condition: Callable[[], bool]) -> None:
    """Let the sink's time go on until something is so."""
    tick = threading.Event()
    for _ in range(500):
        if condition():
            return
        tick.wait(0.01)
        sink.now += 0.05
    pytest.fail("it never came to be so")


@pytest.mark.parametrize("speed", [0.5, 0.7, 1.0, 1.2])
def test_the_clock_says_what_is_heard(played, speed):
    player, sink, said = played()
    player.play(Passage(5.0, 60.0, speed))
    off = sink.play(player, 4.0)
    assert len(off) > 100
    assert np.abs(off).max() < 0.002
    assert player.heard().media_s == pytest.approx(5.0 + (4.0 - LATENCY_S) * speed, abs=0.05)
    assert not said


def test_it_is_right_with_a_device_that_jitters_and_runs_at_its_own_rate(played):
    player, sink, _ = played(Sink(rate=RATE * 1.001, jitter_s=0.008))
    player.play(Passage(0.5, 400.0, 1.0))
    off = np.abs(sink.play(player, 40.0))
    assert off.max() < 0.02
    assert np.median(off[-500:]) < 0.004


def test_round_a_loop_and_after_a_jump(played):
    player, sink, _ = played()
    player.play(Passage(2.0, 3.5, 0.7, loop=True))
    off = np.array(sink.play(player, 9.0))
    assert np.median(np.abs(off)) < 0.002
    assert np.mean(np.abs(off) > 0.01) < 0.02, "but where two laps are blended"
    assert player.heard().lap == int((9.0 - LATENCY_S) / (1.5 / 0.7))
    player.play(Passage(30.0, 40.0, 1.2))
    assert player.heard().media_s == 30.0
    sink.heard.clear()
    assert np.abs(sink.play(player, 3.0)).max() < 0.002


def test_the_clock_goes_on_through_other_speeds_without_drift(played):
    player, sink, _ = played()
    pace = Pace(0.5)
    player.play(Passage(2.0, 40.0, 0.5, edges_s=tuple(range(3, 40))), pace)
    off, speeds = [], []
    for speed in (0.7, 1.2, 1.0):
        pace.change(speed)
        off += sink.play(player, 3.0)
        speeds.append(player.heard().speed)
    assert speeds == [0.7, 1.2, 1.0]
    assert np.median(np.abs(off)) < 0.001
    assert np.mean(np.abs(off) > 0.01) < 0.01, "but where two speeds are blended"


def test_slow_to_fast_is_counted_in_anew_and_nothing_else_lies_between(played):
    player, sink, _ = played()
    pace, seen, off = Pace(0.5), [], []
    beats = Metronome(tuple(np.arange(40) * 0.5))
    player.play(Passage(4.0, 5.0, 0.5, loop=True, count_in=4, rest=4, metronome=beats), pace)
    while (heard := player.heard()).lap < 2 or not heard.danced:
        off += sink.play(player, BLOCK / RATE)
        what = (heard.lap, heard.speed, "rest" if heard.resting else heard.count or "music")
        if not seen or seen[-1][0] != what:
            seen.append((what, sink.now))
        if heard.resting:
            pace.decide(heard.lap, (0.5, 0.8, 1.0)[heard.lap])
    assert [what for what, _ in seen if what[0] == 1] == [(1, 0.5, "rest")] + [
        (1, 0.8, part) for part in (5, 6, 7, 8, "music")
    ]
    begun = [now for what, now in seen if what[0] == 1]
    assert np.diff(begun[1:]) == pytest.approx([0.625] * 4, abs=2.5 * BLOCK / RATE), "the beats of the new speed"
    assert np.median(np.abs(off)) < 0.001


def test_a_loop_goes_on_in_its_middle_and_comes_back_to_its_beginning(played):
    player, sink, _ = played()
    player.play(Passage(2.0, 4.0, loop=True, from_s=3.2))
    assert player.heard().media_s == 3.2
    off = np.abs(sink.play(player, 5.0))
    assert np.median(off) < 0.002
    assert np.mean(off > 0.01) < 0.02
    assert player.heard().lap == 3
    assert player.heard().media_s == pytest.approx(3.2 + 5.0 - LATENCY_S - 6.0 + 0.0, abs=0.05)


def test_a_loudspeaker_that_is_plugged_in_again_is_found(played):
    player, sink, said = played()
    again = Sink()
    devices = iter([sink, again])
    player._open_device = lambda: next(devices, None)
    player.play(Passage(1.0, 500.0))
    sink.play(player, 1.0)
    sink.now += GONE_S + 0.1
    eventually(sink, lambda: said == ["gone"])
    player.play(Passage(20.0, 500.0))
    assert again.started.wait(10)


def test_it_counts_in_and_says_which_beat(played):
    player, sink, _ = played()
    beats = Metronome(tuple(np.arange(40) * 0.5), first_one=0)
    player.play(Passage(8.0, 12.0, count_in=4, metronome=beats))
    assert (player.heard().count, player.heard().media_s) == (5, 6.0)
    seen = []
    for _ in range(round(2.6 * RATE / BLOCK)):
        sink.step(player)
        heard = player.heard()
        if heard.count not in seen:
            seen.append(heard.count)
        assert (heard.count is None) == (heard.media_s >= 8.0) or abs(heard.media_s - 8.0) < 1e-3
    assert seen == [5, 6, 7, 8, None]


def test_it_comes_to_its_end_and_says_so(played):
    player, sink, _ = played()
    player.play(Passage(1.0, 2.0))
    assert player.playing
    sink.play(player, 1.5)
    assert player.heard().over
    assert player.heard().media_s == pytest.approx(2.0)
    assert not player.playing


def test_a_pause_keeps_the_moment(played):
    player, sink, _ = played()
    assert player.heard().media_s == 0.0
    player.play(Passage(1.0, 9.0))
    sink.play(player, 2.0)
    at = player.heard().media_s
    player.pause()
    sink.now += 5.0
    assert player.heard().media_s == at
    player.play(Passage(at, 9.0))
    sink.heard.clear()
    assert np.abs(sink.play(player, 1.0)).max() < 0.002


def test_a_device_that_vanishes_leaves_a_silent_clock_and_is_told_once(played):
    player, sink, said = played()
    player.play(Passage(1.0, 500.0))
    sink.play(player, 2.0)
    before = player.heard().media_s
    sink.now += GONE_S + 0.1
    eventually(sink, lambda: said == ["gone"])
    assert sink.closed.wait(10)
    eventually(sink, lambda: player.heard().media_s > before + 3.0)
    player.play(Passage(50.0, 500.0))
    eventually(sink, lambda: player.heard().media_s > 51.0)
    assert said == ["gone"]


def test_without_a_loudspeaker_time_goes_on_in_silence(played):
    player, sink, said = played(device=False)
    player.play(Passage(1.0, 3.0, loop=True))
    eventually(sink, lambda: player.heard().lap == 2)
    assert said == ["none"]


def test_a_file_that_is_taken_away_is_said(played):
    class Gone:
        def stretched(self, *_: float) -> Iterator[Samples]:
            raise VideoError("cannot be read", subject=Path("x.mp4"), remedy="put it back")
            yield

    player, sink, said = played(track=Gone())
    player.play(Passage(1.0, 3.0))
    eventually(sink, lambda: said == ["unreadable"])
    assert not player.playing
    assert player.heard().media_s == 1.0


def test_where_the_reader_does_not_keep_up_the_moment_stands_still(played):
    player, sink, _ = played()
    player.play(Passage(1.0, 3.0))
    assert sink.started.wait(10)
    assert player.line.wait_ready(0.5, 10)
    ready = player.line.take(RATE // 10, sink.now, sink.now)
    assert ready.any()
    run = player.line.begin(player.heard())  # the reader is cut off
    assert not player.line.take(BLOCK, sink.now, sink.now).any()
    assert player.line.current(run)


def test_nothing_is_started_before_it_is_played(played):
    player, _, _ = played()
    assert not player.playing
    player.pause()
    player.close()
    player.play(Passage(0.0, 1.0))
    assert not player.playing
