"""Copies of drawings, for another frame or another clip."""

from pathlib import Path
from typing import TYPE_CHECKING

from dancecoach.gui.review.drawing.toolbox import SELECT
from dancecoach.notes.drawing import Drawing
from dancecoach.notes.drawing_edits import paste_drawings

if TYPE_CHECKING:
    from dancecoach.gui.review.drawing.desk import DrawingDesk

_BESIDE = 0.02
"""How far from what was copied a copy on the same frame lies, shares of the picture."""


class Copies:
    """Holds what was copied last.

    Args:
        desk: of the page.
    """

    def __init__(self, desk: "DrawingDesk") -> None:
        self._desk = desk
        self._copied: tuple[Drawing, ...] = ()
        self._copied_from: Path | None = None

    def __bool__(self) -> bool:
        """Whether there is something to paste."""
        return bool(self._copied)

    def copy(self) -> None:
        """Copy the selected drawings."""
        if chosen := self._desk.selected:
            self._copied, self._copied_from = tuple(chosen), self._desk.model.path

    def paste(self) -> None:
        """Put copies onto the frame on show; beside what was copied, where that is there too."""
        desk, session = self._desk, self._desk.session
        if session.notes is None or not self._copied:
            return
        copies, first = self._copied, min(drawing.start_frame for drawing in self._copied)
        if self._copied_from == desk.model.path and first == desk.frame:
            copies = tuple(drawing.moved(_BESIDE, _BESIDE) for drawing in copies)
        begin = session.notes.next_id
        if session.do(paste_drawings(copies, desk.frame)) and session.notes is not None:
            desk.take(SELECT)
            desk.toolbox.select(frozenset(range(begin, session.notes.next_id)))
