"""The canvas shows the frame it was given, with its own skeleton, and what is said on it."""

import numpy as np

from dancecoach.pose.skeleton import BODY_13
from dancecoach.video.frame import Frame


def test_the_frame_is_kept_alive_but_not_written_to(canvas, picture, painted):
    frame = picture()
    frame.image.flags.writeable = False
    canvas.show_frame(frame)
    painted(canvas)
    assert canvas.frame is frame


def test_the_overlay_can_be_hidden(canvas, picture, body, painted):
    canvas.show_frame(picture(), [body()], BODY_13)
    with_body = painted(canvas)
    canvas.overlay_visible = False
    without = painted(canvas)
    assert (with_body != without).any()
    canvas.overlay_visible = True
    assert (painted(canvas) == with_body).all()


def test_a_new_frame_never_wears_the_old_skeleton(canvas, picture, body):
    canvas.show_frame(picture(index=0), [body()], BODY_13)
    canvas.set_frame(picture(index=1))
    assert canvas.poses == ()


def test_it_tells_which_frame_was_painted(canvas, qtbot, picture):
    frame = picture()
    with qtbot.waitSignal(canvas.painted, check_params_cb=lambda shown: shown is frame):
        canvas.show_frame(frame)


def test_a_message_is_seen_and_read_out(canvas, painted):
    before = painted(canvas)
    canvas.set_message("Nothing here yet")
    assert (painted(canvas) != before).any()
    assert canvas.accessibleDescription() == "Nothing here yet"


def test_a_preview_is_marked_until_the_exact_frame_is_there(canvas, painted):
    black = np.zeros((240, 320, 3), np.uint8)
    canvas.show_frame(Frame(black, 0.0, 0, preview=True))
    corner = np.s_[10:30, 266:310]
    assert painted(canvas)[corner].max() > 200
    canvas.show_frame(Frame(black, 0.0, 0))
    assert painted(canvas).max() == 0
