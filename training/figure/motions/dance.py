"""A few counts of a simple dance: step-touches with arms, hips and a bounce on every beat."""

import attrs

from training.figure.body import Body
from training.figure.feet import Place, Step
from training.figure.motion import Plan, quiet_feet
from training.figure.motions.stepping import Moment, stepping

_ARMS: tuple[dict[str, float], ...] = (
    {"left_arm_abd": 95, "left_elbow": 35, "right_arm_flex": 50, "right_elbow": 105, "spine_side": -8},
    {"arm_flex": 35, "arm_abd": 20, "elbow": 110, "spine_side": 4},
    {
        "right_arm_abd": 150,
        "right_elbow": 25,
        "left_arm_flex": 25,
        "left_arm_abd": 40,
        "left_elbow": 95,
        "spine_side": 9,
    },
    {"arm_flex": 70, "arm_abd": 10, "elbow": 60, "spine_flex": 6},
    {"arm_flex": 155, "arm_abd": 30, "elbow": 40, "spine_flex": -6},
    {"left_arm_abd": 60, "left_elbow": 75, "right_arm_abd": 60, "right_elbow": 75, "spine_turn": 14},
    {"left_arm_flex": 95, "left_elbow": 12, "right_arm_flex": -25, "right_elbow": 50, "spine_turn": -18},
    {"arm_abd": 88, "elbow": 18},
)


@attrs.frozen
class Dance:
    """Step-touch: a step to the side, a touch, and back, with one arm figure per beat.

    Attributes:
        counts: beats, a multiple of 4.
        tempo: beats per minute.
        width: length of a side step, share of the height.
        bounce: dip on every beat, share of the standing height.
        first_arm: which arm figure comes first.
    """

    counts: int = 8
    tempo: float = 116.0
    width: float = 0.22
    bounce: float = 0.035
    first_arm: int = 0

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        beat, width = 60 / self.tempo, self.width * body.height
        steps, moments = [], []
        begin = 0.7 * beat
        for count in range(self.counts):
            time = begin + count * beat
            leftward = (count // 2) % 2 == 0
            side = (0 if leftward else 1) if count % 2 == 0 else (1 if leftward else 0)
            home = start.moved(left=width if leftward else 0.0)
            goal = quiet_feet(body, home)[side]
            steps.append(Step(side, time - 0.62 * beat, time, goal, height=0.05))
            sway = 1 if leftward else -1
            figure = _ARMS[(self.first_arm + count) % len(_ARMS)]
            bent = figure | {"head_side": -5 * sway}
            moments.append(Moment(time, bent, self.bounce, roll=3.5 * sway, yaw=6 * sway, aside=0.01 * sway))
            eased = figure | {"elbow": figure.get("elbow", 40) * 0.8}
            moments.append(Moment(time + 0.5 * beat, eased, yaw=2 * sway))
        return stepping(body, start, start, steps, moments, duration=moments[-1].time + 0.5 * beat + 0.35)
