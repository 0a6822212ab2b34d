"""Which landmarks another part of the body hides: a line of sight against capsules around the bones."""

import numpy as np
from numpy.typing import NDArray

from dancecoach.pose.skeleton import BLAZEPOSE_33
from training.figure.body import JOINT, SIDES, Body
from training.figure.rotation import Array

Capsule = tuple[int, int, float]
"""Two joints and a radius as a share of the body's height."""


def _capsules() -> tuple[Capsule, ...]:
    out: list[Capsule] = [
        (JOINT["pelvis"], JOINT["thorax"], 0.062), (JOINT["thorax"], JOINT["neck"], 0.062),
        (JOINT["neck"], JOINT["head"], 0.028),
    ]  # fmt: skip
    for side in SIDES:
        j = {name: JOINT[f"{side}_{name}"] for name in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "ball")}
        out += [
            (j["shoulder"], j["elbow"], 0.025), (j["elbow"], j["wrist"], 0.018), (j["hip"], j["knee"], 0.040),
            (j["knee"], j["ankle"], 0.026), (j["ankle"], j["ball"], 0.018),
        ]  # fmt: skip
    return tuple(out)


CAPSULES = _capsules()
_TRUNK = (JOINT["pelvis"], JOINT["thorax"])
_ROOTS = tuple(JOINT[f"{side}_{name}"] for side in SIDES for name in ("shoulder", "hip"))
_SKULL = (((0.0, 0.045, 0.008), 0.040), ((0.0, 0.005, 0.028), 0.030))
"""Skull and jaw: place from the head's joint and radius, shares of the height."""


def shadow_bones(body: Body) -> list[tuple[int, int, float]]:
    """The capsules with radii in metres, for the shadow."""
    return [(a, b, radius * body.height * body.girth) for a, b, radius in CAPSULES]


def hidden(body: Body, joints: Array, turns: Array, landmarks: Array, eye: Array) -> NDArray[np.bool_]:
    """(T, 33) whether the body itself stands between the camera and each landmark.

    Args:
        body: whose landmarks.
        joints: (T, J, 3) m.
        turns: (T, J, 3, 3).
        landmarks: (T, 33, 3) m.
        eye: (T, 3) the camera, m.
    """
    out = np.zeros(landmarks.shape[:2], bool)
    sight = eye[:, None] - landmarks
    reach = np.linalg.norm(sight, axis=-1, keepdims=True)
    sight = sight / reach
    head, axes = joints[:, JOINT["head"]], turns[:, JOINT["head"]]
    balls = [(head + axes @ np.array(place) * body.height, size) for place, size in _SKULL]
    for i, name in enumerate(BLAZEPOSE_33.joints):
        own = int(body.landmark_joint[i])
        start = landmarks[:, i] + sight[:, i] * _skin(name) * body.height
        for a, b, width in CAPSULES:
            if own in (a, b) or (own == JOINT["head"] and a == JOINT["neck"]):
                continue
            # Hips and shoulders lie on the trunk's edge: only its core hides them.
            radius = 0.5 * width if own in _ROOTS and a in _TRUNK else width
            gap = _segments_apart(start, sight[:, i] * 6.0, joints[:, a], joints[:, b] - joints[:, a])
            out[:, i] |= gap < radius * body.height * body.girth
        for ball, size in balls:
            gap = _segments_apart(start, sight[:, i] * 6.0, ball, np.zeros_like(ball))
            out[:, i] |= gap < size * body.height
    return out


def _skin(name: str) -> float:
    """How far the surface is from a landmark, share of the height."""
    return 0.004 if name in BLAZEPOSE_33.joints[:11] else 0.03


def _segments_apart(p: Array, u: Array, q: Array, v: Array) -> Array:
    """(T,) least distance of the segments p..p+u and q..q+v (C. Ericson, Real-Time Collision Detection, 5.1.9)."""
    w = p - q
    a, b, c = (np.sum(x * y, -1) for x, y in ((u, u), (u, v), (v, v)))
    d, e = np.sum(u * w, -1), np.sum(v * w, -1)
    c = np.maximum(c, 1e-12)
    span = np.maximum(a * c - b * b, 1e-12)
    s = np.clip((b * e - c * d) / span, 0, 1)
    t = np.clip((b * s + e) / c, 0, 1)
    s = np.clip((b * t - d) / np.maximum(a, 1e-12), 0, 1)
    return np.asarray(np.linalg.norm(w + s[:, None] * u - t[:, None] * v, axis=-1))
