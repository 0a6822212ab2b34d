"""The squat: down, hold, up, heels on the floor."""

import attrs
import numpy as np

from training.figure.anthropometry import GRAVITY
from training.figure.body import Body
from training.figure.curve import Curve
from training.figure.feet import Place
from training.figure.motion import Grounded, Plan, quiet_feet, standing_height
from training.figure.pose import shape_of


@attrs.frozen
class Squat:
    """Squats without leaving the floor.

    Attributes:
        repeats: how many.
        depth: how far the hips go down, share of their standing height (0.15 to 0.55).
        down: s, longer where a body would not fall that fast.
        hold: s at the bottom.
        up: s, longer where the body would leave the floor.
    """

    repeats: int = 1
    depth: float = 0.42
    down: float = 0.9
    hold: float = 0.2
    up: float = 0.8

    @property
    def name(self) -> str:
        """What it is."""
        return "squat"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        tall = np.array([0.0, 1.0, 0.0, 0.0, 0.0, 0.0])
        back = -0.34 * self.depth * sum(body.leg)
        low = np.array([0.0, 1.0 - self.depth, back, np.deg2rad(78 * self.depth), 0.0, 0.0])
        reaching = {"arm_flex": 150 * min(1.0, self.depth + 0.15), "elbow": 8.0, "spine_flex": 34 * self.depth}
        upright, bent = shape_of({}), shape_of(reaching | {"head_flex": -40 * self.depth})
        times, pelvis, shapes = [0.0], [tall], [upright]
        # From rest to rest a way takes six times itself, by the square of the time, to speed up or slow down.
        least = float(np.sqrt(6 * 0.9 * self.depth * standing_height(body) / GRAVITY))
        down, up = max(self.down, least), max(self.up, least)
        for _ in range(self.repeats):
            for step, row, shape in ((down, low, bent), (self.hold, low, bent), (up, tall, upright)):
                times.append(times[-1] + step)
                pelvis.append(row)
                shapes.append(shape)
        curves = Curve(np.array(times), np.stack(pelvis)), Curve(np.array(times), np.stack(shapes))
        return Plan(times[-1], start, Grounded(body, start, quiet_feet(body, start), (), *curves))
