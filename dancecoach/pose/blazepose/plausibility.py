"""Whether a sighting can be true: what raises doubt, and which of several is the most plausible.

The network's own score does not notice a region that is turned wrongly; the strength of its heat maps does, and so
do a body and bones that are not what they were a moment ago.
"""

import statistics
from collections import deque

import numpy as np

from dancecoach.pose.blazepose.landmarker import BODY, Sighting
from dancecoach.pose.blazepose.roi import Points, Roi, wrap_angle
from dancecoach.pose.skeleton import BODY_13

LEAST_SCORE = 0.5
"""Below it there is nobody in the region."""

LEAST_QUALITY = 0.25
"""Heat maps weaker than this show nobody: the network goes on dreaming of a body that has left the picture."""

LEAST_INSIDE = 3
"""So many of the 13 body joints must lie in the picture."""

WEAK = 0.7
"""Heat maps weaker than this share of their usual strength raise doubt."""

CERTAINLY_WEAK = 0.5
"""Heat maps weaker than this raise doubt even where they are weak as usual."""

FIRST_QUALITY = 0.55
"""What counts as weak while nothing is usual yet."""

LEAN = 0.6
"""Radians between the torso and the region's own axis that raise doubt."""

_CHANGE_M, _CHANGE_M_S = 0.15, 4.5
"""Movement of the body, in metres plus metres per second, that raises doubt: 0.3 m at 30 pictures a second."""

_TURN_COST, _BODY_COST, _PLACE_COST, _SIZE_COST, _BONE_COST = 0.05, 0.1, 0.3, 0.4, 0.2
"""What implausible sightings cost, in units of quality: half a turn off, a metre of change of the body, a region's
size of distance, a size e times another, bones twice as long. A somersault towards the camera turns the region by
half within two pictures: the first two must stay small. The next two keep to the person in front of another."""

_MEMORY_S = 1.0
"""What is usual is what was so within this time."""

_MIRRORED = BODY_13.mirrored


def body_change(a: Points, b: Points) -> float:
    """Median joint movement in metres between two (13, 3) bodies; exchanged sides are no movement."""
    middle = len(b) // 2
    return min(float(np.sort(np.linalg.norm(x - b, axis=1))[middle]) for x in (a, a[_MIRRORED]))


def shows_somebody(sighting: Sighting, size: tuple[int, int]) -> bool:
    """Whether there is a body behind a sighting at all.

    Args:
        sighting: what the network saw.
        size: (width, height) of the picture.
    """
    if sighting.score < LEAST_SCORE or sighting.quality < LEAST_QUALITY:
        return False
    points = sighting.points[BODY, :2]
    return int(((points >= 0) & (points < size)).all(axis=1).sum()) >= LEAST_INSIDE


class Plausibility:
    """Knows what one person's sightings have been like lately, and judges new ones by it."""

    def __init__(self) -> None:
        self._recent: deque[tuple[float, float, Points]] = deque()
        self._body: Points | None = None
        self._time_s = 0.0

    def remember(self, sighting: Sighting, time_s: float, *, doubtful: bool) -> None:
        """Take in a sighting; a doubtful one tells nothing about what is usual."""
        self._body, self._time_s = sighting.upright_world, time_s
        if not doubtful:
            self._recent.append((time_s, sighting.quality, sighting.bones))
        while self._recent and time_s - self._recent[0][0] > _MEMORY_S:
            self._recent.popleft()

    def hold(self, time_s: float) -> None:
        """Let time pass while the picture repeats."""
        self._time_s = time_s

    def doubts(self, sighting: Sighting, time_s: float) -> bool:
        """Whether a sighting may be wrong."""
        if sighting.score < LEAST_SCORE or sighting.quality < self._least_quality():
            return True
        if abs(wrap_angle(sighting.torso_roi.angle - sighting.roi.angle)) > LEAN:
            return True
        if self._body is None:
            return False
        most = _CHANGE_M + _CHANGE_M_S * max(time_s - self._time_s, 0.0)
        return body_change(sighting.upright_world, self._body) > most

    def better(self, a: Sighting, b: Sighting, expected: Roi) -> Sighting:
        """The more plausible of two sightings of a person expected in a region."""
        return b if self._cost(b, expected) < self._cost(a, expected) else a

    def _least_quality(self) -> float:
        if len(self._recent) < 3:
            return FIRST_QUALITY
        usual = statistics.median(quality for _, quality, _ in self._recent)
        return max(WEAK * usual, CERTAINLY_WEAK)

    def _cost(self, sighting: Sighting, expected: Roi) -> float:
        """Implausibility: weak heat maps, an unexpected angle or place, a changed body, wrong bones."""
        cost = 1 - sighting.quality + max(0.0, LEAST_SCORE - sighting.score)
        if self._body is not None:
            cost += _TURN_COST * abs(wrap_angle(sighting.torso_roi.angle - expected.angle)) / np.pi
            cost += _BODY_COST * body_change(sighting.upright_world, self._body)
            cost += _SIZE_COST * abs(float(np.log(sighting.asked.size / expected.size)))
            cost += _PLACE_COST * min(1.0, sighting.asked.distance(expected) / expected.size)
        return cost + _BONE_COST * self._bone_error(sighting)

    def _bone_error(self, sighting: Sighting) -> float:
        """Median relative difference of the bones from their usual lengths; 0 while nothing is usual."""
        if len(self._recent) < 5:
            return 0.0
        usual = np.median([bones for _, _, bones in self._recent], axis=0)
        return float(np.median(np.abs(sighting.bones - usual) / usual))
