"""Feet on the floor before, between and after flights: both, one, on the toes, on a bed that gives."""

import attrs
import numpy as np

from training.figure.body import SIDES, Body
from training.figure.curve import Curve
from training.figure.feet import FootTargets, Place, Step, reach_feet, walk_steps
from training.figure.motion import PELVIS, pelvis_pose
from training.figure.pose import ANGLES, LEG_ANGLES, Pose
from training.figure.rotation import Array

CHANNELS = (*PELVIS, "heel", "bed")
"""Channels of a `Footing`'s curve: those of the pelvis, radians that both heels are raised, m that the bed gives."""

LEG = tuple(np.array([n.startswith(f"{s}_") and n.split("_", 1)[1] in LEG_ANGLES for n in ANGLES]) for s in SIDES)
"""(A,) bool for the left and the right leg: which angles are its own."""

_FASTEST = 700.0
"""Degrees per second that a joint may carry over from the floor into the air."""

_STEP = 2e-3


@attrs.frozen(eq=False)
class Swing:
    """A leg that is off the floor while the other one, or none, stands.

    Attributes:
        side: 0 left, 1 right.
        start: leaves the floor, s.
        end: meets it, s.
        angles: curve of all angles; only this leg's are looked at.
    """

    side: int
    start: float
    end: float
    angles: Curve


@attrs.frozen(eq=False)
class Footing:
    """Poses of a time on the floor, from pelvis, feet and upper body.

    Attributes:
        body: whose poses.
        place: what the pelvis is measured from.
        feet: where the feet stand at first.
        steps: what they do then.
        pelvis: curve of the `CHANNELS`.
        shape: curve of the angles, degrees; its leg angles are not looked at.
        swings: legs that are in the air for a part of the time.
    """

    body: Body
    place: Place
    feet: tuple[Place, Place]
    steps: tuple[Step, ...]
    pelvis: Curve
    shape: Curve
    swings: tuple[Swing, ...] = ()

    def __call__(self, times: Array) -> Pose:
        """Poses at ``times``, s."""
        pose = self.standing(times)
        for swing in self.swings:
            rows = (times > swing.start) & (times < swing.end)
            if rows.any():
                leg = LEG[swing.side]
                pose.shape[np.ix_(rows, leg)] = swing.angles(times[rows])[:, leg]
                pose.contact[rows, swing.side] = False
        return pose

    def standing(self, times: Array) -> Pose:
        """Poses with both feet where their steps take them, as if no leg were in the air."""
        channels = self.pelvis(times)
        place, turn = pelvis_pose(self.body, self.place, channels[:, :6])
        place[:, 1] -= channels[:, 7]
        left, right = (
            _moved(foot, channels[:, 6], channels[:, 7]) for foot in walk_steps(self.feet, self.steps, times)
        )
        shape = reach_feet(self.body, place, turn, self.shape(times), (left, right))
        return Pose(place, turn, shape, np.stack([left.contact, right.contact], 1))

    def leg_at(self, time: float, *, ahead: bool) -> tuple[Array, Array]:
        """(A,) angles and (A,) degrees per second with both feet standing at ``time``, measured after or before it."""
        times = np.array([time, time + _STEP] if ahead else [time - _STEP, time])
        shape = self.standing(times).shape
        speed = np.clip((shape[1] - shape[0]) / _STEP, -_FASTEST, _FASTEST)
        return shape[0 if ahead else 1], speed


def _moved(foot: FootTargets, heel: Array, bed: Array) -> FootTargets:
    return attrs.evolve(foot, pitch=foot.pitch + heel, lift=foot.lift - bed)


def at_place(place: Place, local: Place) -> Place:
    """What is ``local.x`` to the left and ``local.z`` ahead of a place, turned by ``local.heading``, in the world."""
    return place.moved(left=local.x, forward=local.z, turn=local.heading)
