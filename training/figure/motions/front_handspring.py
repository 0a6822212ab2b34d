"""The front handspring: out of a lunge over the hands, off them, and onto both feet or one after the other."""

import attrs

from training.figure.body import Body
from training.figure.feet import Place
from training.figure.motion import Plan
from training.figure.motions.inverted import HANDS, STRAIGHT, UP, hands_up, kick_up
from training.figure.motions.script import Script
from training.figure.motions.tumbling_pass import Style
from training.figure.motions.way import Turned
from training.figure.support import LEFT_FOOT, RIGHT_FOOT

_SKILL = "front handspring"


@attrs.frozen
class FrontHandspring:
    """A kick over the hands, a push, a flight, and up over the feet.

    Attributes:
        style: how it is done.
        apart: s from the right foot, which lands first, to the left one, which steps ahead (0.1 to 0.4); 0 lands
            both at once.
        flight: s between hands and feet (0.12 to 0.26).
    """

    style: Style = attrs.field(factory=Style)
    apart: float = 0.0
    flight: float = 0.18

    @property
    def name(self) -> str:
        """What it is called."""
        return f"{_SKILL} step-out" if self.apart else _SKILL

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        s, pace, bend = Script(body, start), 0.72 / self.style.tempo, self.style.bend
        split = {"left_hip_flex": 62, "right_hip_flex": -22, "knee": 4 + bend, "left_knee": 18 + bend, "head_flex": -24}
        lunge = kick_up(s, pace, 180.0, STRAIGHT | split)
        open_ = 30.0 if self.apart else 2.0
        legs = {"left_hip_flex": 0.5 * open_ - 10, "right_hip_flex": -0.5 * open_ - 12, "knee": 6 + bend}
        passing = {"left_hip_flex": 0.5 * open_ + 16, "left_knee": 16 + bend, "spine_flex": -8, "head_flex": -20}
        s.key(0.25 * pace, STRAIGHT | legs | passing, Turned(190))
        arched = STRAIGHT | legs | {"spine_flex": -26, "head_flex": -26, "arm_flex": 176}
        off = s.key(0.18 * pace, arched, Turned(222))
        hands_up(s, off)
        return self._land(s, off, lunge)

    def _land(self, s: Script, off: float, lunge: float) -> Plan:
        feet, bend = HANDS + 0.60, self.style.bend
        flying = UP | {"spine_flex": -28, "head_flex": -22, "arm_flex": 174, "ankle": -28}
        if not self.apart:
            both = flying | {"hip_flex": -10, "knee": 22 + bend, "ankle": -6, "hip_abd": 2 + self.style.apart}
            landed = s.key(self.flight, both, Turned(322), height=0.95, ahead=feet - 0.09)
            for place, foot in zip(s.quiet(feet), (LEFT_FOOT, RIGHT_FOOT), strict=True):
                s.down(foot, landed, place, land=16)
            s.key(0.20, UP | {"spine_flex": -8}, Turned(344), height=0.99 - self.style.deep, ahead=feet - 0.02)
            s.key(0.30, UP | {"arm_flex": 156}, Turned(360), height=0.99, ahead=feet)
            steady = s.now
            return self._present(s, feet, lunge, steady)
        one = flying | {"right_hip_flex": -14, "right_knee": 18 + bend, "right_ankle": -4, "left_hip_flex": 34}
        landed = s.key(self.flight, one | {"left_knee": 10 + bend}, Turned(312), height=0.94, ahead=feet - 0.11)
        s.down(RIGHT_FOOT, landed, s.quiet(feet)[1], land=24)
        over = UP | {"spine_flex": -16, "left_hip_flex": 34, "left_knee": 14, "left_ankle": -16}
        end = feet + 0.16 + 0.5 * min(self.apart, 0.36)
        second = s.key(self.apart, over, Turned(346), height=0.955, ahead=feet + 0.10)
        s.down(LEFT_FOOT, second, s.quiet(end)[0], land=6)
        s.key(0.22, UP | {"arm_flex": 158, "arm_abd": 18}, Turned(356), height=0.965, ahead=end - 0.08)
        s.up(RIGHT_FOOT, s.now + 0.02, leave=30)
        s.key(0.24, UP | {"right_hip_flex": 12, "right_knee": 34}, Turned(360), height=0.99, ahead=end - 0.02)
        s.down(RIGHT_FOOT, s.now + 0.08, s.quiet(end)[1])
        return self._present(s, end, lunge, s.now + 0.1)

    def _present(self, s: Script, end: float, lunge: float, steady: float) -> Plan:
        """The arms stay up for a moment."""
        s.key(0.34, UP | {"arm_flex": 158, "arm_abd": 24}, Turned(360), ahead=end)
        s.key(0.50, {}, Turned(360), ahead=end)
        return s.plan(s.spot(end), self.name, first=lunge, steady=steady)
