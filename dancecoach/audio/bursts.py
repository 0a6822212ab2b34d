"""Finds the sudden, short noises in a sound, and tells which of them may have been a clap of hands.

A clap is an edge: within ten milliseconds every band from 500 to 7000 Hz is far louder than just before and louder
than what there has been in the last seconds; it is noise, not a tone; a tenth of a second later most of it is gone.
A landing, a step, a ball and a drum are strongest below 350 Hz; a vowel goes on; an S comes slowly and is high; a beep
is a tone. What is sudden but no clap is told too: it says that there is music or work going on.
"""

import attrs
import numpy as np

from dancecoach.audio.bands import FAINT, Analyser, Floats, Signal, Spectra

#: What is looked at around an edge, s: just before it, the burst itself, and when it has to have faded.
_BEFORE_S, _ATTACK_S, _FADED_S = (0.08, 0.016), 0.032, (0.06, 0.1)
#: The loudest moments of so many seconds are what a clap has to be louder than.
_PAST_S = 2.5
#: Two edges nearer than this are one, s.
_APART_S = 0.06


@attrs.frozen
class Limits:
    """What a burst has to be to be taken for a clap; decibels.

    Attributes:
        level: its power in the bands together, full scale 0.
        rise: over just before it.
        stands_out: over the loud moments of the last seconds.
        each: of a band over just before it, to count as risen.
        bands: so many of them have to rise.
        over_low: over what is added below 350 Hz.
        fades: from its top to a tenth of a second later.
        flat: how like noise it is, 0 to 1.
    """

    level: float = -52.0
    rise: float = 14.0
    stands_out: float = 8.0
    each: float = 8.0
    bands: int = 6
    over_low: float = -3.0
    fades: float = 1.0
    flat: float = 0.1


@attrs.frozen(eq=False)
class Burst:
    """A sudden noise.

    Attributes:
        time_s: when, seconds since the first sample.
        level: decibels, full scale 0.
        shape: (7,) decibels of each band over their mean.
        clap: whether it may have been one.
        after_one: whether it may have been one in the echo of another.
    """

    time_s: float
    level: float
    shape: Floats
    clap: bool
    after_one: bool


def decibels(power: "Floats | float") -> Floats:
    """Decibels of a power, full scale 0."""
    out: Floats = 10 * np.log10(power)
    return out


class BurstFinder:
    """Takes a stream of sound, gives the bursts in it, each a tenth of a second late.

    Args:
        rate: samples a second.
        limits: what counts as a clap.
    """

    def __init__(self, rate: float, limits: Limits | None = None) -> None:
        self._analyser = Analyser(rate)
        self.limits = limits or Limits()
        step_s = self._analyser.step_s
        self._step_s = step_s
        self._near, self._far = (round(s / step_s) for s in reversed(_BEFORE_S))
        self._attack = round(_ATTACK_S / step_s)
        self._fade_from, self._fade_to = (round(s / step_s) for s in _FADED_S)
        self._ahead = self._attack + self._fade_to
        self._keep = round(_PAST_S / step_s)
        self._apart = round(_APART_S / step_s)
        self.reset()

    @property
    def heard_s(self) -> float:
        """How much was heard, seconds."""
        return self._count * self._step_s

    @property
    def now_s(self) -> float:
        """Until when bursts have been looked for, seconds since the first sample."""
        return (self._count - self._ahead) * self._step_s

    def reset(self) -> None:
        """Forget what was heard; times begin anew with 0."""
        self._seen: Spectra | None = None
        self._count = 0
        self._last = -self._apart

    def push(self, samples: Signal) -> list[Burst]:
        """The bursts that are known of with these samples."""
        fresh = self._analyser.push(samples)
        if not len(fresh):
            return []
        joined = fresh if self._seen is None else self._seen.then(fresh)
        first = self._count + len(fresh) - len(joined)
        self._count += len(fresh)
        self._seen = joined.last(self._keep + self._far + self._ahead)
        power = joined.power
        found = []
        for at in range(max(len(joined) - len(fresh) - self._ahead, self._far), len(joined) - self._ahead):
            if first + at - self._last >= self._apart and self._sudden(power, at):
                self._last = first + at
                found.append(self._judge(joined, power, at, (first + at) * self._step_s))
        return found

    def _sudden(self, power: Floats, at: int) -> bool:
        now = float(power[at])
        return now >= _QUIET and now >= _SUDDEN * float(power[at - self._far : at - self._near].mean())

    def _judge(self, seen: Spectra, power: Floats, at: int, time_s: float) -> Burst:
        """What a burst is like that begins at a spectrum."""
        limits = self.limits
        before, burst = slice(at - self._far, at - self._near), slice(at, at + self._attack + 1)
        top_at = at + int(power[burst].argmax())
        top = float(decibels(power[top_at]))
        past = power[max(0, at - self._keep) : at - self._near]
        rises = decibels(seen.bands[burst].max(axis=0)) - decibels(seen.bands[before].mean(axis=0))
        low = max(float(seen.low[burst].max() - seen.low[before].mean()), FAINT)
        faded = power[top_at + self._fade_from : top_at + self._fade_to].mean()
        short_noise = (
            top >= limits.level
            and top - float(decibels(np.percentile(past, _LOUD))) >= limits.stands_out
            and top - float(decibels(low)) >= limits.over_low
            and top - float(decibels(faded)) >= limits.fades
            and float(seen.flat[burst].mean()) >= limits.flat
        )
        rise = top - float(decibels(power[before].mean()))
        edge = rise >= limits.rise and int((rises >= limits.each).sum()) >= limits.bands
        shape = decibels(seen.bands[burst].mean(axis=0))
        return Burst(time_s, top, shape - shape.mean(), short_noise and edge, short_noise)


#: What counts as sudden though it is no clap: times the power just before.
_SUDDEN = 6.0
#: Nothing below this power is looked at: about -62 dB.
_QUIET = 6e-7
#: The percentile of the last seconds that is their loud moments.
_LOUD = 80
