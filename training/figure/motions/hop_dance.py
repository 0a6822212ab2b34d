"""Dance with small hops in it: two steps, a hop, two steps, a hop, and the arms go on all the while.

Each hop is a skill of its own. Its landing is over when the next step begins, and its take-off begins with the dip
before it: the steps between are idle. Hops that follow one another at once share a landing and a take-off, as ever.
"""

from typing import Literal, get_args

import attrs
import numpy as np

from training.figure.anthropometry import GRAVITY
from training.figure.body import SIDES, Body
from training.figure.feet import Place, Step, stance
from training.figure.motion import STANCE_WIDTH, Plan
from training.figure.motions.elements import Angles
from training.figure.motions.leap import Air, Contact, Key, Leap
from training.figure.motions.leap_planner import plan_leap
from training.figure.motions.routine import ARMS

Feet = Literal["both", "left", "right"]
FEET: tuple[Feet, ...] = get_args(Feet)

_LIFT = 0.13
"""How high the free foot of a hop on one leg is held, m of a body of 1.7 m."""

_HELD_S = 0.30
"""s between a free foot's leaving the floor, or coming back to it, and the middle of its way."""


@attrs.frozen
class HopDance:
    """Steps on the beat and small hops after every other one.

    Attributes:
        hops: on which feet each hop is, one after the other.
        steps: between two hops: 2, or 0 for hops in a row, all of them on the same feet.
        flight: s of each in the air (0.07 to 0.14).
        tempo: beats per minute (90 to 138).
        width: of a side step, share of the height; 0 steps on the spot.
        travel: of a hop to the left, m.
        size: of arms and bends, 1 is danced full out.
        seed: of the arms.
    """

    hops: tuple[Feet, ...] = ("both", "left", "right")
    steps: int = 2
    flight: float = 0.1
    tempo: float = 112.0
    width: float = 0.12
    travel: float = 0.0
    size: float = 0.8
    seed: int = 0

    name = "dance with hops"

    def __attrs_post_init__(self) -> None:
        if not self.steps and len(set(self.hops)) > 1:
            raise ValueError("hops in a row are all on the same feet: there is no time to change them")

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        writer = _Writer(self, body)
        count = len(self.hops)
        contacts = [writer.first(), *(writer.between(i) for i in range(count - 1)), writer.last()]
        airs = tuple(writer.air(i) for i in range(count))
        return plan_leap(Leap(tuple(contacts), airs), body, start)


class _Writer:
    """Contacts and flights of a dance being written."""

    def __init__(self, dance: HopDance, body: Body) -> None:
        self.dance, self.body, self.beat = dance, body, 60 / dance.tempo
        self.rng = np.random.default_rng(dance.seed)
        self.way = 1.0
        self.held_arms = [self._arms() for _ in dance.hops]

    def _arms(self) -> Angles:
        chosen = ARMS[int(self.rng.integers(len(ARMS)))]
        return {name: value * (0.35 + 0.55 * self.dance.size) for name, value in chosen.items()}

    def _steps(self, begin: float, count: int) -> tuple[list[Key], list[Step], float]:
        """Side and close, or on the spot, a beat each; keys, steps, and how far to the left that leads."""
        keys: list[Key] = []
        steps: list[Step] = []
        if not count:
            return keys, steps, 0.0
        self.way = -self.way
        far = self.way * self.dance.width * self.body.height
        lead = 0 if self.way > 0 else 1
        for i in range(count):
            side, end = (lead + i) % 2, begin + (i + 1) * self.beat
            there = stance(self.body, Place(x=far), STANCE_WIDTH)[side]
            steps.append(Step(side, end - 0.7 * self.beat, end, there, height=0.05))
            at = far * (i + 1) / count
            # The dip before a hop has to be seen after it.
            sink = 0.03 + 0.03 * self.dance.size if i < count - 1 else 0.01
            keys.append(Key(0.5 * self.beat, self._arms(), 0.985, 0.0, 3, left=at - 0.3 * far / count))
            keys.append(Key(0.5 * self.beat, keys[-1].angles, 0.985 - sink, -0.01, 5, left=at))
        return keys, steps, far

    def _over(self, feet: Feet) -> float:
        """The pelvis is over the foot that hops, m to the left."""
        return {"both": 0.0, "left": 0.05, "right": -0.05}[feet]

    def _held(self, feet: Feet, middle: float, far: float) -> tuple[Step, ...]:
        """The free foot off the floor, highest in the middle of the flight."""
        if feet == "both":
            return ()
        side = 1 if feet == "left" else 0
        there = stance(self.body, Place(x=far), STANCE_WIDTH)[side]
        return (Step(side, middle - _HELD_S, middle + _HELD_S, there, height=_LIFT * self.body.height / 1.7),)

    def _dip(self, hop: int, far: float) -> tuple[Key, Key]:
        """Down and off the floor."""
        arms, feet = self.held_arms[hop], self.dance.hops[hop]
        over, rise = far + self._over(feet), min(1.0, self.dance.flight / 0.3)
        depth = 0.045 + 0.03 * self.dance.size
        up = max(0.13, 1.1 * depth / (GRAVITY * self.dance.flight))
        low = Key(max(0.16, 0.4 * self.beat), arms, 0.985 - depth, -0.01, 6, left=over)
        return low, Key(up, _moved(arms, 1.15), 0.99 + 0.05 * rise, 0.008, 3, left=over, heel=14 + 22 * rise)

    def _caught(self, hop: int) -> tuple[Key, Key, Key]:
        """The first contact, the lowest point and up from it."""
        over, arms = self._over(self.dance.hops[hop]), self.held_arms[hop]
        touch = Key(0, _moved(arms, 1.05), 0.985, 0, 4, left=over, heel=15)
        depth = 0.05 + 0.02 * self.dance.size
        return touch, Key(0.12, arms, 1 - depth, -0.012, 7, left=over), Key(0.14, arms, 0.98, 0, 4, left=0.4 * over)

    def first(self) -> Contact:
        """Steps and the dip before the first hop."""
        keys, steps, far = self._steps(0.15, max(self.dance.steps, 2))
        keys[0] = attrs.evolve(keys[0], after=keys[0].after + 0.15)
        begins = sum(k.after for k in keys)
        return self._leaving([*keys], steps, far, 0, begins=begins)

    def between(self, hop: int) -> Contact:
        """From a hop to the next one, with or without steps."""
        caught, before = self._caught(hop), self.dance.hops[hop]
        if not self.dance.steps:
            low, off = self._dip(hop + 1, 0.0)
            keys = [*caught[:1], attrs.evolve(low, after=0.13), off]
            return Contact(tuple(keys), self._kept_up(before, sum(k.after for k in keys)))
        begin = 0.12 + 0.14
        keys, steps, far = self._steps(begin, self.dance.steps)
        steps = [*self._landing_foot(before), *steps]
        rests = (begin, begin + self.dance.steps * self.beat)
        return attrs.evolve(self._leaving([*caught, *keys], steps, far, hop + 1), rests=rests)

    def _kept_up(self, feet: Feet, total: float) -> tuple[Step, ...]:
        """The free foot stays off the floor from one flight to the next."""
        return tuple(attrs.evolve(held, end=held.end + total + self.dance.flight) for held in self._landing_foot(feet))

    def _landing_foot(self, feet: Feet) -> tuple[Step, ...]:
        return self._held(feet, -0.5 * self.dance.flight, 0.0)

    def _leaving(self, keys: list[Key], steps: list[Step], far: float, hop: int, begins: float = 0.0) -> Contact:
        low, off = self._dip(hop, far)
        keys = [*keys, low, off]
        total = sum(k.after for k in keys)
        steps = [*steps, *self._held(self.dance.hops[hop], total + 0.5 * self.dance.flight, far)]
        return Contact(tuple(keys), _one_by_one(tuple(steps)), Place(x=far), begins=begins)

    def last(self) -> Contact:
        """Caught, and a sway on the beat before standing still."""
        feet = self.dance.hops[-1]
        keys = (
            *self._caught(len(self.dance.hops) - 1),
            Key(self.beat, self._arms(), 0.97, 0, 4),
            Key(0.6 * self.beat, {"elbow": 16}, 0.99),
        )
        return Contact(keys, self._landing_foot(feet), settle=0.35, ends=0.12 + 0.14)

    def air(self, hop: int) -> Air:
        """A small hop, the arms on their way to the next beat."""
        feet = self.dance.hops[hop]
        legs: Angles = {"hip_abd": 2, "hip_flex": 9, "knee": 16, "ankle": -8}
        if feet != "both":
            free = SIDES[1] if feet == "left" else SIDES[0]
            legs |= {f"{free}_hip_flex": 30, f"{free}_knee": 58, f"{free}_ankle": -14}
        way = 1.0 if hop % 2 == 0 else -1.0
        shape = Key(0.5, _moved(self.held_arms[hop], 1.15) | legs)
        return Air("hop", self.dance.flight, (shape,), aside=way * self.dance.travel)


def _moved(arms: Angles, by: float) -> Angles:
    """The arms a little farther out than they were: they go on."""
    return {name: min(by * value, 172.0) for name, value in arms.items()}


def _one_by_one(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Steps of which none begins before the foot's last one has ended."""
    free, out = {0: -10.0, 1: -10.0}, []
    for step in sorted(steps, key=lambda s: s.start):
        begin = max(step.start, free[step.side] + 1e-3)
        # A step that is put off keeps its middle, where the foot is highest, if there is time.
        out.append(attrs.evolve(step, start=begin, end=max(step.end, begin + 0.2)))
        free[step.side] = out[-1].end
    return tuple(out)
