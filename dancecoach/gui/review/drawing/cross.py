"""A cross that keys move over the picture: it puts points and takes hold of drawings as the mouse would."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from dancecoach.gui.review.drawing.toolbox import SELECT
from dancecoach.gui.widgets.canvas_tool import Hand
from dancecoach.gui.widgets.view import Point, View
from dancecoach.video.frame import Frame

if TYPE_CHECKING:
    from dancecoach.gui.review.drawing.desk import DrawingDesk

STEP = 6.0
"""From one place of the cross to the next, logical pixels of the canvas."""

_ARM, _GAP = 13.0, 4.0
_STROKE = "freehand"


class Cross:
    """Stands in for the mouse over the canvas while the person draws.

    Args:
        desk: has the hand that it leads.

    Attributes:
        at: where it is, in shares of the picture; None while it is not shown.
    """

    def __init__(self, desk: "DrawingDesk") -> None:
        self._desk = desk
        self.at: Point | None = None
        self._down = False

    def hide(self) -> None:
        """The mouse draws again, or nobody does."""
        self.at, self._down = None, False

    def release(self) -> None:
        """What was begun is given up: it is not drawn on."""
        self._down = False

    @property
    def _stroking(self) -> bool:
        """Whether a stroke is being drawn, which nobody has given up."""
        return self._down and self._desk.hand.busy

    def move(self, dx: int, dy: int) -> None:
        """Go a step; a drawing that was begun goes along, a stroke is drawn."""
        x, y = self._place()
        width, height = self._desk.canvas.width(), self._desk.canvas.height()
        x, y = min(max(x + dx * STEP, 0.0), width - 1.0), min(max(y + dy * STEP, 0.0), height - 1.0)
        self.at = self._desk.canvas.view.to_picture(x, y)
        hand = self._hand()
        if self._stroking:
            self._desk.hand.move(hand)
        else:
            self._desk.hand.hover(hand)
        self._desk.canvas.update()

    def put(self) -> None:
        """Put a point where it is, begin or end a stroke, or select what lies under it."""
        if self.at is None:
            self.move(0, 0)
        hand, tool = self._hand(), self._desk.toolbox.tool
        if tool == _STROKE and not self._stroking:
            self._down = self._desk.hand.press(hand)
        elif self._stroking:
            self._down = False
            self._desk.hand.release(hand)
        elif self._desk.hand.press(hand) or tool == SELECT:
            self._desk.hand.release(hand)
        self._desk.canvas.update()

    def _place(self) -> Point:
        """Where it is on the canvas; at first in the picture's middle."""
        return self._desk.canvas.view.to_widget(*(self.at or (0.5, 0.5)))

    def _hand(self) -> Hand:
        return Hand(self.at or (0.5, 0.5), QPointF(*self._place()))

    def paint(self, painter: QPainter, view: View, _frame: Frame) -> None:
        """Draw it, light on dark, so that it is seen on every picture."""
        if self.at is None:
            return
        x, y = view.to_widget(*self.at)
        for colour, width in (("#000000", 4.0), ("#FFFFFF", 1.6)):
            painter.setPen(QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            for ax, ay in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                painter.drawLine(QPointF(x + ax * _GAP, y + ay * _GAP), QPointF(x + ax * _ARM, y + ay * _ARM))
