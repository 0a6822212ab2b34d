"""What somebody looks like."""

import numpy as np
import pytest

from dancecoach.pose.identity.looks import BINS, SIZE, looks_of
from dancecoach.pose.skeleton import BLAZEPOSE_33


def person(shift=0.0):
    """(33, 3) a body in the middle of the picture."""
    body = np.zeros((33, 3), np.float32)
    heights = {"shoulder": 0.3, "hip": 0.55, "knee": 0.75, "ankle": 0.95}
    for i, joint in enumerate(BLAZEPOSE_33.joints):
        side = 0.05 if joint.startswith("left") else -0.05
        body[i, :2] = (0.5 + shift + side, heights.get(joint.split("_")[-1], 0.15))
    return body


def picture(top, bottom, noise=0.0):
    image = np.full((360, 480, 3), 128, np.uint8)
    image[100:200] = top
    image[200:] = bottom
    return np.clip(image + np.random.default_rng(0).normal(0, noise, image.shape), 0, 255).astype(np.uint8)


def test_the_same_clothes_look_alike_and_others_do_not():
    red, dim = (
        looks_of(picture((40, 40, 200), 60, 3.0), person()),
        looks_of(picture((38, 38, 192), 58, 3.0), person(0.02)),
    )
    blue = looks_of(picture((200, 60, 40), 60, 3.0), person())
    assert red.shape == (SIZE,)
    assert np.linalg.norm(red - dim) < 0.5 * np.linalg.norm(red - blue)


def test_a_part_outside_the_picture_is_unknown():
    body = person()
    body[BLAZEPOSE_33.indices("left_ankle", "right_ankle", "left_knee", "right_knee"), 1] += 0.6
    looks = looks_of(picture(90, 60), body).reshape(5, 3 * BINS)
    assert np.isnan(looks[-1]).all()
    assert np.isfinite(looks[:3]).all()


def test_each_axis_of_each_part_is_a_histogram():
    looks = looks_of(picture(90, 60, 20.0), person()).reshape(5, 3, BINS)
    assert (looks**2).sum(axis=2) == pytest.approx(1.0, abs=1e-5)
