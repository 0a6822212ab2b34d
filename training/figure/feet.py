"""Feet on the floor: their steps, and the legs that reach them (inverse kinematics)."""

from collections.abc import Sequence

import attrs
import numpy as np

from training.figure import rotation
from training.figure.body import JOINT, SIDES, Body
from training.figure.pose import ANGLE
from training.figure.rotation import Array

REACH = 0.992
"""A leg is never straighter than this share of its length: at 1 the knee's speed has no bound."""


@attrs.frozen
class Place:
    """A spot on the floor and the direction faced there.

    Attributes:
        x: m.
        z: m.
        heading: radians about the vertical, 0 faces +z, positive to the performer's left.
    """

    x: float = 0.0
    z: float = 0.0
    heading: float = 0.0

    def moved(self, left: float = 0.0, forward: float = 0.0, turn: float = 0.0) -> "Place":
        """The place reached by going ``left`` and ``forward`` metres as seen from here, then turning by ``turn``."""
        cosine, sine = np.cos(self.heading), np.sin(self.heading)
        return Place(
            float(self.x + left * cosine + forward * sine),
            float(self.z - left * sine + forward * cosine),
            float(self.heading + turn),
        )


@attrs.frozen(eq=False)
class FootTargets:
    """Where one foot is meant to be at T times.

    Attributes:
        flat: (T, 2) x and z of the ankle as it is, or would be, when the foot is flat on the floor, m.
        heading: (T,) direction of the toes, radians.
        pitch: (T,) heel raised (positive, about the ball) or toes raised (negative, about the heel), radians.
        lift: (T,) whole foot above the floor, m.
        contact: (T,) bool, on the floor.
    """

    flat: Array
    heading: Array
    pitch: Array
    lift: Array
    contact: np.ndarray[tuple[int], np.dtype[np.bool_]]


@attrs.frozen
class Step:
    """One foot leaves the floor at ``start`` s, lands at ``end`` s on ``place`` and stays.

    Attributes:
        side: 0 left, 1 right.
        start: s.
        end: s.
        place: where the ankle stands and the toes point.
        height: greatest lift between, m.
        roll: radians; the heel is up by this when leaving the floor, the toes by a part of it when landing.
    """

    side: int
    start: float
    end: float
    place: Place
    height: float = 0.06
    roll: float = 0.0


def stance(body: Body, place: Place, width: float = 1.0, toe_out: float = 0.12) -> tuple[Place, Place]:
    """Places of the left and right foot when standing at ``place``; width in hip breadths, toes out in radians."""
    half = body.hip_breadth / 2 * width
    return place.moved(left=half, turn=toe_out), place.moved(left=-half, turn=-toe_out)


def walk_steps(feet: tuple[Place, Place], steps: Sequence[Step], times: Array) -> tuple[FootTargets, FootTargets]:
    """Both feet's targets at ``times`` (s) when they stand on ``feet`` at first and then make ``steps`` in order."""
    left, right = (_one_foot(feet[s], [step for step in steps if step.side == s], times) for s in (0, 1))
    return left, right


def _one_foot(start: Place, steps: Sequence[Step], times: Array) -> FootTargets:
    count = len(times)
    flat, heading = np.empty((count, 2)), np.full(count, start.heading)
    flat[:] = start.x, start.z
    pitch, lift, contact = np.zeros(count), np.zeros(count), np.ones(count, bool)
    here = start
    for step in steps:
        share = np.clip((times - step.start) / (step.end - step.start), 0, 1)
        ease = share**3 * (10 - 15 * share + 6 * share**2)
        after = times >= step.start
        goal = step.place
        flat[after] = (np.outer(1 - ease, (here.x, here.z)) + np.outer(ease, (goal.x, goal.z)))[after]
        heading[after] = (here.heading + ease * (goal.heading - here.heading))[after]
        lift += step.height * np.sin(np.pi * share) ** 2
        contact &= ~((times > step.start) & (times < step.end))
        if step.roll:
            pitch += step.roll * _roll(times, step)
        here = goal
    return FootTargets(flat, heading, pitch, lift, contact)


def _roll(times: Array, step: Step) -> Array:
    """The heel comes up before the foot leaves, the toes are up when it lands and come down after."""
    span = step.end - step.start
    knots = np.array([step.start - 0.45 * span, step.start, step.start + 0.75 * span, step.end, step.end + 0.3 * span])
    values = np.array([0.0, 1.0, -0.2, -0.4, 0.0])
    index = np.clip(np.searchsorted(knots, times) - 1, 0, len(knots) - 2)
    share = np.clip((times - knots[index]) / (knots[index + 1] - knots[index]), 0, 1)
    return np.asarray(values[index] + (values[index + 1] - values[index]) * share * share * (3 - 2 * share))


def reach_feet(body: Body, place: Array, turn: Array, shape: Array, feet: tuple[FootTargets, FootTargets]) -> Array:
    """(T, A) the shape with both legs bent so that the feet meet their targets.

    A foot whose target is out of reach raises its heel about the ball until it is not; it never slides.

    Args:
        body: whose legs.
        place: (T, 3) pelvis, m.
        turn: (T, 3, 3) pelvis axes.
        shape: (T, A) degrees; the leg angles in it are replaced.
        feet: left and right targets.
    """
    out = shape.copy()
    for index, side in enumerate(SIDES):
        target = feet[index]
        hip = place + turn @ body.offsets[JOINT[f"{side}_hip"]]
        pitch = needed_pitch(body, hip, target)
        ankle, foot = ankle_at(body, target, pitch)
        thigh, shank, knee = _leg(body, hip, ankle, target.heading, turn)
        sign = 1.0 if side == "left" else -1.0
        hip_angles = rotation.swing_angles(np.swapaxes(turn, -1, -2) @ thigh)
        ankle_angles = rotation.swing_angles(np.swapaxes(shank, -1, -2) @ foot)
        values = (
            hip_angles[0], sign * hip_angles[1], -sign * hip_angles[2], knee,
            ankle_angles[0], sign * ankle_angles[1], -sign * ankle_angles[2], np.clip(pitch, 0, None),
        )  # fmt: skip
        first = ANGLE[f"{side}_hip_flex"]
        out[:, first : first + 8] = np.rad2deg(np.stack(values, 1))
    return out


def ankle_at(body: Body, target: FootTargets, pitch: Array) -> tuple[Array, Array]:
    """(T, 3) ankle and (T, 3, 3) axes of a foot pitched about its ball or heel."""
    yaw = rotation.about_y(target.heading)
    foot = yaw @ rotation.about_x(pitch)
    flat = np.stack([target.flat[:, 0], body.ankle_height + target.lift, target.flat[:, 1]], 1)
    pivot = np.where((pitch > 0)[:, None], body.offsets[JOINT["left_ball"]], body.heel)[..., None]
    return flat + (yaw @ pivot - foot @ pivot)[..., 0], foot


def needed_pitch(body: Body, hip: Array, target: FootTargets) -> Array:
    """The wanted pitch, or the smallest greater one (up to 75 degrees) at which the leg reaches."""
    longest = REACH * sum(body.leg)

    def short(pitch: Array) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        return np.asarray(np.linalg.norm(ankle_at(body, target, pitch)[0] - hip, axis=1) > longest)

    low, high = target.pitch.copy(), np.full(len(hip), np.deg2rad(75))
    bad = short(low)
    if not bad.any():
        return low
    for _ in range(24):
        middle = (low + high) / 2
        far = short(middle)
        low, high = np.where(far, middle, low), np.where(far, high, middle)
    return np.where(bad, high, target.pitch)


def _leg(body: Body, hip: Array, ankle: Array, heading: Array, turn: Array) -> tuple[Array, Array, Array]:
    """Axes of thigh and shank, and the knee's flexion in radians, for a leg from hip to ankle."""
    thigh, shank = body.leg
    reach = ankle - hip
    distance = np.clip(np.linalg.norm(reach, axis=1), abs(thigh - shank) + 1e-6, 0.9999 * (thigh + shank))
    along = rotation.unit(reach)
    toes = np.stack([np.sin(heading), np.zeros_like(heading), np.cos(heading)], 1)
    # The knee points where the toes and the pelvis point.
    forward = rotation.unit(0.65 * toes + 0.35 * turn[:, :, 2])
    hinge = rotation.unit(np.cross(forward, along))
    ahead = np.cross(along, hinge)
    at_hip = np.arccos(np.clip((thigh**2 + distance**2 - shank**2) / (2 * thigh * distance), -1, 1))
    knee_point = hip + thigh * (np.cos(at_hip)[:, None] * along + np.sin(at_hip)[:, None] * ahead)
    upper = _axes(hinge, hip - knee_point)
    lower = _axes(hinge, knee_point - ankle)
    inner = np.arccos(np.clip((thigh**2 + shank**2 - distance**2) / (2 * thigh * shank), -1, 1))
    return upper, lower, np.pi - inner


def _axes(x: Array, y: Array) -> Array:
    """Axes with the given x and y directions (already at right angles)."""
    y = rotation.unit(y)
    return np.stack([x, y, np.cross(x, y)], -1)
