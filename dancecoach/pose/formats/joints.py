"""Whose keypoints stand in which order: the joint lists of the tools, turned into COCO's 17.

Sources: COCO's keypoint categories; AlphaPose ``docs`` and Halpe-FullBody (26 and 136 joints begin with COCO's 17, then
head, neck, hip and feet); COCO-WholeBody (133, begins with COCO's 17); OpenPose ``doc/02_output.md`` and
``poseParameters.cpp`` (BODY_25 and its COCO model of 18). None of them sees depth: z is 0, the picture's plane.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import PoseFileError
from dancecoach.i18n import _
from dancecoach.pose.skeleton import COCO_17

_OPENPOSE_LIMBS = (
    "nose", "neck", "right_shoulder", "right_elbow", "right_wrist", "left_shoulder", "left_elbow", "left_wrist",
)  # fmt: skip
_LEGS = ("right_hip", "right_knee", "right_ankle", "left_hip", "left_knee", "left_ankle")
_FACE = ("right_eye", "left_eye", "right_ear", "left_ear")


def _order(names: tuple[str, ...]) -> NDArray[np.intp]:
    return np.array([names.index(joint) for joint in COCO_17.joints], np.intp)


_AS_COCO = np.arange(len(COCO_17), dtype=np.intp)
_OPENPOSE_18 = _order((*_OPENPOSE_LIMBS, *_LEGS, *_FACE))
_OPENPOSE_25 = _order((*_OPENPOSE_LIMBS, "mid_hip", *_LEGS, *_FACE))

COCO_LIKE = {17: _AS_COCO, 26: _AS_COCO, 133: _AS_COCO, 136: _AS_COCO}
"""Number of joints -> positions of COCO's 17 among them, for COCO and AlphaPose."""

OPENPOSE_LIKE = {18: _OPENPOSE_18, 25: _OPENPOSE_25}
"""The same for OpenPose, and for AlphaPose writing as OpenPose does."""


def in_coco_order(
    triples: NDArray[np.float64], orders: dict[int, NDArray[np.intp]], path: Path, where: str, full: float = 1.0
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(17, 3) places and (17,) confidences from x, y, confidence of each joint in a row.

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
    joints = triples.reshape(-1, 3)[orders[triples.size // 3]].astype(np.float32)
    known = ~np.isnan(joints).any(axis=1) & (joints[:, 2] > 0)
    points = np.zeros((len(COCO_17), 3), np.float32)
    points[:, :2] = joints[:, :2]
    points[~known] = np.nan
    return points, np.where(known, np.clip(joints[:, 2] / full, 0, 1), 0).astype(np.float32)
