"""Leaps from one foot to the other, out of a few running steps."""

from typing import Literal

import attrs

from training.figure.body import SIDES, Body
from training.figure.feet import Place, Step, stance
from training.figure.motion import STANCE_WIDTH, Plan
from training.figure.motions.elements import Angles
from training.figure.motions.leap import Air, Contact, Key, Leap
from training.figure.motions.leap_planner import plan_leap

Style = Literal["split", "stag", "run"]


@attrs.frozen
class SplitLeap:
    """A leap: one leg swings up ahead, the other one pushes and stays behind; then one more step and the feet together.

    Attributes:
        flight: s in the air (0.3 to 0.55).
        style: legs apart ("split"), the front one bent ("stag"), or little apart ("run").
        side: front leg, 0 left, 1 right.
        steps: steps before it (1 to 3).
        speed: m/s over the floor in the leap (1.5 to 3.5).
        level: 0 low and loose to 1 clean.
    """

    flight: float = 0.42
    style: Style = "split"
    side: int = 1
    steps: int = 2
    speed: float = 2.2
    level: float = 0.8

    @property
    def name(self) -> str:
        """What it is."""
        return f"{self.style if self.style != 'run' else 'running'} leap"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        before, after = self._run(body), self._away(body)
        # The pelvis is ahead of the foot it leaves and behind the one it meets.
        travel = self.speed * self.flight + before.keys[-1].forward - before.exit.z - after.keys[0].forward
        air = Air(self.name, self.flight, self._shapes(), travel=travel)
        return plan_leap(Leap((before, after), (air,)), body, start)

    def _legs(self, front: Angles, back: Angles) -> Angles:
        sides = SIDES[self.side], SIDES[1 - self.side]
        return {f"{s}_{n}": v for s, part in zip(sides, (front, back), strict=True) for n, v in part.items()}

    def _arms(self, high: float) -> Angles:
        """One arm ahead, against the leg, the other one aside."""
        lead, other = SIDES[1 - self.side], SIDES[self.side]
        ahead: Angles = {f"{lead}_arm_flex": 60 * high, f"{lead}_arm_abd": 30, f"{lead}_elbow": 24 - 14 * self.level}
        aside: Angles = {
            f"{other}_arm_flex": -8,
            f"{other}_arm_abd": 20 + 62 * high,
            f"{other}_elbow": 24 - 14 * self.level,
        }
        return ahead | aside

    def _run(self, body: Body) -> Contact:
        """From quiet stance through the steps to the push of the back leg."""
        push, length = 1 - self.side, 0.30 * body.height * (0.6 + 0.2 * self.speed)
        pace = 0.42 - 0.035 * self.speed
        steps: list[Step] = []
        keys: list[Key] = []
        begin, here = 0.22, 0.0
        for i in range(self.steps):
            side = push if (self.steps - 1 - i) % 2 == 0 else self.side
            here += length * (0.75 if i == 0 else 1.0)
            aside = 0.30 * body.hip_breadth * (1 if side == 0 else -1)
            steps.append(Step(side, begin, begin + 0.82 * pace, Place(aside, here, 0.0), height=0.07, roll=0.5))
            landed = begin + 0.82 * pace
            after = landed - sum(k.after for k in keys)
            keys.append(Key(after, self._swung(side), 0.955, here - 0.36 * length, 8, left=0.4 * aside))
            begin += pace
        landing = steps[-1].end
        aside = 0.5 * steps[-1].place.x
        passing = self._legs({"hip_flex": 30, "knee": 88, "ankle": 0}, {})
        keys.append(Key(0.11, self._arms(0.1) | passing, 0.93, here - 0.02, 8, left=aside))
        up = self._legs({"hip_flex": 58 + 12 * self.level, "knee": 30 - 18 * self.level, "ankle": -25}, {})
        keys.append(Key(0.13, self._arms(0.8) | up | {"spine_flex": -2}, 1.035, here + 0.24, 3, left=aside))
        off = landing + 0.24
        leaves = [0.0, 0.0]
        leaves[self.side] = off - (landing + 0.02)
        return Contact(
            tuple(keys),
            tuple(steps),
            Place(z=here),
            leaves=(leaves[0], leaves[1]),
            begins=max(steps[-1].start - 0.04, 0.0),
        )

    def _swung(self, side: int) -> Angles:
        ahead, behind = (SIDES[1], SIDES[0]) if side == 0 else (SIDES[0], SIDES[1])
        return {f"{ahead}_arm_flex": 30, f"{behind}_arm_flex": -24, "elbow": 40}

    def _shapes(self) -> tuple[Key, ...]:
        apart = (
            (0.45 + 0.55 * self.level)
            * min(1.0, max(0.35, (self.flight - 0.12) / 0.3))
            * (0.6 if self.style == "run" else 1)
        )
        bent = 30 * (1 - self.level) + 6
        front: Angles = {"hip_flex": 92 * apart, "knee": 100 if self.style == "stag" else bent, "ankle": -38}
        back: Angles = {
            "hip_flex": -58 * apart,
            "knee": bent + (40 if self.style == "run" else 0),
            "ankle": -42,
            "hip_turn": 10,
        }
        trunk: Angles = {"spine_flex": -8 * apart, "head_flex": -4}
        rising = self._legs(
            {"hip_flex": 74 * apart + 10, "knee": front["knee"], "ankle": -38},
            {"hip_flex": -24, "knee": 14, "ankle": -42},
        )
        down = self._legs(
            {"hip_flex": 30, "knee": 14, "ankle": -16}, {"hip_flex": -34 * apart, "knee": 26 + bent, "ankle": -30}
        )
        full = self._legs(front, back)
        return (
            Key(0.20, self._arms(1.0) | trunk | rising),
            Key(0.44, self._arms(1.15) | trunk | full),
            Key(0.60, self._arms(1.15) | trunk | full),
            Key(0.90, self._arms(0.9) | down),
        )

    def _away(self, body: Body) -> Contact:
        """Down on the front leg, through with the back one, and the feet together."""
        stride = 0.20 * body.height * (0.7 + 0.15 * self.speed)
        front, back = self.side, 1 - self.side
        aside = 0.04 * (1 if front == 0 else -1)
        trailing = self._legs({}, {"hip_flex": -20, "knee": 48, "ankle": -24})
        through = self._legs({}, {"hip_flex": 36, "knee": 78, "ankle": 4})
        arrive, begin = 0.42, 0.50
        # Short legs do not reach as far ahead.
        behind = -0.24 * min(1.0, body.height / 1.55)
        close = stance(body, Place(z=stride), STANCE_WIDTH)[front]
        keys = (
            Key(0, self._arms(0.8) | trailing, 1.0, behind, 6, left=aside, heel=20),
            Key(0.12, self._arms(0.6) | trailing | {"spine_flex": 8}, 0.90, 0.0, 12, left=aside),
            Key(0.18, self._arms(0.5) | through, 0.93, 0.16, 9, left=0.5 * aside),
            Key(0.14, self._arms(0.3), 0.955, 0.16 + 0.55 * (stride - 0.16), 5),
            Key(0.36, {"arm_abd": 14, "elbow": 18}, 0.99, stride - 0.01, 1),
        )
        arrives, ahead = [0.0, 0.0], [0.0, 0.0]
        arrives[back], ahead[back] = arrive, stride
        step = Step(front, begin, begin + 0.34, close, height=0.06, roll=0.4)
        return Contact(
            keys,
            (step,),
            Place(z=stride),
            ahead=(ahead[0], ahead[1]),
            arrives=(arrives[0], arrives[1]),
            settle=0.35,
            ends=step.end,
        )
