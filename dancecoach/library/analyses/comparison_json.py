"""The written form of a comparison: ``comparison.json``, schema `dancecoach.comparison/1`.

::

    {"schema": "dancecoach.comparison/1",
     "reference": {"path", "sha256"}, "learner": {"path", "sha256"},
     "score": 77.3, "marks": {"shape", "timing", "size", "flow"},
     "timing": {"offset_s", "tempo_ratio", "by", "early_late_ms": [[reference_s, ms], ...],
                "cues": [{"start_s", "end_s", "reference_start_s", "reference_end_s", "late_s", "slower", "cue"}]},
     "joints": {name: {"difference_deg", "share", "mark"}},
     "phrases": [{"number", "reference_start_s", "reference_end_s", "score", "marks", "praise"}],
     "moments": [{"start_s", "end_s", "reference_start_s", "joints", "difference_deg", "cue"}],
     "alignment": [[reference_s, learner_s], ...],
     "coverage": 0.91, "mirrored": false, "view_turn_deg": -8.1, "warnings": ["..."]}

``score`` and marks are 0 to 100, null where too little can be judged. ``offset_s`` is the reference's time at the
learner's 0, ``tempo_ratio`` seconds of the reference for one of the learner, ``by`` "sound" or "motion";
``early_late_ms`` is positive where the learner is late. The ``cues`` of the timing stand where it costs most,
``late_s`` negative where early; ``slower`` is a share of the music's tempo, 0 where there is no drift; older files lack
them. Times are presentation times of their clip. Joints are those of the learner's own body, all null where one was
never seen; shares are those of what is lost and add up to 1, to the rounding, or are all 0 where nothing is. There are
at most three moments of a phrase, the most costly first.
"""

import json
import re
from pathlib import Path
from typing import Any

from dancecoach.coaching.dance.comparison import Comparison, JointLine, PhraseLine
from dancecoach.coaching.dance.faults import Fault
from dancecoach.coaching.dance.lateness import Lateness
from dancecoach.coaching.dance.scoring import Score
from dancecoach.files import readable, write_text
from dancecoach.library.analyses.record import Analysis

COMPARISON_SCHEMA = "dancecoach.comparison/1"

_SPREAD_PAIR = re.compile(r"\[\n\s+(-?\d[\d.eE+-]*),\n\s+(-?\d[\d.eE+-]*)\n\s+\]")
"""Two numbers over four lines: a dance has hundreds of such pairs, which are read one in a line."""


def write_comparison_json(comparison: Comparison, reference: Analysis, learner: Analysis, path: Path) -> None:
    """Write ``comparison.json``, whole or not at all.

    Raises:
        OutputError: it cannot be written.
    """
    write_text(path, comparison_text(comparison, reference, learner))


def comparison_text(comparison: Comparison, reference: Analysis, learner: Analysis) -> str:
    """The comparison as JSON text, keys in the order of the schema, ending with a line end."""
    overlap = comparison.overlap
    content = {
        "schema": COMPARISON_SCHEMA,
        "reference": _clip(reference),
        "learner": _clip(learner),
        "score": comparison.score.total,
        "marks": _marks(comparison.score),
        "timing": {
            "offset_s": None if overlap is None else round(overlap.offset_s, 4),
            "tempo_ratio": None if overlap is None else round(overlap.tempo, 6),
            "by": None if overlap is None else "sound" if comparison.by_sound else "motion",
            "early_late_ms": [[round(time_s, 3), round(ms)] for time_s, ms in comparison.late_ms()],
            "cues": [_late(*pair) for pair in zip(comparison.late, comparison.late_cues, strict=True)],
        },
        "joints": {line.joint: _joint(line) for line in comparison.joints},
        "phrases": [_phrase(line) for line in comparison.phrases],
        "moments": [_moment(*pair) for pair in zip(comparison.faults, comparison.cues, strict=True)],
        "alignment": [[round(there, 3), round(here, 3)] for there, here in comparison.alignment()],
        "coverage": comparison.score.coverage,
        "mirrored": None if overlap is None else overlap.mirrored,
        "view_turn_deg": None if overlap is None else round(overlap.turn, 1),
        "warnings": list(comparison.warnings),
    }
    text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)
    return _SPREAD_PAIR.sub(r"[\1, \2]", text) + "\n"


def _clip(analysis: Analysis) -> dict[str, str]:
    return {"path": readable(analysis.clip.path), "sha256": analysis.sha256}


def _marks(score: Score) -> dict[str, float | None]:
    return {"shape": score.shape, "timing": score.timing, "size": score.size, "flow": score.flow}


def _joint(line: JointLine) -> dict[str, float | None]:
    share = None if line.difference is None else line.share
    return {"difference_deg": line.difference, "share": share, "mark": line.mark}


def _phrase(line: PhraseLine) -> dict[str, Any]:
    return {
        "number": line.phrase.number,
        "reference_start_s": round(line.phrase.start_s, 3),
        "reference_end_s": round(line.phrase.end_s, 3),
        "score": line.score.total,
        "marks": _marks(line.score),
        "praise": line.praise,
    }


def _late(late: Lateness, cue: str) -> dict[str, Any]:
    return {
        "start_s": round(late.start_s, 3),
        "end_s": round(late.end_s, 3),
        "reference_start_s": round(late.reference_start_s, 3),
        "reference_end_s": round(late.reference_end_s, 3),
        "late_s": round(late.late_s, 3),
        "slower": round(late.slower, 4),
        "cue": cue,
    }


def _moment(fault: Fault, cue: str) -> dict[str, Any]:
    return {
        "start_s": round(fault.start_s, 3),
        "end_s": round(fault.end_s, 3),
        "reference_start_s": round(fault.reference_start_s, 3),
        "joints": [fault.joint],
        "difference_deg": round(fault.difference, 1),
        "cue": cue,
    }
