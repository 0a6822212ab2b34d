"""The written form of a lesson, schema `dancecoach.lesson/1`; every value is checked: anybody may have written it.

::

    {"schema": "dancecoach.lesson/1", "title": "Turn", "author": "", "text": "", "mirrored": false,
     "media": "media/turn.mp4", "begin_s": 0.5, "end_s": 20.0,
     "steps": [{"name": "basic step", "start_s": 0.5, "end_s": 5.3}],
     "cues": [{"text": "Look over the shoulder", "start_s": 2.0, "end_s": 4.0}],
     "files": {"media/turn.mp4": "9f86d0...", "counts.json": "..."}}
"""

import json
import re
from collections.abc import Mapping
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import Final, TypeVar

import attrs

from dancecoach.errors import AnalysisFileError, ArchiveError
from dancecoach.i18n import _
from dancecoach.library.json_section import Section
from dancecoach.library.lesson.records import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_CUES,
    MOST_STEPS,
    Lesson,
    LessonCue,
    LessonStep,
    plain,
)

SCHEMA: Final = "dancecoach.lesson/1"
LONGEST_S: Final = 24 * 3600.0
"""Longest film, seconds."""

_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_T = TypeVar("_T", LessonStep, LessonCue)


def manifest_text(lesson: Lesson, files: Mapping[str, str]) -> str:
    """A lesson as JSON; the same lesson gives the same text.

    Args:
        lesson: what it says.
        files: name within the lesson to SHA-256, of all files but the manifest.
    """
    content = {
        "schema": SCHEMA,
        "title": lesson.title,
        "author": lesson.author,
        "text": lesson.text,
        "mirrored": lesson.mirrored,
        "media": lesson.media,
        "begin_s": round(lesson.begin_s, 4),
        "end_s": round(lesson.end_s, 4),
        "steps": [_row(step) for step in lesson.steps],
        # Sorted as they are written: two that begin within a ten thousandth of a second come in the order of reading.
        "cues": sorted((_row(cue) for cue in lesson.cues), key=itemgetter("start_s", "end_s")),
        "files": dict(sorted(files.items())),
    }
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def read_manifest(text: bytes, path: Path) -> tuple[Lesson, dict[str, str]]:
    """The lesson, and the SHA-256 of its files.

    Args:
        text: the manifest.
        path: of the lesson file, for the sentence about what is wrong.

    Raises:
        ArchiveError: it is no manifest of a lesson; the sentence says why.
    """
    try:
        content = json.loads(text, object_pairs_hook=_once)
        if not isinstance(content, dict):
            raise ArchiveError(_("is no lesson"), subject=path)
        section = Section(path, "", content)
        section.one_of("schema", (SCHEMA,))
        files = _files(section)
        lesson = _lesson(section, files)
    except (AnalysisFileError, ArchiveError) as error:
        raise ArchiveError(
            error.problem, subject=path, remedy=_("ask whoever made the lesson for it once more")
        ) from error
    except (ValueError, RecursionError) as error:
        raise ArchiveError(
            _("is no lesson: its manifest cannot be read"), subject=path, remedy=_("choose another file")
        ) from error
    return lesson, files


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose keys are there once: of two values another program might take the other one."""
    content = dict(pairs)
    if len(content) < len(pairs):
        raise ValueError("a key is there twice")
    return content


def _row(part: LessonStep | LessonCue) -> dict[str, object]:
    return {key: round(value, 4) if isinstance(value, float) else value for key, value in attrs.asdict(part).items()}


def _lesson(section: Section, files: Mapping[str, str]) -> Lesson:
    begin_s = section.number("begin_s", 0.0, LONGEST_S)
    end_s = section.number("end_s", begin_s, LONGEST_S)
    media = section.text("media")
    if media not in files:
        raise section.wrong("media", media)
    return Lesson(
        title=_short(section, "title", LONGEST_TITLE, least=1),
        media=media,
        sha256=files[media],
        begin_s=begin_s,
        end_s=end_s,
        author=_short(section, "author", LONGEST_TITLE),
        text=_short(section, "text", LONGEST_TEXT),
        mirrored=bool(section.get("mirrored", bool, default=False)),
        steps=_steps(section),
        cues=_cues(section),
    )


def _files(section: Section) -> dict[str, str]:
    hashes = section.get("files", dict)
    for name, value in hashes.items():
        if not isinstance(value, str) or not _SHA256.fullmatch(value):
            raise section.wrong(f"files.{name[:40]}", value)
    return dict(hashes)


def _steps(section: Section) -> tuple[LessonStep, ...]:
    rows = section.sections("steps")
    if len(rows) > MOST_STEPS:
        raise section.wrong("steps", len(rows))
    steps = tuple(LessonStep(_short(row, "name", LONGEST_TITLE, least=1), *_span(row)) for row in rows)
    if any(later.start_s < earlier.end_s - 1e-6 for earlier, later in pairwise(steps)):
        raise section.wrong("steps", _("steps that overlap"))
    return steps


def _cues(section: Section) -> tuple[LessonCue, ...]:
    rows = section.sections("cues")
    if len(rows) > MOST_CUES:
        raise section.wrong("cues", len(rows))
    cues = [LessonCue(_short(row, "text", LONGEST_TITLE, least=1), *_span(row)) for row in rows]
    return tuple(sorted(cues, key=lambda cue: (cue.start_s, cue.end_s)))


def _span(row: Section) -> tuple[float, float]:
    start_s = row.number("start_s", 0.0, LONGEST_S)
    return start_s, row.number("end_s", start_s, LONGEST_S)


def _short(section: Section, key: str, most: int, *, least: int = 0) -> str:
    text = plain(section.text(key)).strip()
    if not least <= len(text) <= most:
        raise section.wrong(key, text)
    return text
