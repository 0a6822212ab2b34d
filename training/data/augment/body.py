"""Which joints hang on which, and other bodies that move the same way."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from dancecoach.pose.skeleton import BODY_13, Skeleton

Rng = np.random.Generator
Floats = NDArray[np.float64]

_SEGMENTS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("left_hip", "right_hip"), ("left_shoulder", "right_shoulder")),
    (("left_shoulder", "right_shoulder"), ("nose",)),
    *(
        ((f"left_{top}", f"right_{top}"), (f"left_{end}", f"right_{end}"))
        for top, end in (("shoulder", "elbow"), ("elbow", "wrist"), ("hip", "knee"), ("knee", "ankle"))
    ),
)
"""What hangs on what, both sides at once."""

_ENDS = {"pinky": "wrist", "index": "wrist", "thumb": "wrist", "heel": "ankle", "foot_index": "ankle"}
"""Hands and feet; whatever else is beyond `BODY_13` belongs to the head."""


@cache
def carriers(skeleton: Skeleton) -> NDArray[np.intp]:
    """(J,) the joint of `BODY_13` that each joint moves with, and goes out of sight with: itself, if it is of them."""

    def carrier(joint: str) -> str:
        side, _, part = joint.partition("_")
        return joint if joint in BODY_13.joints else f"{side}_{_ENDS[part]}" if part in _ENDS else "nose"

    return np.array([BODY_13.index(carrier(joint)) for joint in skeleton.joints], np.intp)


def mirrored_joints(joints: Floats, skeleton: Skeleton) -> Floats:
    """(T, J, ...) the same in a mirror: left is right."""
    out = joints[:, skeleton.mirrored].copy()
    out[..., 0] = 1.0 - out[..., 0]
    return out


def of_another_body(points: Floats, skeleton: Skeleton, size: tuple[int, int], spread: float, rng: Rng) -> Floats:
    """Each segment longer or shorter than it is, both sides alike; (T, J, 2) shares of the picture in and out.

    Lengths grow outwards from the middle of the hips, so a joint takes along all that hangs on it; hands, feet and
    the face keep their size.
    """
    pixels = points * np.array(size)
    body = pixels[:, skeleton.mapping_to(BODY_13)]
    out = body.copy()
    hips = BODY_13.indices("left_hip", "right_hip")
    middle = body[:, hips].mean(1, keepdims=True)
    out[:, hips] = middle + (body[:, hips] - middle) * np.exp(rng.normal(0.0, spread))
    for tops, ends in _SEGMENTS:
        first, last = BODY_13.indices(*tops), BODY_13.indices(*ends)
        factor = np.exp(rng.normal(0.0, spread))
        before, after = (
            cloud[:, first] if len(last) == len(first) else cloud[:, first].mean(1, keepdims=True)
            for cloud in (body, out)
        )
        out[:, last] = after + (body[:, last] - before) * factor
    if skeleton is not BODY_13:
        out = pixels + (out - body)[:, carriers(skeleton)]
    return np.asarray(out / np.array(size))


def trunk_length(pixels: Floats, skeleton: Skeleton) -> float:
    """Typical distance of shoulders and hips, pixels; 0 when they are never seen."""
    shoulders = pixels[:, skeleton.indices("left_shoulder", "right_shoulder")].mean(1)
    hips = pixels[:, skeleton.indices("left_hip", "right_hip")].mean(1)
    lengths = np.linalg.norm(shoulders - hips, axis=-1)
    lengths = lengths[np.isfinite(lengths)]
    return float(np.median(lengths)) if len(lengths) else 0.0
