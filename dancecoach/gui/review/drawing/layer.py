"""Paints the drawings of the frame on show over the picture."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter

from dancecoach.gui.review.drawing.painting import paint_drawing, paint_handles
from dancecoach.gui.review.drawing.picking import handles_of
from dancecoach.gui.widgets.view import Point, View
from dancecoach.notes.drawing import Drawing
from dancecoach.video.frame import Frame

if TYPE_CHECKING:
    from dancecoach.gui.review.drawing.desk import DrawingDesk


class DrawingLayer:
    """A layer of the canvas: of all drawings only those are looked at that are seen at the frame.

    Args:
        desk: has the notes, the selection, and what the hand holds.
    """

    def __init__(self, desk: "DrawingDesk") -> None:
        self._desk = desk

    def paint(self, painter: QPainter, view: View, frame: Frame) -> None:
        """Paint what was drawn, and what is being drawn."""
        desk, index = self._desk, frame.index
        notes, scene, chosen = desk.session.notes, desk.scene, desk.toolbox.selection
        if notes is not None and not desk.toolbox.hidden:
            seen = [desk.hand.shown(drawing) for drawing in notes.drawings.visible_at(index)]
            for drawing in seen:
                paint_drawing(painter, drawing, index, view, scene)
            for drawing in seen:
                if drawing.id in chosen and desk.drawing:
                    paint_handles(painter, _marks(drawing, index), view)
        draft = desk.hand.draft
        if draft is not None:
            paint_drawing(painter, draft, draft.start_frame, view, scene)


def _marks(drawing: Drawing, frame: int) -> tuple[Point, ...]:
    """Where a selected drawing is marked: at its points, a long stroke at its ends."""
    return handles_of(drawing, frame) or (drawing.points[:1] + drawing.points[-1:])
