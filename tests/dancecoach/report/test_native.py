"""Drawing into pictures as decoded: what is not drawn upon stays to the bit, and the rest is as drawn into BGR."""

import av
import cv2
import numpy as np
import pytest

from dancecoach.notes.drawing import Drawing
from dancecoach.palette import PHASES, SIDES, bgr
from dancecoach.report.native import fits, planes_of, upright
from dancecoach.report.painter import JOINTS, FramePainter, Parts
from dancecoach.report.surface import Plate, Surface, yuv
from dancecoach.video.file import VideoFile
from dancecoach.video.picture import Orientation

SIZE = (64, 48)
COLOURS = [*map(bgr, PHASES.values()), *map(bgr, SIDES.values()), (0, 0, 0), (255, 255, 255), (0, 0, 255)]


def picture(planes):
    """A 4:2:0 picture of these rows, BT.709."""
    frame = av.VideoFrame.from_ndarray(planes, "yuv420p")
    frame.colorspace, frame.color_range = 1, 1
    return frame


@pytest.fixture
def grey():
    """One with texture."""
    return picture(np.random.default_rng(0).integers(60, 180, (72, 64), np.uint8))


def seen(frame):
    """As a player shows it."""
    return frame.to_ndarray(format="bgr24", src_colorspace="ITU709", src_color_range="MPEG").astype(int)


@pytest.mark.parametrize("colour", COLOURS)
def test_a_colour_is_seen_as_it_was_meant(colour):
    y, u, v = yuv(colour)
    rows = np.concatenate([np.full(64 * 48, y), np.full(32 * 24, u), np.full(32 * 24, v)]).astype(np.uint8)
    assert np.abs(seen(picture(rows.reshape(72, 64))) - colour).max() <= 4


def test_only_what_is_drawn_upon_changes(grey):
    before = [plane.copy() for plane in planes_of(grey)]
    made, surface = upright(grey, Orientation())
    surface.paste(Plate.of(np.full((10, 20, 3), (94, 158, 255), np.uint8)), (12, 10))
    luma, *colours = planes_of(made)
    changed = np.zeros((48, 64), bool)
    changed[10:20, 12:32] = True
    np.testing.assert_array_equal(luma != before[0], changed & (before[0] != yuv((94, 158, 255))[0]))
    for plane, old in zip(colours, before[1:], strict=True):
        np.testing.assert_array_equal(plane[~changed[::2, ::2]], old[~changed[::2, ::2]])
    for plane, old in zip(planes_of(grey), before, strict=True):
        np.testing.assert_array_equal(plane, old)


@pytest.mark.parametrize("at", [(0, 0), (13, 11), (-7, -3), (55, 41), (80, 80)])
def test_letters_stand_where_they_would_in_bgr(at):
    mask = np.zeros((15, 21), np.float32)
    mask[2:-2, 3:-3] = 1.0
    made, surface = upright(picture(np.full((72, 64), 128, np.uint8)), Orientation())
    image = seen(made).astype(np.uint8)
    Surface.of_image(image).stamp(mask, at, (0, 0, 255))
    surface.stamp(mask, at, (0, 0, 255))
    # Of the colours, those of two by two pixels are one.
    smooth = [cv2.blur(np.asarray(one, np.uint8), (4, 4)).astype(int) for one in (image, seen(made))]
    assert np.abs(smooth[0] - smooth[1]).max() < 70
    assert np.abs(smooth[0] - smooth[1]).mean() < 6


@pytest.mark.parametrize("orientation", [Orientation(90), Orientation(270, True), Orientation(180)])
def test_a_turned_picture_is_made_upright(grey, orientation):
    made, _surface = upright(grey, orientation)
    for plane, old in zip(planes_of(made), planes_of(grey), strict=True):
        np.testing.assert_array_equal(plane, orientation.apply(old))


def test_what_the_writer_does_not_want_is_told(grey):
    assert fits(grey, Orientation(), SIZE)
    assert fits(grey, Orientation(90), SIZE[::-1])
    assert not fits(grey, Orientation(), (128, 48))
    grey.color_range = 2
    assert not fits(grey, Orientation(), SIZE)


def test_colours_that_a_file_does_not_tell_are_taken_as_players_do():
    large, small = (av.VideoFrame(*size, "yuv420p") for size in ((1280, 720), (640, 480)))
    assert fits(large, Orientation(), (1280, 720))
    assert not fits(small, Orientation(), (640, 480))


DRAWN = (
    Drawing("arrow", ((0.1, 0.1), (0.9, 0.9)), 0, 99, colour="#FF2000"),
    Drawing("text", ((0.1, 0.6),), 0, 99, text="arms late", width=0.006),
    Drawing("angle", ((0.6, 0.2), (0.8, 0.5), (0.9, 0.2)), 0, 99, colour="#00C0FF"),
    Drawing("line", ((0.1, 0.8), (0.9, 0.8)), 22, 22, fade=4, colour="#FFFFFF", width=0.02),
)


@pytest.mark.parametrize(
    ("parts", "drawn"),
    [(Parts(), ()), (Parts(angles=JOINTS), ()), (Parts(skeleton=False, phases=False), DRAWN)],
    ids=["skeleton", "angles", "drawings"],
)
def test_a_picture_as_decoded_looks_as_one_in_bgr(leap, notes_with, parts, drawn):
    painter = FramePainter(leap.track, parts, phases=leap.analysis.phases, notes=notes_with(leap, *drawn))
    for frame in (5, 20):
        made, surface = upright(picture(np.full((1080, 1080), 120, np.uint8)), Orientation())
        before, image = seen(made), seen(made).astype(np.uint8)
        painter.paint_on(surface, frame)
        painter.paint(image, frame)
        away = np.abs(seen(made) - image).max(axis=2)
        touched = (np.abs(image - before) > 40).any(axis=2)
        assert touched.sum() > 500
        assert np.median(away[touched]) < 16
        assert (away > 60).sum() < 0.25 * touched.sum()
        # Nothing stands more than two pixels beside where it belongs.
        around = cv2.dilate(touched.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
        assert (away[~around] > 40).sum() < 0.01 * touched.sum()


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


@pytest.mark.parametrize("radius", [2, 3, 5, 8])
def test_small_circles_are_round_too(radius):
    image = np.zeros((40, 40, 3), np.uint8)
    Surface.of_image(image).discs(np.array([[[[320, 320]]]], np.int32), radius, (255, 255, 255))
    covered = image[..., 0] / 255.0
    level, slanted = covered[20].sum(), np.trace(covered) * np.sqrt(2)
    assert slanted == pytest.approx(level, rel=0.2), "no square that stands on a corner"
