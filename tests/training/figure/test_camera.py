import numpy as np
import pytest

from training.figure.camera import Camera

SIZE = (640, 480)
ONE = np.zeros(1)


def seen(camera, *points):
    pixels, depth = camera.view(ONE, SIZE).project(np.array([points], float))
    return pixels[0], depth[0]


def test_projection_by_hand():
    # 2 m away, level, 90 degrees of view: 1 m is as many pixels as half the height, divided by the distance.
    camera = Camera(distance=2.0, height=1.0, target=(0, 1, 0), fov=90)
    pixels, depth = seen(camera, (0, 1, 0), (0.5, 1.5, 0), (-0.5, 0.5, 1.0))
    assert pixels == pytest.approx(np.array([(320, 240), (320 + 60, 240 - 60), (320 - 120, 240 + 120)]))
    assert depth == pytest.approx([2.0, 2.0, 1.0])


def test_azimuth_goes_to_the_persons_left():
    camera = Camera(azimuth=90, target=(0, 1, 0), height=1.0)
    assert camera.view(ONE, SIZE).position[0] == pytest.approx((camera.distance, 1, 0))
    pixels, _ = seen(camera, (0, 1, 0), (0, 1, 0.5))
    assert pixels[1, 0] < pixels[0, 0], "from the left, what is in front of the person is on the picture's left"


def test_a_high_camera_looks_down():
    camera = Camera(height=2.5, target=(0, 1, 0))
    pixels, _ = seen(camera, (0, 1, 0), (0, 0, 0))
    assert pixels[0] == pytest.approx((320, 240))
    assert pixels[1, 1] > 240


def test_roll_turns_the_picture_anticlockwise():
    pixels, _ = seen(Camera(roll=10, height=1, target=(0, 1, 0)), (0.5, 1, 0))
    assert pixels[0, 0] > 320
    assert pixels[0, 1] < 240
    assert np.rad2deg(np.arctan2(240 - pixels[0, 1], pixels[0, 0] - 320)) == pytest.approx(10)


def test_behind_the_camera_is_nowhere():
    pixels, depth = seen(Camera(height=1, target=(0, 1, 0)), (0, 1, 30.0))
    assert np.isnan(pixels).all()
    assert depth[0] < 0


def test_pan_and_shake_move_the_view_and_are_the_same_again():
    times = np.linspace(0, 3, 40)
    camera = Camera(pan=2, shake=0.4, seed=5)
    one, two = (camera.view(times, SIZE).axes for _ in range(2))
    assert np.array_equal(one, two)
    assert np.ptp(one[:, 2, 0]) > 0.03
    assert one @ np.swapaxes(one, 1, 2) == pytest.approx(np.tile(np.eye(3), (40, 1, 1)), abs=1e-12)


def test_follow_keeps_a_walker_in_the_middle():
    way = np.stack([np.linspace(0, 1.5, 10), np.zeros(10), np.zeros(10)], 1)
    view = Camera(follow=1.0, height=1.0, target=(0, 1, 0)).view(np.arange(10.0), SIZE, way)
    pixels, _ = view.project((way + np.array([0, 1, 0]))[:, None])
    assert pixels[:, 0] == pytest.approx(np.tile([320, 240], (10, 1)), abs=1e-6)
