"""What others may put over the canvas's picture, and how they take the mouse."""

from typing import Protocol

import attrs
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from dancecoach.gui.widgets.view import Point, View
from dancecoach.video.frame import Frame


@attrs.frozen
class Hand:
    """Where the mouse is.

    Attributes:
        point: in shares of the picture as it is stored, outside 0 to 1 beside it.
        at: the same in logical pixels of the canvas.
        shift: whether Shift is held.
    """

    point: Point
    at: QPointF
    shift: bool = False


class CanvasLayer(Protocol):
    """Paints over the picture and the people in it."""

    def paint(self, painter: QPainter, view: View, frame: Frame) -> None:
        """Paint what belongs to a frame.

        Args:
            painter: active and antialiased, in logical pixels, cut to the picture; saved and restored by the canvas.
            view: where picture points lie.
            frame: on show.
        """


class CanvasTool(Protocol):
    """Takes the left button of the mouse over the picture, for as long as it is the canvas's tool."""

    def press(self, hand: Hand) -> bool:
        """The button went down; False leaves the press to the canvas, which pans."""

    def move(self, hand: Hand) -> None:
        """The mouse moves while the button is down, after a press that was taken."""

    def release(self, hand: Hand) -> None:
        """The button went up, after a press that was taken."""

    def hover(self, hand: Hand) -> Qt.CursorShape:
        """The mouse moves with no button down; the shape that it gets."""

    def double(self, hand: Hand) -> bool:
        """The button went down again right after a click; False leaves it to the canvas: it shows the whole picture."""
