"""The mouse over the picture while the person draws: puts points, or takes hold of what was drawn."""

from typing import TYPE_CHECKING

import attrs
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication

from dancecoach.errors import NotesError
from dancecoach.gui.review.drawing.picking import drawing_at, handle_at
from dancecoach.gui.review.drawing.toolbox import CLICKS, SCALE, SELECT
from dancecoach.gui.widgets.canvas_tool import Hand
from dancecoach.gui.widgets.view import Point
from dancecoach.notes.drawing import Drawing
from dancecoach.notes.drawing_edits import move_drawings, move_point, put_path_point

if TYPE_CHECKING:
    from dancecoach.gui.review.drawing.desk import DrawingDesk

_STROKE_PX = 1.5
"""A stroke's points are at least so far apart, logical pixels."""


@attrs.frozen
class _Grip:
    """What the hand holds: all selected drawings, or one point of one.

    Attributes:
        frame: on show when it was taken.
        begin: where.
        number: of the drawing whose point it is; 0 for whole drawings.
        index: of the point.
    """

    frame: int
    begin: Point
    number: int = 0
    index: int = 0


class DrawingHand:
    """The canvas's tool while the person draws.

    What is drawn or dragged is only shown until the button goes up; then it is one edit of the notes, and nothing
    else in the window has to follow the hand.

    Args:
        desk: does what the hand wants.
    """

    def __init__(self, desk: "DrawingDesk") -> None:
        self._desk = desk
        self._points: list[Point] = []
        self._next: Point | None = None
        self._pressed: QPointF | None = None
        self._grip: _Grip | None = None
        self._moved: dict[int, Drawing] = {}

    # What is being done

    @property
    def busy(self) -> bool:
        """Whether something is half done."""
        return bool(self._points) or self._grip is not None

    def shown(self, drawing: Drawing) -> Drawing:
        """A drawing as the hand holds it now."""
        return self._moved.get(drawing.id, drawing)

    @property
    def draft(self) -> Drawing | None:
        """What is being drawn, as far as it goes; None for nothing."""
        desk, points = self._desk, self._all_points()
        kind = desk.toolbox.tool
        if kind == SELECT or not points:
            return None
        many = _clicks(kind)
        if many > 1 and len(points) < 2:
            return None
        if kind in ("angle", SCALE) and len(points) < 3:
            kind = "line"
        if many == 1:
            return None
        try:
            return desk.making.drawing_of(kind, points)
        except NotesError:
            return None

    def _all_points(self) -> list[Point]:
        return [*self._points, *([] if self._next is None else [self._next])]

    def give_up(self) -> bool:
        """Drop what is half done; whether there was anything."""
        was = self.busy
        self._points, self._next, self._pressed = [], None, None
        self.forget_move()
        self._desk.canvas.update()
        return was

    def forget_move(self) -> None:
        """The drawings have become others: what was held is held no longer."""
        self._grip, self._moved = None, {}

    # The canvas's tool

    def press(self, hand: Hand) -> bool:
        """Put a point, or take hold of something."""
        desk = self._desk
        desk.model.pause()
        if desk.toolbox.tool == SELECT:
            return self._take(hand)
        self._pressed = hand.at
        self._points.append(hand.point)
        self._next = None
        desk.canvas.update()
        return True

    def move(self, hand: Hand) -> None:
        """Draw on, or drag what is held."""
        if self._grip is not None:
            self._drag(hand, self._grip)
        elif self._desk.toolbox.tool == "freehand":
            self._stroke(hand)
        elif self._points:
            self._next = hand.point
        self._desk.canvas.update()

    def release(self, hand: Hand) -> None:
        """End a drag, or a drawing that has all its points."""
        if self._grip is not None:
            self._let_go(hand, self._grip)
        elif self._points:
            self._put(hand)
        self._desk.canvas.update()

    def hover(self, hand: Hand) -> Qt.CursorShape:
        """Show the line to the point that comes next."""
        if self._desk.toolbox.tool != SELECT:
            if self._points:
                self._next = hand.point
                self._desk.canvas.update()
            return Qt.CursorShape.CrossCursor
        over = self._point_at(hand) is not None or self._drawing_at(hand) is not None
        return Qt.CursorShape.SizeAllCursor if over else Qt.CursorShape.ArrowCursor

    def double(self, hand: Hand) -> bool:
        """The second of two quick clicks puts a point too; on a drawing it asks for its text."""
        desk = self._desk
        if desk.toolbox.tool != SELECT:
            return self.press(hand)
        if (found := self._drawing_at(hand)) is not None:
            desk.toolbox.select((found.id,))
            desk.ask_caption()
        return found is not None

    # Drawing

    def _stroke(self, hand: Hand) -> None:
        x, y = self._desk.canvas.view.to_widget(*self._points[-1])
        if (hand.at - QPointF(x, y)).manhattanLength() >= _STROKE_PX:
            self._points.append(hand.point)

    def _put(self, hand: Hand) -> None:
        """The button went up: a drag puts the next point, too."""
        desk, kind = self._desk, self._desk.toolbox.tool
        many = _clicks(kind)
        dragged = self._pressed is not None and (
            (hand.at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        )
        if many > len(self._points) and dragged:
            self._points.append(hand.point)
        self._pressed, self._next = None, None
        if len(self._points) >= many:
            points, self._points = self._points, []
            desk.making.draw(kind, points)

    # Taking hold

    def _point_at(self, hand: Hand) -> tuple[Drawing, int] | None:
        desk = self._desk
        for drawing in reversed(desk.selected):
            if drawing.opacity_at(desk.frame) > 0.0:
                index = handle_at(drawing, desk.frame, hand.point, desk.canvas.view)
                if index is not None:
                    return drawing, index
        return None

    def _drawing_at(self, hand: Hand) -> Drawing | None:
        desk = self._desk
        return drawing_at(desk.visible, desk.frame, hand.point, desk.canvas.view, desk.scene)

    def _take(self, hand: Hand) -> bool:
        desk, toolbox = self._desk, self._desk.toolbox
        if not hand.shift and (point := self._point_at(hand)) is not None:
            self._grip = _Grip(desk.frame, hand.point, point[0].id, point[1])
            return True
        found = self._drawing_at(hand)
        if found is None:
            if not hand.shift:
                toolbox.select(())
            return hand.shift
        if hand.shift:
            toolbox.select(toolbox.selection ^ {found.id})
        elif found.id not in toolbox.selection:
            toolbox.select((found.id,))
        self._grip = _Grip(desk.frame, hand.point)
        return True

    def _drag(self, hand: Hand, grip: _Grip) -> None:
        dx, dy = hand.point[0] - grip.begin[0], hand.point[1] - grip.begin[1]
        chosen = self._desk.selected
        try:
            if grip.number:
                self._moved = {d.id: _with_point(d, grip, hand.point) for d in chosen if d.id == grip.number}
            else:
                self._moved = {drawing.id: drawing.moved(dx, dy) for drawing in chosen}
        except NotesError:
            pass  # farther away than a drawing can be: it stays where it was last

    def _let_go(self, hand: Hand, grip: _Grip) -> None:
        desk, moved = self._desk, self._moved
        self.forget_move()
        if not moved:
            return
        if not grip.number:
            dx, dy = hand.point[0] - grip.begin[0], hand.point[1] - grip.begin[1]
            desk.session.do(move_drawings(sorted(moved), dx, dy))
        elif moved[grip.number].kind == "marker":
            desk.session.do(put_path_point(grip.number, grip.frame, hand.point))
        else:
            desk.session.do(move_point(grip.number, grip.index, hand.point))


def _with_point(drawing: Drawing, grip: _Grip, point: Point) -> Drawing:
    if drawing.kind == "marker":
        return drawing.with_path_point(grip.frame, point)
    return drawing.with_point(grip.index, point)


def _clicks(kind: str) -> int:
    return CLICKS.get(kind, 2)
