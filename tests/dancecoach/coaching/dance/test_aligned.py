"""Two dancers put beside one another: by how much they differ, and from where the learner was filmed."""

import numpy as np
import pytest

from dancecoach.coaching.dance.aligned import align, deviations
from dancecoach.coaching.dance.directions import JOINTS, Directions
from dancecoach.coaching.dance.overlap import find_overlap

FRAMES = 300
TIMES = np.arange(FRAMES) / 30


def dancing(figure, *, times=TIMES, late_s=0.0, more=0.0, facing=0.0, mirror=False):
    """Each limb swings as no other does; ``more`` degrees of flexion at the left elbow on top."""
    t = times - late_s

    def swing(middle, size, hertz, begin=0.0):
        return middle + size * np.sin(2 * np.pi * hertz * t + begin)

    arm = swing(60, 50, 0.31), swing(40, 35, 0.53, 2.0)
    leg = swing(25, 20, 0.47, 1.0), swing(20, 20, 0.37, 4.0)
    bend = 20 + more + 0 * t, swing(30, 20, 0.59)
    if mirror:
        arm, leg, bend = arm[::-1], leg[::-1], bend[::-1]
    points = figure.points(len(t), shoulder=arm, hip=leg, knee=leg, elbow=bend, facing=facing)
    return Directions.of(figure.track(points, times))


def beside(there, here):
    return align(there, here, find_overlap(there, here))


def test_one_who_does_the_same_differs_by_nothing(figure):
    aligned = beside(dancing(figure), dancing(figure))
    assert len(aligned) > 0.9 * FRAMES
    assert aligned.degrees.max() < 3
    assert np.abs(aligned.late_s).max() < 0.05
    assert (np.diff(aligned.reference_s) > 0).all()


def test_a_joint_that_is_bent_more_is_off_by_that_alone(figure):
    aligned = beside(dancing(figure), dancing(figure, more=40))
    off = np.median(aligned.degrees, axis=0)
    assert off[JOINTS.index("left_wrist")] == pytest.approx(40, abs=6)
    others = [off[i] for i, joint in enumerate(JOINTS) if joint != "left_wrist"]
    assert max(others) < 8, "the time is moved a little to make up for it"


@pytest.mark.parametrize("facing", [35.0, -80.0])
def test_another_place_of_the_camera_is_no_difference(figure, facing):
    aligned = beside(dancing(figure), dancing(figure, facing=facing))
    assert aligned.view_turn == pytest.approx(facing, abs=3)
    assert np.percentile(aligned.degrees, 95) < 5


def test_who_dances_the_mirror_image_is_mirrored(figure):
    aligned = beside(dancing(figure), dancing(figure, mirror=True))
    assert aligned.overlap.mirrored
    assert np.percentile(aligned.degrees, 95) < 5


def test_who_begins_later_is_laid_on_the_reference(figure):
    later = np.arange(FRAMES + 60) / 30
    aligned = beside(dancing(figure), dancing(figure, times=later, late_s=2.0))
    assert np.median(aligned.learner_s - aligned.reference_s) == pytest.approx(2.0, abs=0.05)
    middle = aligned.between(3.0, 6.0)
    assert aligned.reference_s[middle].min() >= 3.0
    assert aligned.reference_s[middle].max() < 6.0
    assert np.percentile(aligned.degrees[middle], 95) < 5


def test_deviations_are_from_the_average_of_what_counts(figure):
    found = dancing(figure)
    weights = found.weights.copy()
    weights[:, JOINTS.index("left_elbow")] = 0.0
    away = deviations(found, weights)
    assert (away[:, JOINTS.index("left_elbow")] == 0).all()
    assert np.abs(away[:, JOINTS.index("trunk")]).max() < 1e-3, "it stands still"
    assert np.abs(away[:, JOINTS.index("left_knee")]).max() > 0.1
