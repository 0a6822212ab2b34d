"""What a page, a table and a video of two dancers are made from."""

from pathlib import Path

import attrs

from dancecoach.coaching.dance.comparison import Comparison
from dancecoach.coaching.dance.phrases import Counts, Phrase
from dancecoach.library.analyses.record import Analysis


@attrs.frozen(eq=False)
class Compared:
    """Two clips, and what came of comparing them.

    Attributes:
        comparison: what came of it.
        reference: whose dance it is.
        learner: who dances it.
        clips: where the two videos lie; None where there are landmarks only, then bodies are drawn.
        counts: of the reference's music.
        steps: parts of the reference that its lesson names; () where none does.
        made: when, as a person reads it.
        title: of the page; "" names both clips.
    """

    comparison: Comparison
    reference: Analysis
    learner: Analysis
    clips: tuple[Path | None, Path | None] = attrs.field(default=(None, None), kw_only=True)
    counts: Counts | None = attrs.field(default=None, kw_only=True)
    steps: tuple[Phrase, ...] = attrs.field(default=(), kw_only=True)
    made: str = attrs.field(default="", kw_only=True)
    title: str = attrs.field(default="", kw_only=True)
