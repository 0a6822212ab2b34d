import cv2
import numpy as np
import pytest

from dancecoach.video.file import VideoFile
from dancecoach.video.frame import Frame
from training.data.extract import engine, track_of
from training.data.extract.judge import BLUR, Watch, doubts, numbers_of, sharpness_around


def _judged(path, change=lambda image: image):
    watch = Watch()
    with VideoFile(path) as clip:
        frames = (Frame(change(f.image), f.time_s, f.index) for f in clip.frames())
        track = track_of(frames, engine("lite"), (clip.info.width, clip.info.height), watch)
        numbers = numbers_of(track, clip.times, watch)
        return numbers, " ".join(doubts(clip.info, track, watch, numbers))


def test_a_good_clip_has_numbers_and_no_doubts(drawn_clip):
    drawn = drawn_clip("stand")
    numbers, said = _judged(drawn.path)
    assert said == ""
    assert (numbers.frames, numbers.found, numbers.people) == (30, 1.0, 1)
    assert numbers.seconds == pytest.approx(29 / 30, abs=1e-3)
    assert numbers.height_px == pytest.approx(np.median(drawn.truth.height_pixels()), rel=0.15)
    assert numbers.sharpness > BLUR


def test_an_empty_room_is_said(drawn_clip):
    numbers, said = _judged(drawn_clip("stand", people=0, duration=0.5).path)
    assert numbers.found == 0
    assert (numbers.height_px, numbers.sharpness) == (None, None)
    assert "Nobody was found" in said


def test_a_blurred_person_is_said(drawn_clip):
    numbers, said = _judged(drawn_clip("stand").path, lambda image: cv2.GaussianBlur(image, (0, 0), 1.5))
    assert numbers.sharpness < BLUR
    assert "is blurred" in said


def test_cut_feet_are_said(drawn_clip):
    def without_legs(image):
        return np.ascontiguousarray(image[: image.shape[0] * 6 // 10])

    numbers, said = _judged(drawn_clip("stand").path, without_legs)
    assert numbers.feet_outside > 0.5
    assert "The feet are outside the picture" in said


def test_a_gap_and_too_few_frames_are_said(drawn_clip):
    numbers, said = _judged(drawn_clip("stand", times=(0.0, 0.03, 0.9)).path)
    assert numbers.gap_s == pytest.approx(0.87, abs=0.01)
    assert "stands still for 0.9 s" in said
    assert "only 3 frames" in said


@pytest.mark.parametrize("scale", [0.5, 2.0])
def test_sharpness_is_the_same_at_any_contrast_and_size(scale):
    rng = np.random.default_rng(0)
    image = cv2.resize(rng.integers(0, 255, (64, 32, 3), np.uint8), (256, 512), interpolation=cv2.INTER_CUBIC)
    everywhere = np.array([[0.0, 0.0, 0.0], [1.0, 1.0, 0.0]], np.float32)
    known = sharpness_around(image, everywhere)
    assert sharpness_around(image // 2 + 60, everywhere) == pytest.approx(known, rel=0.1)
    assert sharpness_around(cv2.resize(image, None, fx=scale, fy=scale), everywhere) == pytest.approx(known, rel=0.2)
    assert sharpness_around(cv2.GaussianBlur(image, (0, 0), 12), everywhere) < known / 2


def test_a_box_of_nothing_has_no_sharpness():
    flat, dot = np.full((64, 64, 3), 90, np.uint8), np.full((2, 3), 0.5, np.float32)
    assert np.isnan(sharpness_around(flat, dot))
    assert np.isnan(sharpness_around(flat, np.array([[0.0, 0.0, 0], [1.0, 1.0, 0]])))
