"""Skeletons: which joints there are, how they hang together, which are left and right of one another.

Three are built in. `BLAZEPOSE_33` is what our engine sees, `COCO_17` what most other pose tools write,
`BODY_13` what every source has and the trained models use. Left and right are the performer's own.
"""

from functools import cached_property

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import InputError
from dancecoach.palette import Side


@attrs.frozen(slots=False)
class Skeleton:
    """Names, bones, left/right pairs and measurable angles of a body model.

    Attributes:
        name: short name that files carry, such as "blazepose-33".
        joints: joint names in the order of the landmark arrays; left ones start with "left_".
        bones: pairs of joint names to draw a line between.
        angles: angle name -> (first, vertex, last) joint names; the angle is at the vertex, 180° is straight.
    """

    name: str
    joints: tuple[str, ...]
    bones: tuple[tuple[str, str], ...]
    angles: dict[str, tuple[str, str, str]] = attrs.field(hash=False)

    def __len__(self) -> int:
        """Number of joints, J."""
        return len(self.joints)

    @cached_property
    def _position(self) -> dict[str, int]:
        return {name: i for i, name in enumerate(self.joints)}

    def index(self, joint: str) -> int:
        """Position of a joint in the landmark arrays.

        Raises:
            InputError: the skeleton has no such joint.
        """
        try:
            return self._position[joint]
        except KeyError:
            raise InputError(f"skeleton {self.name} has no joint of that name", subject=joint) from None

    def indices(self, *joints: str) -> NDArray[np.intp]:
        """Positions of several joints."""
        return np.array([self.index(j) for j in joints], dtype=np.intp)

    def side(self, joint: str) -> Side:
        """Which side of the performer's body a joint is on."""
        if joint.startswith("left_"):
            return "left"
        return "right" if joint.startswith("right_") else "middle"

    @cached_property
    def pairs(self) -> NDArray[np.intp]:
        """(P, 2) positions of each left joint and its right twin."""
        return np.array(
            [(i, self.index("right_" + n[5:])) for i, n in enumerate(self.joints) if n.startswith("left_")],
            dtype=np.intp,
        ).reshape(-1, 2)

    @cached_property
    def mirrored(self) -> NDArray[np.intp]:
        """(J,) permutation that swaps left and right: ``landmarks[:, skeleton.mirrored]``."""
        order = np.arange(len(self.joints), dtype=np.intp)
        order[self.pairs[:, 0]], order[self.pairs[:, 1]] = self.pairs[:, 1], self.pairs[:, 0]
        return order

    def mapping_to(self, other: "Skeleton") -> NDArray[np.intp]:
        """(len(other),) position in this skeleton of each joint of ``other``, -1 where this one lacks it."""
        return np.array([self._position.get(name, -1) for name in other.joints], dtype=np.intp)


_LIMBS = (
    ("left_shoulder", "left_elbow"), ("left_elbow", "left_wrist"),
    ("right_shoulder", "right_elbow"), ("right_elbow", "right_wrist"),
    ("left_shoulder", "right_shoulder"), ("left_hip", "right_hip"),
    ("left_shoulder", "left_hip"), ("right_shoulder", "right_hip"),
    ("left_hip", "left_knee"), ("left_knee", "left_ankle"),
    ("right_hip", "right_knee"), ("right_knee", "right_ankle"),
)  # fmt: skip


def _both_sides(**angles: tuple[str, str, str]) -> dict[str, tuple[str, str, str]]:
    return {
        f"{side}_{name}": (f"{side}_{a}", f"{side}_{b}", f"{side}_{c}")
        for name, (a, b, c) in angles.items()
        for side in ("left", "right")
    }


_BODY_ANGLES = _both_sides(
    elbow=("shoulder", "elbow", "wrist"),
    shoulder=("elbow", "shoulder", "hip"),
    hip=("shoulder", "hip", "knee"),
    knee=("hip", "knee", "ankle"),
)
_BODY_JOINTS = tuple(
    f"{side}_{j}" for j in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle") for side in ("left", "right")
)

BODY_13 = Skeleton("body-13", ("nose", *_BODY_JOINTS), _LIMBS, _BODY_ANGLES)

COCO_17 = Skeleton(
    "coco-17",
    ("nose", "left_eye", "right_eye", "left_ear", "right_ear", *_BODY_JOINTS),
    (
        ("nose", "left_eye"),
        ("nose", "right_eye"),
        ("left_eye", "left_ear"),
        ("right_eye", "right_ear"),
        *_LIMBS,
    ),
    _BODY_ANGLES,
)

BLAZEPOSE_33 = Skeleton(
    "blazepose-33",
    (
        "nose", "left_eye_inner", "left_eye", "left_eye_outer", "right_eye_inner", "right_eye", "right_eye_outer",
        "left_ear", "right_ear", "left_mouth", "right_mouth",
        "left_shoulder", "right_shoulder", "left_elbow", "right_elbow", "left_wrist", "right_wrist",
        "left_pinky", "right_pinky", "left_index", "right_index", "left_thumb", "right_thumb",
        "left_hip", "right_hip", "left_knee", "right_knee", "left_ankle", "right_ankle",
        "left_heel", "right_heel", "left_foot_index", "right_foot_index",
    ),
    (
        ("nose", "left_eye"), ("left_eye", "left_ear"), ("nose", "right_eye"), ("right_eye", "right_ear"),
        ("left_mouth", "right_mouth"), *_LIMBS,
        ("left_wrist", "left_index"), ("left_wrist", "left_pinky"), ("left_wrist", "left_thumb"),
        ("right_wrist", "right_index"), ("right_wrist", "right_pinky"), ("right_wrist", "right_thumb"),
        ("left_ankle", "left_heel"), ("left_heel", "left_foot_index"), ("left_ankle", "left_foot_index"),
        ("right_ankle", "right_heel"), ("right_heel", "right_foot_index"), ("right_ankle", "right_foot_index"),
    ),
    _BODY_ANGLES | _both_sides(ankle=("knee", "ankle", "foot_index")),
)  # fmt: skip

SKELETONS = {s.name: s for s in (BLAZEPOSE_33, COCO_17, BODY_13)}


def skeleton_named(name: str) -> Skeleton:
    """The built-in skeleton of that name.

    Raises:
        InputError: there is none.
    """
    try:
        return SKELETONS[name]
    except KeyError:
        raise InputError(f"is not a known skeleton ({', '.join(SKELETONS)})", subject=name) from None
