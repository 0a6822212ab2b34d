"""Hears people clap on purpose: two claps, or one, and nothing else that is like them before and after.

Who wants to be heard claps into a pause. Applause, a rhythm clapped along, drums and footsteps go on instead: a third
burst where the rhythm would have it, or one shortly before the first, and nobody meant the program.
"""

from collections import deque
from collections.abc import Iterable, Iterator

import attrs
import numpy as np

from dancecoach.audio.bands import Signal
from dancecoach.audio.bursts import Burst, BurstFinder, Limits

#: Time between two claps that belong together, s.
NEAREST_S, FARTHEST_S = 0.15, 0.6
#: No burst so long before the first of two claps, s.
_PAUSE_S = 0.7
#: No burst so long before and after a single one: drums have nothing but single ones.
_BEFORE_ONE_S, _AFTER_ONE_S = 2.0, 0.45
#: The third clap of a rhythm would come so late at most, as a share of the time between the first two.
_THIRD = 1.3
#: Two claps of one pair of hands differ by less, decibels: in level, and in the mean of their bands.
_LEVELS, _SHAPES = 11.0, 6.0
#: A burst so much fainter than the claps is not one of them: their echo, somebody's step.
_FAINTER = 10.0

#: Claps are judged as long as they are not older, s, and what was near them is remembered for longer.
_JUDGED_S, _KEPT_S = 1.5, 4.5

#: How easily it hears: decibels less that a clap has to be.
SENSITIVITIES = {"low": -7.0, "usual": 0.0, "high": 5.0}


def limits_for(sensitivity: str) -> Limits:
    """What has to be a clap at one of `SENSITIVITIES`."""
    more, usual = SENSITIVITIES[sensitivity], Limits()
    return attrs.evolve(
        usual,
        level=usual.level - 2 * more,
        stands_out=usual.stands_out - 0.5 * more,
        rise=usual.rise - 0.6 * more,
    )


@attrs.frozen
class Heard:
    """People clapped.

    Attributes:
        first_s: the (first) clap, seconds since the first sample.
        last_s: the last one; the same of a single clap.
    """

    first_s: float
    last_s: float


class ClapListener:
    """Takes a stream of sound and tells when somebody clapped on purpose.

    Pure state. Of the sound it keeps nothing but how loud a few bands of pitch were in the last seconds.

    Args:
        rate: samples a second, `dancecoach.audio.bands.LOWEST_RATE` or more.
        claps: 2 for two claps, 1 for one.
        sensitivity: one of `SENSITIVITIES`.

    Raises:
        ValueError: an argument is none of those.
    """

    def __init__(self, rate: float, claps: int = 2, sensitivity: str = "usual") -> None:
        if claps not in (1, 2):
            raise ValueError(f"{claps} claps cannot be listened for, only 1 or 2")
        self._claps = claps
        self._finder = BurstFinder(rate, limits_for(sensitivity))
        self._bursts: deque[Burst] = deque()

    @property
    def now_s(self) -> float:
        """Until when the stream has been heard, seconds since the first sample."""
        return self._finder.heard_s

    def forget(self) -> None:
        """What was heard until now does not count: the program itself made a sound."""
        self._finder.reset()
        self._bursts.clear()

    def push(self, samples: Signal) -> Heard | None:
        """Take the next samples of the stream; who clapped, as soon as it is certain.

        Args:
            samples: (n,) one channel, -1 to 1.
        """
        self._bursts.extend(self._finder.push(samples))
        now_s = self._finder.now_s
        heard = self._one(now_s) if self._claps == 1 else self._two(now_s)
        while self._bursts and now_s - self._bursts[0].time_s > _KEPT_S:
            self._bursts.popleft()
        if heard is not None:
            self._bursts = deque(attrs.evolve(burst, clap=False, after_one=False) for burst in self._bursts)
        return heard

    def _one(self, now_s: float) -> Heard | None:
        for clap in self._bursts:
            ripe = clap.clap and _AFTER_ONE_S <= now_s - clap.time_s <= _JUDGED_S
            if ripe and self._alone((clap,), _BEFORE_ONE_S, _AFTER_ONE_S):
                return Heard(clap.time_s, clap.time_s)
        return None

    def _two(self, now_s: float) -> Heard | None:
        for first, second in pairs(self._bursts):
            gap_s = second.time_s - first.time_s
            ripe = _THIRD * gap_s <= now_s - second.time_s <= _JUDGED_S
            if ripe and self._alone((first, second), _PAUSE_S, _THIRD * gap_s):
                return Heard(first.time_s, second.time_s)
        return None

    def _alone(self, claps: tuple[Burst, ...], before_s: float, after_s: float) -> bool:
        """Whether nothing like the claps is near them, as far back as it has to be known."""
        loud = min(clap.level for clap in claps) - _FAINTER
        first_s, last_s = claps[0].time_s - before_s, claps[-1].time_s + after_s
        return first_s >= 0 and not any(
            first_s <= burst.time_s <= last_s and burst.level > loud and burst not in claps for burst in self._bursts
        )


def pairs(bursts: Iterable[Burst]) -> Iterator[tuple[Burst, Burst]]:
    """Every two bursts that sound like two claps of one pair of hands, whatever else is near them.

    Args:
        bursts: in the order of time.
    """
    some = [burst for burst in bursts if burst.after_one]
    for place, first in enumerate(some):
        for second in some[place + 1 :] if first.clap else ():
            if NEAREST_S <= second.time_s - first.time_s <= FARTHEST_S and _alike(first, second):
                yield first, second


def _alike(one: Burst, other: Burst) -> bool:
    return abs(one.level - other.level) <= _LEVELS and float(np.abs(one.shape - other.shape).mean()) <= _SHAPES
