"""On the spot with one leg at a time: marching with high knees, and kicks. All idle."""

from typing import Literal

import attrs

from training.figure.body import Body
from training.figure.feet import Place, Step
from training.figure.motion import Plan, quiet_feet
from training.figure.motions.script import Script
from training.figure.motions.stepping import Moment, stepping
from training.figure.motions.way import Turned
from training.figure.support import LEFT_FOOT

KickKind = Literal["ahead", "aside", "back", "knee"]


@attrs.frozen
class March:
    """Marching on the spot.

    Attributes:
        count: steps.
        tempo: steps per minute (70 to 190).
        height: that the feet come up, share of the height (0.03 to 0.24).
        arms: 1 is a soldier's, less is smaller.
    """

    count: int = 6
    tempo: float = 120.0
    height: float = 0.18
    arms: float = 1.0

    name = "march"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        beat, places = 60 / self.tempo, quiet_feet(body, start)
        steps, moments = [], []
        for i in range(self.count):
            side, begin = i % 2, 0.25 + i * beat
            end = begin + 0.86 * beat
            steps.append(Step(side, begin, end, places[side], height=self.height * body.height))
            ahead, behind = ("right", "left") if side == 0 else ("left", "right")
            angles = {
                f"{ahead}_arm_flex": 58 * self.arms,
                f"{behind}_arm_flex": -24 * self.arms,
                "elbow": 70 * self.arms,
            }
            moments += [Moment((begin + end) / 2, angles), Moment(end, {"elbow": 60 * self.arms}, sink=0.015)]
        return stepping(body, start, start, steps, moments, duration=steps[-1].end + 0.5)


@attrs.frozen
class Kick:
    """Kicks with the left leg.

    Attributes:
        kind: where to; "knee" only pulls it up.
        repeats: how often.
        high: degrees at the hip (20 to 85).
        bend: degrees that the knee stays bent.
        pace: s for the way up, and for the way down.
    """

    kind: KickKind = "ahead"
    repeats: int = 1
    high: float = 60.0
    bend: float = 12.0
    pace: float = 0.28

    name = "kick"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        s, aside = Script(body, start), -0.5 * body.hip_breadth / body.height
        out = {"arm_abd": 30, "elbow": 18}
        s.key(0.3, out, Turned(), left=0.8 * aside)
        for _ in range(self.repeats):
            s.up(LEFT_FOOT, s.now, leave=18)
            top, tip = self._top()
            s.key(self.pace, top | {"arm_abd": 46, "elbow": 14}, tip, left=aside)
            down = {"left_hip_flex": 10, "left_knee": 24, "left_ankle": -6}
            s.key(self.pace, down | out, Turned(2), height=0.995, left=0.85 * aside)
            s.down(LEFT_FOOT, s.now + 0.08, s.quiet(0.0)[0])
            s.key(0.16, out, Turned(2), height=0.98, left=0.7 * aside)
        s.key(0.4, {}, Turned())
        return s.plan(start)

    def _top(self) -> tuple[dict[str, float], Turned]:
        """The leg where it is highest, and what the pelvis does against it."""
        if self.kind == "aside":
            lifted = {"left_hip_abd": min(self.high, 55.0), "left_hip_flex": 8, "left_knee": self.bend}
            return lifted | {"spine_side": -6}, Turned(2, lean=0.12 * self.high)
        if self.kind == "back":
            far = min(0.5 * self.high, 32.0)
            return {"left_hip_flex": -far, "left_knee": self.bend + 8, "left_ankle": -30}, Turned(0.35 * self.high)
        if self.kind == "knee":
            return {"left_hip_flex": 20 + 0.9 * self.high, "left_knee": 40 + 0.7 * self.high}, Turned(-2)
        return {"left_hip_flex": self.high, "left_knee": self.bend, "left_ankle": -24}, Turned(-0.10 * self.high)
