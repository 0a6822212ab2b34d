"""Claps of the program's own music are known for what they are, at every speed, and people's are not taken for them."""

import attrs
import numpy as np
import pytest
from scipy.signal import butter, sosfilt

from dancecoach.audio.clapping import ClapListener
from dancecoach.pipeline.practice.own_claps import may_be_own
from dancecoach.resources import demo_lesson
from dancecoach.video.sound import SoundTrack
from dancecoach.video.sound_format import RATE
from dancecoach.video.sound_passage import Metronome

BAND = butter(2, [500, 7_000], btype="band", fs=RATE, output="sos")


class Clapping:
    """A quiet music that claps at some moments."""

    def __init__(self, seconds, times):
        rng = np.random.default_rng(0)
        wave = rng.normal(size=round(seconds * RATE)) * 4e-4
        for at_s in times:
            burst = 0.6 * sosfilt(BAND, rng.normal(size=RATE // 20) * np.exp(-np.arange(RATE // 20) / RATE / 0.005))
            at = round(at_s * RATE)
            wave[at : at + len(burst)] += burst[: len(wave) - at]
        self.wave = wave.astype(np.float32)

    def stretched(self, begin_s, end_s, speed):
        """Slower by leaving gaps between what is sudden: good enough for an ear that hears edges."""
        count = round((end_s - begin_s) / speed * RATE)
        out = np.random.default_rng(1).normal(size=count).astype(np.float32) * 4e-4
        first = round(begin_s * RATE)
        loud = np.flatnonzero(np.abs(self.wave[first : round(end_s * RATE)]) > 0.02)
        for run in np.split(loud, np.flatnonzero(np.diff(loud) > RATE // 20) + 1) if len(loud) else ():
            at = round(run[0] / speed)
            part = self.wave[first + run[0] : first + run[-1] + 1][: max(0, count - at)]
            out[at : at + len(part)] += part
        for at in range(0, count, RATE // 20):
            yield np.repeat(out[at : at + RATE // 20, None], 2, axis=1)


@attrs.frozen(eq=False)
class Music:
    """What is asked of a reference."""

    track: Clapping
    begin_s: float = 0.0
    end_s: float = 20.0
    has_sound: bool = True
    metronome: Metronome = attrs.field(factory=lambda: Metronome(tuple(0.5 * n for n in range(40))))

    def open_music(self):
        return self.track


@pytest.fixture(scope="module")
def music():
    return Music(Clapping(20.0, (8.0, 8.3)))


@pytest.mark.parametrize("speed", [0.7, 1.0])
@pytest.mark.parametrize("clicks", [False, True])
def test_the_musics_own_claps_are_known(music, speed, clicks):
    late = 0.1 * speed  # the way through the room, and the loudspeaker's
    assert may_be_own(music, 8.0 + late, speed=speed, clicks=clicks)
    assert not may_be_own(music, 12.0, speed=speed, clicks=clicks)
    assert not may_be_own(music, 6.5, speed=speed, clicks=clicks)


def test_claps_at_the_very_end_and_the_very_beginning(music):
    assert may_be_own(Music(Clapping(20.0, (19.2, 19.5))), 19.2)
    assert not may_be_own(music, 0.1)
    assert not may_be_own(music, 20.0)


def test_claps_over_the_demo_lessons_music_are_peoples():
    track = SoundTrack(demo_lesson(), 0.0)
    lesson = Music(track, end_s=26.0)
    quiet = 0.15 * np.concatenate([piece.mean(axis=1) for piece in track.stretched(7.0, 13.0, 1.0)])
    hands = Clapping(6.0, (3.1, 3.45)).wave[: len(quiet)]
    both, listener = quiet[: len(hands)] + hands, ClapListener(RATE)
    (claps,) = filter(None, [listener.push(both[at : at + RATE // 50]) for at in range(0, len(both), RATE // 50)])
    assert claps.first_s == pytest.approx(3.1, abs=0.05)
    assert not may_be_own(lesson, 7.0 + claps.first_s)


def test_silence_claps_nobody(music):
    assert not may_be_own(attrs.evolve(music, has_sound=False), 8.0)
