"""The written form of a clip's notes, schema `dancecoach.notes/1`.

::

    {
    "schema": "dancecoach.notes/1",
    "revision": 17,
    "clip": {"sha256": "9f86d0...", "frames": 300, "name": "tuck.mp4"},
    "calibration": {"kind": "length", "a": [0.2, 0.8], "b": [0.6, 0.8], "length_m": 2.0, "frame": 46},
    "origin_frame": 46, "capture_fps": 240.0, "loop_start": 40, "loop_end": 90, "next_id": 8,
    "phases": [
    {"annotator": "Ann", "phase": "idle", "start_frame": 0, "end_frame": 45},
    ...
    ],
    "key_frames": [
    {"frame": 46, "note": "arms late"}
    ],
    "drawings": [
    {"id": 7, "kind": "line", "points": [[0.1, 0.2], [0.3, 0.4]], "start_frame": 40, "end_frame": 60}
    ]
    }

Each entry has a line of its own, so that a file which lost its end, or a line in the middle, can be read but for
that. ``revision`` counts the edits, `dancecoach.notes.journal` has those that came later. A drawing is written without
what is as usual. Top-level keys that this version does not know are kept.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from dancecoach.errors import NotesError
from dancecoach.i18n import _
from dancecoach.notes.changes import VALUES
from dancecoach.notes.contents import calibration_content, calibration_of, content_of, record_of
from dancecoach.notes.drawing import Drawing
from dancecoach.notes.drawing_set import DrawingSet
from dancecoach.notes.notes import SCHEMA, Notes
from dancecoach.notes.phase_track import NAMES, PhaseTrack, Segment, is_annotator
from dancecoach.notes.records import KeyFrame, NotedClip
from dancecoach.notes.sorted_map import SortedMap

_FAMILY = SCHEMA.rsplit("/", 1)[0] + "/"
_LISTS = ("phases", "key_frames", "drawings")
_KNOWN = {"schema", "revision", "clip", "calibration", *VALUES, *_LISTS}
_LINE = re.compile(r'^"(?P<key>(?:[^"\\]|\\.)*)": (?P<value>.*?),?$')


@attrs.frozen
class NotesRead:
    """What could be read of a file.

    Attributes:
        notes: the document.
        revision: number of edits that are in it.
        lost: number of entries that could not be read; 0 for a sound file. One about another clip is one entry.
    """

    notes: Notes
    revision: int
    lost: int = 0


def to_text(notes: Notes, revision: int) -> str:
    """The document as JSON text, a line for each entry."""
    clip = notes.clip
    head = {
        "schema": SCHEMA,
        "revision": revision,
        "clip": {"sha256": clip.sha256, "frames": clip.frames, "name": clip.name},
        "calibration": calibration_content(notes.calibration),
        **{name: getattr(notes, name) for name in VALUES},
    }
    lines = [f"{_dumped(key)}: {_dumped(value)}" for key, value in head.items()]
    # Nobody has looked at these: in ASCII they can be written whatever they hold.
    lines += (f"{json.dumps(key)}: {json.dumps(value)}" for key, value in notes.extra.items())
    lists = {
        "phases": _phase_rows(notes),
        "key_frames": (content_of(key_frame) for key_frame in notes.key_frames.values()),
        "drawings": (content_of(drawing) for drawing in notes.drawings),
    }
    lines += (_list_text(key, rows) for key, rows in lists.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def from_bytes(content: bytes, clip: NotedClip) -> NotesRead:
    """Read as much of a file as there is to be read.

    Args:
        content: of the file.
        clip: which clip it should be about.

    Raises:
        NotesError: a newer version of dancecoach wrote it, in a form that this one does not know.
    """
    text = content.decode("utf-8", "replace")
    try:
        whole = _parsed(text)
    except (ValueError, RecursionError):
        whole = None
    reading = _Reading(clip)
    if not isinstance(whole, dict):
        reading.lost += 1
        whole = _salvaged(text)
    schema = whole.get("schema", SCHEMA)
    if schema != SCHEMA and str(schema).startswith(_FAMILY):
        raise NotesError(
            _("was written by a newer version of dancecoach ({})").format(schema), remedy=_("update dancecoach")
        )
    return reading.read(whole)


class _Reading:
    """Makes a document of an object that somebody else may have written, leaving out what makes no sense."""

    def __init__(self, clip: NotedClip) -> None:
        self._clip = clip
        self.lost = 0

    def read(self, whole: dict[str, Any]) -> NotesRead:
        about = whole.get("clip")
        about = about if isinstance(about, dict) else {}
        if about.get("sha256", self._clip.sha256) != self._clip.sha256:
            return NotesRead(Notes(self._clip), 0, 1)
        notes = Notes(self._noted_clip(about))
        drawings = DrawingSet.of(self._drawings(notes, whole))
        notes = attrs.evolve(
            notes,
            tracks=self._tracks(notes.clip.frames, whole),
            key_frames=SortedMap(sorted(self._key_frames(notes, whole).items())),
            drawings=drawings,
            extra={key: value for key, value in whole.items() if key not in _KNOWN},
        )
        notes = self._with_values(notes, whole)
        highest = max((drawing.id for drawing in drawings), default=0)
        notes = attrs.evolve(notes, next_id=max(notes.next_id, highest + 1))
        return NotesRead(notes, self._revision(whole), self.lost)

    def _noted_clip(self, about: dict[str, Any]) -> NotedClip:
        try:
            return attrs.evolve(self._clip, frames=about["frames"])
        except (KeyError, NotesError):
            self.lost += 1
            return self._clip

    def _revision(self, whole: dict[str, Any]) -> int:
        """Where it cannot be read, 0: the journal is then gone through from its start, which does no harm."""
        revision = whole.get("revision")
        if isinstance(revision, int) and not isinstance(revision, bool) and revision >= 0:
            return revision
        self.lost += 1
        return 0

    def _rows(self, whole: dict[str, Any], key: str) -> Iterator[dict[str, Any]]:
        rows = whole.get(key, [])
        for row in rows if isinstance(rows, list) else [rows]:
            if isinstance(row, dict):
                yield row
            else:
                self.lost += 1

    def _tracks(self, frames: int, whole: dict[str, Any]) -> tuple[PhaseTrack, ...]:
        said: dict[str, list[Segment]] = {}
        for row in self._rows(whole, "phases"):
            segment, whom = _segment(row, frames), row.get("annotator")
            if segment is None or not isinstance(whom, str) or not is_annotator(whom):
                self.lost += 1
            else:
                said.setdefault(whom, []).append(segment)
        return tuple(self._track(annotator, frames, segments) for annotator, segments in said.items())

    def _track(self, annotator: str, frames: int, segments: list[Segment]) -> PhaseTrack:
        try:
            return PhaseTrack.of_segments(annotator, frames, segments)
        except NotesError:  # some are missing: nobody knows what they said
            self.lost += 1
            track = PhaseTrack.blank(annotator, frames)
            for segment in segments:
                track = track.relabelled(segment.start_frame, segment.end_frame, segment.phase)
            return track

    def _key_frames(self, notes: Notes, whole: dict[str, Any]) -> dict[int, KeyFrame]:
        found: dict[int, KeyFrame] = {}
        for row in self._rows(whole, "key_frames"):
            try:
                key_frame = record_of(KeyFrame, row)
                notes.check_frame(key_frame.frame)
                found[key_frame.frame] = key_frame
            except NotesError:
                self.lost += 1
        return found

    def _drawings(self, notes: Notes, whole: dict[str, Any]) -> list[Drawing]:
        found: dict[int, Drawing] = {}
        for row in self._rows(whole, "drawings"):
            try:
                drawing = record_of(Drawing, row)
                notes.check_frame(drawing.end_frame)
            except NotesError:
                self.lost += 1
                continue
            if drawing.id == 0 or drawing.id in found:
                self.lost += 1
            else:
                found[drawing.id] = drawing
        return list(found.values())

    def _with_values(self, notes: Notes, whole: dict[str, Any]) -> Notes:
        for name in VALUES:
            try:
                notes = attrs.evolve(notes, **{name: whole[name]}) if name in whole else notes
            except NotesError:
                self.lost += 1
        try:
            return attrs.evolve(notes, calibration=calibration_of(whole.get("calibration")))
        except NotesError:
            self.lost += 1
            return notes


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _segment(row: dict[str, Any], frames: int) -> Segment | None:
    """The segment that a row tells; None where it is none of the clip."""
    phase, start, end = row.get("phase"), row.get("start_frame"), row.get("end_frame")
    if phase not in NAMES or type(start) is not int or type(end) is not int or not 0 <= start <= end < frames:
        return None
    return Segment(phase, start, end)


def _list_text(key: str, rows: Iterable[dict[str, Any]]) -> str:
    lines = ",\n".join(_dumped(row) for row in rows)
    return f'"{key}": [\n{lines}\n]' if lines else f'"{key}": []'


def _phase_rows(notes: Notes) -> Iterator[dict[str, Any]]:
    for track in notes.tracks:
        for s in track.segments():
            yield {
                "annotator": track.annotator,
                "phase": s.phase,
                "start_frame": s.start_frame,
                "end_frame": s.end_frame,
            }


def _salvaged(text: str) -> dict[str, Any]:
    """What the lines of a damaged file say, each for itself."""
    found: dict[str, Any] = {}
    rows: list[Any] | None = None
    for line in text.split("\n"):  # not splitlines: notes may hold other line ends
        head = _LINE.match(line)
        if head and head["key"] in _LISTS and head["value"] in {"[", "[]"}:
            rows = found.setdefault(head["key"], [])
        elif head and (value := _loaded(head["value"])) is not None:
            found.setdefault(head["key"], value)
        elif rows is not None and line.startswith("{"):
            rows.append(_loaded(line.removesuffix(",")))
    return found


def _loaded(text: str) -> Any:
    try:
        return _parsed(text)
    except (ValueError, RecursionError):
        return None


def _parsed(text: str) -> Any:
    """JSON has no NaN, though Python reads and writes it: what cannot be written again is no sound file."""
    return json.loads(text, parse_constant=_refused)


def _refused(name: str) -> None:
    raise ValueError(name)
