"""One person's body: joints, bone lengths, masses, and where the 33 landmarks sit on it.

Axes of the body, and of each of its parts when it stands straight with hanging arms: x to the performer's left,
y up, z forward. Metres.
"""

from functools import cached_property
from typing import Literal

import attrs
import numpy as np

from dancecoach.pose.skeleton import BLAZEPOSE_33
from training.figure import anthropometry as human
from training.figure.rotation import Array

Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")

_TRUNK = {"pelvis": None, "lumbar": "pelvis", "thorax": "lumbar", "neck": "thorax", "head": "neck"}
_LIMBS = {
    "clavicle": "thorax", "shoulder": "clavicle", "elbow": "shoulder", "wrist": "elbow",
    "hip": "pelvis", "knee": "hip", "ankle": "knee", "ball": "ankle",
}  # fmt: skip


def _tree() -> dict[str, str | None]:
    tree: dict[str, str | None] = dict(_TRUNK)
    for side in SIDES:
        for name, parent in _LIMBS.items():
            tree[f"{side}_{name}"] = parent if parent in _TRUNK else f"{side}_{parent}"
    return tree


_PARENTS = _tree()
JOINTS: tuple[str, ...] = tuple(_PARENTS)
PARENT: tuple[int, ...] = tuple(-1 if p is None else JOINTS.index(p) for p in _PARENTS.values())
JOINT: dict[str, int] = {name: i for i, name in enumerate(JOINTS)}

SKULL = 0.105
"""Height of the crown over the skull's joint, share of the standing height."""


@attrs.frozen(eq=False)
class Segments:
    """The S rigid parts that carry the mass.

    Attributes:
        joint: (S,) index of the joint that each turns with.
        mass: (S,) kg.
        centre: (S, 3) centre of mass from that joint, in its axes, m.
        inertia: (S, 3, 3) about the centre of mass, in the joint's axes, kg m^2.
    """

    joint: np.ndarray[tuple[int], np.dtype[np.intp]]
    mass: Array
    centre: Array
    inertia: Array


@attrs.frozen(slots=False)
class Body:
    """A person's build.

    Attributes:
        height: standing height without shoes, m.
        mass: kg.
        sex: which of the anthropometric tables applies, and the breadths.
        girth: flesh on the bones, 1 is average (0.85 lean to 1.3 heavy).
        leg_share: leg length against the table, 1 is average (0.95 to 1.05).
        shoulder_share: shoulder breadth against the table, 1 is average.
    """

    height: float = 1.70
    mass: float = 62.0
    sex: human.Sex = "female"
    girth: float = 1.0
    leg_share: float = 1.0
    shoulder_share: float = 1.0

    @cached_property
    def leg(self) -> tuple[float, float]:
        """Lengths of thigh and shank, m."""
        return human.THIGH * self.height * self.leg_share, human.SHANK * self.height * self.leg_share

    @cached_property
    def ankle_height(self) -> float:
        """Height of the ankle joint over the floor when the foot is flat, m."""
        return human.ANKLE_HEIGHT * self.height

    @cached_property
    def hip_height(self) -> float:
        """Height of the hip joints when standing with straight legs, m."""
        return sum(self.leg) + self.ankle_height

    @cached_property
    def trunk_scale(self) -> float:
        """What longer legs take from the trunk, so that the standing height stays."""
        legs = human.THIGH + human.SHANK
        rest = 1 - human.ANKLE_HEIGHT - SKULL
        return (rest - legs * self.leg_share) / (rest - legs)

    @cached_property
    def hip_breadth(self) -> float:
        """Distance of the two hip joints, m."""
        return (0.104 if self.sex == "female" else 0.100) * self.height

    @cached_property
    def shoulder_breadth(self) -> float:
        """Distance of the two shoulder joints, m."""
        return (0.196 if self.sex == "female" else 0.214) * self.height * self.shoulder_share

    @cached_property
    def offsets(self) -> Array:
        """(J, 3) each joint from its parent while standing straight; the pelvis, halfway between the hips, is 0."""
        h, t = self.height, self.height * self.trunk_scale
        shoulder = self.shoulder_breadth / 2 - 0.016 * h
        left = {
            "clavicle": (0.016 * h, 0.125 * t, 0.018 * h),
            "shoulder": (shoulder, 0.012 * t, -0.022 * h),
            "elbow": (0.0, -human.UPPER_ARM * h, 0.0),
            "wrist": (0.0, -human.FOREARM * h, 0.0),
            "hip": (self.hip_breadth / 2, 0.0, 0.0),
            "knee": (0.0, -self.leg[0], 0.0),
            "ankle": (0.0, -self.leg[1], 0.0),
            "ball": (0.0, -0.027 * h, 0.078 * h),
        }
        out = np.zeros((len(JOINTS), 3))
        out[JOINT["lumbar"]] = (0, 0.055 * t, -0.006 * h)
        out[JOINT["thorax"]] = (0, 0.095 * t, 0.0)
        out[JOINT["neck"]] = (0, 0.145 * t, -0.002 * h)
        out[JOINT["head"]] = (0, 0.070 * t, 0.012 * h)
        for name, offset in left.items():
            out[JOINT[f"left_{name}"]] = offset
            out[JOINT[f"right_{name}"]] = np.array(offset) * (-1, 1, 1)
        return out

    @cached_property
    def rest(self) -> Array:
        """(J, 3) joints when standing straight, from the pelvis."""
        out = np.zeros((len(JOINTS), 3))
        for joint, parent in enumerate(PARENT):
            if parent >= 0:
                out[joint] = out[parent] + self.offsets[joint]
        return out

    @cached_property
    def heel(self) -> Array:
        """(3,) where the heel meets the floor, from the ankle in the foot's axes."""
        return np.array([0.0, -human.ANKLE_HEIGHT, -0.034]) * self.height

    @cached_property
    def landmark_joint(self) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        """(33,) index of the joint that each BlazePose landmark turns with."""
        return np.array([JOINT[joint] for joint, _ in self._landmarks.values()], dtype=np.intp)

    @cached_property
    def landmark_offset(self) -> Array:
        """(33, 3) each BlazePose landmark from its joint, in the joint's axes."""
        return np.array([offset for _, offset in self._landmarks.values()]) * self.height

    @cached_property
    def _landmarks(self) -> dict[str, tuple[str, tuple[float, float, float]]]:
        """Joint and offset (shares of the height) of each landmark, in the skeleton's order."""
        middle = {"nose": ("head", (0.0, 0.022, 0.077))}
        left: dict[str, tuple[str, tuple[float, float, float]]] = {
            "eye_inner": ("head", (0.009, 0.041, 0.062)),
            "eye": ("head", (0.0185, 0.041, 0.060)),
            "eye_outer": ("head", (0.027, 0.041, 0.052)),
            "ear": ("head", (0.043, 0.031, 0.004)),
            "mouth": ("head", (0.014, 0.000, 0.062)),
            "shoulder": ("shoulder", (0.0, 0.0, 0.0)),
            "elbow": ("elbow", (0.0, 0.0, 0.0)),
            "wrist": ("wrist", (0.0, 0.0, 0.0)),
            "pinky": ("wrist", (0.0, -0.050, -0.020)),
            "index": ("wrist", (0.0, -0.056, 0.018)),
            "thumb": ("wrist", (-0.006, -0.036, 0.030)),
            "hip": ("hip", (0.0, 0.0, 0.0)),
            "knee": ("knee", (0.0, 0.0, 0.0)),
            "ankle": ("ankle", (0.0, 0.0, 0.0)),
            "heel": ("ankle", (0.0, -0.029, -0.036)),
            "foot_index": ("ball", (0.004, -0.003, 0.026)),
        }
        out = dict(middle)
        for name in BLAZEPOSE_33.joints[1:]:
            side, part = name.split("_", 1)
            joint, (x, y, z) = left[part]
            sign = 1 if side == "left" else -1
            out[name] = (joint if joint in _TRUNK else f"{side}_{joint}", (sign * x, y, z))
        return out

    @cached_property
    def segments(self) -> Segments:
        """The rigid parts with their masses, left limbs after right ones."""
        table = human.SEGMENTS[self.sex]
        ends = self._segment_ends()
        total = sum(table[kind].mass for kind, *_ in ends)
        joints, masses, centres, inertias = [], [], [], []
        for kind, joint, start, end in ends:
            share, span = table[kind], end - start
            mass = share.mass / total * self.mass
            length = float(np.linalg.norm(span))
            k_x, k_z, k_long = (np.array(share.gyration) * length) ** 2 * mass
            # A foot's long axis lies along z, every other segment's along y.
            inertias.append(np.diag([k_x, k_z, k_long] if kind == "foot" else [k_x, k_long, k_z]))
            joints.append(JOINT[joint])
            masses.append(mass)
            centres.append(start + share.centre * span)
        return Segments(np.array(joints, dtype=np.intp), np.array(masses), np.array(centres), np.array(inertias))

    def _segment_ends(self) -> list[tuple[str, str, Array, Array]]:
        """(kind, joint, proximal end, distal end) of every segment, ends from the joint in its axes."""
        o, h, zero = self.offsets, self.height, np.zeros(3)
        neck = o[JOINT["neck"]]
        out = [
            ("head", "head", np.array([0, SKULL * h, 0.01 * h]), np.array([0, -0.04 * h, 0])),
            ("chest", "thorax", neck, 0.2 * neck),
            ("belly", "lumbar", o[JOINT["thorax"]] * 1.25, 0.1 * o[JOINT["thorax"]]),
            ("pelvis", "pelvis", o[JOINT["lumbar"]] * 1.2, np.array([0, -0.035 * h, 0])),
        ]
        for side in SIDES:

            def joint(name: str, side: Side = side) -> Array:
                return np.asarray(o[JOINT[f"{side}_{name}"]])

            out += [
                ("upper_arm", f"{side}_shoulder", zero, joint("elbow")),
                ("forearm", f"{side}_elbow", zero, joint("wrist")),
                ("hand", f"{side}_wrist", zero, np.array([0, -human.HAND * h, 0])),
                ("thigh", f"{side}_hip", zero, joint("knee")),
                ("shank", f"{side}_knee", zero, joint("ankle")),
                ("foot", f"{side}_ankle", self.heel * (1, 0.6, 1), joint("ball") + np.array([0, 0, 0.03 * h])),
            ]
        return out
