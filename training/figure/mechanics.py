"""Mass in motion: centre of mass, inertia and angular momentum of a body's segments."""

import attrs
import numpy as np

from training.figure import rotation
from training.figure.body import Body
from training.figure.pose import Posture
from training.figure.rotation import Array


def segment_centres(body: Body, posture: Posture) -> Array:
    """(T, S, 3) centre of mass of every segment, m."""
    joint = body.segments.joint
    return posture.joints[:, joint] + (posture.turns[:, joint] @ body.segments.centre[:, :, None])[..., 0]


def centre_of_mass(body: Body, posture: Posture) -> Array:
    """(T, 3) centre of mass of the whole body, m."""
    centres, mass = segment_centres(body, posture), body.segments.mass
    return np.asarray(np.einsum("s,tsi->ti", mass, centres) / mass.sum())


@attrs.frozen(eq=False)
class Momentum:
    """T states of a moving body, in the axes its posture was given in.

    Attributes:
        centre: (T, 3) centre of mass, m.
        inertia: (T, 3, 3) about the centre of mass, kg m^2.
        angular: (T, 3) angular momentum about the centre of mass, kg m^2/s.
    """

    centre: Array
    inertia: Array
    angular: Array


def momentum(body: Body, posture: Posture, times: Array) -> Momentum:
    """Inertia and angular momentum about the moving centre of mass, velocities by central differences."""
    segments = body.segments
    centres, mass = segment_centres(body, posture), segments.mass
    centre = np.einsum("s,tsi->ti", mass, centres) / mass.sum()
    arm = centres - centre[:, None]
    speed = np.gradient(arm, times, axis=0, edge_order=2 if len(times) > 2 else 1)
    turns = posture.turns[:, segments.joint]
    own = turns @ segments.inertia @ np.swapaxes(turns, -1, -2)
    spin = rotation.angular_velocity(turns, times)
    angular = np.einsum("s,tsi->ti", mass, np.cross(arm, speed)) + np.einsum("tsij,tsj->ti", own, spin)
    cross = rotation.skew(arm)
    inertia = own.sum(1) - np.einsum("s,tsij->tij", mass, cross @ cross)
    return Momentum(centre, inertia, np.asarray(angular))
