"""What can be done to drawings."""

from collections.abc import Callable, Collection
from typing import Any

import attrs

from dancecoach.i18n import _
from dancecoach.notes.checks import Point
from dancecoach.notes.drawing import Drawing
from dancecoach.notes.edits import Edit
from dancecoach.notes.notes import Notes


def add_drawing(drawing: Drawing) -> Edit:
    """A new drawing; it gets the next number, which is `Notes.next_id` before the edit."""
    return Edit(_("Draw"), lambda notes: _added(notes, drawing))


def move_drawings(numbers: Collection[int], dx: float, dy: float) -> Edit:
    """Drawings elsewhere, by shares of the picture."""
    return _on(_("Move drawing"), numbers, lambda drawing: drawing.moved(dx, dy))


def move_point(number: int, index: int, point: Point) -> Edit:
    """One point of a drawing elsewhere."""
    return _on(_("Move point"), [number], lambda drawing: drawing.with_point(index, point))


def put_path_point(number: int, frame: int, point: Point) -> Edit:
    """A marker that is there at a frame."""
    return _on(_("Move marker"), [number], lambda drawing: drawing.with_path_point(frame, point))


def change_drawings(numbers: Collection[int], **values: Any) -> Edit:
    """Drawings with other colour, width, text, frames: any of `Drawing`'s attributes but its number."""
    values.pop("id", None)
    return _on(_("Change drawing"), numbers, lambda drawing: attrs.evolve(drawing, **values))


def delete_drawings(numbers: Collection[int]) -> Edit:
    """Drawings no longer there."""

    def change(notes: Notes) -> Notes:
        drawings = notes.drawings
        for number in numbers:
            drawings = drawings.remove(number)
        return attrs.evolve(notes, drawings=drawings) if numbers else notes

    return Edit(_("Delete drawing"), change)


def paste_drawings(drawings: Collection[Drawing], at_frame: int) -> Edit:
    """Copies of drawings of this or another clip, under new numbers.

    The earliest of them begins at ``at_frame``, the others as long after it as they did; what would lie beyond the
    clip's end is left out.
    """
    copied = sorted(drawings, key=lambda drawing: drawing.id)

    def change(notes: Notes) -> Notes:
        notes.check_frame(at_frame)
        later = at_frame - min((drawing.start_frame for drawing in copied), default=0)
        for drawing in copied:
            shifted = drawing.shifted(later, notes.clip.frames)
            notes = notes if shifted is None else _added(notes, shifted)
        return notes

    return Edit(_("Paste drawing"), change)


def _added(notes: Notes, drawing: Drawing) -> Notes:
    notes.check_frame(drawing.start_frame)
    notes.check_frame(drawing.end_frame)
    numbered = attrs.evolve(drawing, id=notes.next_id)
    return attrs.evolve(notes, drawings=notes.drawings.put(numbered), next_id=notes.next_id + 1)


def _on(label: str, numbers: Collection[int], change: Callable[[Drawing], Drawing]) -> Edit:
    def changed(notes: Notes) -> Notes:
        drawings = notes.drawings
        for number in numbers:
            old = drawings[number]
            new = change(old)
            if new != old:
                notes.check_frame(new.start_frame)
                notes.check_frame(new.end_frame)
                drawings = drawings.put(new)
        return notes if drawings is notes.drawings else attrs.evolve(notes, drawings=drawings)

    return Edit(label, changed)
