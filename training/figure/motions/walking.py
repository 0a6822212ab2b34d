"""Walking straight ahead and turning on the spot."""

import attrs
import numpy as np

from training.figure.body import Body
from training.figure.feet import Place, Step
from training.figure.motion import Plan, quiet_feet
from training.figure.motions.stepping import Moment, stepping


@attrs.frozen
class Walk:
    """Walking straight ahead; the last step closes the feet.

    Attributes:
        steps: steps forward, the closing one not counted.
        length: step length, share of the body's height (0.3 to 0.45).
        cadence: steps per second (1.6 to 2.2).
        backwards: walk backwards.
        curve: degrees that the way turns in all, to the left positive.
        arms: how far the arms swing, 1 is usual.
    """

    steps: int = 6
    length: float = 0.38
    cadence: float = 1.8
    backwards: bool = False
    curve: float = 0.0
    arms: float = 1.0

    def _along(self, start: Place, way: float, whole: float) -> Place:
        """The place ``way`` metres along the line or arc of ``whole`` metres."""
        turn = float(np.deg2rad(self.curve)) * way / whole
        # The chord of an arc points half-way through its turn.
        half = turn / 2
        chord = way * (np.sin(half) / half if abs(half) > 1e-9 else 1.0)
        return start.moved(turn=half).moved(forward=float(chord)).moved(turn=half)

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        pace, length = 1 / self.cadence, self.length * body.height * (-1 if self.backwards else 1)
        whole = length * (self.steps - 0.5)
        end = self._along(start, whole, whole)
        steps: list[Step] = []
        moments: list[Moment] = []
        for i in range(self.steps + 1):
            side, last = i % 2, i == self.steps
            at = end if last else self._along(start, length * (i + 0.5), whole)
            place = quiet_feet(body, at)[side]
            if i < self.steps - 1:
                # Walking feet land nearly in one line; the last two stand side by side.
                place = at.moved(left=(0.35 if side == 0 else -0.35) * body.hip_breadth, turn=0.1 - 0.2 * side)
            # The first heel may begin to rise as soon as the movement begins.
            begin = (0.4 + i) * pace
            roll = 0.0 if self.backwards or last else 0.55
            steps.append(Step(side, begin, begin + 0.82 * pace, place, height=0.045, roll=roll))
            moments.append(_swing(begin + 0.82 * pace, side, 0.35 * self.arms if last else self.arms))
        duration = steps[-1].end + 0.45
        return stepping(body, start, end, steps, moments, duration=duration)


def _swing(time: float, side: int, amount: float) -> Moment:
    """Arms and shoulders against the legs when a foot of ``side`` lands."""
    ahead, behind = ("right", "left") if side == 0 else ("left", "right")
    sign = 1 if side == 0 else -1
    return Moment(
        time,
        {
            f"{ahead}_arm_flex": 26.0 * amount, f"{behind}_arm_flex": -20.0 * amount,
            f"{ahead}_elbow": 32.0 * amount, f"{behind}_elbow": 14.0,
            "spine_turn": 9.0 * sign * amount,
        },
        yaw=-5.0 * sign * amount,
        pitch=2.0 * amount,
    )  # fmt: skip


@attrs.frozen
class Turn:
    """Turning on the spot with small steps.

    Attributes:
        degrees: positive to the left.
        steps: number of steps it takes, even.
        pace: steps per second.
    """

    degrees: float = 360.0
    steps: int = 8
    pace: float = 2.6

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        each = np.deg2rad(self.degrees) / (self.steps // 2)
        first = 0 if self.degrees > 0 else 1
        steps, moments = [], []
        for i in range(self.steps // 2 * 2):
            side = (first + i) % 2
            facing = start.moved(turn=each * (i // 2 + 1))
            begin = 0.1 + i / self.pace
            steps.append(Step(side, begin, begin + 0.85 / self.pace, quiet_feet(body, facing)[side], height=0.035))
            lead = np.sign(self.degrees)
            moments.append(
                Moment(
                    begin + 0.5 / self.pace,
                    {"head_turn": 14 * lead, "spine_turn": 6 * lead, "arm_abd": 16, "elbow": 26},
                )
            )
        end = start.moved(turn=float(np.deg2rad(self.degrees)))
        return stepping(body, start, end, steps, moments, duration=steps[-1].end + 0.35)
