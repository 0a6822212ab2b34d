"""One person followed from picture to picture, head over heels.

The region is predicted, the network looks, and mostly that is all. A frame is in doubt when the heat maps are
weaker than usual, the score is low, or the body changed or turned more than it can; then the region is turned along
the torso, the detector asked and other angles tried, and the most plausible sighting wins.
"""

from collections import deque

import numpy as np

from dancecoach.pose.blazepose.landmarker import BODY, Sighting
from dancecoach.pose.blazepose.motion_model import MotionModel
from dancecoach.pose.blazepose.roi import Points, Roi, wrap_angle
from dancecoach.pose.blazepose.sides import Sides
from dancecoach.pose.blazepose.view import View
from dancecoach.pose.skeleton import BODY_13

LEAST_SCORE = 0.5
"""Below it there is nobody in the region."""

WEAK = 0.7
"""Heat maps weaker than this share of their usual strength raise doubt."""

CERTAINLY_WEAK = 0.5
"""Heat maps weaker than this raise doubt even where they are weak as usual."""

FIRST_QUALITY = 0.55
"""What counts as weak while nothing is usual yet."""

LEAN = 0.6
"""Radians between the torso and the region's own axis that raise doubt."""

_MEMORY_S = 1.0
"""What is usual is what was so within this time."""

_LOST_AFTER_S = 0.2
"""A person unseen for longer is lost."""

_NEAR = 0.4
"""Shares of the region's size within which a detection may be the same person."""

_PATIENCE_S, _SEARCH_PAUSE_S = 1.0, 0.15
"""When searching has not ended the doubt within the first, it is done only so often: a blurred clip must not cost
six looks a frame for ever."""

_TURN_COST, _BODY_COST, _PLACE_COST, _BONE_COST = 0.05, 0.1, 0.3, 0.2
"""What implausible sightings cost, in units of quality: half a turn off, a metre of change of the body, a region's
size of distance, bones twice as long."""

_MIRRORED = BODY_13.mirrored


def _body_change(a: Points, b: Points) -> float:
    """Median joint movement in metres between two (13, 3) bodies; exchanged sides are no movement."""
    return min(float(np.median(np.linalg.norm(x - b, axis=1))) for x in (a, a[_MIRRORED]))


class _Usual:
    """What this person's sightings have been like lately: quality, bones, the last body."""

    def __init__(self) -> None:
        self._recent: deque[tuple[float, float, Points]] = deque()
        self.body: Points | None = None
        self.time_s = 0.0

    def remember(self, sighting: Sighting, time_s: float, *, doubtful: bool) -> None:
        self.body, self.time_s = sighting.upright_world, time_s
        if not doubtful:
            self._recent.append((time_s, sighting.quality, sighting.bones))
        while self._recent and time_s - self._recent[0][0] > _MEMORY_S:
            self._recent.popleft()

    @property
    def least_quality(self) -> float:
        if len(self._recent) < 3:
            return FIRST_QUALITY
        usual = WEAK * float(np.median([quality for _, quality, _ in self._recent]))
        return max(usual, CERTAINLY_WEAK)

    def bone_error(self, sighting: Sighting) -> float:
        """Median relative difference of the bones from their usual lengths; 0 while nothing is usual."""
        if len(self._recent) < 5:
            return 0.0
        usual = np.median([bones for _, _, bones in self._recent], axis=0)
        return float(np.median(np.abs(sighting.bones - usual) / usual))


class Track:
    """One person.

    Attributes:
        person: number for as long as they are followed.
        sighting: the latest, with its sides put right; None before the first and while the person is hidden.
    """

    def __init__(self, person: int, roi: Roi, time_s: float) -> None:
        self.person = person
        self.sighting: Sighting | None = None
        self._motion = MotionModel(roi, time_s)
        self._usual = _Usual()
        self._sides = Sides()
        self._seen_s: float | None = None
        self._doubt_since_s: float | None = None
        self._searched_s = -np.inf

    @property
    def roi(self) -> Roi:
        """Where the person is, smoothed."""
        return self._motion.roi

    def hold(self, time_s: float) -> None:
        """Let time pass while the picture repeats."""
        self._motion.hold(time_s)
        if self._seen_s is not None:
            self._seen_s = time_s
        self._usual.time_s = time_s

    def follow(self, view: View) -> bool:
        """Look for the person in the next picture; `sighting` holds what was found.

        Returns:
            Whether the person is still followed; False when they are lost.
        """
        expected = self._motion.predict(view.time_s)
        if self._seen_s is not None:
            expected = expected.snapped()
        best = self._best(view, expected)
        self.sighting = None
        if best.score < LEAST_SCORE:
            return self._seen_s is not None and view.time_s - self._seen_s <= _LOST_AFTER_S
        doubtful = self._doubtful(best, view.time_s)
        if not doubtful:
            self._doubt_since_s = None
        self._motion.update(best.torso_roi, view.time_s, doubtful=doubtful)
        self._usual.remember(best, view.time_s, doubtful=doubtful)
        self._seen_s = view.time_s
        self.sighting = self._sides.keep(best, view.time_s)
        return True

    def _best(self, view: View, expected: Roi) -> Sighting:
        """The most plausible sighting; more than one look only while in doubt."""
        best = view.look(expected)
        if self._doubtful(best, view.time_s):
            best = self._better(best, view.look(best.torso_roi), expected)
        if self._doubtful(best, view.time_s) and self._may_search(view.time_s):
            best = self._search(view, best, expected)
        return best

    def _may_search(self, time_s: float) -> bool:
        """Whether a search is worth its time: always at first, seldom when it has not helped for long."""
        if self._doubt_since_s is None:
            self._doubt_since_s = time_s
        if time_s - self._doubt_since_s > _PATIENCE_S and time_s - self._searched_s < _SEARCH_PAUSE_S:
            return False
        self._searched_s = time_s
        return True

    def _search(self, view: View, best: Sighting, expected: Roi) -> Sighting:
        """Ask the detector, then try other angles."""
        for detection in view.near(expected):
            if detection.roi.distance(expected) < _NEAR * expected.size:
                best = self._better(best, view.look(detection.roi), expected)
        if not self._doubtful(best, view.time_s):
            return best
        for turn in (np.pi / 2, -np.pi / 2, np.pi):
            best = self._better(best, view.look(expected.turned(turn)), expected)
        return self._better(best, view.look(best.torso_roi), expected)

    def _doubtful(self, sighting: Sighting, time_s: float) -> bool:
        """Whether a sighting may be wrong."""
        if sighting.score < LEAST_SCORE or sighting.quality < self._usual.least_quality:
            return True
        if self._usual.body is not None:
            # 0.3 m at 30 pictures a second, more where more time has passed.
            most = 0.15 + 4.5 * max(time_s - self._usual.time_s, 0.0)
            if _body_change(sighting.upright_world, self._usual.body) > most:
                return True
        return abs(wrap_angle(sighting.torso_roi.angle - sighting.roi.angle)) > LEAN

    def _better(self, a: Sighting, b: Sighting, expected: Roi) -> Sighting:
        return b if self._cost(b, expected) < self._cost(a, expected) else a

    def _cost(self, sighting: Sighting, expected: Roi) -> float:
        """Implausibility: weak heat maps, an unexpected angle or place, a changed body, wrong bones."""
        cost = 1 - sighting.quality + max(0.0, LEAST_SCORE - sighting.score)
        if self._usual.body is not None:
            cost += _TURN_COST * abs(wrap_angle(sighting.torso_roi.angle - expected.angle)) / np.pi
            cost += _BODY_COST * _body_change(sighting.upright_world, self._usual.body)
            cost += _PLACE_COST * min(1.0, sighting.asked.distance(expected) / expected.size)
        return cost + _BONE_COST * self._usual.bone_error(sighting)


def body_box(sighting: Sighting) -> tuple[Points, Points]:
    """Top left and bottom right, (2,) pixels each, of a body's main joints."""
    points = sighting.points[BODY, :2]
    return points.min(axis=0), points.max(axis=0)
