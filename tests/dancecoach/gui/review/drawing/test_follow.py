"""A marker follows a spot of the picture, and says where it was lost."""

import numpy as np
import pytest

from dancecoach.errors import Cancelled
from dancecoach.gui.review.drawing.follow import follow_spot, joint_near, joint_path
from dancecoach.pose.skeleton import BLAZEPOSE_33
from dancecoach.pose.track import PoseTrack
from dancecoach.progress import CancelToken
from dancecoach.video.frame import Frame

pytest.importorskip("cv2")


def moving_spot(count, gone_from=None):
    """A textured square that moves 3 right and 2 down a frame over textured ground; where it is gone, ground."""
    rng = np.random.default_rng(7)
    ground = rng.integers(60, 110, (240, 320, 1), np.uint8).repeat(3, axis=2)
    patch = rng.integers(0, 255, (24, 24, 1), np.uint8).repeat(3, axis=2)
    for i in range(count):
        image = ground.copy()
        if gone_from is None or i < gone_from:
            image[60 + 2 * i : 84 + 2 * i, 40 + 3 * i : 64 + 3 * i] = patch
        yield Frame(image, i / 30, 10 + i)


def test_a_spot_is_followed_from_frame_to_frame():
    found = follow_spot(moving_spot(30), (52 / 320, 72 / 240), CancelToken())
    assert found.lost is None
    assert [p[0] for p in found.path] == list(range(10, 40))
    x, y = np.array([p[1:] for p in found.path]).T * [[320], [240]]
    assert np.abs(x - (52 + 3 * np.arange(30))).max() < 1.5
    assert np.abs(y - (72 + 2 * np.arange(30))).max() < 1.5


def test_a_spot_that_goes_is_lost_there():
    found = follow_spot(moving_spot(20, gone_from=8), (52 / 320, 72 / 240), CancelToken())
    assert found.lost == 18
    assert found.path[-1][0] == 17


def test_following_can_be_stopped():
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        follow_spot(moving_spot(5), (0.2, 0.3), token)


def test_joints_are_near_only_where_they_are():
    landmarks = np.full((4, 33, 3), np.nan, np.float32)
    landmarks[:3, BLAZEPOSE_33.index("left_knee")] = 0.5
    found = np.array([True, True, True, False])
    track = PoseTrack(np.arange(4) / 30, landmarks, found[:, None] * np.ones(33), found, (640, 480), BLAZEPOSE_33, "x")
    assert joint_near(track, 0, (0.51, 0.5)) == "left_knee"
    assert joint_near(track, 0, (0.6, 0.5)) is None
    assert joint_near(track, 3, (0.5, 0.5)) is None
    way = joint_path(track, "left_knee", 1, 3)
    assert way.path == ((1, 0.5, 0.5), (2, 0.5, 0.5))
    assert way.lost == 3
