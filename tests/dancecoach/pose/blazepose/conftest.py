"""A body that moves as told, seen by stand-ins for the two networks."""

from collections.abc import Callable

import numpy as np
import pytest

from dancecoach.pose.blazepose.detector import Detection
from dancecoach.pose.blazepose.landmarker import Sighting, turn
from dancecoach.pose.blazepose.roi import Roi, wrap_angle
from dancecoach.pose.blazepose.view import View
from dancecoach.pose.skeleton import BLAZEPOSE_33

PLACES = {
    "nose": (0.0, -0.30, -0.10),
    "left_shoulder": (0.07, -0.22, 0.0),
    "left_elbow": (0.10, -0.12, 0.0),
    "left_wrist": (0.11, -0.02, -0.02),
    "left_hip": (0.05, 0.0, 0.0),
    "left_knee": (0.06, 0.17, 0.0),
    "left_ankle": (0.06, 0.33, 0.0),
}
"""Shares of a region's side from its middle (x right, y down, z away): a person seen from the front."""


def standing() -> np.ndarray:
    """(33, 3) a standing body, in the units of `PLACES`; joints not named lie at the nose or the ankle."""
    body = np.zeros((33, 3))
    for i, joint in enumerate(BLAZEPOSE_33.joints):
        left = joint.replace("right_", "left_")
        place = PLACES.get(left, PLACES["left_ankle" if i > 28 else "nose"])
        body[i] = place if joint == left else (-place[0], *place[1:])
    return body


def sighting_of(
    body: np.ndarray, roi: Roi, angle: float, *, score: float = 1.0, quality: float = 0.8, metres: float = 2.0
) -> Sighting:
    """A sighting of a body (33, 3) in shares of the region, turned to ``angle``."""
    turned = turn(body, angle)
    points = np.column_stack([turned[:, :2] * roi.size + (roi.x, roi.y), turned[:, 2] * roi.size])
    return Sighting(
        points=points,
        world=turned * metres,
        visibility=np.ones(33),
        score=score,
        quality=quality,
        roi=roi,
        asked=Roi(roi.x, roi.y, roi.size, angle),
    )


class Performer:
    """One person whose region is a function of time, and how the networks see them.

    As measured on the real networks: in a region turned wrongly the heat maps weaken, the score does not, and the
    body reports two thirds of the error up to 60 degrees, nothing beyond.
    """

    def __init__(self, roi_at: Callable[[float], Roi]) -> None:
        self.roi_at = roi_at
        self.body = standing()
        self.present = True

    def look(self, roi: Roi, time_s: float) -> Sighting:
        true = self.roi_at(time_s)
        off = wrap_angle(true.angle - roi.angle)
        there = self.present and true.distance(roi) < 0.35 * true.size and 0.5 < roi.size / true.size < 2
        if not there:
            return sighting_of(self.body, roi, roi.angle, score=0.1, quality=0.2)
        quality = float(np.interp(abs(off), [0, 0.5, 1.57, np.pi], [0.8, 0.72, 0.42, 0.4]))
        reported = roi.angle + (0.67 * off if abs(off) < 1.05 else 0.0)
        seen = sighting_of(self.body, Roi(true.x, true.y, true.size, 0.0), reported, quality=quality)
        return Sighting(seen.points, seen.world, seen.visibility, 1.0, quality, roi, seen.asked)

    def detection(self, time_s: float) -> Detection:
        return Detection(0.9, self.roi_at(time_s))


class Stage:
    """Performers in a picture of 640 x 480, and views of it."""

    def __init__(self, *performers: Performer, size: tuple[int, int] = (640, 480)) -> None:
        self.performers = performers
        self.image = np.zeros((size[1], size[0], 3), np.uint8)
        self.detects = True

    def view(self, time_s: float) -> View:
        def look(image, roi):
            return max((p.look(roi, time_s) for p in self.performers), key=lambda s: s.score * s.quality)

        def find(image, window):
            everyone = [p.detection(time_s) for p in self.performers if p.present and self.detects]
            if window is None:
                return everyone
            return [d for d in everyone if d.roi.distance(window) < window.size / 2]

        return View(self.image, time_s, look, find)


@pytest.fixture
def performer():
    """`Performer`, made from a function of time."""
    return Performer


@pytest.fixture
def stage():
    """`Stage`, made from performers."""
    return Stage


@pytest.fixture
def body():
    """(33, 3) a standing body, shares of a region's side."""
    return standing()


@pytest.fixture
def sighting():
    """`sighting_of`."""
    return sighting_of
