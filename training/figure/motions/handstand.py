"""Kick to a handstand, hold it, and come down again one way or another."""

from typing import Literal, get_args

import attrs
import numpy as np

from training.figure.body import Body
from training.figure.feet import Place
from training.figure.motion import Plan
from training.figure.motions.inverted import (
    STRAIGHT,
    balanced,
    fall_over,
    kick_up,
    lie_down,
    pike_down,
    rise_over,
    stay_in_bridge,
    step_down,
)
from training.figure.motions.script import Script
from training.figure.motions.way import Turned

Ending = Literal["step", "pike", "bridge", "lie", "rise"]
ENDINGS: tuple[Ending, ...] = get_args(Ending)
"""One foot after the other; both together; over into a bridge that is held; on from there to lying on the back; or
straight up out of it."""


@attrs.frozen
class Handstand:
    """A kick to a handstand, led by the left leg.

    Attributes:
        hold: s upside down.
        tip: degrees the kick turns the body over; from 174 on it is balanced, less is a kick that does not get there.
        arch: degrees the back is hollow, and the legs hang over.
        bend: degrees the knees stay bent.
        split: degrees the legs stay apart at the top, one ahead of the other.
        tempo: 1 is usual, more is faster.
        straddle: degrees that each leg is led aside.
        stag: degrees that the left knee is bent more than the right one.
        sway: how much the body moves to keep its balance; 0 hardly, 1 as a beginner's.
        seed: chooses the sway.
        ending: how it comes down.
        rest: s that a bridge or lying is held.
    """

    hold: float = 0.8
    tip: float = 180.0
    arch: float = 6.0
    bend: float = 4.0
    split: float = 0.0
    tempo: float = 1.0
    straddle: float = 0.0
    stag: float = 0.0
    sway: float = 0.3
    seed: int = 0
    ending: Ending = "step"
    rest: float = 1.0

    name = "handstand"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        s, pace = Script(body, start), 1 / self.tempo
        # The lower the kick, the less the left leg follows.
        low = max(0.0, 160 - self.tip)
        passing = {
            "right_hip_flex": -12, "left_hip_flex": 62 + 0.7 * low, "left_knee": 28 + self.bend,
            "right_knee": self.bend,
        }  # fmt: skip
        lunge = kick_up(s, pace, self.tip, passing)
        self._top(s, pace)
        foot, steady = self._down(s, pace, passing)
        return s.plan(s.spot(foot), self.name, first=lunge, steady=steady)

    def _down(self, s: Script, pace: float, passing: dict[str, float]) -> tuple[float, float]:
        """Where it stands in the end, and when it is steady."""
        if self.ending == "step":
            return step_down(s, pace, self.tip, passing)
        if self.ending == "pike":
            return pike_down(s, pace, self.bend)
        feet = fall_over(s, pace, self.bend)
        if self.ending == "lie":
            return feet, lie_down(s, feet, self.rest)
        if self.ending == "rise":
            return feet, rise_over(s, pace, feet)
        steady = stay_in_bridge(s, self.rest)
        rise_over(s, pace, feet)
        return feet, steady

    def _top(self, s: Script, pace: float) -> None:
        top = STRAIGHT | {
            "spine_flex": -self.arch,
            "head_flex": -18,
            "knee": self.bend,
            "left_knee": self.bend + self.stag,
            "hip_abd": 3 + self.straddle,
            "left_hip_flex": self.split / 2 - self.arch / 2,
            "right_hip_flex": -self.split / 2 - self.arch / 2,
        }
        s.key(0.3 * pace, top, Turned(balanced(s.body, top) if self.tip > 174 else self.tip))
        if self.hold <= 0.2:
            return
        rng = np.random.default_rng(self.seed)
        sways = max(1, round(self.hold / float(rng.uniform(0.4, 0.8))))
        for i in range(sways):
            lean = (1.2 if i % 2 else -0.8) * (0.5 + 1.4 * self.sway * float(rng.random()))
            swayed = top | self._balance(rng, top, lean)
            s.key(self.hold / sways, swayed, Turned(balanced(s.body, swayed) + lean))

    def _balance(self, rng: np.random.Generator, top: dict[str, float], lean: float) -> dict[str, float]:
        """What hips, back and legs do to stay above the hands."""
        scissor, bend, open_, back = self.sway * rng.normal(0, (14, 9, 5, 5))
        return {
            "arm_flex": 174 + 2 * lean,
            "spine_flex": float(np.clip(top["spine_flex"] + back, -36, 12)),
            "left_hip_flex": top["left_hip_flex"] + scissor - 3 * lean,
            "right_hip_flex": top["right_hip_flex"] - scissor - 3 * lean,
            "hip_abd": max(0.0, top["hip_abd"] + open_),
            "knee": max(0.0, top["knee"] + bend),
            "left_knee": max(0.0, top["left_knee"] + bend),
        }
