"""The part of a picture that an attempt is listed with: the body from head to feet, in every format of camera."""

import numpy as np
import pytest

from dancecoach.pipeline.live.attempts.picture import whole_body
from dancecoach.pipeline.live.records import Findings
from dancecoach.pose.estimator import BodyPose
from dancecoach.pose.skeleton import BODY_13
from dancecoach.video.frame import Frame
from dancecoach.video.ring import Limits, PictureRing

ASPECT = 70 / 84


def pictures(size, boxes):
    """A picture for each (left, top, right, low) of somebody in shares of the picture; None for nobody."""
    ring = PictureRing(Limits(60, 10**9, 0))
    width, height = size
    for n, box in enumerate(boxes):
        frame = Frame(np.zeros((height, width, 3), np.uint8), n / 30, n)
        poses = ()
        if box is not None:
            points = np.zeros((13, 3), np.float32)
            points[:, 0], points[:, 1] = np.linspace(box[0], box[2], 13), np.linspace(box[1], box[3], 13)
            poses = (BodyPose(points, np.ones(13, np.float32), None, 1.0, 1),)
        ring.add(frame, 0.0, b"jpeg", Findings(poses=poses, raw_poses=poses, skeleton=BODY_13))
    return ring.between(0, 99)


@pytest.mark.parametrize("size", [(480, 854), (1280, 720), (640, 640)])
@pytest.mark.parametrize(
    "box", [(0.4, 0.1, 0.6, 0.95), (0.3, 0.5, 0.5, 0.7), (0.0, 0.2, 0.2, 0.9), (0.7, 0.0, 1.0, 0.6)]
)
def test_head_and_feet_are_in_it_and_it_lies_in_the_picture(size, box):
    kept = pictures(size, [box])
    x, y, width, height = whole_body(kept[0], kept, ASPECT)
    assert width / height == pytest.approx(ASPECT)
    assert x <= box[0] * size[0] + 1e-6
    assert y <= box[1] * size[1] + 1e-6
    assert x + width >= box[2] * size[0] - 1e-6
    assert y + height >= box[3] * size[1] - 1e-6
    if width <= size[0]:
        assert x >= -1e-6
        assert x + width <= size[0] + 1e-6
    else:
        assert x == pytest.approx((size[0] - width) / 2), "bars on both sides"


def test_it_is_about_the_body_not_about_the_picture():
    kept = pictures((1280, 720), [(0.1, 0.5, 0.15, 0.8)])
    x, _, width, height = whole_body(kept[0], kept, ASPECT)
    assert x < 200
    assert height < 0.6 * 720
    assert width < 400


def test_pictures_near_it_count_too_and_those_far_away_do_not():
    near = pictures((480, 854), [(0.4, 0.3, 0.6, 0.6), (0.4, 0.4, 0.6, 0.9)])
    _, y, _, height = whole_body(near[0], near, ASPECT)
    assert y + height >= 0.9 * 854
    far = pictures((480, 854), [(0.4, 0.3, 0.6, 0.5), *[None] * 20, (0.4, 0.9, 0.6, 1.0)])
    _, y, _, height = whole_body(far[0], far, ASPECT)
    assert y + height < 0.8 * 854


@pytest.mark.parametrize("size", [(480, 854), (1280, 720)])
def test_without_anybody_it_is_the_middle_in_its_full_height(size):
    kept = pictures(size, [None])
    x, y, width, height = whole_body(kept[0], kept, ASPECT)
    assert (y, height) == (0, size[1])
    assert x + width / 2 == pytest.approx(size[0] / 2)
