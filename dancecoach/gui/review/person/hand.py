"""The mouse over the picture while a person is chosen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from dancecoach.gui.review.person.found import at_point
from dancecoach.gui.widgets.canvas_tool import Hand

if TYPE_CHECKING:
    from dancecoach.gui.review.person.desk import PersonDesk


class PersonHand:
    """The canvas's tool: a click chooses, beside everybody it moves the picture as always.

    Args:
        desk: knows who is where, and takes the choice.
    """

    def __init__(self, desk: "PersonDesk") -> None:
        self._desk = desk
        self._pressed: int | None = None

    def press(self, hand: Hand) -> bool:
        """Take hold of somebody."""
        self._pressed = at_point(self._desk.candidates, hand.point)
        if self._pressed is not None:
            self._desk.mark(self._pressed)
        return self._pressed is not None

    def move(self, hand: Hand) -> None:
        """The choice is made where the button goes up."""
        self._desk.mark(at_point(self._desk.candidates, hand.point))

    def release(self, hand: Hand) -> None:
        """Choose, if the button went up over whom it went down on."""
        at = at_point(self._desk.candidates, hand.point)
        if at is not None and at == self._pressed:
            self._desk.choose(at)
        self._pressed = None

    def hover(self, hand: Hand) -> Qt.CursorShape:
        """Mark who is under the mouse."""
        at = at_point(self._desk.candidates, hand.point)
        if at is not None:
            self._desk.mark(at)
        return Qt.CursorShape.ArrowCursor if at is None else Qt.CursorShape.PointingHandCursor

    def double(self, hand: Hand) -> bool:
        """The second of two quick clicks does no more than the first."""
        return at_point(self._desk.candidates, hand.point) is not None
