import cv2
import numpy as np
import pytest

from dancecoach.errors import OutputError, VideoError
from dancecoach.video.jpeg import QUALITIES, QualityControl, compress, decompress


@pytest.fixture
def picture():
    """A soft gradient with an edge in it, blue on the left and red on the right."""
    rows, columns = np.mgrid[0:240, 0:320]
    image = np.stack([255 - columns * 0.7, rows * 0.8, columns * 0.7], axis=2).astype(np.uint8)
    cv2.circle(image, (160, 120), 60, (240, 240, 240), -1)
    return image


def test_a_picture_comes_back_as_it_was_to_the_eye(picture):
    back = decompress(compress(picture))
    assert back.shape == picture.shape
    assert not back.flags.writeable
    error = np.abs(back.astype(int) - picture)
    assert error.mean() < 2
    assert back[120, 5, 0] > back[120, 5, 2] + 100, "blue and red keep their places"


def test_less_quality_is_less_room(picture):
    noisy = np.clip(picture + np.random.default_rng(0).normal(0, 12, picture.shape), 0, 255).astype(np.uint8)
    sizes = [len(compress(noisy, quality)) for quality in QUALITIES]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] < sizes[0] / 2


def test_what_is_no_jpeg_is_said():
    with pytest.raises(VideoError, match="cannot be read"):
        decompress(b"no picture at all")


def test_a_picture_too_large_for_a_jpeg_is_said_with_its_size():
    with pytest.raises(OutputError, match="65501 × 1"):
        compress(np.zeros((1, 65501, 3), np.uint8))


def feed(control, size_of, seconds=20, fps=30):
    """Pictures as large as the quality makes them; the qualities chosen at the end of each second."""
    chosen = []
    for n in range(seconds * fps):
        control.add(n / fps, size_of(control.quality))
        if n % fps == 0:
            chosen.append(control.quality)
    return chosen


def test_small_pictures_keep_the_best_quality():
    assert set(feed(QualityControl(320_000_000, 62), lambda _q: 60_000)) == {QUALITIES[0]}


def test_large_pictures_are_made_to_fit_and_then_left_alone():
    control = QualityControl(60 * 30 * 100_000, 60)  # room for 100 kB a picture
    chosen = feed(control, lambda quality: quality * 1_500)  # 135 kB at best, 67 at worst
    assert chosen[-1] < QUALITIES[0]
    assert chosen[-1] * 1_500 <= 100_000 < QUALITIES[QUALITIES.index(chosen[-1]) - 1] * 1_500
    assert len(set(chosen[-8:])) == 1, "it does not go to and fro"


def test_the_quality_comes_back_when_the_light_does():
    control = QualityControl(60 * 30 * 100_000, 60)
    feed(control, lambda _q: 200_000)
    assert control.quality == QUALITIES[-1]
    for n in range(600, 1200):
        control.add(n / 30, 20_000)
    assert control.quality == QUALITIES[0]
