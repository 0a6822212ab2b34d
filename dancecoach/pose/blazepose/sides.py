"""Left stays left: undoing the network's swaps of the two sides.

Seen from behind, from the side or upside down, BlazePose sometimes names the sides the wrong way round for some
frames. A swap exchanges the ends of every line from a right joint to its left twin between two pictures, which no
body does: these lines lie along the axis of a somersault, so that they keep their direction through it, and a fast
real turn (three a second) moves them by 36 degrees at 30 pictures a second.
"""

from typing import Final

import numpy as np

from dancecoach.pose.blazepose.landmarker import Sighting
from dancecoach.pose.blazepose.roi import Points
from dancecoach.pose.skeleton import BLAZEPOSE_33, BODY_13

_PAIRS: Final = BLAZEPOSE_33.mapping_to(BODY_13)[BODY_13.pairs]
"""(6, 2) positions of the left and right shoulders, elbows, wrists, hips, knees and ankles."""

CLEARLY = 0.6
"""A swap is seen when the lines fit the reference this much better with their ends exchanged."""

LEAST_M = 0.15
"""Mean change of the lines in metres below which nothing can have been swapped."""

WHOLE = 0.8
"""Lines shorter than this share of their usual length are the network in two minds, half way from one naming to the
other: they are no reference."""

BELIEVE_AFTER_S = 0.5
"""The network is right in the long run: sides are held against it no longer than they were seen before, and never
longer than this."""

RENEW_S = 0.025
"""The reference is at least this old before it is replaced: at 240 pictures a second the network changes its mind
over several of them, each close to the one before."""

_USUAL_S = 0.3
"""Time constant of the usual length."""

_TORSO = [0, 3]
"""Shoulders and hips among the lines: their length does not depend on what the limbs do."""


def across(sighting: Sighting) -> Points:
    """(6, 3) metres from each right joint to its left twin, along the picture's axes."""
    ends = sighting.world[_PAIRS]
    return np.asarray(ends[:, 0] - ends[:, 1], np.float64)


def is_swapped(lines: Points, before: Points) -> bool | None:
    """Whether the sides were exchanged between two pictures, given what `across` says of them; None if unclear."""
    same = float(np.linalg.norm(lines - before, axis=1).mean())
    exchanged = float(np.linalg.norm(lines + before, axis=1).mean())
    if same <= LEAST_M or same < CLEARLY * exchanged:
        return False
    return True if exchanged < CLEARLY * same else None


class Sides:
    """Keeps the sides of one person from picture to picture."""

    def __init__(self) -> None:
        self._reference: Points | None = None
        self._reference_s = self._time_s = 0.0
        self._length = 0.0
        self._evidence_s = 0.0

    def keep(self, sighting: Sighting, time_s: float, *, doubtful: bool = False) -> Sighting:
        """The sighting with its sides named as in the pictures before.

        Args:
            sighting: as the network sees it.
            time_s: of the picture.
            doubtful: the sighting may be wrong: where its sides are unclear too, it is no reference for others.
        """
        lines = across(sighting)
        length = float(np.linalg.norm(lines[_TORSO], axis=1).sum())
        step = time_s - self._time_s
        self._time_s = time_s
        if self._reference is None or time_s - self._reference_s > BELIEVE_AFTER_S:
            self._reference, self._reference_s, self._length, self._evidence_s = lines, time_s, length, 0.0
            return sighting
        verdict = is_swapped(lines, self._reference)
        swapped = self._believe(verdict is True, step)
        whole = length >= WHOLE * self._length
        if whole and time_s - self._reference_s >= RENEW_S and not (doubtful and verdict is None):
            self._reference, self._reference_s = (-lines if swapped else lines), time_s
        self._length += (1 - float(np.exp(-step / _USUAL_S))) * (length - self._length)
        return sighting.mirrored() if swapped else sighting

    def _believe(self, swapped: bool, step: float) -> bool:
        """Whether to undo a swap: not once the network has insisted on it for as long as on the opposite before."""
        if not swapped:
            self._evidence_s = min(BELIEVE_AFTER_S, self._evidence_s + step)
            return False
        self._evidence_s -= step
        if self._evidence_s > 0:
            return True
        self._evidence_s = 0.0
        return False
