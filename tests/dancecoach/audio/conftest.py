"""Sounds made by chance: claps in rooms of several sizes, and what is no clap."""

from collections.abc import Callable

import attrs
import numpy as np
import pytest
from scipy.signal import butter, fftconvolve, sosfilt

from training.figure.instruments import bass, hat, kick, snare

RATE = 48_000

#: Reverberation time in s, distance in m, volume in cubic metres.
ROOMS = {
    "living room": (0.4, 2.0, 50.0),
    "small bare room": (0.5, 3.0, 60.0),
    "studio": (0.7, 4.0, 250.0),
    "gym": (1.8, 6.0, 8_000.0),
}


def band(wave, low, high, order=2):
    return sosfilt(butter(order, [low, high], btype="band", fs=RATE, output="sos"), wave)


class Sounds:
    """Makes waves, (n,) samples at 48 kHz."""

    rooms, rate = ROOMS, RATE

    def __init__(self, seed=0):
        self.rng = np.random.default_rng(seed)

    def noise(self, seconds, decibels):
        return self.rng.normal(size=round(seconds * RATE)) * 10 ** (decibels / 20)

    def silence(self, seconds):
        """As silent as a room with a computer in it."""
        return self.noise(seconds, -66)

    def hands(self):
        """How one pair of hands sounds: the pitch of the hollow between them, Hz."""
        return self.rng.uniform(700, 2_500)

    def clap(self, hertz=None):
        """A burst of noise, gone in some milliseconds, strongest around the pitch of the hands."""
        hertz = (hertz or self.hands()) * self.rng.uniform(0.87, 1.15)
        t = np.arange(round(0.06 * RATE)) / RATE
        burst = self.rng.normal(size=len(t)) * np.exp(-t / self.rng.uniform(0.002, 0.006))
        wave = 2 * band(burst, hertz / 1.6, hertz * 1.6) + 0.6 * band(burst, 400, 9_000)
        wave *= np.minimum(1, t / 0.0007)
        return wave / np.abs(wave).max()

    def room(self, name):
        """The answer of a room: the direct sound, a few walls, and an echo that fades."""
        fades_s, distance, volume = ROOMS[name]
        t = np.arange(round(min(1.1 * fades_s, 2.0) * RATE)) / RATE
        tail = self.rng.normal(size=len(t)) * np.exp(-6.91 * t / fades_s)
        tail[: round(0.004 * RATE)] = 0
        tail = band(tail, 100, 7_000, 1)
        # At the critical distance the echo is as strong as what comes straight.
        critical = 0.057 * np.sqrt(volume / fades_s)
        answer = tail * (distance / critical) / np.sqrt((tail**2).sum())
        answer[0] += 1
        for _ in range(5):
            answer[round(self.rng.uniform(0.003, 0.03) * RATE)] += self.rng.uniform(-0.5, 0.5)
        return answer / distance

    def claps(self, times, seconds, *, room="living room", loud=0.7, ground=None):
        """One pair of hands claps at those times."""
        wave = self.silence(seconds) if ground is None else ground.copy()
        answer, hands = self.room(room), self.hands()
        for at_s in times:
            put(wave, fftconvolve(self.clap(hands) * loud * self.rng.uniform(0.75, 1), answer), at_s)
        return wave.clip(-1, 1)

    def thud(self, hertz=80, sharp=0.1):
        """Feet or a body on a mat, a heel on a floor, a ball: low, with a click of its own."""
        t = np.arange(round(0.3 * RATE)) / RATE
        low = np.sin(2 * np.pi * hertz * t * self.rng.uniform(0.9, 1.1)) * np.exp(-t / 0.06) * np.minimum(1, t / 0.002)
        return 0.8 * low + sharp * self.clap_like(len(t))

    def clap_like(self, length):
        """A faint click."""
        t = np.arange(length) / RATE
        return band(self.rng.normal(size=length) * np.exp(-t / 0.004), 500, 5_000)

    def thuds(self, seconds, every_s, *, hertz=80, sharp=0.1, loud=0.8):
        wave, at_s = self.silence(seconds), 0.5
        while at_s < seconds - 0.5:
            put(wave, self.thud(hertz, sharp) * loud * self.rng.uniform(0.6, 1), at_s)
            at_s += every_s * self.rng.uniform(0.85, 1.15)
        return wave.clip(-1, 1)

    def speech(self, seconds, loud=0.5):
        """Syllables: a burst or a hiss, then a vowel of three formants whose pitch moves; words with pauses."""
        wave, at_s = self.silence(seconds), 0.3
        while at_s < seconds - 1:
            for _ in range(self.rng.integers(2, 9)):
                put(wave, self.syllable() * loud * self.rng.uniform(0.4, 1), at_s)
                at_s += self.rng.uniform(0.14, 0.3)
            at_s += self.rng.uniform(0.2, 1.2)
        return wave.clip(-1, 1)

    def syllable(self):
        t = np.arange(round(self.rng.uniform(0.1, 0.22) * RATE)) / RATE
        pitch = self.rng.uniform(90, 240) * (1 + 0.15 * np.sin(2 * np.pi * 3 * t + self.rng.uniform(0, 6)))
        pulses = np.diff(np.floor(np.cumsum(pitch) / RATE), prepend=0.0)
        vowel = sum(
            band(pulses, f * 0.93, f * 1.07, 1) * g
            for f, g in zip(self.rng.uniform((300, 800, 2_200), (900, 2_200, 3_200)), (1, 0.6, 0.3), strict=True)
        )
        vowel *= np.hanning(len(t)) ** 0.5 / np.abs(vowel).max()
        kind = self.rng.integers(3)
        n = round((0.015 if kind == 0 else 0.1) * RATE)
        if kind == 0:  # p, t, k
            onset = 0.35 * band(self.rng.normal(size=n) * np.exp(-np.arange(n) / RATE / 0.005), 1_500, 6_000)
        elif kind == 1:  # s, sh
            onset = 0.2 * band(self.rng.normal(size=n) * np.hanning(n), 3_000, 9_000)
        else:
            onset = np.zeros(0)
        return np.concatenate([onset, vowel])

    def music(self, seconds, tempo):
        """A bass drum, a snare drum or claps on the second beat, a hi-hat, chords."""
        wave, beat_s = self.silence(seconds), 60 / tempo
        t = np.arange(len(wave)) / RATE
        roots = self.rng.uniform(110, 220, 8)[(t / (4 * beat_s)).astype(int) % 8]
        for ratio in (1, 1.26, 1.5, 2, 3, 4):
            wave += 0.05 / ratio * np.sin(2 * np.pi * np.cumsum(roots * ratio) / RATE)
        snare = self.clap if self.rng.random() < 0.5 else self.snare
        for number in range(int((seconds - 1) / beat_s)):
            at_s = 0.5 + number * beat_s
            put(wave, self.thud(60, 0.15) if number % 2 == 0 else 0.6 * snare(), at_s)
            for half in (0.0, 0.5):
                put(wave, self.hat(), at_s + half * beat_s)
        return wave.clip(-1, 1)

    def snare(self):
        t = np.arange(round(0.2 * RATE)) / RATE
        return 0.5 * band(self.rng.normal(size=len(t)), 600, 9_000) * np.exp(-t / 0.05) + 0.6 * np.sin(
            2 * np.pi * 190 * t
        ) * np.exp(-t / 0.05)

    def hat(self):
        t = np.arange(round(0.06 * RATE)) / RATE
        return 0.25 * band(self.rng.normal(size=len(t)), 6_000, 15_000) * np.exp(-t / 0.02)

    def applause(self, seconds, people=12):
        wave = self.silence(seconds)
        for _ in range(people):
            hands, at_s, every_s = self.hands(), self.rng.uniform(0.2, 0.6), self.rng.uniform(0.2, 0.3)
            while at_s < seconds - 0.2:
                put(wave, 0.25 * self.clap(hands) * self.rng.uniform(0.5, 1), at_s)
                at_s += every_s * self.rng.uniform(0.9, 1.1)
        return wave.clip(-1, 1)

    def rhythm(self, seconds, every_s):
        """Somebody claps along."""
        times = np.arange(1.0, seconds - 0.5, every_s)
        return self.claps(times + self.rng.uniform(-0.02, 0.02, len(times)), seconds)


def put(wave, sound, at_s):
    at = round(at_s * RATE)
    part = sound[: max(0, len(wave) - at)]
    wave[at : at + len(part)] += part


@pytest.fixture
def make_sounds():
    return Sounds


@pytest.fixture
def sounds():
    return Sounds()


@attrs.frozen(eq=False)
class Song:
    """Synthesised music and what is exactly known of it.

    Attributes:
        sound: (n,) samples, `RATE` a second.
        beats_s: (N,) when its beats are.
        lead_in: index of the first "1".
    """

    sound: np.ndarray
    beats_s: np.ndarray
    lead_in: int


#: Of each eight: bass drum, snare, hats, as places in beats.
_DRUMS: dict[str, tuple[tuple[float, ...], ...]] = {
    "rock": ((0, 2, 4, 6), (1, 3, 5, 7, 6.5, 7.5), tuple(i / 2 for i in range(16))),
    "house": (tuple(range(8)), (1, 3, 5, 7), tuple(i + 0.5 for i in range(8))),
    "swing": ((0, 2, 4, 6), (1, 3, 5, 7), tuple(i + x for i in range(8) for x in (0, 2 / 3))),
    "dembow": (tuple(range(8)), (0.75, 1.5, 2.75, 3.5, 4.75, 5.5, 6.75, 7.5), tuple(range(8))),
}
_CHORDS = ((0, 3, 7), (-4, 0, 3), (3, 7, 10), (-2, 2, 5))


@pytest.fixture(scope="session")
def song() -> Callable[..., Song]:
    """A function that makes music: ``song("rock", 112)``, or with any of ``beats`` (how many), ``lead_in`` (before
    the first "1"), ``drift`` (share by which the tempo goes up and down), ``pause`` (whether the drums pause for two
    eights), ``noise_db`` (noise so much below the music) and ``loud``.
    """

    def make(
        style: str,
        tempo: float,
        *,
        beats: int = 64,
        lead_in: int = 0,
        drift: float = 0.0,
        pause: bool = False,
        noise_db: float | None = None,
        loud: float = 0.5,
    ) -> Song:
        lengths = 60 / (tempo * (1 + drift * np.sin(2 * np.pi * np.arange(beats + 9) / 48)))
        at = 0.7 + np.concatenate([[0.0], np.cumsum(lengths)])
        out = np.zeros(round((at[-1] + 0.5) * RATE))

        def add(sound: np.ndarray, place: float, strength: float) -> None:
            first = round(float(np.interp(place, np.arange(len(at)), at)) * RATE)
            part = sound[: max(0, len(out) - first)]
            out[first : first + len(part)] += strength * part

        for beat in range(beats):
            count = (beat - lead_in) % 8
            if not (pause and beats // 3 <= beat < beats // 3 + 16):
                for sound, strength, places in zip(
                    (kick(), snare(), hat()), (0.8, 0.5, 0.15), _DRUMS[style], strict=True
                ):
                    for place in places:
                        if int(place) == count:
                            add(sound, beat + place - count, strength)
            if count % 4 == 0:
                chord = _CHORDS[(beat - lead_in) // 4 % 4]
                length = float(4 * lengths[beat])
                time = np.arange(round(length * RATE)) / RATE
                swell = np.minimum(1.0, time / 0.05) * np.minimum(1.0, (length - time) / 0.05)
                add(sum(np.sin(2 * np.pi * 220 * 2 ** (tone / 12) * time) for tone in chord) * swell, beat, 0.1)
                add(bass(55 * 2 ** (chord[0] / 12), 0.4), beat, 0.4)
        out *= loud / np.abs(out).max()
        if noise_db is not None:
            out += np.random.default_rng(1).standard_normal(len(out)) * out.std() * 10 ** (-noise_db / 20)
        return Song(out, at[:beats], lead_in)

    return make
