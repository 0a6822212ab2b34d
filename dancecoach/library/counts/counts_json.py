"""The written form of a clip's counts, schema `dancecoach.counts/1`.

::

    {"schema": "dancecoach.counts/1", "sha256": "9f86...", "by": "music", "lesson" or "person",
     "tempo_bpm": 100.0, "confidence": {"beat": 0.9, "one": 0.6}, "first_one": 8, "beats_s": [0.0, 0.6, ...]}

``beats_s`` are seconds since the clip's first picture, rising; ``first_one`` is the index of the first "1".
"""

import json
from itertools import pairwise
from pathlib import Path
from typing import Literal, get_args

import attrs

from dancecoach.coaching.dance.phrases import Counts
from dancecoach.i18n import _
from dancecoach.library.json_section import Section, fault

COUNTS_SCHEMA = "dancecoach.counts/1"
MOST_BEATS = 100_000

Author = Literal["music", "lesson", "person"]
_AUTHORS: tuple[Author, ...] = get_args(Author)

_FARTHEST_S = 1e6


@attrs.frozen
class KeptCounts:
    """Counts and where they come from.

    Attributes:
        counts: beats and the first "1".
        by: found in the music, said by the instructor whose lesson it is, or corrected by a person.
        tempo: beats per minute.
        beat_confidence: 0 to 1, how clear the beat is.
        one_confidence: 0 to 1, how clear it is which beat is the "1"; below a half it is worth asking.
    """

    counts: Counts
    by: Author
    tempo: float
    beat_confidence: float = 1.0
    one_confidence: float = 1.0


def counts_text(kept: KeptCounts, sha256: str) -> str:
    """The counts as JSON text, ending with a line end."""
    content = {
        "schema": COUNTS_SCHEMA,
        "sha256": sha256,
        "by": kept.by,
        "tempo_bpm": round(kept.tempo, 3),
        "confidence": {"beat": round(kept.beat_confidence, 3), "one": round(kept.one_confidence, 3)},
        "first_one": kept.counts.first_one,
        "beats_s": [round(beat, 4) for beat in kept.counts.beats_s],
    }
    return json.dumps(content, indent=2, allow_nan=False) + "\n"


def counts_from_text(text: str | bytes, path: Path) -> tuple[KeptCounts, str]:
    """The counts and the SHA-256 of the clip that they belong to.

    Raises:
        AnalysisFileError: it is no such text; the file and what is wrong in it are named.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise fault(path, _("is not JSON ({})").format(error)) from error
    if not isinstance(content, dict):
        raise fault(path, _("holds no counts"))
    section = Section(path, "", content)
    section.one_of("schema", (COUNTS_SCHEMA,))
    sure, by = section.section("confidence"), section.one_of("by", _AUTHORS)
    kept = KeptCounts(
        Counts(_beats(section), section.count("first_one", 0, MOST_BEATS)),
        next(author for author in _AUTHORS if author == by),
        section.number("tempo_bpm", 0.0),
        sure.number("beat", 0.0, 1.0),
        sure.number("one", 0.0, 1.0),
    )
    return kept, section.text("sha256")


def _beats(section: Section) -> tuple[float, ...]:
    values = section.get("beats_s", list)
    plain = all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)
    near = plain and all(-_FARTHEST_S <= v <= _FARTHEST_S for v in values)
    if not near or len(values) > MOST_BEATS or any(not a < b for a, b in pairwise(values)):
        raise section.wrong("beats_s", values)
    return tuple(float(value) for value in values)
