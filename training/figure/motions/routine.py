"""Dance of many figures with big arms, all of it on the floor and idle; and marching."""

from collections.abc import Callable
from typing import Literal, get_args

import attrs
import numpy as np

from training.figure.body import Body
from training.figure.feet import Place, Step
from training.figure.motion import Plan, quiet_feet
from training.figure.motions.stepping import Moment, stepping

FigureKind = Literal[
    "bounce", "body roll", "hips", "grapevine", "box", "march", "chassé", "waves", "twist", "kick", "drop",
    "rock",
]  # fmt: skip
FIGURES: tuple[FigureKind, ...] = get_args(FigureKind)

ARMS: tuple[dict[str, float], ...] = (
    {"arm_flex": 168, "arm_abd": 12, "elbow": 8}, {"arm_abd": 92, "elbow": 8}, {"arm_flex": 88, "elbow": 6},
    {"left_arm_flex": 165, "right_arm_abd": 85}, {"right_arm_flex": 165, "left_arm_abd": 85},
    {"arm_flex": 20, "arm_abd": 30, "elbow": 105}, {"arm_flex": -35, "arm_abd": 15, "elbow": 8},
    {"left_arm_abd": 140, "left_elbow": 20, "right_arm_flex": 35, "right_elbow": 95},
    {"arm_flex": 140, "arm_abd": 40, "elbow": 95}, {"arm_flex": 60, "arm_abd": 30, "elbow": 70},
    {"arm_abd": 150, "elbow": 5},
    {"arm_flex": -20, "arm_abd": 42, "elbow": 98, "arm_turn": 46},
)  # fmt: skip
"""Arms to choose from."""


@attrs.frozen
class Routine:
    """Figures of four beats each, one after the other.

    Attributes:
        figures: which, in order.
        tempo: beats per minute.
        size: 1 is danced full out, less is marked.
        seed: of the arms.
    """

    figures: tuple[FigureKind, ...] = ("bounce", "grapevine")
    tempo: float = 112.0
    size: float = 1.0
    seed: int = 0

    name = "dance"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        floor = _Floor(body, start, 60 / self.tempo, self.size, np.random.default_rng(self.seed))
        for kind in self.figures:
            _DANCES[kind](floor)
        return stepping(body, start, floor.here, floor.steps, floor.moments, duration=floor.time + 0.7)


class _Floor:
    """A dance being written: where it is, when, and what has been danced."""

    def __init__(self, body: Body, start: Place, beat: float, size: float, rng: np.random.Generator) -> None:
        self.body, self.here, self.beat, self.size, self.rng = body, start, beat, size, rng
        self.time = 0.8 * beat
        self.steps: list[Step] = []
        self.moments: list[Moment] = []

    def arms(self) -> dict[str, float]:
        """Arms by chance, as big as the dance."""
        chosen = ARMS[int(self.rng.integers(len(ARMS)))]
        return {name: value * (0.4 + 0.6 * self.size) for name, value in chosen.items()}

    def step(self, side: int, place: Place, height: float = 0.05) -> None:
        """A foot lands on the present beat at its place in the quiet stance there."""
        goal = quiet_feet(self.body, place)[side]
        self.steps.append(Step(side, self.time - 0.62 * self.beat, self.time, goal, height=height))

    def hit(self, sink: float, angles: dict[str, float] | None = None, **more: float) -> None:
        """A pose on the present beat, and a lighter one half a beat later; then on to the next beat."""
        shape = self.arms() if angles is None else angles
        self.moments.append(Moment(self.time, shape, sink=sink * self.size, **more))
        half = {name: value * 0.5 for name, value in more.items()}
        self.moments.append(Moment(self.time + 0.5 * self.beat, shape, sink=0.15 * sink * self.size, **half))
        self.time += self.beat


def _bounce(floor: _Floor) -> None:
    for _ in range(4):
        floor.hit(0.09, pitch=8 * floor.size)


def _body_roll(floor: _Floor) -> None:
    arms = floor.arms()
    for pitch, spine, head, sink in ((14, -22, -16, 0.05), (-12, 8, 6, 0.09), (-6, 26, 12, 0.12), (10, -8, -8, 0.03)):
        bend = {"spine_flex": spine * floor.size, "head_flex": head * floor.size}
        floor.moments.append(Moment(floor.time, arms | bend, sink=sink * floor.size, pitch=pitch * floor.size))
        floor.time += floor.beat


def _hips(floor: _Floor) -> None:
    for count in range(4):
        side = 1 if count % 2 == 0 else -1
        floor.hit(
            0.03, floor.arms() | {"spine_side": -9 * side}, roll=8.0 * side * floor.size, aside=0.06 * side * floor.size
        )


def _grapevine(floor: _Floor) -> None:
    """Side, behind, side, together; and the other way the next time."""
    width = 0.17 * floor.size * floor.body.height
    lead = 0 if floor.rng.random() < 0.5 else 1
    way = 1 if lead == 0 else -1
    places = [floor.here.moved(left=way * width * k) for k in (1, 1.55, 2.2, 2.2)]
    places[1] = places[1].moved(forward=-0.08 * floor.body.height)
    for count, place in enumerate(places):
        floor.step(lead if count % 2 == 0 else 1 - lead, place)
        floor.hit(0.03)
    floor.here = places[-1]


def _box(floor: _Floor) -> None:
    """Ahead with one foot, beside with the other, and back."""
    length = 0.2 * floor.size * floor.body.height
    ahead = floor.here.moved(forward=length)
    for side, place in ((0, ahead), (1, ahead), (0, floor.here), (1, floor.here)):
        floor.step(side, place)
        floor.hit(0.04)


def _march(floor: _Floor) -> None:
    for count in range(4):
        side = count % 2
        floor.step(side, floor.here, height=0.05 + 0.22 * floor.size)
        names = ("right", "left") if side == 0 else ("left", "right")
        floor.hit(0.02, {f"{names[0]}_arm_flex": 50, f"{names[1]}_arm_flex": -25, "elbow": 80})


def _chasse(floor: _Floor) -> None:
    """Side, close, side, close."""
    width = 0.2 * floor.size * floor.body.height
    lead = 0 if floor.rng.random() < 0.5 else 1
    for _ in range(2):
        floor.here = floor.here.moved(left=width if lead == 0 else -width)
        for side in (lead, 1 - lead):
            floor.step(side, floor.here)
            floor.hit(0.05)


def _waves(floor: _Floor) -> None:
    for count in range(4):
        high, low = ("left", "right") if count % 2 == 0 else ("right", "left")
        wave = {f"{high}_arm_abd": 135.0, f"{high}_elbow": 20.0, f"{low}_arm_abd": 45.0, f"{low}_elbow": 30.0}
        floor.hit(0.03, wave | {"spine_side": (-10.0 if high == "left" else 10.0) * floor.size})


def _twist(floor: _Floor) -> None:
    for count in range(4):
        side = (1 if count % 2 == 0 else -1) * floor.size
        floor.hit(0.11, {"spine_turn": -26 * side, "arm_flex": 45, "elbow": 85, "arm_abd": 20}, yaw=14.0 * side)


def _kick(floor: _Floor) -> None:
    """Low kicks: a foot goes up in front and back to where it was."""
    for count in range(2):
        floor.step(count, floor.here, height=0.12 + 0.25 * floor.size)
        floor.hit(0.02)
        floor.hit(0.05)


def _drop(floor: _Floor) -> None:
    """Deep into the knees with the arms swung back, and up with the arms: what a take-off begins like."""
    floor.hit(0.26, {"arm_flex": -35, "elbow": 10, "spine_flex": 16}, pitch=26 * floor.size)
    floor.hit(0.01, {"arm_flex": 165, "arm_abd": 12, "elbow": 8, "spine_flex": -6})
    floor.hit(0.2, {"arm_flex": 60, "elbow": 70, "spine_flex": 12}, pitch=18 * floor.size)
    floor.hit(0.01)


def _rock(floor: _Floor) -> None:
    """Rock step: ahead and back on the same foot, twice."""
    length = 0.16 * floor.size * floor.body.height
    side = int(floor.rng.integers(2))
    for place in (floor.here.moved(forward=length), floor.here, floor.here.moved(forward=-length), floor.here):
        floor.step(side, place)
        floor.hit(0.04)


_DANCES: dict[FigureKind, Callable[[_Floor], None]] = {
    "bounce": _bounce, "body roll": _body_roll, "hips": _hips, "grapevine": _grapevine, "box": _box, "march": _march,
    "chassé": _chasse, "waves": _waves, "twist": _twist, "kick": _kick, "drop": _drop, "rock": _rock,
}  # fmt: skip
