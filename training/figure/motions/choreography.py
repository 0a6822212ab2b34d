"""The dance of the demo lesson: four eights, each of its own kind, every pose on its count.

Poses stand still for a third of a beat, so that each can be seen and compared. A body may dance it smaller, late, or
with mistakes that are exactly known: what a learner does, for tests.
"""

import attrs
import numpy as np

from training.figure.body import Body
from training.figure.feet import Place, Step
from training.figure.motion import Plan, quiet_feet
from training.figure.motions.stepping import Moment, stepping

COUNTS = 8
EIGHTS = 4

Angles = dict[str, float]

_DOWN: Angles = {}
_SIDES: Angles = {"arm_abd": 90, "elbow": 6}
_VEE: Angles = {"arm_abd": 148, "elbow": 6}
_UP: Angles = {"arm_flex": 168, "arm_abd": 12, "elbow": 6}
_AHEAD: Angles = {"arm_flex": 88, "elbow": 6}
_CLAP: Angles = {"arm_flex": 58, "arm_abd": -2, "elbow": 72, "arm_turn": 22}
_HIPS: Angles = {"arm_flex": -20, "arm_abd": 42, "elbow": 98, "arm_turn": 46}
_BACK: Angles = {"arm_flex": -35, "arm_abd": 18, "elbow": 8}
_GUARD: Angles = {"arm_flex": 35, "arm_abd": 22, "elbow": 110}


@attrs.frozen
class Mistake:
    """What a learner does otherwise, the same on every count of a stretch.

    Attributes:
        angle: name of a joint's angle, one of `pose.ANGLES`.
        degrees: how much more of it.
        first: first count, from 0.
        last: last count, inclusive.
    """

    angle: str
    degrees: float
    first: int = 0
    last: int = COUNTS * EIGHTS - 1


@attrs.frozen
class Choreography:
    """Four eights and a last pose.

    Attributes:
        tempo: beats per minute.
        lead_in: beats before the first count; the last four are bounced.
        ending: beats from the last pose on.
        size: 1 is danced full out, less is marked.
        late: s that the poses of each eight come after their counts.
        mistakes: what is done otherwise.
    """

    tempo: float = 100.0
    lead_in: int = 8
    ending: int = 4
    size: float = 1.0
    late: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    mistakes: tuple[Mistake, ...] = ()

    name = "choreography"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        writer = _Writer(self, body, start)
        for _ in range(4):
            writer.hit(_GUARD, sink=0.05)
        for eight in (_step_touch, _shapes, _box_and_turn, _low_and_high):
            eight(writer)
        _last_pose(writer)
        duration = (self.lead_in + COUNTS * EIGHTS + self.ending) * writer.beat
        return stepping(body, start, writer.here, writer.steps, writer.moments, duration=duration)


class _Writer:
    """A dance being written, count by count."""

    def __init__(self, dance: Choreography, body: Body, start: Place) -> None:
        self.dance, self.body, self.here = dance, body, start
        self.beat = 60 / dance.tempo
        self.count = -4
        self.steps: list[Step] = []
        self.moments: list[Moment] = []
        self.width = 0.24 * dance.size * body.height

    @property
    def time(self) -> float:
        """When the present count is danced, s."""
        eight = min(max(0, self.count // COUNTS), EIGHTS - 1)
        late = self.dance.late[eight] if self.count >= 0 else 0.0
        return (self.dance.lead_in + self.count) * self.beat + late

    def step(self, side: int, place: Place, height: float = 0.06, *, after: float = 0.0, took: float = 0.62) -> None:
        """A foot lands where it stands in the quiet stance at a place.

        Args:
            side: 0 left, 1 right.
            place: of the body.
            height: greatest lift, m.
            after: when it lands, beats after the present count.
            took: how long it was in the air, beats.
        """
        goal = quiet_feet(self.body, place)[side]
        end = self.time + after * self.beat
        self.steps.append(Step(side, end - took * self.beat, end, goal, height=height))

    def hit(self, shape: Angles, sink: float = 0.02, **more: float) -> None:
        """A pose on the present count, held a little; then on to the next one."""
        size = self.dance.size
        angles = {name: value * (0.4 + 0.6 * size) for name, value in shape.items()}
        for mistake in self.dance.mistakes:
            if mistake.first <= self.count <= mistake.last:
                angles = _both_sides(angles)
                angles[mistake.angle] = angles.get(mistake.angle, 0.0) + mistake.degrees
        scaled = {name: value * size for name, value in more.items()}
        for after in (0.0, 0.3):
            self.moments.append(Moment(self.time + after * self.beat, angles, sink=sink * size, **scaled))
        self.count += 1


def _both_sides(angles: Angles) -> Angles:
    """The same with every limb named by its side, so that one of them can be changed."""
    out: Angles = {}
    for name, value in angles.items():
        alone = name.startswith(("left_", "right_", "spine_", "head_"))
        out |= {name: value} if alone else {f"left_{name}": value, f"right_{name}": value}
    return out


def _step_touch(writer: _Writer) -> None:
    """Step, touch to either side: arms open and clap; then the same with the arms high."""
    home = writer.here
    for opened, closed in ((_SIDES, _CLAP), (_VEE, _UP)):
        for side, way in ((0, 1.0), (1, -1.0)):
            there = home.moved(left=max(0.0, way) * writer.width)
            writer.step(side, there)
            writer.hit(opened, 0.03, roll=3 * way, aside=0.03 * way)
            writer.step(1 - side, there)
            writer.hit(closed, 0.07, roll=-2 * way)
    writer.here = home


def _shapes(writer: _Writer) -> None:
    """Feet wide, one arm after the other to its place, knees in time; hips to the sides at the end."""
    home = writer.here
    writer.step(0, home.moved(left=0.5 * writer.width))
    writer.hit({"left_arm_abd": 150, "left_elbow": 5} | {"right_arm_abd": 12.0}, 0.03, aside=0.04)
    writer.step(1, home.moved(left=-0.5 * writer.width))
    writer.hit(_VEE, 0.03)
    writer.hit({"left_arm_abd": 90, "left_elbow": 5, "right_arm_abd": 150, "right_elbow": 5}, 0.08)
    writer.hit(_SIDES, 0.03)
    for way in (1.0, -1.0):
        writer.hit(_HIPS | {"spine_side": -12 * way}, 0.05, roll=8 * way, aside=0.08 * way)
    low: Angles = {"left_arm_flex": 95, "left_elbow": 5, "right_arm_abd": 92, "right_elbow": 5}
    writer.step(0, home)
    writer.hit(low | {"spine_turn": -22}, 0.06, yaw=-8)
    writer.step(1, home)
    writer.hit(_GUARD, 0.02)


def _box_and_turn(writer: _Writer) -> None:
    """Ahead and back in a box with the arms ahead, then once round to the left on four steps."""
    home = writer.here
    ahead = home.moved(forward=0.9 * writer.width)
    for side, place, shape in ((0, ahead, _AHEAD), (1, ahead, _SIDES), (0, home, _AHEAD), (1, home, _BACK)):
        writer.step(side, place)
        writer.hit(shape, 0.04)
    for third in range(3):
        here = home.moved(turn=np.deg2rad(120 * (third + 1)))
        writer.step(0, here, 0.05, took=0.45)
        writer.step(1, here, 0.05, after=0.5, took=0.45)
        writer.hit({"arm_abd": 55, "elbow": 35}, 0.04)
    writer.hit(_UP, 0.0)
    writer.here = here


def _low_and_high(writer: _Writer) -> None:
    """Down to the floor and up to the ceiling, knees high on the spot, a lunge and a clap."""
    home = writer.here
    writer.hit(_BACK | {"spine_flex": 14}, 0.25, pitch=24)
    writer.hit(_VEE | {"head_flex": -12, "spine_flex": -6})
    writer.hit(_HIPS, 0.22, pitch=10)
    writer.hit(_UP)
    for side, other in ((0, "right"), (1, "left")):
        name = "left" if side == 0 else "right"
        writer.step(side, home, 0.42 * writer.dance.size, after=0.48, took=0.96)
        writer.hit({f"{other}_arm_flex": 75, f"{name}_arm_flex": -30, "elbow": 85}, 0.0)
    writer.step(0, home.moved(left=0.7 * writer.width), took=0.5)
    writer.hit(_SIDES | {"spine_side": -10}, 0.1, aside=0.08)
    writer.step(0, home)
    writer.hit(_CLAP, 0.1)


def _last_pose(writer: _Writer) -> None:
    """One arm to the sky, one hand on the hip; held."""
    pose: Angles = {
        "left_arm_abd": 152, "left_elbow": 4,
        "right_arm_flex": -20, "right_arm_abd": 42, "right_elbow": 98, "right_arm_turn": 46, "spine_side": -8,
    }  # fmt: skip
    for _ in range(writer.dance.ending - 2):
        writer.hit(pose, 0.03, roll=6, aside=0.06)
