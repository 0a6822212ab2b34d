"""The Review page in front of a picture with two people, one of whom is followed."""

import attrs
import numpy as np
import pytest

from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import BLAZEPOSE_33


def pose(x):
    """Somebody who stands at a share of the width."""
    landmarks = np.zeros((33, 3), np.float32)
    heights = {"shoulder": 0.35, "hip": 0.55, "knee": 0.7, "ankle": 0.85}
    for i, joint in enumerate(BLAZEPOSE_33.joints):
        side = 0.0 if joint == "nose" else 0.05 if joint.startswith("left") else -0.05
        landmarks[i, :2] = (x + side, heights.get(joint.split("_")[-1], 0.3))
    return BodyPose(landmarks, np.ones(33, np.float32), None, 1.0)


class Finder:
    """Stands in for the search in a picture; remembers what it was asked."""

    def __init__(self):
        self.places, self.asked, self.error = [0.75, 0.25], [], None

    def __call__(self, path, frame, chosen):
        self.asked.append(frame)
        if self.error is not None:
            raise self.error
        return [pose(x) for x in self.places]


@pytest.fixture
def finder():
    return Finder()


@pytest.fixture
def window(make_window, finder):
    return make_window(find_people=finder)


@pytest.fixture
def follow_the_left(review):
    """The analysis on show follows the person at the left, and counted two."""
    findings = review.model.found
    track = findings.analysis.track
    landmarks = np.broadcast_to(pose(0.25).landmarks, track.landmarks.shape).copy()
    landmarks[~track.found] = np.nan
    people = np.full(len(track), 2, np.int16)
    analysis = attrs.evolve(findings.analysis, track=attrs.evolve(track, landmarks=landmarks, people=people))
    review.model.analysis_done(attrs.evolve(findings, analysis=analysis))
    return analysis


@pytest.fixture
def choosing(review, window, follow_the_left, qtbot):
    """Everybody in the first picture is outlined."""
    window.context.commands.run("review.person")
    qtbot.waitUntil(lambda: len(review.person.candidates) == 2)
    return review.person


@pytest.fixture
def settled(review, window, qtbot):
    """A function that waits until nothing is under way."""

    def wait():
        qtbot.waitUntil(lambda: not window.context.jobs.jobs, timeout=20_000)

    return wait
