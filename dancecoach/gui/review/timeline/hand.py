"""What a hand does on the time line: it moves the playhead, an end of the loop, a boundary or a key frame."""

from typing import Protocol

import attrs

from dancecoach.gui.review.model import ReviewModel
from dancecoach.gui.review.notes.phase_editor import PhaseEditor
from dancecoach.gui.review.notes.session import NotesSession
from dancecoach.gui.review.timeline.loop_lane import nearest_edge
from dancecoach.notes.clip_edits import move_key_frame

REACH = 5.0
"""How far from a boundary the hand may be to take it, logical pixels."""


class Drag(Protocol):
    """Something that is moved while the button is down; one step of Undo."""

    def to(self, time_s: float) -> None:
        """The hand is at a time."""

    def end(self) -> None:
        """The hand lets go."""


@attrs.define(eq=False)
class BoundaryDrag:
    """Moves a boundary from frame to frame; the picture shows where it is.

    Attributes:
        model: of the page.
        session: of the page.
        editor: moves it.
        boundary: the first frame of the segment behind it, when the drag began.
        bounds: the boundaries before and after it, which stay.
    """

    model: ReviewModel
    session: NotesSession
    editor: PhaseEditor
    boundary: int
    bounds: tuple[int, int]

    @classmethod
    def of(cls, model: ReviewModel, session: NotesSession, editor: PhaseEditor, boundary: int) -> "BoundaryDrag":
        """The drag of a boundary of the annotator's phases."""
        track = editor.track
        before = track.previous_boundary(boundary) if track is not None else None
        after = track.next_boundary(boundary) if track is not None else None
        ends = (0 if before is None else before, len(model.times) if after is None else after)
        return cls(model, session, editor, boundary, ends)

    def to(self, time_s: float) -> None:
        """Move it to the frame that begins nearest, as far as its neighbours let it."""
        to = nearest_edge(self.model, time_s)
        self.editor.move(self.boundary, to, gesture=self)
        if self.session.track is not None:
            before, after = self.bounds
            self.model.seek(min(max(to, before + 1), after - 1))

    def end(self) -> None:
        """This was the step."""
        self.session.end_gesture()


@attrs.define(eq=False)
class KeyDrag:
    """Moves a key frame; the picture shows where it is.

    Attributes:
        model: of the page.
        session: of the page.
        frame: of the key frame, when the drag began.
    """

    model: ReviewModel
    session: NotesSession
    frame: int

    def to(self, time_s: float) -> None:
        """Move it to the frame that begins nearest."""
        to = min(nearest_edge(self.model, time_s), self.model.last)
        if self.session.do(move_key_frame(self.frame, to), gesture=self):
            self.model.seek(to)

    def end(self) -> None:
        """This was the step."""
        self.session.end_gesture()
