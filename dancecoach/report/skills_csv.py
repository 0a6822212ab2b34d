"""``skills.csv``: a row for each measure of each skill, and ``phases.csv``: one for each phase; for scripts.

Unlike the spreadsheet they are in English, whatever language the program speaks: ``skill`` (1 is the first),
``takeoff_s``, ``measure`` (as in `dancecoach.coaching.skill_sheet.MEASURES`), ``value``, ``uncertainty`` (one standard
deviation), ``unit``, ``unseen`` (why there is no value), ``name`` (that a person taught; empty for none). Phases:
``phase``, ``start_frame``, ``end_frame`` (inclusive), ``start_s``, ``end_s`` (of that frame), ``confidence``,
``author``.
"""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from dancecoach.coaching.skill import Skill
from dancecoach.files import atomic_path
from dancecoach.motion.phases import PhaseSegment

SKILL_COLUMNS = ("skill", "takeoff_s", "measure", "value", "uncertainty", "unit", "unseen", "name")
PHASE_COLUMNS = ("phase", "start_frame", "end_frame", "start_s", "end_s", "confidence", "author")


def write_skills_csv(skills: Sequence[Skill], path: Path) -> None:
    """Write the measures, whole or not at all.

    Raises:
        OutputError: it cannot be written.
    """
    rows = (
        (
            str(number),
            f"{skill.takeoff_s:.4f}",
            line.name,
            "" if line.value is None else str(line.value),
            "" if line.uncertainty is None else str(line.uncertainty),
            line.unit,
            "" if line.unseen is None else line.unseen.value,
            skill.name,
        )
        for number, skill in enumerate(skills, 1)
        for line in (() if skill.sheet is None else skill.sheet.measures)
    )
    _write(path, SKILL_COLUMNS, rows)


def write_phases_csv(phases: Sequence[PhaseSegment], path: Path) -> None:
    """Write the phases, whole or not at all.

    Raises:
        OutputError: it cannot be written.
    """
    rows = (
        (
            *(s.phase, str(s.start_frame), str(s.end_frame), f"{s.start_s:.6f}", f"{s.end_s:.6f}"),
            *(f"{s.confidence:.3f}", s.author),
        )
        for s in phases
    )
    _write(path, PHASE_COLUMNS, rows)


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with atomic_path(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(columns)
        table.writerows(rows)
