"""``comparison.csv``: the marks of the whole and of each part, and how far off each joint was in it."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dancecoach.coaching.dance.comparison import Comparison
from dancecoach.coaching.dance.directions import JOINTS, TWINS
from dancecoach.coaching.dance.scoring import Score, Scorer
from dancecoach.files import write_text

COLUMNS = (
    *("part", "reference_start_s", "reference_end_s", "score", "shape", "timing", "size", "flow", "coverage"),
    *(f"{joint}_{what}" for joint in JOINTS for what in ("mark", "deg")),
)
"""``part`` is "all" or the number of a part. Marks are 0 to 100, ``coverage`` 0 to 1, ``_deg`` mean degrees between the
two limbs; joints are the learner's own; empty where too little was seen."""


def write_beside_csv(comparison: Comparison, path: Path) -> None:
    """Write the table, whole or not at all.

    Raises:
        OutputError: it cannot be written.
    """
    write_text(path, beside_csv(comparison))


def beside_csv(comparison: Comparison) -> str:
    """The table as text, a line for the whole and one for each part that was danced."""
    return "\n".join(",".join(row) for row in (COLUMNS, *_rows(comparison))) + "\n"


def _rows(comparison: Comparison) -> Iterator[tuple[str, ...]]:
    aligned = comparison.aligned
    if aligned is None or not len(aligned):
        return
    scorer = Scorer(aligned)
    span = float(aligned.reference_s[0]), float(aligned.reference_s[-1])
    everything = np.ones(len(aligned), bool)
    yield ("all", *_of(scorer, comparison, span, comparison.score, everything))
    for line in comparison.phrases:
        span = line.phrase.start_s, line.phrase.end_s
        yield (str(line.phrase.number), *_of(scorer, comparison, span, line.score, aligned.between(*span)))


def _of(
    scorer: Scorer, comparison: Comparison, span: tuple[float, float], score: Score, chosen: NDArray[np.bool_]
) -> Iterator[str]:
    yield from (f"{moment:.3f}" for moment in span)
    yield from map(_number, (score.total, score.shape, score.timing, score.size, score.flow))
    yield f"{score.coverage:.3f}"
    aligned = comparison.aligned
    assert aligned is not None
    for twin, k in zip(TWINS, range(len(JOINTS)), strict=True):
        theirs = twin if aligned.overlap.mirrored else k
        seen = chosen & (aligned.weights[:, theirs] > 0)
        yield _number(scorer.joint(JOINTS[theirs], chosen))
        yield _number(float(aligned.degrees[seen, theirs].mean()) if seen.any() else None)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"
