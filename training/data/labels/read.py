"""Label files: tables and JSON, from any hand; see the package for how they are written."""

import csv
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from dancecoach.errors import InputError
from training.data.labels.clip_times import without_suffix
from training.data.labels.segments import NAMES, UNLABELLED, UNLABELLED_NAME, Annotation, Span

PHASES_SUFFIX = ".phases.json"
_ANALYSIS = "analysis.json"
_DAY_S, _MOST_FRAMES = 86_400, 10_000_000
"""No clip is longer; a slip of the keyboard is."""

_UNITS = ((("start_s", "end_s"), False), (("start_frame", "end_frame"), True))


def label_files(sources: Iterable[Path]) -> list[Path]:
    """The files of phases among files and below folders, in order.

    Raises:
        InputError: a path does not exist, or a folder holds none.
    """
    found: list[Path] = []
    for source in sources:
        if source.is_dir():
            inside = sorted(path for path in source.rglob("*") if _is_labels(path))
            if not inside:
                raise InputError(
                    f"holds no labels (CSV, NAME{PHASES_SUFFIX} or {_ANALYSIS})",
                    subject=source,
                    remedy="name the folder of the labels",
                )
            found += inside
        elif source.is_file():
            found.append(source)
        else:
            raise InputError("is not there", subject=source, remedy="name files of labels, or their folder")
    return list(dict.fromkeys(found))


def read_annotations(sources: Iterable[Path]) -> tuple[Annotation, ...]:
    """What every annotator says of every clip, in order of clip and annotator.

    An annotator's segments of a clip may stand in several files.

    Args:
        sources: files, or folders of them.

    Raises:
        InputError: there are none, or one cannot be used; the sentence names file and line.
    """
    parts: dict[tuple[str, str], list[Annotation]] = {}
    for path in label_files(sources):
        for said in read_file(path):
            parts.setdefault((said.clip, said.annotator), []).append(said)
    return tuple(_joined(parts[key]) for key in sorted(parts))


def read_file(path: Path) -> list[Annotation]:
    """The annotations in one file.

    Raises:
        InputError: it is empty, damaged, or says something that cannot be.
    """
    text = text_of(path)
    if not text.strip():
        raise InputError("is empty", subject=path, remedy="label the clip, or take the file out")
    found = _from_json(path, text) if path.suffix.lower() == ".json" else _from_table(path, text)
    if not found:
        raise InputError("holds no segments", subject=path, remedy="label the clip, or take the file out")
    return found


def text_of(path: Path) -> str:
    """What stands in a file that somebody wrote.

    Raises:
        InputError: it is not there, or no text.
    """
    if not path.exists():
        raise InputError("is not there", subject=path, remedy="check the name")
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("cannot be read as text", subject=path, remedy="save it as UTF-8") from error


def table_rows(path: Path, text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """(file and line, cells by lower-case column) of a table's lines, separated by comma, semicolon or tab.

    Raises:
        InputError: it is no table: a quotation mark is never closed, for one.
    """
    lines = text.splitlines()
    separator = max(",;\t", key=lines[0].count)
    reader = csv.DictReader(lines, delimiter=separator, restval="")
    try:
        for cells in reader:
            named = {k.strip().lower(): v.strip() for k, v in cells.items() if k is not None and isinstance(v, str)}
            if any(named.values()):
                yield f"{path}, line {reader.line_num}", named
    except csv.Error as error:
        raise InputError(
            "cannot be read as a table", subject=f"{path}, line {reader.line_num + 1}", remedy="see its quotation marks"
        ) from error


def clip_name(text: str) -> str:
    """A clip's name without folders and without a video's or poses' suffix."""
    return without_suffix(text.replace("\\", "/").rsplit("/", 1)[-1])


def _is_labels(path: Path) -> bool:
    if path.name.startswith("."):
        return False
    if path.suffix.lower() in {".csv", ".tsv"}:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            return "phase" in file.readline().lower()
    return path.name == _ANALYSIS or path.name.endswith(PHASES_SUFFIX)


def _from_table(path: Path, text: str) -> list[Annotation]:
    parts: dict[tuple[str, str, bool], list[Span]] = {}
    for where, row in table_rows(path, text):
        if "phase" not in row:
            raise InputError("has no column `phase`", subject=path, remedy=_COLUMNS)
        span, in_frames = _span(row, where)
        clip, who = (
            row.get("clip") or path.stem,
            row.get("annotator") or (path.stem if row.get("clip") else _folder(path)),
        )
        parts.setdefault((clip_name(clip), who, in_frames), []).append(span)
    return [Annotation(clip, who, tuple(spans), unit) for (clip, who, unit), spans in parts.items()]


_COLUMNS = "name the columns clip, annotator, phase, start_s, end_s (or start_frame, end_frame)"


def _from_json(path: Path, text: str) -> list[Annotation]:
    try:
        content = json.loads(text)
        if isinstance(content, dict):
            return _from_analysis(path, content)
        rows = [dict(row) for row in content]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(
            "holds no phases", subject=path, remedy="write a list of phase, start and end, or let the app analyse it"
        ) from error
    for row in rows:
        row |= {f"{edge}_frame": row[edge] for edge in ("start", "end") if edge in row}
    found = [_span(row, f"{path}, segment {number}") for number, row in enumerate(rows, 1)]
    clip = clip_name(path.name.removesuffix(PHASES_SUFFIX).removesuffix(".json"))
    return [_joined([Annotation(clip, _folder(path), (s,), unit) for s, unit in found])] if found else []


def _from_analysis(path: Path, content: dict[str, Any]) -> list[Annotation]:
    """The app gives the time of a segment's last frame as its end; here it is where the next one begins."""
    if content.get("phases") is None:
        raise InputError("holds no phases", subject=path, remedy="let the app analyse the clip again")
    rows = content["phases"]["segments"]
    ends = [row["start_s"] for row in rows[1:]] + [content["clip"]["duration_s"]]
    parts: dict[str, list[Span]] = {}
    for number, (row, end) in enumerate(zip(rows, ends, strict=True), 1):
        who = row.get("author") or f"model {content['phases']['model']}"
        said = {"phase": row["phase"], "start_s": row["start_s"], "end_s": end}
        parts.setdefault(who, []).append(_span(said, f"{path}, segment {number}")[0])
    clip = clip_name(str(content["clip"]["path"]))
    return [Annotation(clip, who, tuple(spans)) for who, spans in parts.items()]


def _folder(path: Path) -> str:
    return path.resolve().parent.name


def _span(row: dict[str, Any], where: str) -> tuple[Span, bool]:
    """A segment, and whether it is in frames; seconds are taken where both are given."""
    for (start, end), in_frames in _UNITS:
        if row.get(start, "") != "" and row.get(end, "") != "":
            first, last = _number(row[start], start, where, in_frames), _number(row[end], end, where, in_frames)
            if last < first or (last == first and not in_frames):
                raise InputError(
                    f"starts at {row[start]} and ends at {row[end]}", subject=where, remedy="end it after its start"
                )
            return Span(_phase(row.get("phase"), where), first, last, where), in_frames
    raise InputError("has no start and end", subject=where, remedy=_COLUMNS)


def _phase(said: Any, where: str) -> int:
    name = str(said).strip().lower().replace("_", "-").replace(" ", "-")
    if name == UNLABELLED_NAME:
        return UNLABELLED
    if name not in NAMES:
        raise InputError(
            f"names the phase {said!r}, which there is not", subject=where, remedy=f"choose one of: {', '.join(NAMES)}"
        )
    return NAMES.index(name)


def _number(said: Any, column: str, where: str, whole: bool) -> float:
    """A moment; spreadsheets of half the world write it with a comma."""
    try:
        value = float(str(said).replace(",", "."))
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and value >= 0 and (not whole or value == int(value))):
        what = "a frame number" if whole else "a time in seconds"
        raise InputError(f"has {said!r} as {column}, which is not {what}", subject=where, remedy="correct it")
    if value > (_MOST_FRAMES if whole else _DAY_S):
        raise InputError(f"has {said!r} as {column}, which is after any clip's end", subject=where, remedy="correct it")
    return value


def _joined(parts: Sequence[Annotation]) -> Annotation:
    """All segments of one annotator and clip together."""
    first = parts[0]
    other = next((part for part in parts if part.in_frames != first.in_frames), None)
    if other is not None:
        raise InputError(
            f"labels {first.clip} by {first.annotator} in other units than {first.spans[0].where}",
            subject=other.spans[0].where,
            remedy="write all of it in frames, or all in seconds",
        )
    return Annotation(first.clip, first.annotator, tuple(s for part in parts for s in part.spans), first.in_frames)
