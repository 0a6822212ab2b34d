"""Small batches of rotation matrices. Radians; every function takes and returns arrays whose leading axes are free."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def about_x(angle: Array) -> Array:
    """(..., 3, 3) turn about x (the performer's left); positive tips the body forward."""
    return _about(np.asarray(angle, float), 1, 2)


def about_y(angle: Array) -> Array:
    """(..., 3, 3) turn about y (up); positive turns the body to its own left."""
    return _about(np.asarray(angle, float), 2, 0)


def about_z(angle: Array) -> Array:
    """(..., 3, 3) turn about z (forward); positive takes up to the right, and a hanging left arm outwards."""
    return _about(np.asarray(angle, float), 0, 1)


def _about(angle: Array, i: int, j: int) -> Array:
    out = np.zeros((*angle.shape, 3, 3))
    cosine, sine = np.cos(angle), np.sin(angle)
    out[..., 3 - i - j, 3 - i - j] = 1.0
    out[..., i, i], out[..., i, j] = cosine, -sine
    out[..., j, i], out[..., j, j] = sine, cosine
    return out


def swing(flexion: Array, abduction: Array, turn: Array) -> Array:
    """(..., 3, 3) ball joint of a limb that hangs along -y: turned about itself, led aside, then swung forward.

    Positive abduction is towards +x, which is outward on the left side only.
    """
    return about_x(-np.asarray(flexion)) @ about_z(abduction) @ about_y(turn)


def swing_angles(matrix: Array) -> tuple[Array, Array, Array]:
    """Flexion, abduction and turn of `swing`: its inverse, for abduction inside ±90°."""
    # Row 0 of Rx(-f) Rz(a) Ry(t) is (cos a cos t, -sin a, cos a sin t), column 1 (-sin a, cos f cos a, -sin f cos a).
    abduction = np.arcsin(np.clip(-matrix[..., 0, 1], -1.0, 1.0))
    flexion = np.arctan2(-matrix[..., 2, 1], matrix[..., 1, 1])
    turn = np.arctan2(matrix[..., 0, 2], matrix[..., 0, 0])
    return flexion, abduction, turn


def unit(vectors: Array) -> Array:
    """Vectors scaled to length 1 along the last axis."""
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True))


def skew(vectors: Array) -> Array:
    """(..., 3, 3) matrix that takes the cross product with each vector."""
    out = np.zeros((*vectors.shape, 3))
    x, y, z = vectors[..., 0], vectors[..., 1], vectors[..., 2]
    out[..., 0, 1], out[..., 0, 2], out[..., 1, 2] = -z, y, -x
    out[..., 1, 0], out[..., 2, 0], out[..., 2, 1] = z, -y, x
    return out


def angular_velocity(turns: Array, times: Array) -> Array:
    """(T, ..., 3) rad/s in world axes of (T, ..., 3, 3) rotations, by central differences of small turns."""
    rate = np.gradient(turns, times, axis=0, edge_order=2 if len(times) > 2 else 1) @ np.swapaxes(turns, -1, -2)
    return (
        np.stack(
            [rate[..., 2, 1] - rate[..., 1, 2], rate[..., 0, 2] - rate[..., 2, 0], rate[..., 1, 0] - rate[..., 0, 1]],
            -1,
        )
        / 2
    )
