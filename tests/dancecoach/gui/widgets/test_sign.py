import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dancecoach.gui.widgets.sign import Sign

pytestmark = [pytest.mark.gui, pytest.mark.qt_log_ignore("propagateSizeHints")]


@pytest.fixture
def canvas(qtbot):
    canvas = QWidget()
    canvas.resize(1000, 600)
    qtbot.addWidget(canvas)
    canvas.show()
    return canvas


def test_it_is_there_only_while_it_says_something(canvas):
    sign = Sign(canvas, Qt.Corner.BottomLeftCorner)
    assert not sign.isVisible()
    sign.say("8 s late")
    assert sign.isVisible()
    assert sign.accessibleName() == "8 s late"
    sign.say("")
    assert not sign.isVisible()


@pytest.mark.parametrize(
    ("corner", "x", "y"),
    [
        (Qt.Corner.BottomLeftCorner, "left", "low"),
        (Qt.Corner.BottomRightCorner, "right", "low"),
        (None, "middle", "middle"),
    ],
)
def test_it_stays_in_its_corner_when_the_picture_changes_its_size(canvas, corner, x, y):
    sign = Sign(canvas, corner)
    sign.say("8 s late")
    for width, height in ((1000, 600), (500, 300), (1600, 1000)):
        canvas.resize(width, height)
        box = sign.geometry()
        assert canvas.rect().contains(box)
        left, right = box.left(), width - box.right()
        assert {"left": left < 20 < right, "right": right < 20 < left, "middle": abs(left - right) < 4}[x]
        top, bottom = box.top(), height - box.bottom()
        assert {"low": bottom < 20 < top, "middle": abs(top - bottom) < 4}[y]


def test_it_can_be_read_from_three_metres(canvas):
    """A tenth of the picture's height: on a screen 60 cm high, letters of three centimetres."""
    canvas.resize(1600, 900)
    sign = Sign(canvas, Qt.Corner.BottomLeftCorner)
    sign.say("8 s late")
    assert sign.height() >= 0.1 * canvas.height()
    count = Sign(canvas, None, share=0.5, least=120, most=480)
    count.say("3")
    assert count.height() >= 0.5 * canvas.height()


def test_words_too_long_for_the_picture_do_not_leave_it(canvas):
    canvas.resize(240, 160)
    sign = Sign(canvas, Qt.Corner.BottomLeftCorner)
    sign.say("paused  −12.34 s, and a good deal more than that")
    assert canvas.rect().contains(sign.geometry())


def test_a_number_that_counts_down_does_not_change_its_size(canvas):
    sign = Sign(canvas, None, share=0.5, least=120, most=480)
    sign.say("1", "0")
    before = sign.size()
    sign.say("4", "0")
    assert sign.size() == before


def test_it_is_drawn_light_on_dark_or_dark_on_light(canvas):
    for inverse in (False, True):
        sign = Sign(canvas, Qt.Corner.BottomLeftCorner, inverse=inverse)
        sign.say("live")
        picture = sign.grab().toImage()
        ground = picture.pixelColor(picture.width() // 2, 4).lightness()
        lights = {picture.pixelColor(x, picture.height() // 2).lightness() for x in range(picture.width())}
        assert (ground > 128) is inverse
        assert max(lights) - min(lights) > 150
