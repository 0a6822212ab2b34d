"""Poses: how a body stands in the world at one or many times, and its way from angles to joints.

A pose is the place and turn of the pelvis plus a `shape`: the angles of all other joints, one number per name in
`ANGLES`, in degrees. Angles are those of the field: flexion closes a joint, abduction leads a limb away from the
midline on either side, so that a left and a right limb with equal numbers are mirror images.
"""

from collections.abc import Mapping

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.pose.skeleton import BLAZEPOSE_33
from training.figure import rotation
from training.figure.body import JOINT, JOINTS, PARENT, SIDES, Body, Side
from training.figure.rotation import Array

_TRUNK_ANGLES = ("spine_flex", "spine_side", "spine_turn", "head_flex", "head_side", "head_turn")
_LIMB_ANGLES = (
    "arm_flex", "arm_abd", "arm_turn", "elbow", "pronate", "wrist",
    "hip_flex", "hip_abd", "hip_turn", "knee", "ankle", "ankle_roll", "ankle_turn", "toes",
)  # fmt: skip
LEG_ANGLES = _LIMB_ANGLES[6:]
ANGLES: tuple[str, ...] = (*_TRUNK_ANGLES, *(f"{side}_{a}" for side in SIDES for a in _LIMB_ANGLES))
ANGLE: dict[str, int] = {name: i for i, name in enumerate(ANGLES)}

NEUTRAL: dict[str, float] = {
    "head_flex": 4.0, "arm_flex": 2.0, "arm_abd": 9.0, "arm_turn": 0.0, "elbow": 14.0, "pronate": 12.0,
    "hip_abd": 3.0,
}  # fmt: skip
"""Standing at ease; a name without a side means both sides."""


def shape_of(angles: Mapping[str, float], base: Mapping[str, float] | None = None) -> Array:
    """(A,) shape from named angles in degrees; those not named come from ``base`` (default `NEUTRAL`), else 0.

    A limb's name without a side sets both sides.

    Raises:
        KeyError: there is no such angle.
    """
    out = np.zeros(len(ANGLES))
    for source in (NEUTRAL if base is None else base, angles):
        for name, value in source.items():
            for full in (name,) if name in ANGLE else (f"left_{name}", f"right_{name}"):
                out[ANGLE[full]] = value
    return out


def mirrored_shape(shape: Array) -> Array:
    """(..., A) the shape seen in a mirror: left and right exchanged, turns and side bends reversed."""
    out = np.empty_like(shape)
    for name, i in ANGLE.items():
        side, _, part = name.partition("_")
        if side in SIDES:
            other = "right" if side == "left" else "left"
            out[..., ANGLE[f"{other}_{part}"]] = shape[..., i]
        else:
            out[..., i] = -shape[..., i] if part in ("side", "turn") else shape[..., i]
    return out


@attrs.frozen(eq=False)
class Pose:
    """T poses of one body.

    Attributes:
        place: (T, 3) the pelvis (halfway between the hips) in the world, m, y up.
        turn: (T, 3, 3) the pelvis's axes in the world.
        shape: (T, A) angles of `ANGLES`, degrees.
        contact: (T, 2) bool, left and right foot on the floor.
        hands: (T, 2) bool, left and right hand on the floor; none unless told.
    """

    place: Array
    turn: Array
    shape: Array
    contact: NDArray[np.bool_]
    hands: NDArray[np.bool_] = attrs.field(
        default=attrs.Factory(lambda self: np.zeros_like(self.contact), takes_self=True)
    )

    def __len__(self) -> int:
        """Number of poses, T."""
        return len(self.place)


@attrs.frozen(eq=False)
class Posture:
    """T poses worked out to joints.

    Attributes:
        joints: (T, J, 3) in the world, m.
        turns: (T, J, 3, 3) each joint's axes in the world; a joint's axes turn with the part beyond it.
    """

    joints: Array
    turns: Array

    def at(self, index: int) -> "Posture":
        """The single posture of one time."""
        return Posture(self.joints[index : index + 1], self.turns[index : index + 1])

    def landmarks(self, body: Body) -> Array:
        """(T, 33, 3) BlazePose landmarks in the world, m."""
        joint = body.landmark_joint
        return self.joints[:, joint] + (self.turns[:, joint] @ body.landmark_offset[:, :, None])[..., 0]


assert len(BLAZEPOSE_33) == 33


def joint_turns(shape: Array) -> Array:
    """(T, J, 3, 3) every joint's turn against its parent, for a (T, A) shape in degrees."""
    angle = np.deg2rad(shape)

    def of(name: str) -> Array:
        return angle[:, ANGLE[name]]

    out = np.zeros((len(shape), len(JOINTS), 3, 3))
    out[:, JOINT["pelvis"]] = np.eye(3)
    # The bend of back and neck is shared out evenly over their two joints each.
    spine = _bend(of("spine_flex") / 2, of("spine_side") / 2, of("spine_turn") / 2)
    neck = _bend(of("head_flex") / 2, of("head_side") / 2, of("head_turn") / 2)
    out[:, JOINT["lumbar"]] = out[:, JOINT["thorax"]] = spine
    out[:, JOINT["neck"]] = out[:, JOINT["head"]] = neck
    for side in SIDES:
        _limb_turns(out, side, {a: of(f"{side}_{a}") for a in _LIMB_ANGLES})
    return out


def _bend(flex: Array, side: Array, turn: Array) -> Array:
    """A trunk joint; side bends go to the left, turns to the left."""
    return rotation.about_y(turn) @ rotation.about_z(-side) @ rotation.about_x(flex)


def _limb_turns(out: Array, side: Side, angle: dict[str, Array]) -> None:
    sign = 1.0 if side == "left" else -1.0

    def put(joint: str, value: Array) -> None:
        out[:, JOINT[f"{side}_{joint}"]] = value

    def ball(part: str) -> Array:
        return rotation.swing(angle[f"{part}_flex"], sign * angle[f"{part}_abd"], -sign * angle[f"{part}_turn"])

    arm = ball("arm")
    # The collar bone rises with the arm: up to 26 degrees, which lifts a shoulder by some 5 cm overhead.
    raised = np.arccos(np.clip(arm[:, 1, 1], -1, 1))
    rise = np.deg2rad(26) * _smooth((raised - 0.6) / 2.4)
    collar = rotation.about_z(sign * rise)
    put("clavicle", collar)
    put("shoulder", np.swapaxes(collar, -1, -2) @ arm)
    put("elbow", rotation.about_x(-angle["elbow"]))
    put("wrist", rotation.about_y(-sign * angle["pronate"]) @ rotation.about_z(-sign * angle["wrist"]))
    put("hip", ball("hip"))
    put("knee", rotation.about_x(angle["knee"]))
    put("ankle", rotation.swing(angle["ankle"], sign * angle["ankle_roll"], -sign * angle["ankle_turn"]))
    put("ball", rotation.about_x(-angle["toes"]))


def _smooth(x: Array) -> Array:
    x = np.clip(x, 0, 1)
    return x * x * (3 - 2 * x)


def posture(body: Body, pose: Pose) -> Posture:
    """Forward kinematics: where all joints of ``body`` are in T poses."""
    local = joint_turns(pose.shape)
    joints, turns = np.empty((len(pose), len(JOINTS), 3)), np.empty_like(local)
    joints[:, 0], turns[:, 0] = pose.place, pose.turn
    for joint in range(1, len(JOINTS)):
        parent = PARENT[joint]
        turns[:, joint] = turns[:, parent] @ local[:, joint]
        joints[:, joint] = joints[:, parent] + turns[:, parent] @ body.offsets[joint]
    return Posture(joints, turns)
