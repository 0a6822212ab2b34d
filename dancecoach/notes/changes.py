"""How one document differs from another, as JSON; and the document that follows from the differences.

::

    {"at": "origin_frame", "to": 46}                            also loop_start, capture_fps, calibration, ...
    {"at": "annotators", "to": ["Ann", "Bo"]}                   a new one begins unlabelled
    {"at": "phases", "of": "Ann", "key": 46, "to": "skill"}     a segment begins there; null: none does
    {"at": "key_frames", "key": 46, "to": {"frame": 46, "note": "arms late"}}     null: not there
    {"at": "drawings", "key": 7, "to": {"kind": "line", ...}}                     null: not there

Each says what is there afterwards, not what was done: applying one twice does no harm.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from dancecoach.errors import NotesError
from dancecoach.i18n import _
from dancecoach.notes.contents import calibration_content, calibration_of, content_of, record_of
from dancecoach.notes.drawing import Drawing
from dancecoach.notes.notes import Notes
from dancecoach.notes.phase_track import NAMES, PhaseTrack
from dancecoach.notes.records import KeyFrame

Content = dict[str, Any]

VALUES = ("origin_frame", "capture_fps", "loop_start", "loop_end", "next_id")
"""Attributes of `Notes` that JSON has as they are."""


def differences(before: Notes, after: Notes) -> list[Content]:
    """What makes ``after`` of ``before``, a document about the same clip."""
    return [
        *_value_differences(before, after),
        *_phase_differences(before, after),
        *(
            {"at": "key_frames", "key": frame, "to": None if new is None else content_of(new)}
            for frame, _old, new in before.key_frames.differences(after.key_frames)
        ),
        *(
            {"at": "drawings", "key": number, "to": None if drawn is None else content_of(drawn)}
            for number, _old, drawn in before.drawings.by_id.differences(after.drawings.by_id)
        ),
    ]


def applied(notes: Notes, changes: Iterable[Content]) -> Notes:
    """The document after changes.

    Raises:
        NotesError: they are none, or do not fit the document.
    """
    try:
        return _Applying(notes).all(changes)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise NotesError(_("is no change of the notes ({})").format(error)) from error


def _value_differences(before: Notes, after: Notes) -> Iterator[Content]:
    for name in VALUES:
        if getattr(before, name) != getattr(after, name):
            yield {"at": name, "to": getattr(after, name)}
    if before.calibration != after.calibration:
        yield {"at": "calibration", "to": calibration_content(after.calibration)}


def _phase_differences(before: Notes, after: Notes) -> Iterator[Content]:
    if before.annotators != after.annotators:
        yield {"at": "annotators", "to": list(after.annotators)}
    known = {track.annotator: track for track in before.tracks}
    for track in after.tracks:
        old = known.get(track.annotator) or PhaseTrack.blank(track.annotator, track.frames)
        for frame, _old, phase in old.starts.differences(track.starts):
            yield {"at": "phases", "of": track.annotator, "key": frame, "to": phase}


class _Applying:
    """A document in the course of changes; what belongs together is checked when all of them are in."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._starts = {track.annotator: track.starts for track in notes.tracks}
        self._annotators = list(notes.annotators)
        self._key_frames, self._drawings = notes.key_frames, notes.drawings
        self._values: dict[str, Any] = {}

    def all(self, changes: Iterable[Content]) -> Notes:
        """The document after all of them."""
        for change in changes:
            self._one(change["at"], change)
        frames = self._notes.clip.frames
        old = {track.annotator: track for track in self._notes.tracks}
        tracks = tuple(
            old[name]
            if name in old and old[name].starts is self._starts[name]
            else PhaseTrack(name, frames, self._starts[name])
            for name in self._annotators
        )
        return attrs.evolve(
            self._notes, tracks=tracks, key_frames=self._key_frames, drawings=self._drawings, **self._values
        )

    def _one(self, at: str, change: Content) -> None:
        to = change["to"]
        if at in VALUES:
            self._values[at] = to
        elif at == "calibration":
            self._values[at] = calibration_of(to)
        elif at == "annotators":
            self._name(to)
        elif at == "phases":
            self._begin(change["of"], self._key(change), to)
        elif at == "key_frames":
            self._mark(self._key(change), to)
        elif at == "drawings":
            self._draw(self._key(change), to)
        else:
            raise KeyError(at)

    @staticmethod
    def _key(change: Content) -> int:
        key = change["key"]
        if isinstance(key, bool) or not isinstance(key, int):
            raise TypeError(f"{key!r} is no number")
        return key

    def _name(self, names: list[str]) -> None:
        blank = {name: PhaseTrack.blank(name, self._notes.clip.frames).starts for name in names}
        self._annotators = list(names)
        self._starts = blank | {name: starts for name, starts in self._starts.items() if name in blank}

    def _begin(self, annotator: str, frame: int, phase: str | None) -> None:
        starts = self._starts[annotator]
        if phase is not None and phase not in NAMES:
            raise ValueError(phase)
        if phase is not None:
            self._starts[annotator] = starts.put(frame, phase)
        elif frame in starts:
            self._starts[annotator] = starts.remove(frame)

    def _mark(self, frame: int, to: Content | None) -> None:
        if to is not None:
            key_frame = record_of(KeyFrame, to)
            self._notes.check_frame(key_frame.frame)
            self._key_frames = self._key_frames.put(key_frame.frame, key_frame)
        elif frame in self._key_frames:
            self._key_frames = self._key_frames.remove(frame)

    def _draw(self, number: int, to: Content | None) -> None:
        if to is not None:
            drawing = attrs.evolve(record_of(Drawing, to), id=number)
            self._notes.check_frame(drawing.end_frame)
            self._drawings = self._drawings.put(drawing)
        elif number in self._drawings:
            self._drawings = self._drawings.remove(number)
