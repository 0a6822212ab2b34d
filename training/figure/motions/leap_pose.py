"""A planned leap as one curve of poses: floor, air, floor and so on."""

import attrs
import numpy as np

from training.figure.curve import Curve
from training.figure.flight import Flown
from training.figure.motions.footing import LEG, Footing
from training.figure.pose import ANGLES, Pose
from training.figure.rotation import Array


@attrs.frozen(eq=False)
class InAir:
    """The shape in a flight.

    Attributes:
        off: the last contact, s.
        upper: everything but the legs, over the time of the whole leap.
        legs: the legs' angles from where each foot leaves to where it comes down, over the same time.
    """

    off: float
    upper: Curve
    legs: tuple[Curve, Curve]

    def __call__(self, times: Array) -> Array:
        """(T, A) degrees at ``times``, s after the last contact."""
        out = self.upper(times + self.off)
        for leg, curve in zip(LEG, self.legs, strict=True):
            out[:, leg] = curve(times + self.off)[:, leg]
        return out


@attrs.frozen(eq=False)
class LeapPose:
    """Floor, air, floor and so on, as one.

    Attributes:
        borders: (2 F,) last and first contacts of the F flights, s.
        grounds: the F + 1 times on the floor.
        flown: the F flights.
    """

    borders: Array
    grounds: tuple[Footing, ...]
    flown: tuple[Flown, ...]

    def __call__(self, times: Array) -> Pose:
        """Poses at ``times``, s."""
        # A contact's first and last moment belong to the floor.
        which = np.searchsorted(self.borders, times, side="left")
        inner = np.minimum(which, max(len(self.borders) - 1, 0))
        if len(self.borders):
            which = which + ((which % 2 == 1) & (times >= self.borders[inner]))
        count = len(times)
        out = Pose(
            np.empty((count, 3)), np.empty((count, 3, 3)), np.empty((count, len(ANGLES))), np.empty((count, 2), bool)
        )
        for part in np.unique(which):
            rows = which == part
            at = times[rows]
            flight = part // 2
            pose = self.flown[flight].pose(at - self.borders[part - 1]) if part % 2 else self.grounds[flight](at)
            out.place[rows], out.turn[rows] = pose.place, pose.turn
            out.shape[rows], out.contact[rows] = pose.shape, pose.contact
        return out
