"""How drawings come into being: the points that the hand has put, and what the pen says of the rest."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from dancecoach.errors import NotesError
from dancecoach.gui.review.drawing.shaping import corners, frames_of, grid_values
from dancecoach.gui.review.drawing.toolbox import SCALE, Reach, width_of
from dancecoach.gui.review.player.playback import index_at
from dancecoach.notes.checks import Point
from dancecoach.notes.drawing import Drawing
from dancecoach.notes.drawing_edits import add_drawing

if TYPE_CHECKING:
    from dancecoach.gui.review.drawing.desk import DrawingDesk

_RUNNING = frozenset({"marker", "trail", "stopwatch"})
"""Kinds that say nothing on one frame alone."""


class Making:
    """Makes drawings at the frame on show.

    Args:
        desk: of the page.
    """

    def __init__(self, desk: "DrawingDesk") -> None:
        self._desk, self._model, self._session, self._toolbox = desk, desk.model, desk.session, desk.toolbox

    def reach(self, kind: str) -> tuple[int, int]:
        """First and last frame of a drawing made now."""
        frame, model, wanted = self._desk.frame, self._model, self._toolbox.pen.reach
        if wanted is Reach.FRAME:
            return (frame, model.last) if kind in _RUNNING else (frame, frame)
        if wanted is Reach.SECOND:
            return frame, max(frame, index_at(model.times, model.times[frame] + model.slowed - 1e-3))
        if wanted is Reach.PHASE and (phase := model.segment_at(frame)) is not None:
            return phase.start_frame, phase.end_frame
        if wanted is Reach.LOOP and model.loop.a is not None and model.loop.b is not None:
            return model.loop.a, model.loop.b
        return (0, model.last) if wanted is Reach.CLIP else (frame, frame)

    def drawing_of(self, kind: str, points: Sequence[Point], **more: Any) -> Drawing:
        """A drawing as the pen would make it.

        Raises:
            NotesError: its points do not fit.
        """
        first, last = self.reach(kind)
        pen = self._toolbox.pen
        values: dict[str, Any] = {"colour": pen.colour, "width": width_of(kind, pen.width), "fade": pen.fade} | more
        if kind == "grid" and len(points) == 2:
            points = corners(points[0], points[1])
            values |= grid_values(pen, points, self._model)
        return Drawing(kind, tuple(points), first, last, **values)

    def draw(self, kind: str, points: Sequence[Point]) -> None:
        """The hand has put all points of a drawing."""
        if kind == SCALE:
            self._desk.calibrator.ask_length(points[0], points[1], self._desk.frame)
        elif kind == "text":
            self._desk.ask_text(self._desk.tr("Text"), "", lambda text: text and self._add(kind, points, text=text))
        elif kind == "trail":
            self._draw_trail(points[0])
        elif kind == "marker":
            self._draw_marker(points[0])
        elif kind == "stopwatch":
            self._add(kind, points, runs_from=self._desk.frame)
        else:
            self._add(kind, points)

    def _add(self, kind: str, points: Sequence[Point], **more: Any) -> int | None:
        """Its number; None where it could not be added."""
        notes = self._session.notes
        try:
            made = self.drawing_of(kind, points, **more)
        except NotesError as error:
            self._desk.context.notifier.error(error)
            return None
        number = 0 if notes is None else notes.next_id
        return number if self._session.do(add_drawing(made)) else None

    def _draw_trail(self, point: Point) -> None:
        from dancecoach.gui.review.drawing.follow import joint_near

        joint = None if self._desk.track is None else joint_near(self._desk.track, self._desk.frame, point, within=0.2)
        if joint is None:
            said = self._desk.tr("No joint is near: a joint path needs a body that was found here.")
            self._desk.context.notifier.warn(said)
        else:
            self._add("trail", (), joint=joint, span=frames_of(self._toolbox.pen.trail_s, self._model))

    def _draw_marker(self, point: Point) -> None:
        frame, (_, last) = self._desk.frame, self.reach("marker")
        number = self._add("marker", (point,), path=((frame, *point),))
        if number is not None:
            self._desk.tracking.follow(number, frame, last, point, self._desk.track)
