"""Arms and legs that reach a given point, in any posture of the body, upside down too (inverse kinematics).

The legs of somebody who stands or steps are in `feet`; here the knee's and elbow's hinge is told, so that a limb keeps
its bend when the body turns over.
"""

import attrs
import numpy as np

from training.figure import rotation
from training.figure.body import JOINT, SIDES, Body
from training.figure.feet import FootTargets, ankle_at, needed_pitch
from training.figure.pose import ANGLE, Pose, posture
from training.figure.rotation import Array

WRIST_HEIGHT = 0.024
"""Height of the wrist over the floor when the hand is flat on it, share of the standing height."""

ARM_REACH = 0.999
"""An arm is never straighter than this share of its length."""

LEG, ARM = 8, 6
"""Angles of a leg (`hip_flex` to `toes`) and of an arm (`arm_flex` to `wrist`)."""


def leg_columns(side: int) -> slice:
    """Where a leg's angles are in a shape."""
    first = ANGLE[f"{SIDES[side]}_hip_flex"]
    return slice(first, first + LEG)


def arm_columns(side: int) -> slice:
    """Where an arm's angles are in a shape."""
    first = ANGLE[f"{SIDES[side]}_arm_flex"]
    return slice(first, first + ARM)


def arm_bones(body: Body) -> tuple[float, float]:
    """Lengths of upper arm and forearm, m."""
    return float(-body.offsets[JOINT["left_elbow"], 1]), float(-body.offsets[JOINT["left_wrist"], 1])


def foot_on(body: Body, pose: Pose, side: int, target: FootTargets) -> Array:
    """(T, 8) leg angles, degrees, with the foot on its target; the heel rises where the leg is too short.

    Args:
        body: whose leg.
        pose: T poses; of equal solutions the one nearest to their shape is taken.
        side: 0 left, 1 right.
        target: where the foot is meant to be.
    """
    hip = pose.place + pose.turn @ body.offsets[JOINT[f"{SIDES[side]}_hip"]]
    pitch = needed_pitch(body, hip, target)
    left_of_foot = np.stack([np.cos(target.heading), np.zeros_like(pitch), -np.sin(target.heading)], 1)
    hinge = 0.65 * left_of_foot + 0.35 * pose.turn[:, :, 0]
    return leg_to(body, pose, side, ankle_at(body, target, pitch), hinge, toes=np.clip(pitch, 0, None))


def leg_to(body: Body, pose: Pose, side: int, foot: tuple[Array, Array], hinge: Array, *, toes: Array) -> Array:
    """(T, 8) leg angles, degrees, that bring the ankle to ``foot[0]`` (T, 3) with the axes ``foot[1]`` (T, 3, 3).

    Args:
        body: whose leg.
        pose: T poses; of equal solutions the one nearest to their shape is taken.
        side: 0 left, 1 right.
        foot: ankle and axes of the foot.
        hinge: (T, 3) the knee's axis, to the performer's left when standing; roughly is enough.
        toes: (T,) bend of the toes, radians.
    """
    sign = 1.0 - 2.0 * side
    hip = pose.place + pose.turn @ body.offsets[JOINT[f"{SIDES[side]}_hip"]]
    upper, lower, knee = _two_bones(hip, foot[0], hinge, body.leg, bend=1.0)
    start = leg_columns(side).start
    local = np.swapaxes(pose.turn, -1, -2) @ upper
    hips = nearest(rotation.swing_angles(local), pose.shape[:, start : start + 3], sign)
    flex, abduct, twist = (np.rad2deg(a) for a in rotation.swing_angles(np.swapaxes(lower, -1, -2) @ foot[1]))
    rest = np.stack([np.rad2deg(knee), flex, sign * abduct, -sign * twist, np.rad2deg(toes)], 1)
    return np.concatenate([hips, rest], 1)


def hand_on(body: Body, pose: Pose, side: int, wrist: Array, heading: Array) -> Array:
    """(T, 6) arm angles, degrees, with the wrist at ``wrist`` and the fingers pointing along ``heading``.

    An arm that is too short stays straight and points there.

    Args:
        body: whose arm.
        pose: T poses: the bend of the trunk, and which way the elbow points.
        side: 0 left, 1 right.
        wrist: (T, 3) m.
        heading: (T,) direction of the fingers on the floor, radians.
    """
    shape, columns, sign = pose.shape, arm_columns(side), 1.0 - 2.0 * side
    work = attrs.evolve(pose, shape=shape.copy())
    bones = arm_bones(body)
    for _ in range(4):
        # The shoulder rises with the arm, so where it is follows from the answer; it converges at once.
        figure = posture(body, work)
        shoulder, axes = (a[:, JOINT[f"{SIDES[side]}_shoulder"]] for a in (figure.joints, figure.turns))
        chest = np.swapaxes(figure.turns[:, JOINT["thorax"]], -1, -2)
        upper, lower, elbow = _two_bones(shoulder, wrist, axes[:, :, 0], bones, bend=-1.0)
        ball = nearest(rotation.swing_angles(chest @ upper), shape[:, columns][:, :3], sign)
        work.shape[:, columns.start : columns.start + 4] = np.column_stack([ball, np.rad2deg(elbow)])
    work.shape[:, columns.start + 4 : columns.stop] = _flat_hand(lower, heading, shape[:, columns][:, 4], sign)
    return np.asarray(work.shape[:, columns])


def _flat_hand(forearm: Array, heading: Array, pronation: Array, sign: float) -> Array:
    """(T, 2) pronation and wrist, degrees: the fingers along the floor, the palm towards it."""
    fingers = np.stack([np.sin(heading), np.zeros_like(heading), np.cos(heading)], 1)
    x, y, z = (np.swapaxes(forearm, -1, -2) @ fingers[..., None])[..., 0].T
    turned = np.rad2deg(-sign * np.arctan2(-sign * z, sign * x))
    turned += 360 * np.round((pronation - turned) / 360)
    return np.column_stack([turned, -np.rad2deg(np.arccos(np.clip(-y, -1, 1)))])


def _two_bones(
    start: Array, end: Array, hinge: Array, bones: tuple[float, float], *, bend: float
) -> tuple[Array, Array, Array]:
    """Axes of the upper and lower bone (T, 3, 3) and the bend (T,) in radians of a limb from start to end.

    ``bend`` is 1 for a joint that closes backwards about its hinge (knee) and -1 for one that closes forwards.
    """
    one, two = bones
    distance = np.clip(np.linalg.norm(end - start, axis=1), abs(one - two) + 1e-3, ARM_REACH * (one + two))
    along = rotation.unit(end - start)
    axis = rotation.unit(hinge - np.sum(hinge * along, 1, keepdims=True) * along)
    ahead = np.cross(along, axis)
    inside = np.arccos(np.clip((one**2 + distance**2 - two**2) / (2 * one * distance), -1, 1))[:, None]
    middle = start + one * (np.cos(inside) * along + bend * np.sin(inside) * ahead)
    stop = start + distance[:, None] * along
    angle = np.pi - np.arccos(np.clip((one**2 + two**2 - distance**2) / (2 * one * two), -1, 1))
    return _axes(axis, start - middle), _axes(axis, middle - stop), angle


def _axes(x: Array, y: Array) -> Array:
    y = rotation.unit(y)
    return np.stack([x, y, np.cross(x, y)], -1)


def nearest(angles: tuple[Array, Array, Array], wanted: Array, sign: float) -> Array:
    """(T, 3) flexion, abduction and turn in degrees: of the equal triples the one nearest to ``wanted``."""
    flex, abduct, turn = (np.rad2deg(a) for a in angles)
    triples = (
        np.stack([flex, sign * abduct, -sign * turn], 1),
        np.stack([flex + 180, 180 - sign * abduct, 180 - sign * turn], 1),
    )
    one, two = (t + 360 * np.round((wanted - t) / 360) for t in triples)
    farther = np.abs(one - wanted).sum(1) > np.abs(two - wanted).sum(1) + 1e-9
    return np.asarray(np.where(farther[:, None], two, one))
