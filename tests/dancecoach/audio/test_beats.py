"""Beats and the "1" found in music whose beats are known."""

import numpy as np
import pytest

from dancecoach.audio.beats import find_beats
from dancecoach.audio.downbeat import find_one
from dancecoach.audio.onsets import onsets

RATE = 48_000
NEAR_S = 0.05

MUSIC = {
    "slow": ("rock", 92.0, {}),
    "usual": ("rock", 118.0, {}),
    "fast": ("rock", 150.0, {}),
    "drum on every beat": ("house", 126.0, {}),
    "swing": ("swing", 104.0, {}),
    "syncopation": ("dembow", 96.0, {}),
    "a pause of the drums": ("rock", 112.0, {"pause": True, "beats": 80}),
    "the tempo goes up and down": ("rock", 112.0, {"drift": 0.06}),
    "noise": ("house", 106.0, {"noise_db": 3.0}),
    "faint": ("rock", 100.0, {"loud": 0.002}),
}


def share_found(found, wanted):
    """F measure: which of them were found, and which of what was found is one."""
    found = np.asarray(found)
    hit = np.mean([np.abs(found - beat).min() <= NEAR_S for beat in wanted])
    right = np.mean([np.abs(wanted - beat).min() <= NEAR_S for beat in found])
    return 2 * hit * right / max(hit + right, 1e-9)


@pytest.mark.parametrize("kind", MUSIC)
def test_the_beats_are_where_they_were_put(song, kind):
    style, tempo, more = MUSIC[kind]
    music = song(style, tempo, **more)
    found = find_beats(onsets(music.sound, RATE))
    assert found is not None
    assert share_found(found.times_s, music.beats_s) > 0.92
    assert found.tempo == pytest.approx(tempo, rel=0.02)
    off = [min(np.array(found.times_s) - beat, key=abs) for beat in music.beats_s[4:-4]]
    assert abs(np.median(off)) < 0.01
    assert np.all(np.diff(found.times_s) > 0)
    assert found.confidence > 0.3


def test_a_tempo_that_was_tapped_is_taken(song):
    music = song("rock", 140.0)
    sound = onsets(music.sound, RATE)
    halved = find_beats(sound, near=70.0)
    assert halved is not None
    assert halved.tempo == pytest.approx(70.0, rel=0.02)
    assert len(halved.times_s) == pytest.approx(len(music.beats_s) / 2, abs=2)


def test_silence_and_little_have_no_beat():
    assert find_beats(onsets(np.zeros(20 * RATE), RATE)) is None
    assert find_beats(onsets(np.ones(RATE), RATE)) is None
    assert find_beats(onsets(np.zeros(10), RATE)) is None


def test_noise_has_no_beat():
    for seed in range(3):
        assert find_beats(onsets(np.random.default_rng(seed).standard_normal(20 * RATE) * 0.1, RATE)) is None


@pytest.mark.parametrize(("style", "tempo", "lead_in"), [("rock", 118.0, 0), ("house", 126.0, 3), ("swing", 104.0, 5)])
def test_the_one_is_the_first_beat_of_the_phrase(song, style, tempo, lead_in):
    music = song(style, tempo, lead_in=lead_in, beats=96)
    beats = tuple(music.beats_s.tolist())
    one = find_one(music.sound, RATE, beats)
    assert one.first == lead_in
    assert 0.2 < one.confidence <= 1.0


def test_a_few_beats_have_no_one():
    assert find_one(np.zeros(5 * RATE), RATE, tuple(np.arange(8) * 0.5)).confidence == 0.0


def test_where_nothing_tells_the_one_confidence_says_so(song):
    """Clicks alone: every beat is like every other."""
    at = np.arange(30 * RATE) / RATE
    clicks = np.where(at % 0.5 < 0.01, np.sin(2 * np.pi * 1000 * at), 0.0)
    one = find_one(clicks, RATE, tuple(np.arange(58) * 0.5))
    assert one.confidence < 0.5
