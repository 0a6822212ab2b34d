"""Whose keypoints stand in which order: the joint lists of the tools, turned into a skeleton of ours.

Sources: COCO's keypoint categories; AlphaPose ``docs`` and Halpe-FullBody (26 and 136 joints begin with COCO's 17, then
head, neck, hip and feet); COCO-WholeBody (133, begins with COCO's 17, then feet); OpenPose ``doc/02_output.md`` and
``poseParameters.cpp`` (BODY_25 and its COCO model of 18). None of them sees depth: z is 0, the picture's plane.

Where a tool sees feet the skeleton is BlazePose's, whose heels and toes they become: feet are what steps and landings
are measured by. Its other joints beyond COCO's (mouth, fingers) are missing then.
"""

from collections.abc import Sequence
from pathlib import Path

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import PoseFileError
from dancecoach.i18n import _
from dancecoach.pose.formats.sightings import Sighting
from dancecoach.pose.skeleton import BLAZEPOSE_33, COCO_17, Skeleton

_OPENPOSE_LIMBS = (
    "nose", "neck", "right_shoulder", "right_elbow", "right_wrist", "left_shoulder", "left_elbow", "left_wrist",
)  # fmt: skip
_LEGS = ("right_hip", "right_knee", "right_ankle", "left_hip", "left_knee", "left_ankle")
_FACE = ("right_eye", "left_eye", "right_ear", "left_ear")
# The big toe is what BlazePose's foot index is.
_LEFT_FOOT = ("left_foot_index", "left_small_toe", "left_heel")
_RIGHT_FOOT = ("right_foot_index", "right_small_toe", "right_heel")
_HALPE_FEET = (
    "head", "neck", "hip", "left_foot_index", "right_foot_index", "left_small_toe", "right_small_toe", "left_heel",
    "right_heel",
)  # fmt: skip

Order = tuple[Skeleton, NDArray[np.intp]]
"""A skeleton, and the position of each of its joints in a tool's row; -1 for what the tool does not see."""


def _order(skeleton: Skeleton, names: tuple[str, ...]) -> Order:
    at = {name: position for position, name in enumerate(names)}
    return skeleton, np.array([at.get(joint, -1) for joint in skeleton.joints], np.intp)


_HALPE = _order(BLAZEPOSE_33, (*COCO_17.joints, *_HALPE_FEET))

COCO_LIKE = {
    17: _order(COCO_17, COCO_17.joints),
    26: _HALPE,
    133: _order(BLAZEPOSE_33, (*COCO_17.joints, *_LEFT_FOOT, *_RIGHT_FOOT)),
    136: _HALPE,
}
"""Orders by number of joints, for COCO and AlphaPose."""

OPENPOSE_LIKE = {
    18: _order(COCO_17, (*_OPENPOSE_LIMBS, *_LEGS, *_FACE)),
    25: _order(BLAZEPOSE_33, (*_OPENPOSE_LIMBS, "mid_hip", *_LEGS, *_FACE, *_LEFT_FOOT, *_RIGHT_FOOT)),
}
"""The same for OpenPose, and for AlphaPose writing as OpenPose does."""


def in_order(
    triples: NDArray[np.float64], orders: dict[int, Order], path: Path, where: str, full: float = 1.0
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(J, 3) places and (J,) confidences from x, y, confidence of each joint in a row.

    Confidences are shares of ``full``, cut off at 1 (AlphaPose's exceed it); a joint with none, or without a place,
    is missing.

    Raises:
        PoseFileError: it is no row of triples, or of so many joints that their order is not known.
    """
    if triples.size % 3 or triples.size // 3 not in orders:
        raise PoseFileError(
            _("{where} has {count} numbers, not x, y and confidence of {joints} joints").format(
                where=where, count=triples.size, joints=_(" or ").join(str(n) for n in orders)
            ),
            subject=path,
            remedy=_("write the poses of a body model with that many joints"),
        )
    skeleton, order = orders[triples.size // 3]
    joints = triples.reshape(-1, 3)[order].astype(np.float32)
    known = (order >= 0) & ~np.isnan(joints).any(axis=1) & (joints[:, 2] > 0)
    points = np.zeros((len(skeleton), 3), np.float32)
    points[:, :2] = joints[:, :2]
    points[~known] = np.nan
    return points, np.where(known, np.clip(joints[:, 2] / full, 0, 1), 0).astype(np.float32)


def of_one_skeleton(people: Sequence[Sighting]) -> tuple[list[Sighting], Skeleton]:
    """People that `in_order` gave, all with the same joints: BlazePose's where anybody has feet, else COCO's."""
    if not any(len(person.points) == len(BLAZEPOSE_33) for person in people):
        return list(people), COCO_17
    return [_with_feet(person) for person in people], BLAZEPOSE_33


def _with_feet(person: Sighting) -> Sighting:
    if len(person.points) == len(BLAZEPOSE_33):
        return person
    order = COCO_17.mapping_to(BLAZEPOSE_33)
    return attrs.evolve(
        person,
        points=np.where(order[:, None] >= 0, person.points[order], np.float32(np.nan)),
        visibility=np.where(order >= 0, person.visibility[order], np.float32(0)),
    )
