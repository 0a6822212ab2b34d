import numpy as np
import pytest

from dancecoach.coaching.dance.directions import JOINTS
from dancecoach.gui.practice.stage.body import MOST_MARKED, GhostLayer, limb_lines, marked
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import BODY_13

pytestmark = pytest.mark.gui


def pose(scale=1.0, move=(0.0, 0.0)):
    rng = np.random.default_rng(3)
    points = 0.5 + 0.2 * (rng.random((13, 3), np.float32) - 0.5)
    points[:, :2] = 0.5 + (points[:, :2] - 0.5) * scale + move
    return BodyPose(points.astype(np.float32), np.ones(13, np.float32), None, 1.0)


def test_no_more_limbs_are_marked_than_can_be_minded():
    assert marked(np.zeros(len(JOINTS))).__len__() == MOST_MARKED
    assert marked(np.ones(len(JOINTS))) == set()
    assert marked(np.full(len(JOINTS), np.nan)) == set()
    match = np.ones(len(JOINTS))
    match[4] = 0.1
    assert marked(match) == {4}


def test_a_limb_that_cannot_be_seen_is_not_drawn():
    hidden = pose()
    hidden.visibility[BODY_13.index("left_wrist")] = 0.0
    lines = limb_lines(hidden, BODY_13)
    assert lines[JOINTS.index("left_wrist")] is None
    assert lines[JOINTS.index("right_wrist")] is not None


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_ghost_stands_on_the_learners_hips_as_large_as_they_are(mirrored):
    ghost, learner = GhostLayer(), pose(0.5, (0.1, -0.05))
    ghost.visible = True
    ghost.be_of(lambda _moment: pose(), BODY_13, (480, 640))
    ghost.show(1.0, learner, BODY_13, (480, 640), mirrored=mirrored)
    laid, own = np.array(ghost._lines, float), np.array(limb_lines(learner, BODY_13), float)
    hips = learner.landmarks[[BODY_13.index("left_hip"), BODY_13.index("right_hip")], 0].mean()
    if mirrored:
        laid[..., 0] = 2 * hips - laid[..., 0]
    assert laid == pytest.approx(own, abs=1e-5)


def test_without_a_learner_there_is_no_ghost():
    ghost = GhostLayer()
    ghost.visible = True
    ghost.be_of(lambda _moment: pose(), BODY_13, (480, 640))
    ghost.show(1.0, None, None, (480, 640), mirrored=False)
    assert not ghost._lines
