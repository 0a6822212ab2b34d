"""The music of the demo lesson, our own: four chords, a beat, a bass and a tune, composed for eights.

Each eight is two bars of four. The "1" is told by the bass drum, the change of the chord and, at the head of an eight,
a cymbal; the last two beats before it hold a fill. Like the figure it is made anew from this file alone.
"""

import attrs
import numpy as np
from numpy.typing import NDArray

from training.figure.instruments import RATE, Sound, bass, crash, hat, kick, pad, pluck, snare

A2 = 110.0
"""Hz of the key's lower A."""

CHORDS = ((0, 3, 7), (-4, 0, 3), (3, 7, 10), (-2, 2, 5))
"""A minor, F, C, G: semitones above A, one chord for each bar of four."""

TUNES = (
    ((0.0, 12), (1.0, 15), (1.5, 14), (2.0, 12), (3.0, 7), (4.0, 8), (5.0, 12), (5.5, 10), (6.0, 8)),
    ((0.0, 15), (0.5, 15), (1.0, 19), (2.0, 17), (2.5, 15), (3.0, 14), (4.0, 14), (4.5, 10), (5.0, 14), (6.0, 17)),
    ((0.0, 12), (0.75, 12), (1.5, 15), (2.0, 19), (3.5, 19), (4.0, 20), (5.0, 19), (6.0, 15), (6.5, 12)),
    ((0.0, 19), (1.0, 22), (2.0, 24), (3.0, 22), (4.0, 22), (4.5, 19), (5.0, 17), (5.5, 14), (6.0, 14)),
)
"""A tune for each eight: (beat in the eight, semitones above A)."""


@attrs.frozen
class Tune:
    """The composition as data.

    Attributes:
        tempo: beats per minute.
        lead_in: beats before the first "1".
        eights: how many are danced.
        ending: beats after them.
    """

    tempo: float = 100.0
    lead_in: int = 8
    eights: int = 4
    ending: int = 4

    @property
    def beat_s(self) -> float:
        """Length of a beat."""
        return 60 / self.tempo

    @property
    def beats_s(self) -> tuple[float, ...]:
        """When each beat is, from the first sample on; the last one is the "1" of the ending."""
        return tuple(i * self.beat_s for i in range(self.lead_in + 8 * self.eights + 1))

    @property
    def duration_s(self) -> float:
        """How long it is."""
        return (self.lead_in + 8 * self.eights + self.ending) * self.beat_s

    def samples(self) -> NDArray[np.float32]:
        """(n, 2) the music, -1 to 1, `RATE` samples a second."""
        desk = _Desk(self.duration_s)
        _lead_in(desk, self)
        for eight in range(self.eights):
            _eight(desk, self, eight)
        _ending(desk, self)
        return desk.mixed()


class _Desk:
    """Where notes are put together."""

    def __init__(self, length_s: float) -> None:
        self._out = np.zeros((round(length_s * RATE), 2))

    def add(self, sound: Sound, at_s: float, loud: float, aside: float = 0.0) -> None:
        """A sound from a moment on; ``aside`` is -1 left to 1 right."""
        first = round(at_s * RATE)
        part = sound[: max(0, len(self._out) - first)]
        self._out[first : first + len(part), 0] += loud * (1 - max(0.0, aside)) * part
        self._out[first : first + len(part), 1] += loud * (1 + min(0.0, aside)) * part

    def mixed(self) -> NDArray[np.float32]:
        """All of it, the loudest places rounded off, the end faded out."""
        out = np.tanh(1.1 * self._out) * 0.9
        fade = round(0.4 * RATE)
        out[-fade:] *= np.linspace(1.0, 0.0, fade)[:, None]
        return out.astype(np.float32)


def _hertz(semitones: int, octave: int = 0) -> float:
    return float(A2 * 2 ** (octave + semitones / 12))


def _lead_in(desk: _Desk, tune: Tune) -> None:
    """A chord and hats; the last four beats are knocked: 5, 6, 7, 8."""
    beat = tune.beat_s
    for i in range(tune.lead_in):
        desk.add(hat(), i * beat, 0.18, 0.3)
        if i >= tune.lead_in - 4:
            desk.add(snare(), i * beat, 0.42)
    for bar in range(tune.lead_in // 4):
        _chord(desk, tune, -1 - bar, 4 * bar * beat, 0.5)


def _eight(desk: _Desk, tune: Tune, eight: int) -> None:
    beat, first = tune.beat_s, tune.lead_in + 8 * eight
    desk.add(crash(), first * beat, 0.16, -0.2)
    for count in range(8):
        at = (first + count) * beat
        desk.add(kick(), at, 0.85 if count % 4 == 0 else 0.62 if count % 2 == 0 else 0.0)
        desk.add(snare(), at, 0.5 if count % 2 else 0.0)
        for half in (0.0, 0.5):
            desk.add(hat(), at + half * beat, 0.16 if half else 0.11, 0.3)
    for half in (6.5, 7.25, 7.5, 7.75):  # the fill
        desk.add(snare(), (first + half) * beat, 0.3, 0.2)
    for bar in range(2):
        number = 2 * eight + bar
        _chord(desk, tune, number, (first + 4 * bar) * beat, 0.4)
        _bass_line(desk, tune, number, (first + 4 * bar) * beat)
    for when, tone in TUNES[eight % len(TUNES)]:
        desk.add(pluck(_hertz(tone, 1), 0.5), (first + when) * beat, 0.26, -0.25)


def _chord(desk: _Desk, tune: Tune, number: int, at_s: float, loud: float) -> None:
    tones = tuple(_hertz(tone, 1) for tone in CHORDS[number % len(CHORDS)])
    desk.add(pad(tones, 4 * tune.beat_s), at_s, loud)


def _bass_line(desk: _Desk, tune: Tune, number: int, at_s: float) -> None:
    root = CHORDS[number % len(CHORDS)][0]
    for when, long, octave in ((0.0, 0.9, -1), (1.5, 0.4, -1), (2.0, 0.9, -1), (3.0, 0.4, 0), (3.5, 0.4, -1)):
        desk.add(bass(_hertz(root, octave), long * tune.beat_s), at_s + when * tune.beat_s, 0.42)


def _ending(desk: _Desk, tune: Tune) -> None:
    at = tune.beats_s[-1]
    desk.add(kick(), at, 0.85)
    desk.add(crash(), at, 0.2)
    desk.add(bass(_hertz(0, -1), 1.8 * tune.beat_s), at, 0.45)
    desk.add(pad(tuple(_hertz(tone, 1) for tone in CHORDS[0]), tune.ending * tune.beat_s), at, 0.5)
