"""The cartwheel, led by the left hand; several in a row; and without the hands."""

from typing import Literal

import attrs

from training.figure.body import Body
from training.figure.feet import Place
from training.figure.motion import Plan
from training.figure.motions.script import Script
from training.figure.motions.way import Turned
from training.figure.support import LEFT_FOOT, LEFT_HAND, RIGHT_FOOT, RIGHT_HAND

UP = {"arm_flex": 164, "arm_abd": 14, "elbow": 5, "pronate": 60}
WHEEL = {"arm_flex": 170, "arm_abd": 16, "elbow": 4, "pronate": 85, "wrist": -70, "ankle": -32, "toes": -6}


@attrs.frozen
class Cartwheel:
    """One cartwheel ahead, out of a lunge.

    Attributes:
        straddle: degrees the legs open at the top (50 to 85 each).
        pike: degrees the hips stay bent: what a beginner's wheel looks like.
        bend: degrees the knees stay bent.
        tempo: 1 is usual (half a second on the hands alone), more is faster.
        reach: distance of the hands from the front foot, share of the height.
        finish: "side" ends facing sideways as it turned, "back" facing where it came from.
        repeats: how many, each but the first out of the landing of the one before, sideways.
    """

    straddle: float = 62.0
    pike: float = 4.0
    bend: float = 3.0
    tempo: float = 1.0
    reach: float = 0.36
    finish: Literal["side", "back"] = "side"
    repeats: int = 1

    @property
    def name(self) -> str:
        """What it is."""
        return "cartwheel" if self.repeats == 1 else f"{self.repeats} cartwheels"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        s, pace, foot = Script(body, start), 1 / self.tempo, 0.40
        begin = lunge(s, pace, foot)
        s.up(RIGHT_FOOT, begin + 0.18 * pace, leave=55)
        for count in range(self.repeats):
            last = count == self.repeats - 1
            landed = self._wheel(s, pace, foot, count, far=-118.0 if last and self.finish == "back" else -96.0)
            if not last:
                foot = self._on(s, pace, landed, count)
        return self._rise(s, pace, landed, self.finish == "back")

    def _wheel(self, s: Script, pace: float, foot: float, count: int, *, far: float) -> float:
        """From the left foot at ``foot`` over the hands to the right foot; gives where that is."""
        one, base = foot + self.reach - (0.03 if count else 0.0), 360.0 * count
        two = one + 0.31
        reach = WHEEL | {
            "left_arm_flex": 140, "right_arm_flex": 165, "right_arm_abd": 24, "spine_turn": -14, "spine_side": 12,
            "right_hip_abd": 40, "right_hip_flex": -6, "right_knee": 8 + self.bend, "left_hip_flex": 100,
        }  # fmt: skip
        if count:
            # Sideways already: the body tips to its side instead of bending ahead.
            reach |= {"spine_turn": -4, "left_hip_flex": 46, "left_hip_abd": 46, "left_arm_flex": 160}
        first = s.key(0.34 * pace, reach, Turned(base + 104, -78 if count else -48), height=0.81, ahead=foot + 0.04)
        s.down(LEFT_HAND, first, s.spot(one, 0.0, 78))
        second = first + 0.15 * pace
        s.down(RIGHT_HAND, second, s.spot(two, -0.01, 92))
        s.up(LEFT_FOOT, first + (0.12 if count else 0.19) * pace, leave=45)
        s.key(0.2 * pace, self._wide(0.8, left_hip_flex=30), Turned(base + 142, -86 if count else -78), ahead=one)
        s.key(0.23 * pace, self._wide(1.0), Turned(base + 184, -90), ahead=(one + two) / 2)
        s.key(0.22 * pace, self._wide(0.9, right_hip_flex=18), Turned(base + 220, 0.4 * far - 56), ahead=two)
        landed = two + 0.42
        touch = s.key(
            0.17 * pace,
            self._wide(0.8, spine_side=-20, right_hip_flex=55, right_arm_flex=150),
            Turned(base + 250, far),
            height=0.9,
            ahead=landed - 0.05,
        )
        s.down(RIGHT_FOOT, touch - 0.02 * pace, s.spot(landed, 0.0, -165 if far < -100 else -95), land=40)
        s.up(LEFT_HAND, touch - 0.13 * pace)
        s.up(RIGHT_HAND, touch + 0.08 * pace)
        return landed

    def _on(self, s: Script, pace: float, foot: float, count: int) -> float:
        """Up on the right foot and on to the left one, which leads into the next; gives where that is."""
        base, aside = 360.0 * count, UP | {"arm_abd": 34, "left_hip_abd": 40, "left_hip_flex": 8}
        s.key(0.28 * pace, aside | {"spine_side": -8}, Turned(base + 322, -92), height=0.93, ahead=foot + 0.06)
        ahead = foot + 0.36
        landed = s.key(0.20 * pace, aside | {"left_knee": 22}, Turned(base + 364, -88), height=0.94, ahead=foot + 0.17)
        s.down(LEFT_FOOT, landed - 0.03 * pace, s.spot(ahead, -0.02, -60), land=8)
        s.upright()
        s.up(RIGHT_FOOT, landed + 0.16 * pace, leave=50)
        return ahead

    def _wide(self, share: float, **more: float) -> dict[str, float]:
        """The straddle; hips bent as far as told."""
        return WHEEL | {
            "hip_abd": self.straddle * share, "hip_flex": self.pike, "knee": self.bend, "hip_turn": 20 * share,
            "head_flex": -12,
        } | more  # fmt: skip

    def _rise(self, s: Script, pace: float, foot: float, back: bool) -> Plan:
        """From the first foot to standing still."""
        facing, base = -180.0 if back else -90.0, 360.0 * (self.repeats - 1)
        width = 0.30
        up = s.key(
            0.32 * pace,
            UP | {"arm_abd": 30, "spine_side": -8, "left_hip_abd": 35, "left_hip_flex": 10},
            Turned(base + 330, facing + 5),
            height=0.93,
            ahead=foot + 0.08,
        )
        s.down(LEFT_FOOT, up, s.spot(foot + width, -0.03, facing + (25 if back else 15)), land=30)
        s.key(0.26 * pace, UP | {"arm_abd": 40}, Turned(base + 360, facing), height=0.955, ahead=foot + width / 2)
        s.up(RIGHT_FOOT, s.now + 0.1 * pace, leave=20)
        final = foot + width - 0.06
        s.key(0.3 * pace, UP | {"arm_abd": 35}, ahead=final - 0.02, height=0.99)
        right, left = s.quiet(final, facing)[1], s.quiet(final, facing)[0]
        s.down(RIGHT_FOOT, s.now, right)
        s.up(LEFT_FOOT, s.now + 0.06)
        steady = s.now + 0.1
        s.key(0.32, UP | {"arm_flex": 120, "arm_abd": 40}, ahead=final)
        s.down(LEFT_FOOT, s.now - 0.02, left)
        s.key(0.35 * pace + 0.2, {}, ahead=final)
        return s.plan(s.spot(final, heading=facing), self.name, steady=steady)


def lunge(s: Script, pace: float, foot: float) -> float:
    """Arms up and a long step onto the left foot; gives the time it lands."""
    s.key(0.42 * pace, UP | {"spine_flex": -4})
    s.up(LEFT_FOOT, s.now - 0.1 * pace, leave=10)
    landed = s.key(0.36 * pace, UP | {"left_hip_flex": 42, "left_knee": 35}, Turned(12), height=0.94, ahead=0.58 * foot)
    s.down(LEFT_FOOT, landed - 0.05 * pace, s.quiet(foot)[0], land=-8)
    return landed
