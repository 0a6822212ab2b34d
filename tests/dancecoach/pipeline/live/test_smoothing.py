import numpy as np
import pytest

from dancecoach.pipeline.live.smoothing import PeopleSmoother
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import BODY_13
from dancecoach.video.frame import Frame


def frame(index, size=(8, 6)):
    return Frame(np.zeros((size[1], size[0], 3), np.uint8), index / 30, index)


@pytest.fixture
def noisy():
    """A person who stands still, seen with noise: `noisy(person)`."""
    random = np.random.default_rng(7)
    still = random.random((13, 3)).astype(np.float32)

    def see(person=0, shift=0.0):
        seen = still + random.normal(0, 0.003, (13, 3)).astype(np.float32) + np.float32(shift)
        return BodyPose(seen.astype(np.float32), np.ones(13, np.float32), None, 0.9, person)

    return see


def test_a_still_person_shakes_less(noisy):
    smoother = PeopleSmoother()
    raw, shown = [], []
    for i in range(60):
        pose = noisy()
        raw.append(pose.landmarks)
        shown.append(smoother.smooth((pose,), frame(i), BODY_13)[0].landmarks)
    shakes = [np.abs(np.diff(np.stack(x)[10:], axis=0)).mean() for x in (raw, shown)]
    assert shakes[1] < 0.5 * shakes[0]


def test_two_people_are_steadied_each_for_themselves(noisy):
    smoother = PeopleSmoother()
    for i in range(30):
        poses = (noisy(1), noisy(2, shift=0.3))
        shown = smoother.smooth(poses if i % 2 else poses[::-1], frame(i), BODY_13)
    by_person = {pose.person: pose for pose in shown}
    assert np.allclose(by_person[2].landmarks - by_person[1].landmarks, 0.3, atol=0.02)


def test_who_comes_back_is_shown_where_they_are(noisy):
    smoother = PeopleSmoother()
    for i in range(3):
        smoother.smooth((noisy(),), frame(i), BODY_13)
    assert smoother.smooth((), frame(3), BODY_13) == ()
    back = noisy(shift=0.5)
    assert smoother.smooth((back,), frame(4), BODY_13)[0].landmarks == pytest.approx(back.landmarks, abs=1e-6)


def test_another_picture_size_starts_anew(noisy):
    smoother = PeopleSmoother()
    smoother.smooth((noisy(),), frame(0), BODY_13)
    moved = noisy(shift=0.4)
    shown = smoother.smooth((moved,), frame(1, size=(6, 8)), BODY_13)
    assert shown[0].landmarks == pytest.approx(moved.landmarks, abs=1e-6)
