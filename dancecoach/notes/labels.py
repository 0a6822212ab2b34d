"""Phases in the form that trainings read, and from it.

Two kinds of files (`training.data.labels` tells them in full):

* ``ANNOTATOR/CLIP.phases.json``: ``[{"phase", "start", "end" (inclusive), "start_s", "end_s"}]``, the folder saying
  who. A folder of a training's labels has one for each clip and annotator.
* a table (CSV) with the columns clip, annotator, phase, start_s, end_s, start_frame, end_frame (inclusive).

``end_s`` is where the next segment begins. Seconds count where both are there: they mean the same moments when a clip
is read at another rate. Read are also ``analysis.json`` (what a network said, to be corrected) and the notes of
somebody else about the same clip.
"""

import csv
import io
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from dancecoach.errors import NotesError
from dancecoach.files import make_folder, write_text
from dancecoach.i18n import _
from dancecoach.notes.notes import Notes
from dancecoach.notes.phase_track import MODEL, NAMES, PhaseTrack, Segment, is_annotator

SUFFIX = ".phases.json"
COLUMNS = ("clip", "annotator", "phase", "start_s", "end_s", "start_frame", "end_frame")

SLACK_S = 0.05
"""Gaps and overlaps up to this long, or one frame, are how a tool rounds: the later start is the boundary."""

_DIGITS = 6
_BEGINNING = 4096
_USUAL_STEP_S = 1 / 30
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_VIDEO = re.compile(r"\.(mp4|mov|m4v|mkv|webm|avi)$", re.IGNORECASE)

Times = NDArray[np.float64]


def clip_stem(notes: Notes) -> str:
    """What the clip is called in labels: its file's name without the suffix."""
    return _bare(notes.clip.name) or notes.clip.sha256[:12]


def rows_of(track: PhaseTrack, times: Times) -> list[dict[str, Any]]:
    """The segments as ``CLIP.phases.json`` has them.

    Args:
        track: the phases.
        times: (T,) presentation times of the clip's frames, s.

    Raises:
        NotesError: they are another clip's times.
    """
    if len(times) != track.frames:
        raise NotesError(_("are the times of another clip"), remedy=_("open the clip again"))
    edges = _edges(times)
    return [
        {
            "phase": s.phase,
            "start": s.start_frame,
            "end": s.end_frame,
            "start_s": round(float(edges[s.start_frame]), _DIGITS),
            "end_s": round(float(edges[s.end_frame + 1]), _DIGITS),
        }
        for s in track.segments()
    ]


def write_phases_json(notes: Notes, annotator: str, times: Times, folder: Path) -> Path:
    """Write ``ANNOTATOR/CLIP.phases.json`` into a folder of labels.

    Args:
        notes: about the clip.
        annotator: whose phases.
        times: (T,) presentation times, s.
        folder: of the labels; made where missing.

    Returns:
        The file. In its folder's name a dash stands for what folders may not be called.

    Raises:
        NotesError: there is no such annotator.
        OutputError: it cannot be written.
    """
    rows = rows_of(notes.track(annotator), times)
    whose = make_folder(folder / (_UNSAFE.sub("-", annotator).rstrip(". ") or "annotator"))
    path = whose / f"{clip_stem(notes)}{SUFFIX}"
    write_text(path, "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n")
    return path


def write_label_table(notes: Notes, times: Times, path: Path) -> None:
    """Write what all annotators say as a table.

    Args:
        notes: about the clip.
        times: (T,) presentation times, s.
        path: of the CSV file.

    Raises:
        NotesError: there are no phases.
        OutputError: it cannot be written.
    """
    if not notes.tracks:
        raise NotesError(_("has no phases by hand"), subject=notes.clip.name, remedy=_("add an annotator"))
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for track in notes.tracks:
        for row in rows_of(track, times):
            said = (row["phase"], row["start_s"], row["end_s"], row["start"], row["end"])
            table.writerow((clip_stem(notes), track.annotator, *said))
    write_text(path, text.getvalue())


@attrs.frozen
class _Row:
    """A line of a file: a segment in frames (end inclusive) or in seconds."""

    clip: str
    annotator: str
    phase: str
    start: float
    end: float
    in_frames: bool
    where: str


def read_labels(path: Path, notes: Notes, times: Times) -> tuple[PhaseTrack, ...]:
    """What a file says of the clip, an entry for each annotator.

    A file about one clip is taken to be about this one, whatever it is called there.

    Args:
        path: ``CLIP.phases.json``, a table, an analysis or notes.
        notes: about the clip.
        times: (T,) presentation times, s.

    Raises:
        NotesError: it cannot be read, is about other clips, or its segments do not cover the clip once; the sentence
            names the line.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NotesError(_("cannot be read as text"), subject=path, remedy=_("save it as UTF-8")) from error
    rows = _json_rows(path, text) if path.suffix.lower() == ".json" else _table_rows(path, text)
    clips = {row.clip for row in rows}
    if len(clips) > 1:
        rows = [row for row in rows if row.clip == clip_stem(notes)]
    if not rows:
        raise NotesError(
            _("says nothing of {}").format(clip_stem(notes)), subject=path, remedy=_("choose the labels of this clip")
        )
    said: dict[str, list[_Row]] = {}
    for row in rows:
        said.setdefault(row.annotator, []).append(row)
    return tuple(_track(annotator, parts, times) for annotator, parts in said.items())


def looks_like_labels(path: Path) -> bool:
    """Whether a file seems to hold phases, by its name and its beginning; landmarks and videos do not."""
    if path.suffix.lower() not in {".json", ".csv", ".tsv", ".txt"}:
        return False
    try:
        with path.open("rb") as file:
            beginning = file.read(_BEGINNING).decode("utf-8-sig", "replace")
    except OSError:
        return False
    if path.suffix.lower() == ".json":
        return path.name.endswith(SUFFIX) or '"phase' in beginning
    columns = re.split(r"[,;\t]", beginning.split("\n", 1)[0].strip().lower())
    return "phase" in [column.strip(' "') for column in columns]


def _json_rows(path: Path, text: str) -> list[_Row]:
    try:
        content = json.loads(text)
        if isinstance(content, dict):
            return _app_rows(path, content)
        rows = [dict(row) for row in content]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise NotesError(
            _("holds no phases"), subject=path, remedy=_("choose a list of phase, start and end")
        ) from error
    for row in rows:
        row |= {f"{edge}_frame": row[edge] for edge in ("start", "end") if edge in row}
    clip, whose = _bare(path.name.removesuffix(SUFFIX)), path.resolve().parent.name
    return [_row(row, clip, whose, f"{path}, {number}") for number, row in enumerate(rows, 1)]


def _app_rows(path: Path, content: dict[str, Any]) -> list[_Row]:
    """What analyses and notes say, both in frames: the seconds of an analysis are those of the last frame's start."""
    said, clip = content["phases"], content["clip"]
    rows = said["segments"] if isinstance(said, dict) else said
    who = f"{MODEL}{said['model']}" if isinstance(said, dict) else ""
    name = _bare(_file_name(str(clip.get("name") or clip.get("path") or "")))
    found = []
    for number, row in enumerate(rows, 1):
        segment = {"phase": row["phase"], "start_frame": row["start_frame"], "end_frame": row["end_frame"]}
        found.append(_row(segment, name, str(row.get("annotator") or who), f"{path}, {number}"))
    return found


def _table_rows(path: Path, text: str) -> list[_Row]:
    lines = text.splitlines()
    separator = max(",;\t", key=(lines or [""])[0].count)
    table = csv.DictReader(lines, delimiter=separator, restval="")
    found = []
    for cells in table:
        row = {key.strip().lower(): value.strip() for key, value in cells.items() if isinstance(key, str) and value}
        if row:
            clip, whose = row.get("clip") or path.stem, row.get("annotator") or path.stem
            found.append(_row(row, _bare(_file_name(clip)), whose, f"{path}, {table.line_num}"))
    return found


def _row(row: dict[str, Any], clip: str, annotator: str, where: str) -> _Row:
    phase = str(row.get("phase", "")).strip().lower().replace("_", "-").replace(" ", "-")
    if phase not in NAMES:
        raise NotesError(
            _("names the phase “{}”, which there is not").format(row.get("phase", "")),
            subject=where,
            remedy=_("choose one of: {}").format(", ".join(NAMES)),
        )
    name = annotator.removeprefix(MODEL).strip()
    if not is_annotator(name):
        raise NotesError(_("names no annotator"), subject=where, remedy=_("name who labelled the clip"))
    for (start, end), in_frames in ((("start_s", "end_s"), False), (("start_frame", "end_frame"), True)):
        if row.get(start, "") != "" and row.get(end, "") != "":
            first, last = _number(row[start], where, in_frames), _number(row[end], where, in_frames)
            if last < first or (last == first and not in_frames):
                raise NotesError(_("ends before its start"), subject=where, remedy=_("correct it"))
            return _Row(clip, name, phase, first, last, in_frames, where)
    raise NotesError(_("has no start and end"), subject=where, remedy=_("name start_s and end_s, or frames"))


def _number(said: Any, where: str, whole: bool) -> float:
    """A moment; spreadsheets of half the world write it with a comma."""
    try:
        value = float(str(said).replace(",", "."))
    except ValueError:
        value = float("nan")
    if not 0 <= value < 1e12 or (whole and value != int(value)):
        raise NotesError(
            _("has {} where a time belongs").format(repr(said)[:40]), subject=where, remedy=_("correct it")
        )
    return value


def _track(annotator: str, rows: Sequence[_Row], times: Times) -> PhaseTrack:
    edges, first = _edges(times), rows[0]
    if any(row.in_frames != first.in_frames for row in rows):
        raise NotesError(
            _("is in frames in part, and in part in seconds"), subject=first.where, remedy=_("write all in one of them")
        )
    if first.in_frames:
        segments = [Segment(row.phase, int(row.start), int(row.end)) for row in rows]
    else:
        segments = _in_frames(sorted(rows, key=lambda row: (row.start, row.end)), edges)
    try:
        return PhaseTrack.of_segments(annotator, len(times), segments)
    except NotesError as error:
        raise NotesError(error.problem, subject=first.where, remedy=error.remedy) from error


def _in_frames(rows: Sequence[_Row], edges: Times) -> list[Segment]:
    """Segments of frames nearest in time; small gaps and overlaps are closed, larger ones stay for the check."""
    beyond = max(row.end for row in rows) - edges[-1]
    if beyond > max(SLACK_S, float(np.diff(edges).max())):
        raise NotesError(
            _("goes on {:.2f} s after the clip’s end").format(beyond),
            subject=rows[-1].where,
            remedy=_("choose the labels of this clip"),
        )
    starts = [_nearest(edges, row.start) for row in rows]
    ends = [_nearest(edges, row.end) for row in rows]
    if starts[0] > 0 and _slight(edges, 0, starts[0]):
        starts[0] = 0
    if _slight(edges, ends[-1], len(edges) - 1):
        ends[-1] = len(edges) - 1
    for i, following in enumerate(starts[1:]):
        if _slight(edges, ends[i], following):
            ends[i] = following
    return [Segment(row.phase, a, b - 1) for row, a, b in zip(rows, starts, ends, strict=True) if b > a]


def _slight(edges: Times, a: int, b: int) -> bool:
    return abs(a - b) <= 1 or abs(float(edges[a] - edges[b])) <= SLACK_S


def _nearest(edges: Times, moment: float) -> int:
    return int(np.abs(edges - moment).argmin())


def _edges(times: Times) -> Times:
    """(T+1,) when each frame begins, and the end of the last: it is taken to be shown as long as the one before."""
    step = float(times[-1] - times[-2]) if len(times) > 1 else _USUAL_STEP_S
    return np.append(np.asarray(times, np.float64), times[-1] + step)


def _file_name(path: str) -> str:
    """Without folders, of this system or another."""
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def _bare(name: str) -> str:
    return _VIDEO.sub("", name)
