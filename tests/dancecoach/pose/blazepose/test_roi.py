"""Regions of interest and crops."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dancecoach.pose.blazepose.roi import Roi, crop, to_tensor, wrap_angle


@pytest.mark.parametrize(
    ("angle", "wrapped"), [(0, 0), (np.pi / 2, np.pi / 2), (3 * np.pi / 2, -np.pi / 2), (-5 * np.pi / 2, -np.pi / 2)]
)
def test_wrap_angle(angle, wrapped):
    assert wrap_angle(angle) == pytest.approx(wrapped)


def test_around_an_upright_body():
    roi = Roi.around(np.array([100.0, 200.0]), np.array([100.0, 120.0]))
    assert (roi.x, roi.y, roi.size, roi.angle) == (100, 200, 2 * 1.25 * 80, 0)


@pytest.mark.parametrize(("tip", "angle"), [((180, 200), np.pi / 2), ((100, 280), np.pi), ((20, 200), -np.pi / 2)])
def test_around_a_turned_body_is_clockwise(tip, angle):
    assert Roi.around(np.array([100.0, 200.0]), np.array(tip, float)).angle == pytest.approx(angle)


def test_whole_picture():
    assert Roi.whole(640, 480) == Roi(320, 240, 640, 0)


def test_corners_of_a_region_turned_by_a_quarter():
    corners = Roi(50, 60, 20, np.pi / 2).points_to_image(np.array([[0.0, 0], [1, 0], [0.5, 0.5]]))
    np.testing.assert_allclose(corners, [[60, 50], [60, 70], [50, 60]])


@given(
    x=st.floats(-1e3, 1e4),
    y=st.floats(-1e3, 1e4),
    size=st.floats(1, 1e4),
    angle=st.floats(-20, 20),
    u=st.floats(-1, 2),
    v=st.floats(-1, 2),
)
def test_there_and_back(x, y, size, angle, u, v):
    roi = Roi(x, y, size, angle)
    back = roi.points_from_image(roi.points_to_image(np.array([[u, v]])))
    np.testing.assert_allclose(back, [[u, v]], atol=1e-6)


@given(x=st.floats(0, 2e3), y=st.floats(0, 2e3), size=st.floats(20, 2e3), angle=st.floats(-20, 20))
def test_snapped_is_near_and_stays(x, y, size, angle):
    roi = Roi(x, y, size, angle)
    snapped = roi.snapped()
    assert roi.distance(snapped) < 0.016 * size
    assert abs(np.log(snapped.size / size)) <= 0.0401
    assert abs(snapped.angle - angle) <= np.radians(2.51)
    again = snapped.snapped()
    np.testing.assert_allclose(
        [again.x, again.y, again.size, again.angle], [snapped.x, snapped.y, snapped.size, snapped.angle]
    )


def test_regions_that_differ_by_jitter_mostly_snap_to_one():
    rng = np.random.default_rng(0)
    same = 0
    for _ in range(200):
        roi = Roi(*rng.uniform(100, 500, 2), rng.uniform(100, 400), rng.uniform(-3, 3))
        near = Roi(roi.x + 0.001 * roi.size, roi.y, roi.size * 1.003, roi.angle + 0.003)
        same += roi.snapped() == near.snapped()
    assert same > 150


@pytest.mark.parametrize("angle", [0.0, 0.7, np.pi / 2, -2.5])
def test_crop_shows_what_the_matrix_says(angle):
    image = np.zeros((400, 600, 3), np.uint8)
    roi = Roi(320, 190, 180, angle)
    share = np.array([[0.7, 0.3]])
    x, y = np.rint(roi.points_to_image(share)[0]).astype(int)
    cv2.circle(image, (int(x), int(y)), 6, (255, 255, 255), -1)
    patch = crop(image, roi, 128, "black")[..., 0].astype(float)
    rows, columns = np.mgrid[:128, :128]
    centre = np.array([(columns * patch).sum(), (rows * patch).sum()]) / patch.sum()
    np.testing.assert_allclose(centre / 128, share[0], atol=0.01)


def test_borders():
    image = np.full((100, 100, 3), 200, np.uint8)
    outside = Roi(0, 50, 100, 0)
    assert crop(image, outside, 64, "black")[:, :30].max() == 0
    assert crop(image, outside, 64, "edge").min() == 200


def test_crop_far_outside_and_of_a_huge_picture():
    image = np.full((40, 60, 3), 7, np.uint8)
    assert crop(image, Roi(5000, -4000, 100, 1.0), 32, "edge").shape == (32, 32, 3)
    huge = np.broadcast_to(np.uint8(9), (4320, 7680, 3)).copy()
    assert (crop(huge, Roi.whole(7680, 4320), 224, "black")[60:160] == 9).all()


def test_tensor_is_rgb_and_scaled():
    patch = np.zeros((8, 8, 3), np.uint8)
    patch[..., 0] = 255  # blue
    tensor = to_tensor(patch, 0.0)
    assert tensor.shape == (1, 3, 8, 8)
    assert tensor.dtype == np.float32
    np.testing.assert_allclose(tensor[0, :, 0, 0], [0, 0, 1])
    np.testing.assert_allclose(to_tensor(patch, 127.5)[0, :, 0, 0], [-1, -1, 1])
