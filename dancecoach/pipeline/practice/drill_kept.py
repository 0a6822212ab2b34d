"""What was reached from slow to fast, kept with the takes: each lap of a drill has a ``drill.json`` in its folder.

Schema `dancecoach.drill/1`: ``speed``, ``score`` (null where it could not be judged), ``doubt``, ``coverage``,
``verdict`` and ``goal``.
"""

import json
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path

from dancecoach.coaching.dance.phrases import Phrase
from dancecoach.errors import AnalysisFileError
from dancecoach.files import write_text
from dancecoach.i18n import _
from dancecoach.library.json_section import Section
from dancecoach.pipeline.practice.drill import Repetition, Verdict
from dancecoach.pipeline.practice.takes import Take

SCHEMA = "dancecoach.drill/1"
FILE = "drill.json"

Laps = Mapping[Path, Repetition]
"""Laps of drills by the folders of their takes."""

_log = logging.getLogger(__name__)


def keep(folder: Path, lap: Repetition, goal: float) -> None:
    """Keep a lap with its take.

    Raises:
        OutputError: it cannot be written.
    """
    content = {
        "schema": SCHEMA,
        "speed": lap.speed,
        "score": lap.score,
        "doubt": min(lap.doubt, 100.0),
        "coverage": lap.coverage,
        "verdict": str(lap.verdict),
        "goal": goal,
    }
    write_text(folder / FILE, json.dumps(content, indent=2, allow_nan=False) + "\n")


def read(folder: Path) -> Repetition | None:
    """The lap that a take was; None where it was none.

    Raises:
        AnalysisFileError: the file is damaged.
    """
    path = folder / FILE
    try:
        content = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise AnalysisFileError(_("cannot be read ({})").format(error), subject=path) from error
    if not isinstance(content, dict) or content.get("schema") != SCHEMA:
        raise AnalysisFileError(_("is not of the schema {}").format(SCHEMA), subject=path)
    whole = Section(path, "", content)
    return Repetition(
        whole.number("speed"), whole.number_or_none("score"), whole.number("doubt"), whole.number("coverage")
    )


def laps_of(takes: Iterable[Take]) -> dict[Path, Repetition]:
    """The laps among takes; one that cannot be read is left out, with a line in the log."""
    found: dict[Path, Repetition] = {}
    for take in takes:
        try:
            lap = read(take.folder)
        except AnalysisFileError as problem:
            _log.warning("a lap of a drill is left out: %s", problem)
            continue
        if lap is not None:
            found[take.folder] = lap
    return found


def best_of(takes: Iterable[Take], laps: Laps, part: Phrase | None) -> dict[float, Repetition]:
    """The best lap at each speed at which a part was drilled; a later lesson may name and number it otherwise."""
    best: dict[float, Repetition] = {}
    for take in takes:
        lap = laps.get(take.folder)
        if lap is None or _span(take.facts.part) != _span(part) or lap.score is None:
            continue
        before = best.get(lap.speed)
        if before is None or (lap.verdict is Verdict.GOOD, lap.score) > (
            before.verdict is Verdict.GOOD,
            before.score or 0.0,
        ):
            best[lap.speed] = lap
    return best


def _span(part: Phrase | None) -> tuple[float, float] | None:
    return None if part is None else (part.start_s, part.end_s)
