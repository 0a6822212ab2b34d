"""How a reference is practised: which part, how fast, round and round or once, counted in, with clicks."""

from typing import TYPE_CHECKING

import attrs

from dancecoach.coaching.dance.phrases import Phrase
from dancecoach.pipeline.practice.drill import REST, rungs
from dancecoach.video.sound_passage import LEAST_S, Passage

if TYPE_CHECKING:
    from dancecoach.pipeline.practice.reference import Reference

SPEEDS = (0.5, 0.7, 1.0, 1.2)
"""Speeds that can be chosen, shares of the music's own."""

COUNT_IN = 4
"""Beats that are counted before it begins: 5, 6, 7, 8."""


@attrs.frozen
class Plan:
    """What the learner wants to do.

    Attributes:
        part: which part of the reference; None for all of it.
        speed: seconds of the reference per second; of a drill that of its first lap.
        loop: whether it goes round and round.
        count_in: whether it is counted in.
        clicks: whether the beats are heard over the music.
        drill: whether it goes from slow to fast: in laps, each counted in, faster after a good one.
        goal: speed at which a drill ends.
    """

    part: Phrase | None = None
    speed: float = 1.0
    loop: bool = False
    count_in: bool = True
    clicks: bool = False
    drill: bool = False
    goal: float = 1.0

    @property
    def speeds(self) -> tuple[float, ...]:
        """The speeds that can be chosen."""
        return rungs(self.goal) if self.drill else SPEEDS

    def span(self, reference: "Reference") -> tuple[float, float]:
        """First and last moment of the reference, seconds."""
        if self.part is None:
            return reference.begin_s, reference.end_s
        return max(reference.begin_s, self.part.start_s), min(reference.end_s, self.part.end_s)

    def taught_s(self, reference: "Reference", moment_s: float) -> float:
        """The moment that a lesson speaks of while one is heard: before the first that is danced it is what comes.

        Args:
            reference: what is practised.
            moment_s: that is heard; while it is counted in, and in the rest after a lap, one before the part.
        """
        begin_s = self.span(reference)[0]
        if moment_s >= begin_s or self.part is None:
            return max(begin_s, moment_s)
        return max(begin_s, reference.as_taught(self.part).start_s)  # its step may begin a blink after the eight

    def passage(self, reference: "Reference") -> Passage:
        """What is to be heard: another speed begins with a part of the reference, in a drill with a lap."""
        begin_s, end_s = self.span(reference)
        return Passage(
            begin_s,
            max(end_s, begin_s + LEAST_S),
            self.speed,
            self.loop or self.drill,
            COUNT_IN if self.count_in or self.drill else 0,
            reference.metronome,
            self.clicks,
            rest=REST if self.drill else 0,
            edges_s=() if self.drill else tuple(part.start_s for part in reference.parts),
        )


def next_speed(speed: float, direction: int, speeds: tuple[float, ...] = SPEEDS) -> float:
    """The next faster (+1) or slower (-1) of ``speeds``, rising; beyond the last one nothing changes."""
    if direction > 0:
        return next((s for s in speeds if s > speed + 1e-9), speed)
    return next((s for s in reversed(speeds) if s < speed - 1e-9), speed)


def next_part(parts: tuple[Phrase, ...], part: Phrase | None, direction: int) -> Phrase | None:
    """The part after (+1) or before (-1) one; None, the whole, lies before the first and after the last."""
    ring: tuple[Phrase | None, ...] = (None, *parts)
    at = ring.index(part) if part in ring else 0
    return ring[(at + direction) % len(ring)]
