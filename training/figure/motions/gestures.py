"""What arms do while the feet stand: waving, pointing, clapping, presenting. All idle."""

from typing import Literal, get_args

import attrs

from training.figure.body import Body
from training.figure.feet import Place
from training.figure.motion import Plan
from training.figure.motions.stepping import Moment, stepping

GestureKind = Literal[
    "wave", "point", "hair", "clap", "salute", "present", "hands on hips", "arms crossed", "phone", "shrug",
    "arm swing",
]  # fmt: skip
GESTURES: tuple[GestureKind, ...] = get_args(GestureKind)

_Angles = dict[str, float]
_HIPS: _Angles = {"arm_flex": -20, "arm_abd": 44, "elbow": 98, "arm_turn": 46}
_OPEN: _Angles = {"arm_flex": 150, "arm_abd": 34, "elbow": 6, "spine_flex": -6, "head_flex": -8}
_POINT: _Angles = {"right_arm_flex": 92, "right_arm_abd": 12, "right_elbow": 6, "spine_turn": 8}
_SALUTE: _Angles = {"right_arm_flex": 170, "right_arm_abd": 12, "right_elbow": 5, "left_arm_abd": 25}
_CROSSED: _Angles = {"arm_flex": 42, "arm_abd": -6, "elbow": 112, "arm_turn": 48}
_PHONE: _Angles = {
    "right_arm_flex": 48, "right_elbow": 96, "head_flex": 26, "left_arm_flex": 44, "left_elbow": 92,
}  # fmt: skip
_FRAMES: dict[GestureKind, tuple[_Angles, ...]] = {
    "wave": (
        {"right_arm_abd": 105, "right_elbow": 75, "right_arm_turn": -80},
        {"right_arm_abd": 118, "right_elbow": 35, "right_arm_turn": -80},
    ),
    "point": (_POINT, _POINT),
    "hair": (
        {"arm_flex": 120, "arm_abd": 40, "elbow": 132, "head_flex": 10},
        {"arm_flex": 138, "arm_abd": 46, "elbow": 138, "head_flex": 14},
    ),
    "clap": (
        {"arm_flex": 58, "arm_abd": -2, "elbow": 72, "arm_turn": 22},
        {"arm_flex": 50, "arm_abd": 22, "elbow": 70, "arm_turn": 8},
    ),
    "salute": (_SALUTE, _SALUTE),
    "present": (_OPEN, _OPEN | {"arm_flex": 158.0}),
    "hands on hips": (_HIPS, _HIPS | {"spine_side": 5.0}),
    "arms crossed": (_CROSSED, _CROSSED),
    "phone": (_PHONE, _PHONE),
    "shrug": ({"arm_abd": 34, "elbow": 84, "arm_turn": -40}, {}),
    "arm swing": ({"arm_flex": 88, "elbow": 8}, {"arm_flex": -38, "elbow": 10}),
}


@attrs.frozen
class Gesture:
    """One gesture, over and over.

    Attributes:
        kind: which.
        repeats: how often.
        pace: s for each of its poses.
        amount: 1 is usual, less is smaller.
        dip: how far the knees give on each pose, share of the standing height.
    """

    kind: GestureKind = "wave"
    repeats: int = 3
    pace: float = 0.35
    amount: float = 1.0
    dip: float = 0.008

    name = "gesture"

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        frames, moments, time = _FRAMES[self.kind], [], 0.25
        for count in range(self.repeats * len(frames)):
            time += self.pace
            angles = {name: value * self.amount for name, value in frames[count % len(frames)].items()}
            sway = 0.012 if count % 2 else -0.012
            moments.append(Moment(time, angles, sink=self.dip * (1 + count % 2), aside=sway))
        return stepping(body, start, start, [], moments, duration=time + 0.6)
