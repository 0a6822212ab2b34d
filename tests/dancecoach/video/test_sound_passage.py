"""Passages of music: counted in, looped without a gap, with clicks on the beats."""

from collections.abc import Iterator
from itertools import islice

import numpy as np
import pytest

from dancecoach.video.sound_format import CHANNELS, RATE, Samples
from dancecoach.video.sound_passage import Metronome, Passage
from dancecoach.video.sound_pieces import Piece, pieces_of

HZ = 500.0


class Tone:
    """A track that is a tone whose phase goes by the moment of the music, or silence."""

    def __init__(self, loud: float = 0.3) -> None:
        self.loud, self.asked = loud, []

    def stretched(self, begin_s: float, end_s: float, speed: float) -> Iterator[Samples]:
        self.asked.append((begin_s, end_s, speed))
        length = round((end_s - begin_s) / speed * RATE)
        at = begin_s + np.arange(length) / RATE
        wave = self.loud * np.sin(2 * np.pi * HZ * at)
        samples = np.repeat(wave[:, None], CHANNELS, axis=1).astype(np.float32)
        yield from (samples[i : i + 1000] for i in range(0, length, 1000))


def together(pieces: list[Piece]) -> Samples:
    return np.concatenate([piece.samples for piece in pieces])


def begins(sound: Samples) -> list[float]:
    """When clicks begin, s."""
    loud = np.flatnonzero(np.abs(sound[:, 0]) > 0.05)
    return [float(group[0]) / RATE for group in np.split(loud, np.flatnonzero(np.diff(loud) > RATE // 20) + 1)]


def pitch(sound: Samples) -> float:
    power = np.abs(np.fft.rfft(sound[:, 0], RATE))
    return float(np.argmax(power))


@pytest.mark.parametrize("speed", [0.5, 0.7, 1.0, 1.2])
def test_it_is_counted_in_in_the_tempo_at_which_it_is_danced(speed):
    beats = Metronome(tuple(np.arange(20) * 0.6 + 0.2), first_one=4)
    passage = Passage(beats.beats_s[4], 8.0, speed, count_in=4, metronome=beats)
    pieces = list(islice(pieces_of(passage, Tone(0.0)), 6))
    counted = [piece for piece in pieces if piece.count is not None]
    assert [piece.count for piece in counted] == [5, 6, 7, 8]
    assert begins(together(counted)) == pytest.approx([i * 0.6 / speed for i in range(4)], abs=2e-3)
    assert sum(len(piece.samples) for piece in counted) == 4 * round(0.6 / speed * RATE)
    assert [piece.media_s for piece in counted] == pytest.approx(
        [passage.begin_s - 0.6 * left for left in (4, 3, 2, 1)]
    )
    assert pieces[4].media_s == passage.begin_s
    assert passage.opening.count == 5
    assert pitch(counted[0].samples) > pitch(counted[1].samples) + 200, "the first beat is accented"


def test_without_counts_it_is_counted_in_at_a_usual_tempo():
    first, second = islice(pieces_of(Passage(1.0, 2.0, count_in=2), Tone()), 2)
    assert (first.count, second.count, len(first.samples)) == (7, 8, RATE // 2)


def test_a_loop_goes_round_to_the_sample_and_its_seam_does_not_click():
    passage = Passage(1.0003, 2.1007, loop=True)
    lap = round((passage.end_s - passage.begin_s) * RATE)
    pieces = list(islice(pieces_of(passage, Tone()), 160))
    starts = np.cumsum([0, *(len(piece.samples) for piece in pieces)])
    for piece, start in zip(pieces, starts, strict=False):
        assert piece.lap == start // lap
        assert piece.media_s == pytest.approx(passage.begin_s + (start % lap) / RATE, abs=1e-6)
    sound = together(pieces)[:, 0]
    largest = 0.3 * 2 * np.pi * HZ / RATE
    assert np.abs(np.diff(sound)).max() < 1.3 * largest
    seam = sound[lap - 480 : lap + 480].reshape(-1, 96)
    assert np.abs(seam).max(axis=1).min() > 0.2, "no gap"


def test_clicks_lie_on_the_beats_and_the_one_is_higher():
    beats = Metronome(tuple(1.0 + 0.5 * np.arange(12)), first_one=3)
    passage = Passage(1.25, 5.25, 0.5, metronome=beats, clicks=True)
    sound = together(list(pieces_of(passage, Tone(0.0))))
    found = begins(sound)
    assert found == pytest.approx([(beat - 1.25) / 0.5 for beat in beats.beats_s if 1.25 <= beat < 5.25], abs=2e-3)
    heights = [pitch(sound[round(at * RATE) : round(at * RATE) + 2400]) for at in found]
    assert [i for i, height in enumerate(heights) if height > 1500] == [2]
    assert np.abs(sound).max() <= 1.0


def test_a_passage_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="shorter"):
        Passage(2.0, 2.1)
    with pytest.raises(ValueError, match="start"):
        Passage(1.0, 2.0, from_s=2.0)
    with pytest.raises(ValueError, match="speed"):
        Passage(0.0, 2.0, 3.0)
