"""Looking closer while nobody is found."""

import numpy as np
import pytest

from dancecoach.pose.blazepose.detector import Detection
from dancecoach.pose.blazepose.roi import Roi
from dancecoach.pose.blazepose.search import Search, windows
from dancecoach.pose.blazepose.view import View


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (640, 480), (320, 240), (500, 500), (4000, 300)])
def test_a_body_of_a_seventh_of_the_short_side_lies_whole_in_a_window(size):
    squares = windows(*size)
    height = min(size) / 7
    for x in np.linspace(0.05, 0.95, 13) * size[0]:
        for y in np.linspace(0.1, 0.9, 13) * size[1]:
            assert (
                any(
                    max(abs(s.x - x), abs(s.y - y)) <= s.size / 2 - height / 2 + 1 and height > 0.25 * s.size
                    for s in squares
                )
                or min(x, size[0] - x, y, size[1] - y) < height / 2
            )


def test_all_windows_within_a_second():
    assert len(windows(1920, 1080)) <= 30
    assert len(windows(640, 480)) <= 30


def test_one_window_a_picture_and_again_from_the_start():
    asked = []

    def find(image, window):
        asked.append(window)
        return [Detection(0.9, Roi(10, 10, 20, 0))] if len(asked) == 6 else []

    search, image = Search(), np.zeros((480, 640, 3), np.uint8)
    squares = windows(640, 480)
    for i in range(3):
        found = search.find(View(image, i / 30, None, find))
    assert asked == [None, squares[0], None, squares[1], None, squares[2]]
    assert len(found) == 1
    search.start_again()
    search.find(View(image, 1.0, None, find))
    assert asked[-1] == squares[0]
