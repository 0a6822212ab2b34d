"""The tables of an exported library: a row for each clip, and one for each skill that was found."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from dancecoach.files import readable
from dancecoach.library.catalogue.records import Clip, Findings

CLIP_COLUMNS = (
    "folder", "title", "kind", "persons", "tags", "collections", "reference", "rating", "best_score", "note",
    "filmed_at", "added_at", "duration_s", "frames", "fps", "width", "height", "size_bytes", "sha256", "storage",
    "file", "analysed_with", "found_share", "style", "style_certainty", "skills",
)  # fmt: skip
SKILL_COLUMNS = ("folder", "title", "takeoff_s", "label", "shape", "flight_s", "height_m", "turns", "confidence")


def clips_table(clips: Iterable[tuple[str, Clip]]) -> str:
    """A row for each (folder, clip); several names are separated by semicolons, what is not known is empty."""
    return _table(CLIP_COLUMNS, (_clip_row(folder, clip) for folder, clip in clips))


def skills_table(clips: Iterable[tuple[str, Clip]]) -> str:
    """A row for each skill found in each (folder, clip)."""
    rows = (
        (folder, clip.title, *(getattr(skill, name) for name in SKILL_COLUMNS[2:]))
        for folder, clip in clips
        for skill in (() if clip.findings is None else clip.findings.skills)
    )
    return _table(SKILL_COLUMNS, rows)


def clip_content(folder: str, clip: Clip, film: str | None) -> dict[str, Any]:
    """What the library says of a clip, for ``clip.json``.

    Args:
        folder: its folder in the export.
        clip: the record.
        film: the name of its file beside it; None where it was not copied.
    """
    row = dict(zip(CLIP_COLUMNS, _clip_row(folder, clip), strict=True))
    found = clip.findings
    return {
        "schema": "dancecoach.clip/1",
        **row,
        "reference": clip.reference,
        "persons": list(clip.persons),
        "tags": list(clip.tags),
        "collections": list(clip.collections),
        "skills": [] if found is None else [attrs.asdict(skill) for skill in found.skills],
        "film": film,
    }


def _clip_row(folder: str, clip: Clip) -> Sequence[Any]:
    facts, found = clip.facts, clip.findings or Findings("", 0.0)
    known = clip.findings is not None
    return (
        folder, clip.title, facts.kind.value,
        *("; ".join(names) for names in (clip.persons, clip.tags, clip.collections)),
        int(clip.reference), clip.rating, clip.score, clip.note,
        None if facts.filmed_at is None else facts.filmed_at.isoformat(), clip.added_at.isoformat(),
        round(facts.duration_s, 4), facts.frames, round(facts.fps, 4), facts.width, facts.height, facts.size_bytes,
        facts.sha256, clip.storage.value, readable(clip.path), found.analysed_with,
        round(found.found_share, 4) if known else None, found.style, round(found.style_certainty, 4) if known else None,
        "; ".join(skill.label for skill in found.skills),
    )  # fmt: skip


def _table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(columns)
    table.writerows(["" if value is None else value for value in row] for row in rows)
    return text.getvalue()
