"""What is chosen of a lesson, and steps and cues as one list. Pure."""

from typing import Literal

import attrs

from dancecoach.library.lesson.records import Lesson, LessonCue, LessonStep


@attrs.frozen
class Chosen:
    """What is chosen of a lesson.

    Attributes:
        kind: a step or a cue.
        place: among those.
    """

    kind: Literal["step", "cue"]
    place: int


def row_of(lesson: Lesson | None, chosen: Chosen | None) -> LessonStep | LessonCue | None:
    """The step or cue that is chosen; None where nothing is, or it is no longer there."""
    if lesson is None or chosen is None:
        return None
    rows: tuple[LessonStep, ...] | tuple[LessonCue, ...] = lesson.steps if chosen.kind == "step" else lesson.cues
    return rows[chosen.place] if chosen.place < len(rows) else None


def words_of(row: LessonStep | LessonCue | None) -> str:
    """The name of a step, or what a cue says; "" for nothing."""
    if row is None:
        return ""
    return row.name if isinstance(row, LessonStep) else row.text


def in_order(lesson: Lesson | None) -> list[Chosen]:
    """Steps and cues in the order of time; a step before a cue that begins with it."""
    if lesson is None:
        return []
    rows = [(step.start_s, 0, Chosen("step", i)) for i, step in enumerate(lesson.steps)]
    rows += [(cue.start_s, 1, Chosen("cue", i)) for i, cue in enumerate(lesson.cues)]
    return [chosen for _start, _kind, chosen in sorted(rows, key=lambda row: row[:2])]
