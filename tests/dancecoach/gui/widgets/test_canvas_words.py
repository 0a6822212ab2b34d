"""What the canvas says over its picture can be read on any picture, and covers no more than it must."""

import numpy as np
import pytest

from dancecoach.video.frame import Frame

pytestmark = pytest.mark.gui


@pytest.fixture(params=[0, 255], ids=["black", "white"])
def plain(request, canvas):
    """A canvas with a picture of one grey."""
    canvas.show_frame(Frame(np.full((240, 320, 3), request.param, np.uint8), 0.0, 0))
    return canvas


def changed(before, after):
    """(top, bottom, left, right) of what differs, and the lightest and darkest of it."""
    there = (before != after).any(axis=-1)
    rows, columns = np.flatnonzero(there.any(axis=1)), np.flatnonzero(there.any(axis=0))
    return (rows[0], rows[-1], columns[0], columns[-1]), int(after[there].max()), int(after[there].min())


def test_a_message_stands_in_the_middle_on_a_plate(plain, painted):
    before = painted(plain)
    plain.set_message("Nothing here yet")
    (top, bottom, left, right), lightest, darkest = changed(before, painted(plain))
    assert abs(top + bottom - 240) < 12
    assert abs(left + right - 320) < 12
    assert bottom - top < 120
    assert lightest - darkest > 120


def test_a_tag_is_a_word_with_a_dot_of_its_colour_in_the_upper_left_corner(plain, painted):
    before = painted(plain)
    plain.set_tag("skill", "#56B4E9")
    shown = painted(plain)
    (top, bottom, left, right), lightest, darkest = changed(before, shown)
    assert max(bottom, right) < 120
    assert lightest - darkest > 120
    assert (shown[top:bottom, left:right] == (0xE9, 0xB4, 0x56)).all(axis=-1).sum() > 10
    plain.set_tag("")
    assert (painted(plain) == before).all()


def test_a_long_message_stays_in_the_canvas(plain, painted):
    before = painted(plain)
    plain.set_message(" ".join(["camera"] * 20))
    (top, bottom, left, right), *_ = changed(before, painted(plain))
    assert left > 5
    assert right < 315
    assert (top > 5, bottom < 235) == (True, True)
