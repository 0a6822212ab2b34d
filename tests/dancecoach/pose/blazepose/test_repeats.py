"""Pictures that repeat."""

import numpy as np
import pytest

from dancecoach.pose.blazepose.repeats import RepeatDetector
from dancecoach.pose.blazepose.roi import Roi

ROI = Roi(320, 240, 200, 0.0)


@pytest.fixture
def picture():
    rng = np.random.default_rng(1)
    small = rng.integers(0, 256, (30, 40, 3), dtype=np.uint8)
    return np.kron(small, np.ones((16, 16, 1), np.uint8))


@pytest.fixture
def detector(picture):
    detector = RepeatDetector()
    detector.remember(picture, ROI)
    return detector


def test_the_same_picture_repeats(detector, picture):
    assert detector.repeats(picture.copy())


def test_compression_noise_still_repeats(detector, picture):
    noise = np.random.default_rng(2).integers(-1, 2, picture.shape)
    again = np.clip(
        picture.astype(int) + np.where(np.random.default_rng(3).random(picture.shape) < 0.3, noise, 0), 0, 255
    )
    assert detector.repeats(again.astype(np.uint8))


def test_camera_noise_is_a_new_picture(detector, picture):
    noise = np.random.default_rng(2).normal(0, 2, picture.shape)
    assert not detector.repeats(np.clip(picture + noise, 0, 255).astype(np.uint8))


def test_a_moved_hand_is_a_new_picture(detector, picture):
    moved = picture.copy()
    moved[230:250, 300:320] = np.roll(moved[230:250, 300:320], 16, axis=1)
    moved[230:250, 300:320] //= 2
    assert not detector.repeats(moved)


def test_what_happens_far_from_the_person_does_not_matter(detector, picture):
    elsewhere = picture.copy()
    elsewhere[:60, :60] = 0
    assert detector.repeats(elsewhere)


def test_without_a_person_the_whole_picture_counts(picture):
    detector = RepeatDetector()
    detector.remember(picture, None)
    elsewhere = picture.copy()
    elsewhere[:120, :120] = 0
    assert not detector.repeats(elsewhere)
    assert detector.repeats(picture)


def test_slow_movement_adds_up(detector, picture):
    """Each picture is compared with the last new one, not with the one before."""
    brightness = [detector.repeats(np.clip(picture.astype(int) + k, 0, 255).astype(np.uint8)) for k in range(6)]
    assert brightness[0]
    assert not brightness[-1]


def test_forget_and_another_size(detector, picture):
    assert not detector.repeats(picture[:240])
    detector.forget()
    assert not detector.repeats(picture)


@pytest.mark.parametrize("roi", [Roi(-500, -500, 50, 0), Roi(2, 2, 4, 0), Roi(0, 0, 9000, 2)])
@pytest.mark.parametrize("shape", [(480, 640, 3), (3, 5, 3), (7, 2000, 3)])
def test_odd_regions_and_pictures(roi, shape):
    detector = RepeatDetector()
    image = np.zeros(shape, np.uint8)
    detector.remember(image, roi)
    assert detector.repeats(image)
    assert not detector.repeats(image + 90)
