"""The chapter about teaching one dance more from a few clips."""

from collections.abc import Iterator, Sequence

import numpy as np

from training.benchmark.table import MEAN, few_shot_means, few_shot_section
from training.reporting.chapters import SPREAD, Card, Chapter, titled
from training.reporting.plots import Group, plot, share_bar
from training.reporting.provenance import doubts, worked_with
from training.teaching.judge import FewShotOutcome

_MEANING = (
    "each dance in turn is the new one: a network is trained on four fifths of the other dances' clips, taught the new "
    "one from a few clips, and asked about clips that it saw neither then nor before"
)


def few_shot_chapter(place: str, outcomes: Sequence[FewShotOutcome]) -> Chapter:
    """Outcomes on one set.

    Args:
        place: folder that they lie in.
        outcomes: of all dances and seeds.
    """
    section = few_shot_section(outcomes)
    counts = sorted({f.clips for o in outcomes for f in o.found})
    names = list(dict.fromkeys(o.style for o in outcomes))
    groups = [
        Group(name, tuple(share_bar(_clips(n), found) for n in counts if (found := _known(outcomes, name, n))))
        for name in (MEAN, *names)
    ]
    most = few_shot_means(outcomes, counts[-1])
    known, before, after = (float(np.mean([getattr(f, k) for f in most])) for k in ("known", "before", "after"))
    title = f"{outcomes[0].dances}, {section.title}"
    caption = f"Other clips of the new dance that are called by its name. {SPREAD}"
    return Chapter(
        title=titled(title, place),
        meaning=_MEANING,
        section=section,
        headline=(f"from {_clips(counts[-1])}", share_bar("", [f.known for f in most]).text + " known"),
        facts=(*_facts(outcomes), *worked_with(outcomes)),
        plots=(plot("A new dance, known again", caption, groups),),
        card=Card(
            f"Can it learn a dance from {_clips(counts[-1])}? ({outcomes[0].dances})",
            round(100 * known),
            f"Afterwards it knows {round(100 * known)} of 100 other clips of the new dance.",
            None,
            (f"Of the old dances it named {round(100 * before)} of 100 rightly before, {round(100 * after)} after.",),
        ),
        doubts=doubts(outcomes),
    )


def _facts(outcomes: Sequence[FewShotOutcome]) -> Iterator[tuple[str, str]]:
    yield "Data", outcomes[0].dances
    yield "Split", "one fifth of the old dances' clips is only asked about; of the new dance, what was not drawn"
    yield "Draws of each number of clips", ", ".join(map(str, sorted({o.draws for o in outcomes})))
    seeds = sorted({o.seed for o in outcomes})
    yield "Seeds", ", ".join(map(str, seeds))
    if len(seeds) < 3:
        yield "Fewer than three runs", "little is known of the spread"


def _known(outcomes: Sequence[FewShotOutcome], name: str, clips: int) -> list[float]:
    if name == MEAN:
        return [f.known for f in few_shot_means(outcomes, clips)]
    return [f.known for o in outcomes if o.style == name for f in o.found if f.clips == clips]


def _clips(count: int) -> str:
    return f"{count} clips" if count > 1 else "1 clip"
