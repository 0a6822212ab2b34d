"""Jumps out of a step: on to one foot, a small hop onto both, the dip, and up.

A hop of a frame or so is part of getting there, and idle: the take-off begins with the dip. One that is long enough
to be seen is a skill, and its landing becomes the take-off where the hips are lowest.
"""

import attrs

from training.figure.body import SIDES, Body
from training.figure.feet import Place, Step
from training.figure.motion import Plan
from training.figure.motions.elements import ARMS_BACK, HANDS_ON_HIPS, Angles, JumpElement, JumpShape
from training.figure.motions.landings import Landing
from training.figure.motions.leap import Air, Contact, Key, Leap
from training.figure.motions.leap_planner import plan_leap

SEEN_S = 0.06
"""A hop shorter than this is no skill, s."""


_SPEED = 1.1
"""Of the hips in the hop, m/s."""


@attrs.frozen
class StepInJump:
    """A jump from both feet that begins with a step and a small hop.

    Attributes:
        flight: s in the air (0.25 to 0.6).
        hop: s of the hop onto both feet (0.02 to 0.15).
        depth: bend before it, share of the standing height (0.12 to 0.42).
        length: of the step, and of the hop, share of the height (0.1 to 0.3).
        side: the foot that steps, 0 left, 1 right.
        swing: whether the arms swing; else the hands stay at the hips.
        shape: of the body at the top.
        travel: m ahead.
        level: 0 low and loose to 1 clean.
        tempo: 1 is usual, 1.3 quicker by as much.
        landing: how it ends.
    """

    flight: float = 0.42
    hop: float = 0.03
    depth: float = 0.26
    length: float = 0.2
    side: int = 0
    swing: bool = True
    shape: JumpShape = "straight"
    travel: float = 0.1
    level: float = 0.6
    tempo: float = 1.0
    landing: Landing = attrs.field(factory=Landing)

    @property
    def element(self) -> JumpElement:
        """What is done in the air."""
        return JumpElement(self.level, self.travel, shape=self.shape, swing=self.swing)

    @property
    def name(self) -> str:
        """What it is."""
        return self.element.name

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        contacts, hops = self.landing.after(body, self.element.touch_down, self.flight)
        air = Air("hop" if self.hop >= SEEN_S else "", self.hop, (Key(0.5, self._legs(40.0)),), travel=self._far(body))
        flights = (air, self.element.air(self.flight), *hops)
        return plan_leap(Leap((self._step(body), self._dip(body), *contacts), flights), body, start)

    def _far(self, body: Body) -> float:
        return min(0.75 * self.length * body.height, 0.03 + 0.13 * body.height)

    def _legs(self, bend: float) -> Angles:
        """The leg that swings through while the other one pushes."""
        other = SIDES[1 - self.side]
        return {**self._arms(0.4), f"{other}_hip_flex": 0.8 * bend, f"{other}_knee": bend, f"{other}_ankle": -6}

    def _arms(self, up: float) -> Angles:
        return {"arm_flex": 60 * up, "arm_abd": 14, "elbow": 22} if self.swing else HANDS_ON_HIPS

    def _step(self, body: Body) -> Contact:
        """A step ahead, and off that foot again with the other one on its way."""
        length, pace = self.length * body.height, 0.34 / self.tempo
        aside = 0.35 * body.hip_breadth * (1 if self.side == 0 else -1)
        landed = 0.2 + pace
        step = Step(self.side, 0.2, landed, Place(aside, length, 0.0), height=0.05, roll=0.4)
        push = 0.22 / self.tempo
        # So far the hips are ahead of the foot they leave that the hop brings them over both feet.
        lean = max(self._far(body) - 0.03 - _SPEED * self.hop, 0.02)
        keys = (
            Key(0.2, self._arms(0.1), 0.985, 0.0, 3, left=-0.4 * aside),
            Key(pace, self._arms(0.5), 0.965, 0.62 * length, 5, left=0.4 * aside),
            Key(0.5 * push, self._legs(60), 0.95, length + 0.25 * lean, 5, left=0.6 * aside),
            Key(0.5 * push, self._legs(44), 0.985 + 0.1 * self.hop, length + lean, 3, left=0.5 * aside,
                heel=16 + 80 * self.hop),
        )  # fmt: skip
        leaves = [0.0, 0.0]
        leaves[1 - self.side] = push - 0.02
        return Contact(keys, (step,), Place(z=length), leaves=(leaves[0], leaves[1]))

    def _dip(self, body: Body) -> Contact:
        """Down on both feet with the arms swung back, and up."""
        depth, quick = self.depth, 1 / self.tempo
        behind, pitch = -0.26 * depth * sum(body.leg), min(100 * depth, 38)
        back = ARMS_BACK if self.swing else HANDS_ON_HIPS
        push = SIDES[self.side]
        drawn: Angles = {f"{push}_hip_flex": 24, f"{push}_knee": 64, f"{push}_ankle": 14}
        through = back | {"arm_flex": 20} if self.swing else back
        keys = (
            Key(0, self._arms(0.3) | drawn, 0.975, -0.03, 6, heel=12),
            Key(0.06 * quick, self._arms(0.2) | drawn, 0.965, -0.01, 7, heel=4),
            Key(0.18 * quick, back | {"spine_flex": 10}, 1 - 0.75 * depth, 0.8 * behind, 0.9 * pitch),
            Key(0.13 * quick, through | {"spine_flex": 10}, 1 - depth, behind, pitch),
            self.element.take_off,
        )
        arrives = [0.0, 0.0]
        if self.hop < SEEN_S:
            # The foot that pushed has no time to come along: it is drawn up to the other one.
            arrives[self.side] = 0.11
        return Contact(keys, arrives=(arrives[0], arrives[1]))
