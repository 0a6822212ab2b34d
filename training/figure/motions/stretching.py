"""Warming up: stretches on the spot, all of them idle."""

from typing import Literal, get_args

import attrs
import numpy as np

from training.figure.body import Body
from training.figure.feet import Place
from training.figure.motion import Plan
from training.figure.motions.script import Script
from training.figure.motions.stepping import Moment, stepping
from training.figure.motions.way import Turned
from training.figure.support import LEFT_FOOT, LEFT_HAND, RIGHT_HAND

StretchKind = Literal[
    "side bend", "overhead", "twist", "shoulder circles", "arm circles", "hip circles", "neck", "back bend", "reach",
]  # fmt: skip
STRETCHES: tuple[StretchKind, ...] = get_args(StretchKind)

_HIGH: dict[str, float] = {"arm_flex": 172, "arm_abd": 8, "elbow": 6}
_LOW: dict[str, float] = {"arm_flex": 4, "arm_abd": 16}
_FRAMES: dict[StretchKind, tuple[dict[str, float], ...]] = {
    "side bend": (
        {
            "left_arm_flex": 30, "left_arm_abd": 30, "left_elbow": 60, "right_arm_abd": 168, "right_elbow": 25,
            "spine_side": 34,
        },
        {
            "right_arm_flex": 30, "right_arm_abd": 30, "right_elbow": 60, "left_arm_abd": 168, "left_elbow": 25,
            "spine_side": -34,
        },
    ),
    "overhead": (_HIGH | {"spine_flex": -6.0, "head_flex": -8.0}, _HIGH | {"spine_flex": -10.0, "wrist": -30.0}, _LOW),
    "twist": (
        {"arm_flex": 70, "arm_abd": 25, "elbow": 95, "spine_turn": 42, "head_turn": 20},
        {"arm_flex": 70, "arm_abd": 25, "elbow": 95, "spine_turn": -42, "head_turn": -20},
    ),
    "shoulder circles": (
        {"arm_flex": 28, "arm_abd": 30, "elbow": 70}, {"arm_flex": -5, "arm_abd": 58, "elbow": 110},
        {"arm_flex": -34, "arm_abd": 30, "elbow": 80}, {"arm_flex": -8, "arm_abd": 14, "elbow": 50},
    ),
    "arm circles": (
        {"arm_flex": 92, "elbow": 8}, {"arm_flex": 172, "elbow": 5}, {"arm_flex": 172, "arm_abd": 50, "elbow": 5},
        {"arm_abd": 95, "arm_flex": -10, "elbow": 6}, {"arm_abd": 30, "arm_flex": -25, "elbow": 6},
    ),
    "hip circles": ({"arm_flex": -22, "arm_abd": 42, "elbow": 98, "arm_turn": 46},),
    "neck": (
        {"head_side": 26, "head_turn": 10}, {"head_flex": 34}, {"head_side": -26, "head_turn": -10},
        {"head_turn": 52}, {"head_turn": -52},
    ),
    "back bend": (_HIGH | {"spine_flex": -30.0, "head_flex": -22.0}, _LOW | {"spine_flex": 8.0}),
    "reach": (
        {"left_arm_flex": 168, "right_arm_flex": 20, "spine_side": -12},
        {"right_arm_flex": 168, "left_arm_flex": 20, "spine_side": 12},
    ),
}  # fmt: skip


@attrs.frozen
class Stretch:
    """One stretch, over and over, with both feet where they are.

    Attributes:
        kind: which.
        repeats: how often.
        pace: s for each of its poses.
        amount: 1 is a good stretch, less is a hint of it.
    """

    kind: StretchKind = "side bend"
    repeats: int = 2
    pace: float = 0.8
    amount: float = 1.0

    name = "stretch"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        moments, time = [], 0.0
        for i in range(self.repeats):
            for k, frame in enumerate(_FRAMES[self.kind]):
                time += self.pace
                moments.append(self._moment(time, frame, i * len(_FRAMES[self.kind]) + k))
        return stepping(body, start, start, [], moments, duration=time + max(0.6, self.pace))

    def _moment(self, time: float, frame: dict[str, float], count: int) -> Moment:
        angles = {name: value * self.amount for name, value in frame.items()}
        if self.kind == "hip circles":
            ahead, aside = (self.amount * float(f(np.pi / 2 * count)) for f in (np.cos, np.sin))
            return Moment(time, angles, pitch=10 * ahead, roll=7 * aside, aside=0.05 * aside)
        back = -10.0 if self.kind == "back bend" and count % 2 == 0 else 0.0
        return Moment(
            time, angles, sink=0.012, pitch=back * self.amount, aside=0.02 * angles.get("spine_side", 0.0) / 34
        )


@attrs.frozen
class Fold:
    """A forward fold with the hands to the floor, held, and up again: idle although hands are down.

    Attributes:
        hold: s.
        knee: degrees the knees bend.
        pace: s to go down, and to come up.
    """

    hold: float = 1.0
    knee: float = 12.0
    pace: float = 1.1

    name = "fold"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        s = Script(body, start)
        low = 1 - 0.0035 * self.knee - 0.03
        s.key(0.5 * self.pace, _HIGH | {"spine_flex": -4}, Turned(2))
        s.key(
            0.5 * self.pace, _HIGH | {"arm_flex": 150, "spine_flex": 20}, Turned(58), height=0.5 + low / 2, ahead=-0.05
        )
        down = {
            "arm_flex": 122,
            "arm_abd": 8,
            "elbow": 84 + self.knee,
            "pronate": 85,
            "wrist": -40,
            "spine_flex": 62,
            "head_flex": 20,
        }
        touch = s.key(0.5 * self.pace, down, Turned(104), height=low, ahead=-0.06)
        half = 0.5 * body.shoulder_breadth / body.height
        for hand, side in ((LEFT_HAND, 1), (RIGHT_HAND, -1)):
            s.down(hand, touch, s.spot(0.16, side * half), carries=False)
        s.key(self.hold, down, Turned(108), height=low, ahead=-0.05)
        for hand in (LEFT_HAND, RIGHT_HAND):
            s.up(hand, s.now + 0.05)
        s.key(
            0.7 * self.pace,
            {"arm_flex": 55, "elbow": 50, "spine_flex": 40, "head_flex": 20},
            Turned(50),
            height=0.98,
            ahead=-0.04,
        )
        s.key(0.6 * self.pace, {}, Turned(), ahead=0.0)
        return s.plan(start)


@attrs.frozen
class Lunge:
    """A long lunge ahead on the left leg, arms up, held, and back: idle.

    Attributes:
        depth: how low, share of the standing height (0.1 to 0.3).
        hold: s.
        arms: degrees the arms are raised.
        pace: 1 is usual, less is quicker by as much.
    """

    depth: float = 0.22
    hold: float = 0.8
    arms: float = 165.0
    pace: float = 1.0

    name = "lunge"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        s, far, pace = Script(body, start), 0.42, self.pace
        up = {"arm_flex": self.arms, "arm_abd": 10, "elbow": 8, "left_hip_flex": 50, "left_knee": 45}
        s.key(0.25 * max(pace, 1.0), {"left_hip_flex": 20, "left_knee": 30}, Turned(3), ahead=0.02)
        s.up(LEFT_FOOT, s.now - 0.08, leave=15)
        s.key(0.5 * pace, up, Turned(4), height=0.97 - 0.4 * self.depth, ahead=0.2)
        s.down(LEFT_FOOT, s.now, s.quiet(far)[0], land=-8)
        bounces = max(1, round(self.hold / 0.6))
        for i in range(bounces):
            low = 1 - self.depth * (1.0 if i % 2 == 0 else 0.8)
            s.key(max(0.35 * pace, self.hold / bounces), up, Turned(6), height=low, ahead=0.22)
        s.key(0.4 * pace, up | {"arm_flex": 60}, Turned(2), height=0.95 - 0.3 * self.depth, ahead=0.17)
        s.up(LEFT_FOOT, s.now, leave=15)
        s.key(0.3 * pace, {"left_hip_flex": 30, "left_knee": 40}, Turned(1), height=0.985, ahead=0.04)
        s.down(LEFT_FOOT, s.now + 0.12, s.quiet(0.0)[0])
        s.key(0.4, {}, Turned(), ahead=0.0)
        return s.plan(start)


@attrs.frozen
class QuadStretch:
    """Standing on the right leg, the left heel held behind: idle.

    Attributes:
        hold: s.
        tilt: degrees the body leans ahead.
    """

    hold: float = 1.2
    tilt: float = 6.0

    name = "quad stretch"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        s, aside = Script(body, start), -0.5 * body.hip_breadth / body.height
        s.key(0.4, {"right_arm_abd": 30}, Turned(), left=0.8 * aside)
        s.up(LEFT_FOOT, s.now, leave=20)
        held = {
            "left_hip_flex": -8, "left_knee": 132, "left_ankle": -30, "left_hip_abd": 0,
            "left_arm_flex": -28, "left_arm_abd": 12, "left_elbow": 48, "right_arm_abd": 62, "right_elbow": 15,
        }  # fmt: skip
        s.key(0.6, held, Turned(self.tilt), left=aside)
        s.key(self.hold / 2, held | {"right_arm_abd": 70}, Turned(self.tilt + 2), left=1.05 * aside)
        s.key(self.hold / 2, held, Turned(self.tilt), left=aside)
        s.key(0.5, {"left_hip_flex": 14, "left_knee": 30, "right_arm_abd": 30}, Turned(2), left=0.8 * aside)
        s.down(LEFT_FOOT, s.now + 0.1, s.quiet(0.0)[0])
        s.key(0.45, {}, Turned())
        return s.plan(start)
