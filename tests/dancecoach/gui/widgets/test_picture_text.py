import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dancecoach.gui.practice.lesson.caption import Caption
from dancecoach.gui.widgets.picture_text import MARGIN, PictureText
from dancecoach.gui.widgets.sign import Sign


@pytest.fixture
def canvas(qtbot):
    canvas = QWidget()
    canvas.resize(640, 360)
    qtbot.addWidget(canvas)
    canvas.show()
    return canvas


@pytest.mark.parametrize("make", [Caption, lambda canvas: Sign(canvas, Qt.Corner.BottomRightCorner)])
def test_words_lie_at_the_foot_of_a_picture_however_large_it_is(canvas, make):
    words = make(canvas)
    assert (words.text, words.isVisible()) == ("", False)
    words.say("Arms up")
    assert (words.text, words.accessibleName(), words.isVisible()) == ("Arms up", "Arms up", True)
    for size in ((640, 360), (900, 700), (320, 200)):
        canvas.resize(*size)
        assert canvas.rect().contains(words.geometry()), size
        assert abs(words.geometry().bottom() - (size[1] - MARGIN)) <= 2, size
    words.say("")
    assert not words.isVisible()


def test_room_is_taken_only_while_there_is_something_to_say(canvas):
    class Words(PictureText):
        def __init__(self):
            super().__init__(canvas, lambda: taken.append((self.text, canvas.width())))

        def say(self, text):
            self._show_text(text)

    taken = []
    words = Words()
    canvas.resize(700, 360)
    words.say("Arms up")
    canvas.resize(800, 360)
    words.say("")
    canvas.resize(900, 360)
    assert taken == [("Arms up", 700), ("Arms up", 800)]
