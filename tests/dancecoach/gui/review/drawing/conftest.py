"""The Review page while the person draws, and a hand on its picture."""

import pytest
from PySide6.QtCore import QPoint, Qt

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def drawing(review, session, qtbot):
    """All that belongs to drawing, at frame 20, with the mouse drawing."""
    review.model.pause()
    review.model.seek(20)
    qtbot.waitUntil(lambda: review.canvas.frame.index == 20 and not review.canvas.frame.preview)
    review.drawing.set_drawing(True)
    return review.drawing


@pytest.fixture
def show(review, qtbot):
    """A function that goes to a frame and waits until it is on show."""

    def go(frame):
        review.model.seek(frame)
        qtbot.waitUntil(lambda: review.canvas.frame.index == frame and not review.canvas.frame.preview)

    return go


class MouseHand:
    """Clicks and drags at places of the picture, in shares of it."""

    def __init__(self, canvas, qtbot):
        self.canvas, self.qtbot = canvas, qtbot

    def at(self, point):
        x, y = self.canvas.view.to_widget(*point)
        return QPoint(round(x), round(y))

    def click(self, *points, modifier=Qt.KeyboardModifier.NoModifier):
        for point in points:
            self.qtbot.mouseClick(self.canvas, LEFT, modifier, self.at(point))

    def press(self, point):
        self.qtbot.mousePress(self.canvas, LEFT, pos=self.at(point))

    def move(self, *points):
        for point in points:
            self.qtbot.mouseMove(self.canvas, self.at(point))

    def release(self, point):
        self.qtbot.mouseRelease(self.canvas, LEFT, pos=self.at(point))

    def drag(self, *points):
        self.press(points[0])
        self.move(*points[1:])
        self.release(points[-1])


@pytest.fixture
def hand(review, qtbot):
    return MouseHand(review.canvas, qtbot)


@pytest.fixture
def press(window, qtbot):
    """A function that presses a key in the window."""
    with qtbot.waitActive(window):
        window.activateWindow()
    return lambda key, modifier=Qt.KeyboardModifier.NoModifier: qtbot.keyClick(window, key, modifier)


@pytest.fixture
def drawn(session):
    """A function that lists the clip's drawings."""
    return lambda: list(session.notes.drawings)
