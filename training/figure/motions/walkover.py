"""Front and back walkovers: slowly over the hands with the legs apart, from foot to foot."""

import attrs

from training.figure.body import Body
from training.figure.feet import Place
from training.figure.motion import Plan
from training.figure.motions.inverted import (
    BEYOND,
    BRIDGE,
    HANDS,
    STRAIGHT,
    UP,
    hands_down,
    hands_up,
    kick_up,
    step_down,
)
from training.figure.motions.script import Script
from training.figure.motions.way import Turned
from training.figure.support import LEFT_FOOT, RIGHT_FOOT


@attrs.frozen
class _Walkover:
    """Over the hands with the left leg behind the right one, or before it.

    Attributes:
        split: degrees between the legs upside down (50 to 170).
        bend: degrees the knees stay bent.
        tempo: 1 is usual, more is faster.
        hold: s upside down.
    """

    split: float = 130.0
    bend: float = 6.0
    tempo: float = 1.0
    hold: float = 0.0

    def _apart(self, turned: float, **more: float) -> dict[str, float]:
        """Upside down: the left thigh leads or follows by the split; ``turned`` shares it between the hips."""
        left = min(0.5 * self.split + turned, 125.0)
        return STRAIGHT | {
            "left_hip_flex": left, "right_hip_flex": max(left - self.split, -50.0), "knee": self.bend,
            "left_knee": 1.4 * self.bend, "head_flex": -22,
        } | more  # fmt: skip


@attrs.frozen
class FrontWalkover(_Walkover):
    """Kicked up, over and up again, led by the right leg."""

    name = "front walkover"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        s, pace = Script(body, start), 1 / self.tempo
        lunge = kick_up(s, pace, 180.0, self._apart(24.0, left_knee=20 + self.bend))
        s.key(0.30 * pace, self._apart(12.0, spine_flex=-14), Turned(184))
        if self.hold:
            s.key(self.hold, self._apart(10.0, spine_flex=-16), Turned(185))
        s.key(0.34 * pace, self._apart(12.0, spine_flex=-42, arm_flex=180), Turned(224))
        feet = HANDS + BEYOND
        over = BRIDGE | {"left_hip_flex": 34, "left_knee": self.bend, "right_hip_flex": -34, "right_knee": 46}
        touch = s.key(0.34 * pace, over | {"spine_flex": -54, "arm_flex": 192}, Turned(267))
        s.down(RIGHT_FOOT, touch, s.quiet(feet)[1], land=36)
        foot, steady = self._rise(s, pace, feet)
        return s.plan(s.spot(foot), self.name, first=lunge, steady=steady)

    def _rise(self, s: Script, pace: float, feet: float) -> tuple[float, float]:
        """Up on the right foot, the left one lands ahead."""
        back = BRIDGE | {"arm_flex": 182, "spine_flex": -52, "left_knee": self.bend, "left_hip_flex": 52}
        s.key(0.32 * pace, back, Turned(300), height=0.86, ahead=feet - 0.05)
        hands_up(s, s.now - 0.04)
        rising = UP | {"spine_flex": -38, "head_flex": -22, "left_hip_flex": 48, "left_knee": 4}
        s.key(0.32 * pace, rising, Turned(328), height=0.95, ahead=feet + 0.05)
        upright = UP | {"spine_flex": -12, "left_hip_flex": 28, "left_knee": 6, "arm_flex": 172}
        landed = s.key(0.32 * pace, upright, Turned(352), height=0.96, ahead=feet + 0.15)
        end = feet + 0.30
        s.down(LEFT_FOOT, landed, s.quiet(end)[0], land=10)
        s.up(RIGHT_FOOT, s.now + 0.14 * pace, leave=30)
        s.key(0.34 * pace, UP | {"right_hip_flex": 12, "right_knee": 34}, Turned(361), height=0.985, ahead=end - 0.05)
        s.down(RIGHT_FOOT, s.now + 0.14 * pace, s.quiet(end)[1])
        steady = s.now + 0.18 * pace
        s.key(0.6, {}, Turned(360), ahead=end)
        return end, steady


@attrs.frozen
class BackWalkover(_Walkover):
    """Bent back to the hands, over and down again, led by the left leg."""

    name = "back walkover"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        s, pace, hands = Script(body, start), 1 / self.tempo, -BEYOND
        s.key(0.5 * pace, UP | {"spine_flex": -6}, Turned(-2), ahead=0.0)
        s.up(LEFT_FOOT, s.now, leave=20)
        lifted = {"left_hip_flex": 34, "left_knee": self.bend, "left_ankle": -30, "right_knee": 14}
        s.key(0.5 * pace, UP | lifted | {"spine_flex": -38, "head_flex": -26, "arm_flex": 178}, Turned(-30),
              height=0.96, ahead=0.05)  # fmt: skip
        over = BRIDGE | lifted | {"left_hip_flex": 62, "right_hip_flex": -34, "right_knee": 40}
        touch = s.key(0.5 * pace, over, Turned(-84), height=0.80, ahead=-0.03)
        hands_down(s, touch, hands)
        s.key(0.22 * pace, over | {"left_hip_flex": 74}, Turned(-94))
        s.up(RIGHT_FOOT, s.now, leave=50)
        s.key(0.34 * pace, self._apart(22.0, spine_flex=-42, arm_flex=182), Turned(-136))
        s.key(0.34 * pace, self._apart(12.0, spine_flex=-12), Turned(-177))
        if self.hold:
            s.key(self.hold, self._apart(10.0, spine_flex=-10), Turned(-178))
        passing = {"left_hip_flex": 78, "right_hip_flex": -16, "left_knee": 22 + self.bend, "right_knee": self.bend}
        foot, steady = step_down(s, pace, 180.0, passing, hands=hands, base=-360.0)
        return s.plan(s.spot(foot), self.name, steady=steady)
