"""The score over a dance, moment by moment."""

import numpy as np

from dancecoach.coaching.dance.comparison import Comparison
from dancecoach.coaching.dance.scoring import Scorer
from dancecoach.pipeline.practice.takes import Course

STEP_S = 0.5
WINDOW_S = 2.0
"""A mark is that of so many seconds on either side: shorter pieces of dance say little."""


def course_of(comparison: Comparison) -> Course:
    """The marks of what was danced, every `STEP_S`; () where it could not be judged."""
    aligned = comparison.aligned
    if aligned is None or not len(aligned):
        return ()
    scorer = Scorer(aligned)
    first, last = float(aligned.reference_s[0]), float(aligned.reference_s[-1])
    found = []
    for at in np.arange(first, last + 1e-6, STEP_S).tolist():
        chosen = aligned.between(at - WINDOW_S, at + WINDOW_S)
        mark = scorer.score(chosen).total if chosen.any() else None
        if mark is not None:
            found.append((at, float(mark)))
    return tuple(found)
