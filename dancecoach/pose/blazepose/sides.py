"""Left stays left: undoing the network's swaps of the two sides.

Seen from behind, from the side or upside down, BlazePose sometimes names the sides the wrong way round for some
frames. A swap turns the body by half a turn between two pictures, which no body does; a fast real turn (three a
second) moves on by 36 degrees at 30 pictures a second. Positions are compared along the body's own axis, so that a
somersault, which does not exchange the sides, does not matter.
"""

import numpy as np

from dancecoach.pose.blazepose.landmarker import Sighting
from dancecoach.pose.blazepose.roi import Points
from dancecoach.pose.skeleton import BODY_13

_MIRRORED = BODY_13.mirrored
_PAIRED = BODY_13.pairs.reshape(-1)

CLEARLY = 0.5
"""A swap is seen when the body fits its last position this much better with its sides exchanged."""

LEAST_M = 0.08
"""Mean joint movement in metres below which nothing can have been swapped."""

BELIEVE_AFTER_S = 0.5
"""The network is right in the long run: after so long its sides are taken as they are."""

MEMORY_S = 0.2
"""An older body tells nothing about the sides of this one."""


def change(a: Points, b: Points) -> float:
    """Mean distance in metres of the paired joints of two bodies, (13, 3) each."""
    return float(np.linalg.norm(a[_PAIRED] - b[_PAIRED], axis=1).mean())


class Sides:
    """Keeps the sides of one person from picture to picture."""

    def __init__(self) -> None:
        self._body: Points | None = None
        self._time_s = 0.0
        self._swapped_since_s: float | None = None

    def keep(self, sighting: Sighting, time_s: float) -> Sighting:
        """The sighting with its sides named as in the pictures before."""
        body = sighting.upright_world
        if self._body is not None and time_s - self._time_s <= MEMORY_S:
            swapped = self._is_swapped(body, self._body)
        else:
            swapped = False
        if not swapped:
            self._swapped_since_s = None
        elif self._swapped_since_s is None:
            self._swapped_since_s = time_s
        elif time_s - self._swapped_since_s > BELIEVE_AFTER_S:
            swapped, self._swapped_since_s = False, None
        self._body, self._time_s = (body[_MIRRORED] if swapped else body), time_s
        return sighting.mirrored() if swapped else sighting

    @staticmethod
    def _is_swapped(body: Points, before: Points) -> bool:
        same = change(body, before)
        return same > LEAST_M and change(body[_MIRRORED], before) < CLEARLY * same
