"""What a take is of, and in short what came of it: ``take.json``, schema `dancecoach.take/1`.

::

    {"schema": "dancecoach.take/1",
     "reference": {"path", "sha256"}, "begun": "2026-11-22T18:05:31+01:00", "speed": 0.7,
     "person": "Mia",
     "part": {"number", "start_s", "end_s"},
     "course": [[reference_s, mark], ...],
     "outcome": {"score", "coverage", "doubt", "joints": {name: mark}, "parts": [[start_s, end_s, mark], ...]}}

``person`` is missing where nobody said who dances; ``part`` is null for all of the reference; ``course`` is empty and
``outcome`` missing until the take is judged. The outcome stands in ``comparison.json`` too: here it is small enough for
hundreds of takes to be read at once.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import attrs

from dancecoach.coaching.dance.phrases import Phrase
from dancecoach.errors import AnalysisFileError
from dancecoach.files import readable
from dancecoach.i18n import _
from dancecoach.library.json_section import Section

TAKE_SCHEMA = "dancecoach.take/1"

Course = tuple[tuple[float, float], ...]
"""(reference_s, mark 0 to 100), rising in time; moments where too little was seen are left out."""


@attrs.frozen
class Outcome:
    """What came of a take, in short. Marks are 0 to 100, None where too little was seen.

    Attributes:
        score: of all of it.
        coverage: share of joint-time that could be judged, 0 to 1.
        doubt: standard error of the score, marks: how much it hangs on single moments.
        joints: (joint, mark) by the names of `dancecoach.coaching.dance.directions.JOINTS`.
        parts: (start_s, end_s, mark) of each phrase of the reference.
    """

    score: float | None
    coverage: float
    doubt: float = 0.0
    joints: tuple[tuple[str, float | None], ...] = ()
    parts: tuple[tuple[float, float, float | None], ...] = ()


@attrs.frozen
class TakeFacts:
    """What a take is of.

    Attributes:
        reference: the clip, as a path.
        sha256: of its content.
        begun: when, in the time of the place.
        speed: of the music, a share of its own.
        part: which part of the reference; None for all of it.
        course: marks over the dance; () until it is judged.
        outcome: what came of it; None until it is judged, and where that was long ago.
        person: who dances; "" where nobody said.
    """

    reference: str
    sha256: str
    begun: datetime
    speed: float = 1.0
    part: Phrase | None = None
    course: Course = ()
    outcome: Outcome | None = None
    person: str = ""


def facts_from(text: str, path: Path) -> TakeFacts:
    """Read ``take.json``.

    Raises:
        AnalysisFileError: it is not one, or damaged.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise AnalysisFileError(_("is not valid JSON ({})").format(error), subject=path) from error
    if not isinstance(content, dict) or content.get("schema") != TAKE_SCHEMA:
        raise AnalysisFileError(_("is not of the schema {}").format(TAKE_SCHEMA), subject=path)
    whole = Section(path, "", content)
    reference, part, outcome = whole.section("reference"), whole.optional("part"), whole.optional("outcome")
    try:
        return TakeFacts(
            reference.get("path", str),
            reference.get("sha256", str),
            _moment(whole.get("begun", str)),
            float(whole.get("speed", (int, float))),
            None if part is None else _phrase(part),
            tuple((float(at), float(mark)) for at, mark in whole.get("course", list, [])),
            None if outcome is None else _outcome(outcome),
            whole.get("person", str, ""),
        )
    except (ValueError, TypeError, OverflowError, OSError) as error:
        raise AnalysisFileError(_("holds a value that is not usable ({})").format(error), subject=path) from error


def _moment(text: str) -> datetime:
    """A time that there is here and anywhere else."""
    moment = datetime.fromisoformat(text)
    moment.astimezone()
    return moment


def _phrase(part: Section) -> Phrase:
    start, end = (float(part.get(key, (int, float))) for key in ("start_s", "end_s"))
    return Phrase(start, end, int(part.get("number", int)), str(part.get("name", str, "")))


def _outcome(said: Section) -> Outcome:
    joints = said.section("joints")
    return Outcome(
        said.number_or_none("score"),
        said.number("coverage"),
        said.number("doubt"),
        tuple((name, joints.number_or_none(name)) for name in joints.content),
        tuple((float(a), float(b), None if mark is None else float(mark)) for a, b, mark in said.get("parts", list)),
    )


def facts_text(facts: TakeFacts) -> str:
    """``take.json`` as text, ending with a line end."""
    part, outcome = facts.part, facts.outcome
    content: dict[str, Any] = {
        "schema": TAKE_SCHEMA,
        "reference": {"path": readable(facts.reference), "sha256": facts.sha256},
        "begun": facts.begun.isoformat(timespec="seconds"),
        "speed": facts.speed,
        "part": None if part is None else _part_row(part),
        **({"person": facts.person} if facts.person else {}),
        "course": [[round(at, 3), round(mark, 1)] for at, mark in facts.course],
    }
    if outcome is not None:
        content["outcome"] = {
            "score": outcome.score,
            "coverage": outcome.coverage,
            "doubt": outcome.doubt,
            "joints": dict(outcome.joints),
            "parts": [[round(a, 3), round(b, 3), mark] for a, b, mark in outcome.parts],
        }
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _part_row(part: Phrase) -> dict[str, object]:
    row: dict[str, object] = {"number": part.number, "start_s": part.start_s, "end_s": part.end_s}
    return {**row, "name": part.name} if part.name else row
