"""Hands and feet on the floor at once: bears, planks, dogs, and burpees without a jump.

Idle throughout. A skill is off the floor or on the hands, and here a foot is always down: whoever goes back into a
plank or comes out of it steps, one foot after the other.
"""

from typing import Literal, get_args

import attrs

from training.figure.body import Body
from training.figure.feet import Place
from training.figure.motion import Plan
from training.figure.motions.script import Script
from training.figure.motions.way import Turned
from training.figure.support import LEFT_FOOT, LEFT_HAND, RIGHT_FOOT, RIGHT_HAND

FourKind = Literal["crouch", "bear", "crawl", "plank", "push-up", "down dog", "burpee"]
FOURS: tuple[FourKind, ...] = get_args(FourKind)

_HALF = 0.125
"""Half the distance of the hands, share of the height."""

_ELBOW = {LEFT_HAND: "left_elbow", RIGHT_HAND: "right_elbow"}
_ARMS = {"arm_flex": 84, "arm_abd": 6, "elbow": 12, "pronate": 80, "wrist": -70}
_FOLDED = _ARMS | {"arm_flex": 100, "elbow": 20, "spine_flex": 32, "head_flex": -8}


@attrs.frozen
class AllFours:
    """Down onto hands and feet, there for a while, and up again.

    Attributes:
        kind: a crouch with the hands on the floor; on hands and toes with bent knees, still ("bear") or walking
            ("crawl"); straight on hands and toes, still or bending the arms; hips high over straight legs; all the
            way down into a plank and up at once, several times.
        hold: s.
        pace: s of the way down, and of the way up (0.5 to 1.4).
        repeats: of a burpee, steps of a crawl, or push-ups.
    """

    kind: FourKind = "bear"
    hold: float = 1.0
    pace: float = 0.8
    repeats: int = 2

    @property
    def name(self) -> str:
        """What it is."""
        return f"all fours: {self.kind}"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        s = Script(body, start)
        rounds = self.repeats if self.kind == "burpee" else 1
        for _ in range(rounds):
            end = self._once(s)
        s.key(0.4, {}, Turned(), ahead=end)
        return s.plan(s.spot(end))

    def _once(self, s: Script) -> float:
        end = s.ahead
        self._down(s, end)
        if self.kind == "crouch":
            s.key(max(self.hold, 0.1), _FOLDED | {"head_flex": -20}, Turned(72), height=0.46, ahead=end + 0.04)
        elif self.kind == "down dog":
            self._dog(s, end)
        elif self.kind in ("bear", "crawl"):
            end = self._bear(s, end)
        else:
            self._plank(s, end)
        return self._up(s, end)

    def _down(self, s: Script, at: float) -> None:
        """Into a crouch, the hands in front of the feet."""
        reach = _FOLDED | {"arm_flex": 76}
        s.key(0.55 * self.pace, reach, Turned(44), height=0.72, ahead=at - 0.02)
        touch = s.key(0.45 * self.pace, _FOLDED, Turned(70), height=0.48, ahead=at + 0.03)
        self._hand(s, LEFT_HAND, touch, at + 0.26)
        self._hand(s, RIGHT_HAND, touch + 0.02, at + 0.26)
        s.key(0.12, _FOLDED, Turned(72), height=0.46, ahead=at + 0.04)

    def _hand(self, s: Script, hand: int, time: float, at: float) -> None:
        s.down(hand, time, s.spot(at, _HALF if hand == LEFT_HAND else -_HALF), carries=False)

    def _foot(self, s: Script, foot: int, time: float, at: float, *, toes: float = 0.0) -> None:
        """A foot goes elsewhere, mostly onto its toes."""
        s.up(foot, time - 0.28 * self.pace, leave=35)
        s.down(foot, time, s.quiet(at)[foot], land=toes, tiptoe=toes > 0)

    def _plank(self, s: Script, at: float) -> None:
        """The feet walk back, and after a while in again."""
        feet, pace = at - 0.50, self.pace
        long = _ARMS | {"arm_flex": 74, "spine_flex": 2, "head_flex": -14, "hip_flex": 4, "knee": 4}
        half = long | {"spine_flex": 18, "right_hip_flex": 90, "right_knee": 80}
        self._foot(s, LEFT_FOOT, s.key(0.34 * pace, half, Turned(74), height=0.52, ahead=at + 0.0), feet, toes=62)
        still = Turned(72)
        self._foot(s, RIGHT_FOOT, s.key(0.34 * pace, long, still, height=0.50, ahead=at - 0.02), feet, toes=62)
        s.key(max(self.hold, 0.08), long, still, height=0.50, ahead=at - 0.02)
        for _ in range(self.repeats if self.kind == "push-up" else 0):
            bent = long | {"elbow": 84, "arm_flex": 40, "arm_abd": 26}
            s.key(0.6 * pace, bent, Turned(84), height=0.31, ahead=at + 0.02)
            s.key(0.5 * pace, long, still, height=0.50, ahead=at - 0.02)
        self._foot(s, LEFT_FOOT, s.key(0.36 * pace, half, Turned(74), height=0.54, ahead=at + 0.01), at)
        self._foot(s, RIGHT_FOOT, s.key(0.34 * pace, _FOLDED, Turned(72), height=0.50, ahead=at + 0.03), at)

    def _dog(self, s: Script, at: float) -> None:
        """The hands walk out and the hips go up."""
        pace, high = self.pace, {"arm_flex": 168, "spine_flex": 4, "head_flex": 6, "knee": 6, "elbow": 6}
        for share, hand in ((0.4, LEFT_HAND), (0.7, RIGHT_HAND), (1.0, LEFT_HAND), (1.0, RIGHT_HAND)):
            s.up(hand, s.now)
            bend = _FOLDED | {"arm_flex": 100 + 56 * share, "spine_flex": 28 - 20 * share}
            turned, height, ahead = Turned(76 + 46 * share), 0.5 + 0.3 * share, at + 0.05 + 0.14 * share
            # A hand in the air clears the floor by a bent elbow.
            s.key(0.13 * pace, bend | {_ELBOW[hand]: 80}, turned, height=height + 0.02, ahead=ahead)
            s.key(0.13 * pace, bend, turned, height=height, ahead=ahead)
            self._hand(s, hand, s.now, at + 0.26 + 0.38 * share)
        s.key(0.4 * pace, _ARMS | high, Turned(132), height=0.83, ahead=at + 0.20)
        s.key(max(self.hold, 0.2), _ARMS | high, Turned(134), height=0.84, ahead=at + 0.20)
        for hand in (LEFT_HAND, RIGHT_HAND):
            s.up(hand, s.now)
            s.key(0.14 * pace, _FOLDED | {_ELBOW[hand]: 92, "spine_flex": 8}, Turned(92), height=0.74, ahead=at + 0.10)
            s.key(0.18 * pace, _FOLDED | {"spine_flex": 20}, Turned(80), height=0.64, ahead=at + 0.06)
            self._hand(s, hand, s.now, at + 0.28)

    def _bear(self, s: Script, at: float) -> float:
        """Back with the feet a little, knees off the floor; there, or some steps ahead; gives where the feet end."""
        feet, pace = at - 0.22, self.pace
        low = _ARMS | {"spine_flex": 6, "head_flex": -18, "hip_flex": 100, "knee": 90}
        for foot in (LEFT_FOOT, RIGHT_FOOT):
            time = s.key(0.30 * pace, low, Turned(82), height=0.57, ahead=at + 0.01)
            self._foot(s, foot, time, feet, toes=48)
        s.key(max(self.hold, 0.15), low, Turned(84), height=0.57, ahead=at + 0.0)
        hands = [at + 0.26, at + 0.26]
        for i in range(self.repeats * 2 if self.kind == "crawl" else 0):
            feet, hand, foot = feet + 0.06, i % 2, 1 - i % 2
            hands[hand] = feet + 0.50
            s.up(LEFT_HAND + hand, s.now)
            s.key(0.36 * pace, low, Turned(84, lean=3.0 if hand else -3.0), height=0.58, ahead=feet + 0.21)
            self._foot(s, foot, s.now, feet, toes=48)
            self._hand(s, LEFT_HAND + hand, s.now - 0.03, hands[hand])
        end = feet + 0.22
        for foot in (LEFT_FOOT, RIGHT_FOOT):
            time = s.key(0.30 * pace, _FOLDED, Turned(74), height=0.52, ahead=end + 0.02)
            self._foot(s, foot, time, end)
        return end

    def _up(self, s: Script, at: float) -> float:
        """Out of the crouch."""
        for hand in (LEFT_HAND, RIGHT_HAND):
            s.up(hand, s.now + 0.04)
        s.key(0.45 * self.pace, _FOLDED | {"arm_flex": 70}, Turned(46), height=0.68, ahead=at - 0.01)
        s.key(0.55 * self.pace, {"arm_flex": 12, "elbow": 14}, Turned(3), height=0.99, ahead=at)
        return at
