"""Another speed while the music goes on, and rests between laps that wait for a decision."""

from collections.abc import Iterator
from itertools import islice

import numpy as np
import pytest

from dancecoach.video.sound_format import CHANNELS, RATE, Samples
from dancecoach.video.sound_passage import Metronome, Pace, Passage
from dancecoach.video.sound_pieces import MOST_RESTS, Piece, pieces_of

HZ = 500.0
BEAT_S = 0.5
BEATS = Metronome(tuple(np.arange(80) * BEAT_S))


class Tone:
    """A tone that is as high at every speed, and whose phase goes on from moment to moment."""

    def stretched(self, begin_s: float, end_s: float, speed: float) -> Iterator[Samples]:
        at = np.arange(round((end_s - begin_s) / speed * RATE)) / RATE
        wave = 0.3 * np.sin(2 * np.pi * HZ * at)
        samples = np.repeat(wave[:, None], CHANNELS, axis=1).astype(np.float32)
        yield from (samples[i : i + 4800] for i in range(0, len(samples), 4800))


def length_s(pieces: list[Piece]) -> float:
    return sum(len(piece.samples) for piece in pieces) / RATE


def test_another_speed_begins_at_the_next_edge_and_the_moments_go_on():
    pace = Pace(1.0)
    pieces = []
    for piece in pieces_of(Passage(0.0, 8.0, edges_s=(2.0, 4.0, 6.0)), Tone(), pace):
        if piece.media_s > 2.5:
            pace.change(0.5)
        pieces.append(piece)
    first_slow = next(i for i, piece in enumerate(pieces) if piece.speed == 0.5)
    assert pieces[first_slow].media_s == pytest.approx(4.0, abs=1e-9)
    assert length_s(pieces) == pytest.approx(4.0 + 4.0 / 0.5, abs=1e-4)
    at = 0.0
    for piece in pieces:
        assert piece.media_s == pytest.approx(at, abs=1e-4)
        at += len(piece.samples) / RATE * piece.speed


def test_the_seam_between_two_speeds_neither_clicks_nor_gapes():
    pace = Pace(1.0)
    pieces = []
    for piece in pieces_of(Passage(0.0, 4.0, edges_s=(1.2503,)), Tone(), pace):
        pace.change(0.7)
        pieces.append(piece)
    sound = np.concatenate([piece.samples for piece in pieces])[:, 0]
    assert np.abs(np.diff(sound)).max() < 1.3 * 0.3 * 2 * np.pi * HZ / RATE
    loud = np.abs(sound[: len(sound) // 480 * 480].reshape(-1, 480)).max(axis=1)
    assert loud[1:].min() > 0.1


def test_without_edges_another_speed_begins_with_the_next_lap():
    pace = Pace(0.5)
    pieces = []
    for piece in islice(pieces_of(Passage(1.0, 3.0, 0.5, loop=True), Tone(), pace), 90):
        pace.change(1.0)
        pieces.append(piece)
    for lap, speed in ((0, 0.5), (1, 1.0), (2, 1.0)):
        danced = [piece for piece in pieces if piece.lap == lap]
        assert {piece.speed for piece in danced} == {speed}
        assert length_s(danced) == pytest.approx(2.0 / speed, abs=1e-4)
        assert danced[0].media_s == 1.0


def drilled(pace: Pace, decide) -> Iterator[Piece]:
    """A drill of two seconds at half speed; ``decide`` looks at every piece as it is read."""
    passage = Passage(4.0, 6.0, 0.5, loop=True, count_in=4, rest=4, metronome=BEATS)
    for piece in pieces_of(passage, Tone(), pace):
        decide(piece)
        yield piece


def parts(pieces: list[Piece]) -> list[tuple[str, int, float, float]]:
    """(what, lap, speed, seconds) in the order of hearing."""
    found: list[list] = []
    for piece in pieces:
        what = "rest" if piece.resting else "count" if piece.count is not None else "music"
        if not found or found[-1][:3] != [what, piece.lap, piece.speed]:
            found.append([what, piece.lap, piece.speed, 0.0])
        found[-1][3] += len(piece.samples) / RATE
    return [(what, lap, speed, round(seconds, 3)) for what, lap, speed, seconds in found]


def test_after_a_rest_the_next_lap_is_counted_in_at_its_own_speed_to_the_beat():
    pace = Pace(0.5)
    pieces = list(islice(drilled(pace, lambda piece: piece.resting and pace.decide(1, 0.8)), 150))
    assert parts(pieces)[:5] == [
        ("count", 0, 0.5, 4.0),
        ("music", 0, 0.5, 4.0),
        ("rest", 1, 0.5, 4.0),
        ("count", 1, 0.8, 2.5),
        ("music", 1, 0.8, 2.5),
    ]
    counted = [piece for piece in pieces if piece.lap == 1 and piece.count is not None]
    assert [piece.count for piece in counted] == [5, 6, 7, 8]
    rests = [piece for piece in pieces if piece.resting and piece.lap == 1]
    assert {piece.media_s for piece in rests} == {2.0}
    assert all(piece.passing == 0 for piece in rests)
    assert np.abs(np.concatenate([piece.samples for piece in rests])[480:]).max() == 0


def test_a_rest_waits_for_the_decision_and_not_for_ever():
    pace, seen = Pace(0.5), []

    def late(piece: Piece) -> None:
        seen.append(piece.resting)
        if sum(seen) == 6:
            pace.decide(1, 1.0)

    lengths = {(what, lap): (speed, s) for what, lap, speed, s in parts(list(islice(drilled(pace, late), 90)))}
    assert lengths["rest", 1] == (0.5, 6.0)
    assert lengths["music", 1] == (1.0, 2.0)
    never = parts(list(islice(drilled(Pace(0.5), lambda _: None), 70)))
    assert never[2] == ("rest", 1, 0.5, MOST_RESTS * 4.0)
    assert never[3] == ("count", 1, 0.5, 4.0)


def test_it_ends_where_no_further_lap_is_wished():
    pace = Pace(0.5)
    pieces = list(drilled(pace, lambda piece: piece.resting and pace.decide(1, None)))
    assert parts(pieces)[-1] == ("rest", 1, 0.5, 4.0)
    assert pace.over


def test_the_clicks_alone():
    passage = Passage(1.0, 3.0, metronome=BEATS, clicks=True, music=False)
    sound = np.concatenate([piece.samples for piece in pieces_of(passage, Tone())])[:, 0]
    loud = np.flatnonzero(np.abs(sound) > 0.05)
    begun = [group[0] / RATE for group in np.split(loud, np.flatnonzero(np.diff(loud) > RATE // 20) + 1)]
    assert begun == pytest.approx([0.0, 0.5, 1.0, 1.5], abs=2e-3)
