"""Down to the floor and up again without any skill: sitting, kneeling, picking something up."""

import attrs

from training.figure.body import Body
from training.figure.feet import Place
from training.figure.motion import Plan
from training.figure.motions.script import Script
from training.figure.motions.way import Turned
from training.figure.support import LEFT_HAND, RIGHT_FOOT, RIGHT_HAND


@attrs.frozen
class SitDown:
    """Sitting down on the floor with the knees up, a while, and getting up again.

    Attributes:
        hold: s that it sits.
        pace: s to go down, and to come up.
    """

    hold: float = 1.2
    pace: float = 1.2

    name = "sit down"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        s = Script(body, start)
        reach = {"arm_flex": 62, "arm_abd": 24, "elbow": 74, "spine_flex": 30}
        back = {"arm_flex": -35, "arm_abd": 22, "elbow": 12, "pronate": 60, "wrist": -70, "spine_flex": 14}
        s.key(0.5 * self.pace, reach, Turned(38), height=0.62, ahead=-0.12)
        s.key(0.3 * self.pace, reach | {"arm_flex": 20}, Turned(30), height=0.36, ahead=-0.18)
        low = s.key(0.4 * self.pace, back, Turned(-14), height=0.16, ahead=-0.34)
        self._hands(s, low)
        s.key(0.5 * self.hold, back | {"head_turn": 20}, Turned(-18), height=0.135, ahead=-0.36)
        s.key(0.5 * self.hold, back | {"head_turn": -10}, Turned(-16), height=0.135, ahead=-0.36)
        for hand in (LEFT_HAND, RIGHT_HAND):
            s.up(hand, s.now)
        s.key(0.35 * self.pace, reach, Turned(22), height=0.19, ahead=-0.30)
        s.key(0.4 * self.pace, reach | {"arm_flex": 75}, Turned(44), height=0.38, ahead=-0.14)
        s.key(0.5 * self.pace, reach | {"arm_flex": 40}, Turned(30), height=0.78, ahead=-0.07)
        s.key(0.5, {}, Turned(), ahead=0.0)
        return s.plan(start)

    def _hands(self, s: Script, low: float) -> None:
        for hand, side in ((LEFT_HAND, 1), (RIGHT_HAND, -1)):
            s.down(hand, low + 0.05, s.spot(-0.58, 0.17 * side, 180 - 40 * side), carries=False)


@attrs.frozen
class Kneel:
    """Down on the right knee and up again.

    Attributes:
        hold: s.
        pace: s to go down, and to come up.
        reach: whether the right hand goes to the floor.
    """

    hold: float = 0.9
    pace: float = 0.9
    reach: bool = False

    name = "kneel"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        s, behind = Script(body, start), -0.30
        s.key(0.2, {"right_knee": 25}, Turned(4), ahead=0.01)
        s.up(RIGHT_FOOT, s.now - 0.05, leave=15)
        s.key(0.4 * self.pace, {"right_hip_flex": -15, "right_knee": 40}, Turned(8), height=0.92, ahead=-0.08)
        s.down(RIGHT_FOOT, s.now, s.quiet(behind)[1], land=45)
        arms = {"arm_flex": 25, "arm_abd": 12, "elbow": 60, "spine_flex": 10}
        if self.reach:
            arms |= {"right_arm_flex": 70, "right_elbow": 14, "spine_flex": 38, "spine_side": -12, "head_flex": 15}
        low = arms | {"right_hip_flex": 0, "right_knee": 95}
        s.key(0.6 * self.pace, low, Turned(22 if self.reach else 6), height=0.585, ahead=-0.11)
        s.key(self.hold, low | {"head_turn": 12}, Turned(20 if self.reach else 5), height=0.58, ahead=-0.11)
        s.key(0.6 * self.pace, {"arm_flex": 20, "elbow": 40, "right_knee": 45}, Turned(10), height=0.90, ahead=-0.07)
        s.up(RIGHT_FOOT, s.now, leave=40)
        s.key(0.35, {"right_hip_flex": 20, "right_knee": 40}, Turned(2), height=0.985, ahead=-0.01)
        s.down(RIGHT_FOOT, s.now + 0.1, s.quiet(0.0)[1])
        s.key(0.4, {}, Turned(), ahead=0.0)
        return s.plan(start)


@attrs.frozen
class PickUp:
    """Bending down for something on the floor and up again, fast or slowly, then a look at it.

    Attributes:
        depth: how far the hips go down, share of the standing height (0.15 to 0.5).
        down: s.
        up: s.
    """

    depth: float = 0.38
    down: float = 0.7
    up: float = 0.6

    name = "pick up"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        s = Script(body, start)
        stoop = 1 - self.depth / 0.5
        bend = {"spine_flex": 34 + 18 * stoop, "head_flex": -12, "right_arm_flex": 86 + 18 * stoop, "right_elbow": 22}
        low = bend | {"left_arm_flex": 40, "left_arm_abd": 18, "left_elbow": 50}
        back = -0.17 * self.depth - 0.02
        s.key(self.down, low, Turned(44 + 42 * stoop), height=1 - self.depth, ahead=back)
        s.key(0.15, low, Turned(46 + 42 * stoop), height=0.99 - self.depth, ahead=back)
        s.key(self.up, {"right_arm_flex": 30, "right_elbow": 90, "head_flex": 25}, Turned(2), height=0.995, ahead=0.0)
        s.key(0.5, {"right_arm_flex": 34, "right_elbow": 96, "head_flex": 28}, Turned(), ahead=0.0)
        s.key(0.45, {}, Turned(), ahead=0.0)
        return s.plan(start)
