"""Any movement with left and right exchanged."""

from collections.abc import Callable

import attrs
import numpy as np

from training.figure import rotation
from training.figure.body import Body
from training.figure.feet import Place
from training.figure.motion import Move, Plan
from training.figure.pose import Pose, mirrored_shape
from training.figure.rotation import Array

_FLIP = np.diag([-1.0, 1.0, 1.0])


@attrs.frozen
class Mirrored:
    """A move as a mirror shows it.

    Attributes:
        move: what is mirrored.
    """

    move: Move

    def plan(self, body: Body, start: Place) -> Plan:
        """Work it out for ``body`` that stands at ``start``."""
        plan = self.move.plan(body, Place())
        end = start.moved(-plan.end.x, plan.end.z, -plan.end.heading)
        return attrs.evolve(plan, end=end, pose=_Reflection(plan.pose, start))


@attrs.frozen(eq=False)
class _Reflection:
    """Poses reflected in the plane straight ahead, then brought to where the body stands."""

    pose: Callable[[Array], Pose]
    start: Place

    def __call__(self, times: Array) -> Pose:
        """Poses at ``times``, s."""
        pose = self.pose(times)
        to_start = rotation.about_y(np.array(self.start.heading))
        place = pose.place @ (to_start @ _FLIP).T + (self.start.x, 0.0, self.start.z)
        turn = to_start @ _FLIP @ pose.turn @ _FLIP
        return Pose(place, turn, mirrored_shape(pose.shape), pose.contact[:, ::-1], pose.hands[:, ::-1])
