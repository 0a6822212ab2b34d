"""Drawing into pictures as decoded: what is not drawn upon stays to the bit, and the rest is as drawn into BGR."""

import av
import numpy as np
import pytest

from dancecoach.notes.drawing import Drawing
from dancecoach.report.native import fits, paint_native, planes_of, upright
from dancecoach.report.painter import JOINTS, FramePainter, Parts
from dancecoach.video.file import VideoFile
from dancecoach.video.picture import Orientation

SIZE = (64, 48)


@pytest.fixture
def grey():
    """A 4:2:0 picture with texture, BT.709."""
    rng = np.random.default_rng(0)
    frame = av.VideoFrame.from_ndarray(rng.integers(60, 180, (72, 64), np.uint8), "yuv420p")
    frame.colorspace, frame.color_range = 1, 1
    return frame


def test_only_what_is_drawn_upon_changes(grey):
    before = [plane.copy() for plane in planes_of(grey)]
    made = upright(grey, Orientation())

    def paint(image):
        image[10:20, 11:31] = (94, 158, 255)

    paint_native(made, [(11, 10, 31, 20)], paint, np.zeros((48, 64, 3), np.uint8))
    after = planes_of(made)
    changed = np.zeros((48, 64), bool)
    changed[10:20, 10:32] = True
    np.testing.assert_array_equal(after[0][~changed], before[0][~changed])
    assert np.ptp(after[0][10:20, 12:30]) <= 2
    for plane, old in zip(after[1:], before[1:], strict=True):
        outside = np.ones((24, 32), bool)
        outside[5:10, 5:16] = False
        np.testing.assert_array_equal(plane[outside], old[outside])
    for plane, old in zip(planes_of(grey), before, strict=True):
        np.testing.assert_array_equal(plane, old)


@pytest.mark.parametrize("orientation", [Orientation(90), Orientation(270, True), Orientation(180)])
def test_a_turned_picture_is_made_upright(grey, orientation):
    made = upright(grey, orientation)
    for plane, old in zip(planes_of(made), planes_of(grey), strict=True):
        np.testing.assert_array_equal(plane, orientation.apply(old))


def test_what_the_writer_does_not_want_is_told(grey):
    assert fits(grey, Orientation(), SIZE)
    assert fits(grey, Orientation(90), SIZE[::-1])
    assert not fits(grey, Orientation(), (128, 48))
    grey.color_range = 2
    assert not fits(grey, Orientation(), SIZE)


@pytest.mark.parametrize(
    "parts",
    [Parts(), Parts(angles=JOINTS), Parts(skeleton=False, angles=("left_knee",))],
    ids=["skeleton", "angles", "one angle"],
)
def test_nothing_is_drawn_beyond_the_areas(leap, notes_with, parts):
    notes = notes_with(leap, Drawing("line", ((0.1, 0.1), (0.9, 0.9)), 20, 21))
    painter = FramePainter(leap.track, parts, phases=leap.analysis.phases, notes=notes)
    for size in ((480, 320), (1920, 1280)):
        for frame in range(0, len(leap.track), 7):
            image = np.full((size[1], size[0], 3), 90, np.uint8)
            painter.paint(image, frame)
            for x0, y0, x1, y1 in painter.areas(frame, size):
                image[y0:y1, x0:x1] = 90
            assert (image == 90).all(), (frame, size)


def test_natives_are_the_frames_of_the_clip(leap):
    with VideoFile(leap.path) as video:
        maker = video.picture_maker()
        given = [(index, maker.make(native)) for index, native in video.natives(3, 9)]
        assert [index for index, _image in given] == list(range(3, 9))
        for (_index, image), frame in zip(given, video.frames(3, 9), strict=True):
            np.testing.assert_array_equal(image, frame.image)
        assert list(video.natives(9, 9)) == []


def test_a_frame_that_cannot_be_decoded_is_the_one_before(leap, monkeypatch):
    from dancecoach.video import file

    real = file.Decoder.__next__

    def with_a_hole(self):
        number, native = real(self)
        return real(self) if number == 5 else (number, native)

    monkeypatch.setattr(file.Decoder, "__next__", with_a_hole)
    with VideoFile(leap.path) as video:
        given = dict(video.natives(3, 8))
    assert list(given) == [3, 4, 5, 6, 7]
    assert given[5] is given[4]
