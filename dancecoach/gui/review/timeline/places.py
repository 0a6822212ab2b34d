"""What lies where on the time line: which lane, boundary, key frame or name is under a point."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.review.notes.phase_editor import PhaseEditor
from dancecoach.gui.review.notes.session import NotesSession
from dancecoach.gui.review.timeline.ground import Ground
from dancecoach.gui.review.timeline.hand import REACH, BoundaryDrag, Drag, KeyDrag
from dancecoach.gui.review.timeline.lanes import GAP, RULER, Kind, Lane
from dancecoach.gui.review.timeline.loop_lane import grab
from dancecoach.gui.widgets.time_axis import LEFT, TimeAxis

_HANDLE_HEIGHT, _HANDLE_REACH = 7, 6


class Places:
    """Finds things under a point.

    Args:
        model: of the page.
        session: has the notes.
        editor: edits the phases.
        ground: knows what is drawn.
        width: tells how wide the time line is now, logical pixels.
    """

    def __init__(
        self,
        model: ReviewModel,
        session: NotesSession,
        editor: PhaseEditor,
        ground: Ground,
        width: Callable[[], int],
    ) -> None:
        self._model, self._session, self._editor = model, session, editor
        self._ground, self._width = ground, width

    @property
    def axis(self) -> TimeAxis:
        """The scale of time as drawn now."""
        return self._model.axis(self._width())

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """The lanes from top to bottom."""
        return self._ground.lanes(self._width())

    def lane(self, kind: Kind, who: str = "") -> QRectF:
        """Where a lane is; of a person's, whose it is."""
        return next(lane.box for lane in self.lanes if lane.kind is kind and lane.who == who)

    @property
    def own_lane(self) -> QRectF:
        """Where the phases of whoever corrects now are drawn."""
        return self.lane(Kind.PERSON, self._session.annotator)

    def lane_at(self, here: QPointF) -> Lane | None:
        """The lane at a height; None on the ruler and below all of them."""
        return next((lane for lane in self.lanes if _within(lane.box, here)), None)

    def name_at(self, here: QPointF) -> str | None:
        """Whose name is at a point, left of the lanes."""
        lane = self.lane_at(here)
        return lane.who if lane is not None and lane.who and here.x() < LEFT - REACH else None

    def boundary_at(self, here: QPointF) -> int | None:
        """The boundary of whoever corrects now that a hand would take: the first frame behind it."""
        blocks = self._ground.blocks(self._session.annotator)
        if blocks is None or here.x() < LEFT or not _within(self.own_lane, here):
            return None
        return blocks.boundary_near(here.x(), REACH, np.asarray(self._ground.view(self.axis).times), self.axis)

    def key_at(self, here: QPointF) -> int | None:
        """The key frame that a hand would take."""
        if here.x() < LEFT - REACH or not _within(self.lane(Kind.NOTES), here):
            return None
        return self._ground.marks().key_near(here.x(), self._ground.view(self.axis))

    def for_loop(self, here: QPointF) -> bool:
        """Whether a press here is for the loop: on the ruler, not on the playhead's handle."""
        playhead = self.axis.x(self._model.times[self._model.playhead])
        on_handle = here.y() >= RULER - _HANDLE_HEIGHT and abs(here.x() - playhead) <= _HANDLE_REACH
        return here.y() < RULER and not on_handle

    def grip(self, here: QPointF) -> Drag | None:
        """What a press takes hold of; only where it can be changed."""
        if not self._session.editable:
            return None
        boundary, key = self.boundary_at(here), self.key_at(here)
        if boundary is not None:
            return BoundaryDrag.of(self._model, self._session, self._editor, boundary)
        return None if key is None else KeyDrag(self._model, self._session, key)

    def can_be_taken(self, here: QPointF, *, for_loop: bool) -> bool:
        """Whether a hand would take something here."""
        if for_loop:
            return bool(grab(self._model, self.axis, here.x()).end)
        return self._session.editable and (self.boundary_at(here) is not None or self.key_at(here) is not None)


def _within(lane: QRectF, here: QPointF) -> bool:
    return lane.top() - GAP / 2 <= here.y() < lane.bottom() + GAP / 2
