"""Streams and tracks whose verdicts are written by hand: a network that repeats what its features say."""

import numpy as np
import pytest

from dancecoach.models.stream import Samples
from dancecoach.motion.features import FEATURES, Features
from dancecoach.motion.phases import PHASES
from dancecoach.pose.estimator import BodyPose

THERE = FEATURES.index("there")


@pytest.fixture
def told():
    """(F, 4) weights of a network whose logits are the first four features."""
    weights = np.zeros((len(FEATURES), len(PHASES)))
    weights[:4] = np.eye(4)
    return weights


@pytest.fixture
def tell():
    """A function from (G,) phases to the samples that a `told` network takes for them, surely or less so."""

    def make(labels, start_s=0.0, anew=False, sure=8.0, there=None):
        values = np.zeros((len(labels), len(FEATURES)), np.float32)
        values[np.arange(len(labels)), labels] = sure
        values[:, THERE] = 1.0 if there is None else there
        return Samples(Features(start_s + np.arange(len(labels)) / 30, values), anew)

    return make


@pytest.fixture
def poses():
    """A function from a track to its poses, None where nobody was found."""

    def make(track, person=0):
        return [
            BodyPose(track.landmarks[i], track.visibility[i], None, 1.0, person) if track.found[i] else None
            for i in range(len(track))
        ]

    return make


@pytest.fixture
def jump(figure):
    """A function that makes a track of a jump: stands, bends its knees, flies, lands in a bend, stands."""

    def make(fps=30.0, gone=(), **more):
        times = np.arange(round(4.0 * fps)) / fps
        bend = np.interp(times, [0, 1.0, 1.3, 1.5, 2.0, 2.2, 2.7, 4.0], [0, 0, 90, 0, 0, 80, 0, 0])
        # The leg's height over the floor shrinks with the bend; in the air a parabola of 0.31 m, 0.5 s.
        leg = 0.835 * np.cos(np.radians(bend / 2))
        air = np.clip(times - 1.5, 0, 0.5)
        height = leg + 9.81 / 2 * air * (0.5 - air)
        centre = np.stack([0 * times, 0.6 - height, 0 * times], axis=1)[:, None]
        points = figure.points(len(times), hip=bend / 2, knee=bend, centre=centre)
        found = np.ones(len(times), bool)
        for start, end in gone:
            found[(times >= start) & (times < end)] = False
        return figure.track(points, times, found=found, **more)

    return make
