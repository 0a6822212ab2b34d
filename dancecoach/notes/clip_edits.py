"""What can be done to key frames, calibration, origin of time, capture rate and loop."""

from typing import Any

import attrs

from dancecoach.errors import NotesError
from dancecoach.i18n import _
from dancecoach.notes.edits import Edit
from dancecoach.notes.notes import Notes
from dancecoach.notes.records import Calibration, KeyFrame


def put_key_frame(frame: int, note: str | None = None) -> Edit:
    """A key frame there; one that is there already keeps its note unless another is given."""

    def change(notes: Notes) -> Notes:
        at = notes.check_frame(frame)
        old = notes.key_frames.get(at)
        new = KeyFrame(at, (old.note if old else "") if note is None else note)
        return notes if new == old else attrs.evolve(notes, key_frames=notes.key_frames.put(at, new))

    return Edit(_("Add key frame") if note is None else _("Note"), change)


def move_key_frame(frame: int, to: int) -> Edit:
    """A key frame elsewhere.

    Where one is already, the notes of both are kept in one.
    """

    def change(notes: Notes) -> Notes:
        at, moved = notes.check_frame(to), _key_frame(notes, frame)
        if at == frame:
            return notes
        there = notes.key_frames.get(at)
        note = "\n".join(note for note in (there.note if there else "", moved.note) if note)
        return attrs.evolve(notes, key_frames=notes.key_frames.remove(frame).put(at, KeyFrame(at, note)))

    return Edit(_("Move key frame"), change)


def delete_key_frame(frame: int) -> Edit:
    """No key frame there any more."""

    def change(notes: Notes) -> Notes:
        return attrs.evolve(notes, key_frames=notes.key_frames.remove(_key_frame(notes, frame).frame))

    return Edit(_("Delete key frame"), change)


def set_calibration(calibration: Calibration | None) -> Edit:
    """What says how long a metre is; None for nothing."""
    return _set(_("Calibrate"), calibration=calibration)


def set_origin(frame: int | None) -> Edit:
    """The frame where time is 0; None for the clip's start."""
    return _set(_("Set time origin"), origin_frame=frame)


def set_capture_fps(fps: float | None) -> Edit:
    """Frames a second at which the camera filmed; None where the file plays as it was filmed."""
    return _set(_("Set capture rate"), capture_fps=fps)


def set_loop(start: int | None, end: int | None) -> Edit:
    """A and B; None and None for no loop."""
    return _set(_("Set loop"), loop_start=start, loop_end=end)


def _set(label: str, **values: Any) -> Edit:
    return Edit(label, lambda notes: _evolved(notes, **values))


def _evolved(notes: Notes, **values: Any) -> Notes:
    if all(getattr(notes, name) == value for name, value in values.items()):
        return notes
    return attrs.evolve(notes, **values)


def _key_frame(notes: Notes, frame: int) -> KeyFrame:
    found = notes.key_frames.get(frame)
    if found is None:
        raise NotesError(_("is no key frame"), subject=str(frame), remedy=_("choose a frame that was marked as one"))
    return found
