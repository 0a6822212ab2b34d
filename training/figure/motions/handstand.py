"""Kick to a handstand, hold it, and come down again."""

import attrs

from training.figure.body import Body
from training.figure.feet import Place
from training.figure.motion import Plan
from training.figure.motions.script import Script, Turned
from training.figure.support import LEFT_FOOT, LEFT_HAND, RIGHT_FOOT, RIGHT_HAND

_UP = {"arm_flex": 168, "arm_abd": 8, "elbow": 4, "pronate": 60}
_DOWN = {"arm_flex": 135, "arm_abd": 6, "elbow": 4, "pronate": 85, "wrist": -60}
_STRAIGHT = {"arm_flex": 174, "arm_abd": 6, "elbow": 4, "pronate": 85, "wrist": -80, "ankle": -35, "toes": -8}


@attrs.frozen
class Handstand:
    """A kick to a handstand, led by the left leg.

    Attributes:
        hold: s upside down.
        tip: degrees the body turns over at most; 180 is the handstand, less is a kick that does not get there.
        arch: degrees the back is hollow, and the legs hang over.
        bend: degrees the knees stay bent.
        split: degrees the legs stay apart at the top.
        tempo: 1 is usual, more is faster.
    """

    hold: float = 0.8
    tip: float = 180.0
    arch: float = 6.0
    bend: float = 4.0
    split: float = 0.0
    tempo: float = 1.0

    name = "handstand"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        s, pace = Script(body, start), 1 / self.tempo
        foot, hands = 0.42, 0.78
        s.key(0.45 * pace, _UP | {"spine_flex": -4})
        s.up(LEFT_FOOT, s.now - 0.12 * pace, leave=12)
        lunge = s.key(0.38 * pace, _UP | {"left_hip_flex": 45, "left_knee": 40}, Turned(14), height=0.93, ahead=0.24)
        s.down(LEFT_FOOT, lunge - 0.06 * pace, s.quiet(foot)[0], land=-10)
        s.up(RIGHT_FOOT, lunge + 0.22 * pace, leave=55)
        kick = {"right_hip_flex": -14, "right_knee": 12, "right_ankle": -35, "spine_flex": 16, "head_flex": -20}
        touch = s.key(
            0.36 * pace,
            _DOWN | kick | {"left_hip_flex": 112, "left_knee": 40},
            Turned(112),
            height=0.87,
            ahead=foot - 0.01,
        )
        self._hands(s, touch, hands)
        s.up(LEFT_FOOT, touch + 0.16 * pace, leave=50)
        passing = {"right_hip_flex": -12, "left_hip_flex": 62, "left_knee": 28 + self.bend, "right_knee": self.bend}
        s.key(0.26 * pace, _STRAIGHT | passing, Turned(112 + 0.72 * (self.tip - 112)), ahead=hands - 0.1)
        self._top(s, pace)
        s.key(0.34 * pace, _STRAIGHT | passing, Turned(112 + 0.7 * (self.tip - 112)), ahead=hands - 0.1)
        back = s.key(
            0.26 * pace,
            _DOWN | {"left_hip_flex": 112, "left_knee": 32, "right_hip_flex": -8, "right_knee": 10, "spine_flex": 16},
            Turned(116),
            height=0.88,
            ahead=foot - 0.01,
        )
        s.down(LEFT_FOOT, back - 0.04 * pace, s.quiet(foot)[0], land=40)
        for hand in (LEFT_HAND, RIGHT_HAND):
            s.up(hand, back + 0.12 * pace)
        s.down(RIGHT_FOOT, back + 0.34 * pace, s.quiet(foot - 0.34)[1], land=35)
        s.key(0.36 * pace, _UP | {"right_hip_flex": -18, "right_knee": 12}, Turned(20), height=0.95, ahead=foot - 0.14)
        s.up(RIGHT_FOOT, s.now + 0.12 * pace, leave=25)
        s.key(0.3 * pace, _UP | {"arm_flex": 150, "right_hip_flex": 15, "right_knee": 30}, Turned(2), ahead=foot - 0.04)
        steady = s.now + 0.2 * pace
        s.down(RIGHT_FOOT, s.now + 0.12 * pace, s.quiet(foot)[1])
        s.key(0.55 * pace, {}, Turned(), ahead=foot)
        return s.plan(s.spot(foot), self.name, first=lunge, steady=steady)

    def _hands(self, s: Script, time: float, ahead: float) -> None:
        half = 0.5 * s.body.shoulder_breadth / s.body.height + 0.01
        s.down(LEFT_HAND, time, s.spot(ahead, half, -6))
        s.down(RIGHT_HAND, time + 0.03, s.spot(ahead, -half, 6))

    def _top(self, s: Script, pace: float) -> None:
        top = _STRAIGHT | {
            "spine_flex": -self.arch,
            "head_flex": -18,
            "knee": self.bend,
            "left_hip_flex": self.split / 2 - self.arch / 2,
            "right_hip_flex": -self.split / 2 - self.arch / 2,
        }
        over = self.tip + (3.0 if self.tip >= 178 else 0.0)
        s.key(0.3 * pace, top, Turned(over))
        sways = max(1, round(self.hold / 0.7)) if self.hold > 0.2 else 0
        for i in range(sways):
            lean = 1.5 if i % 2 else -1.0
            s.key(self.hold / sways, top | {"arm_flex": 174 + 2 * lean}, Turned(over - 2 + lean))
