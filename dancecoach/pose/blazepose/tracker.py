"""One person followed from picture to picture, head over heels.

The region is predicted, the network looks, and mostly that is all. A sighting in doubt makes it look again: along
the torso, where the detector sees somebody, at other angles; the most plausible sighting wins.
"""

import numpy as np

from dancecoach.pose.blazepose.landmarker import Sighting
from dancecoach.pose.blazepose.motion_model import MotionModel
from dancecoach.pose.blazepose.plausibility import Plausibility, shows_somebody
from dancecoach.pose.blazepose.roi import Roi
from dancecoach.pose.blazepose.sides import Sides
from dancecoach.pose.blazepose.view import View

_LOST_AFTER_S = 0.2
"""A person unseen for longer is lost."""

_NEAR = 0.4
"""Shares of the region's size within which a detection may be the same person."""

_PATIENCE_S, _SEARCH_PAUSE_S = 1.0, 0.15
"""When searching has not ended the doubt within the first, it is done only so often: a blurred clip must not cost
six looks a frame for ever."""


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
        self._plausibility = Plausibility()
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
        self._plausibility.hold(time_s)
        if self._seen_s is not None:
            self._seen_s = time_s

    def follow(self, view: View) -> bool:
        """Look for the person in the next picture; `sighting` holds what was found.

        Returns:
            Whether the person is still followed; False when they are lost.
        """
        best, doubtful = self._best(view)
        self.sighting = None
        if not shows_somebody(best, view.size):
            return self._seen_s is not None and view.time_s - self._seen_s <= _LOST_AFTER_S
        if not doubtful:
            self._doubt_since_s = None
        self._motion.update(best.torso_roi, view.time_s, doubtful=doubtful)
        self._plausibility.remember(best, view.time_s, doubtful=doubtful)
        self._seen_s = view.time_s
        self.sighting = self._sides.keep(best, view.time_s, doubtful=doubtful)
        return True

    def _best(self, view: View) -> tuple[Sighting, bool]:
        """The most plausible sighting and whether it is doubtful; more than one look only while in doubt."""
        judge, time_s = self._plausibility, view.time_s
        expected = self._motion.predict(time_s)
        if self._seen_s is not None:  # the detector's region is taken as it is
            expected = expected.snapped()
        best = view.look(expected)
        doubtful = judge.doubts(best, time_s)
        if doubtful:
            best = judge.better(best, view.look(best.torso_roi), expected)
            doubtful = judge.doubts(best, time_s)
        if doubtful and self._may_search(time_s):
            best = self._search(view, best, expected)
            doubtful = judge.doubts(best, time_s)
        return best, doubtful

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
        judge = self._plausibility
        for detection in view.near(expected):
            if detection.roi.distance(expected) < _NEAR * expected.size:
                best = judge.better(best, view.look(detection.roi), expected)
        if not judge.doubts(best, view.time_s):
            return best
        for turn in (np.pi / 2, -np.pi / 2, np.pi):
            best = judge.better(best, view.look(expected.turned(turn)), expected)
        return judge.better(best, view.look(best.torso_roi), expected)
