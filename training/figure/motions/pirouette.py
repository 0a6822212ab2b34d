"""Turns on one foot: a spin, but no skill."""

import attrs

from training.figure.body import Body
from training.figure.feet import Place
from training.figure.motion import Plan
from training.figure.motions.script import Script
from training.figure.motions.way import Turned
from training.figure.support import LEFT_FOOT, RIGHT_FOOT


@attrs.frozen
class Pirouette:
    """A pirouette to the left on the left foot, the right foot at the knee.

    Attributes:
        turns: whole turns.
        time: s for each.
        arms: degrees the arms are raised in front.
        knee: degrees the lifted knee bends (40 low to 120 at the knee).
    """

    turns: int = 1
    time: float = 0.7
    arms: float = 70.0
    knee: float = 105.0

    name = "pirouette"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        s, whole, over = Script(body, start), 360.0 * self.turns, 0.42 * body.hip_breadth / body.height
        s.key(0.45, {"left_arm_abd": 85, "right_arm_flex": 70, "right_elbow": 50}, Turned(4), height=0.9)
        begin = s.key(0.22, {"arm_flex": self.arms, "elbow": 50}, Turned(), height=0.97, left=0.8 * over)
        passe = {
            "arm_flex": self.arms, "arm_abd": 12, "elbow": 62, "right_hip_flex": 0.55 * self.knee,
            "right_hip_abd": 0.4 * self.knee, "right_knee": self.knee, "right_hip_turn": -30, "right_ankle": -35,
        }  # fmt: skip
        s.up(RIGHT_FOOT, begin - 0.03, leave=30)
        s.spin(LEFT_FOOT, begin, begin + self.turns * self.time, whole)
        for quarter in range(1, 4):
            yaw = whole * (0.156, 0.5, 0.844)[quarter - 1]
            s.key(0.25 * self.turns * self.time, passe, Turned(yaw=yaw), height=1.035, ahead=0.03, left=over)
        s.key(0.25 * self.turns * self.time, passe, Turned(yaw=whole), height=1.02, ahead=0.02, left=over)
        s.down(RIGHT_FOOT, s.now + 0.16, s.quiet(0.0, whole)[1], land=20)
        s.key(0.25, {"arm_abd": 60, "arm_flex": 20, "elbow": 25}, Turned(yaw=whole), height=0.93, ahead=0.0)
        # The foot that turned has wandered a little: one small step puts it back.
        s.key(0.3, {"arm_abd": 30}, Turned(yaw=whole), height=0.99, left=-0.5 * over)
        s.up(LEFT_FOOT, s.now, leave=10)
        s.down(LEFT_FOOT, s.now + 0.2, s.quiet(0.0, whole)[0])
        s.key(0.45, {}, Turned(yaw=whole))
        return s.plan(s.spot(0.0, heading=whole))
