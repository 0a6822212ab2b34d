"""A frame and its people are painted right, however they lie in the canvas."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from dancecoach.palette import SIDES
from dancecoach.pose.skeleton import BODY_13
from dancecoach.video.frame import Frame


def close_to(pixels, colour, tolerance=12):
    wanted = QColor(colour)
    return (np.abs(pixels.astype(int) - (wanted.blue(), wanted.green(), wanted.red())) <= tolerance).all(axis=-1)


def test_the_pixels_are_the_frames_own(canvas, picture, painted):
    canvas.show_frame(picture())
    shown = painted(canvas)
    assert shown[120, 80].tolist() == [200, 30, 60]
    assert shown[120, 240].tolist() == [0, 0, 0]


@pytest.mark.parametrize("size", [(1, 1), (3, 5), (321, 241), (17, 1000)])
def test_odd_sizes_are_painted_right(canvas, size, painted):
    image = np.full((size[1], size[0], 3), (10, 200, 90), np.uint8)
    canvas.show_frame(Frame(image, 0.0, 0))
    shown = painted(canvas)
    (x, y), (w, h) = canvas.view.origin, canvas.view.shown
    assert w / h == pytest.approx(size[0] / size[1])
    inside = (shown == (10, 200, 90)).all(axis=-1)
    assert inside[round(y + 1) : round(y + h - 1), round(x + 1) : round(x + w - 1)].all()
    assert inside.sum() == pytest.approx(w * h, rel=0.2, abs=500)


def test_a_buffer_that_is_not_in_one_piece_is_no_crash(canvas, painted):
    wide = np.zeros((240, 400, 3), np.uint8)
    wide[:, :320] = (10, 200, 90)
    canvas.show_frame(Frame(wide[:, :320], 0.0, 0))
    assert (painted(canvas) == (10, 200, 90)).all()


def test_a_large_frame_is_not_converted_but_painted_right(canvas, picture, painted):
    frame = picture(2560, 1440)
    canvas.show_frame(frame)
    assert painted(canvas)[120, 80].tolist() == [200, 30, 60]


def test_mirroring_swaps_the_sides_of_picture_and_skeleton(canvas, picture, body, painted):
    canvas.show_frame(picture(), [body()], BODY_13)
    plain = painted(canvas)
    canvas.mirrored = True
    assert np.abs(painted(canvas)[:, ::-1].astype(int) - plain).mean() < 2


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("turns", [1, 2, 3])
def test_turning_turns_picture_and_skeleton_alike(canvas, turns, mirrored, picture, body, painted):
    canvas.resize(240, 240)
    canvas.show_frame(picture(240, 240), [body()], BODY_13)
    plain = painted(canvas)
    canvas.turns, canvas.mirrored = turns, mirrored
    wanted = np.rot90(plain, -turns)
    wanted = wanted[:, ::-1] if mirrored else wanted
    assert np.abs(painted(canvas).astype(int) - wanted).mean() < 2


def test_left_is_warm_and_right_is_cool(canvas, picture, body, painted):
    canvas.show_frame(picture(colour=(0, 0, 0)), [body()], BODY_13)
    shown = painted(canvas)
    assert close_to(shown[:, 200:], SIDES["left"]).sum() > 50
    assert close_to(shown[:, :120], SIDES["right"]).sum() > 50
    assert not close_to(shown[:, :120], SIDES["left"]).any()


def test_doubtful_joints_are_hollow_and_thinner(canvas, picture, body, painted):
    def amount(visibility):
        canvas.show_frame(picture(colour=(0, 0, 0)), [body(visibility)], BODY_13)
        shown = painted(canvas)
        x, y = round(0.75 * 320), round((0.05 + 0.07 * 1) * 240)  # the left shoulder, on the dark half
        return (shown.max(axis=-1) > 60).sum(), shown[y - 1 : y + 2, x - 1 : x + 2].max()

    sure, sure_centre = amount(0.9)
    doubtful, _ = amount(0.2)
    assert sure_centre > 150
    assert 0 < doubtful < 0.7 * sure


def test_missing_joints_are_left_out(canvas, picture, body, painted):
    half = body()
    half.landmarks[5:] = np.nan
    canvas.show_frame(picture(), [half], BODY_13)
    painted(canvas)
