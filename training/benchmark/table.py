"""Outcomes side by side: mean and spread over seeds, as text for a terminal, as Markdown, and as numbers."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import attrs
import numpy as np

from training.benchmark.columns import NOTHING, Column, count, percent, share, whole, whole_percent, wholes
from training.benchmark.outcome import Outcome
from training.benchmark.phases import PhaseOutcome
from training.benchmark.votes import phase_votes, votes
from training.teaching.judge import FewShot, FewShotOutcome

Run = TypeVar("Run")

STYLE_COLUMNS: tuple[Column[Outcome], ...] = (
    Column.of("accuracy", lambda o: o.accuracy, percent),
    Column.of("F1", lambda o: o.macro_f1, percent),
    Column.of("precision", lambda o: o.macro_precision, percent),
    Column.of("recall", lambda o: o.macro_recall, percent),
    Column.of("examples", lambda o: _share_right(o.examples), percent),
    Column.of("loss", lambda o: o.loss, share),
    Column.of("ECE", lambda o: o.calibration, share),
    Column.of("unknown", lambda o: o.auroc, share),
    Column.of("refused", lambda o: o.refused, whole_percent),
    Column.of("weights", lambda o: o.parameters, count),
    Column.of("train s", lambda o: o.seconds, whole),
    Column.of("ms", lambda o: o.answer_ms, share),
)
"""``accuracy``, macro ``F1``, ``precision`` and ``recall`` are of clips, ``examples`` is the accuracy of windows or
pictures, all in percent; ``ECE`` is the expected calibration error; ``unknown`` the area under the curve of clips of
other dances, and ``refused`` the percentage of those that are below the certainty of nine of ten known ones; ``ms`` is
the time for one example."""

_Asked = tuple[PhaseOutcome, dict[str, Any]]


def _segments(overlap: str) -> Callable[[_Asked], float | None]:
    return lambda asked: asked[1]["segment_f1"].get(overlap, 0.0)


def _edge(name: str, moment: str) -> Column[_Asked]:
    late = ((f"{name} {key}", lambda asked, key=key: asked[1][moment].get(key)) for key in ("median_ms", "p95_ms"))
    return Column(name, tuple(late), wholes)


PHASE_COLUMNS: tuple[Column[_Asked], ...] = (
    Column.of("F1", lambda a: a[1]["macro_f1"], percent),
    Column.of("precision", lambda a: a[1].get("macro_precision"), percent),
    Column.of("recall", lambda a: a[1].get("macro_recall"), percent),
    *(Column.of(f"F1@{100 * float(o):.0f}", _segments(o), percent) for o in ("0.1", "0.25", "0.5")),
    Column.of("edit", lambda a: a[1]["edit"], percent),
    _edge("off", "takeoff"),
    _edge("down", "touchdown"),
    Column.of("false", lambda a: a[1].get("false_skills_per_10_min_idle"), whole),
    Column.of("ECE", lambda a: a[1].get("calibration_error"), share),
    Column.of("weights", lambda a: a[0].parameters, count),
    Column.of("train s", lambda a: a[0].seconds, whole),
    Column.of("ms", lambda a: a[0].answer_ms, share),
)
"""Macro ``F1``, ``precision`` and ``recall`` of frames, segmental ``F1@`` and edit score in percent; ``off`` and
``down`` are median / 95 % errors of take-off and touch-down, ms, ``false`` the skills in ten minutes of idle clips,
``ms`` the time for one frame."""

FEW_SHOT_COLUMNS: tuple[Column[FewShot], ...] = (
    Column.of("known", lambda f: f.known, whole_percent),
    Column.of("others before", lambda f: f.before, whole_percent),
    Column.of("others after", lambda f: f.after, whole_percent),
)
"""``known``: other clips of the new dance that are called by its name; ``others``: unseen clips of the old dances that
are named rightly before and after, in percent."""

MEAN = "mean"
"""In place of a dance: all of them."""


@attrs.frozen
class Section:
    """One set, asked in one way.

    Attributes:
        title: what was asked.
        columns: of the rows.
        rows: texts, the best system first.
        figures: the numbers of each row by column, each with mean, standard deviation over runs, and the runs.
        best: how many rows, from the first on, stand out.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[dict[str, Any], ...] = ()
    best: int = 1


def sections(outcomes: Iterable[Outcome]) -> list[Section]:
    """Outcomes by set and protocol, each system's seeds taken together, and a soft vote of them."""
    found = list(outcomes)
    grouped: dict[tuple[str, str], dict[str, list[Outcome]]] = {}
    for outcome in (*found, *votes(found)):
        grouped.setdefault((outcome.dances, outcome.protocol), {}).setdefault(outcome.system, []).append(outcome)
    return [
        _section(", ".join(key), _by_worth(systems, lambda o: o.accuracy), STYLE_COLUMNS)
        for key, systems in sorted(grouped.items())
    ]


def phase_sections(outcomes: Iterable[PhaseOutcome]) -> list[Section]:
    """Outcomes by the set of clips asked about, each system's seeds taken together, and a majority of them."""
    found = list(outcomes)
    grouped: dict[str, dict[str, list[_Asked]]] = {}
    for outcome in (*found, *phase_votes(found)):
        for name, report in outcome.reports.items():
            grouped.setdefault(name, {}).setdefault(outcome.system, []).append((outcome, report))
    return [
        _section(f"phases, {name} clips", _by_worth(systems, lambda a: a[1]["macro_f1"]), PHASE_COLUMNS)
        for name, systems in sorted(grouped.items())
    ]


def few_shot_section(outcomes: Iterable[FewShotOutcome]) -> Section:
    """The mean over dances for each number of clips, and each dance as the new one."""
    found = list(outcomes)
    counts = sorted({f.clips for outcome in found for f in outcome.found})
    names = {o.style: [f for p in found if p.style == o.style for f in p.found] for o in found}
    rows: list[tuple[str, int, list[FewShot]]] = [(MEAN, n, few_shot_means(found, n)) for n in counts]
    rows += [(name, n, [f for f in part if f.clips == n]) for name, part in names.items() for n in counts]
    section = _section(
        "one dance more",
        [((name, str(n)), part) for name, n, part in rows if part],
        FEW_SHOT_COLUMNS,
        heads=("new dance", "clips"),
    )
    return attrs.evolve(section, best=len(counts))


def few_shot_means(outcomes: Iterable[FewShotOutcome], clips: int) -> list[FewShot]:
    """The mean over dances of each seed."""
    by_seed: dict[int, list[FewShot]] = {}
    for outcome in outcomes:
        by_seed.setdefault(outcome.seed, []).extend(f for f in outcome.found if f.clips == clips)
    return [
        FewShot(MEAN, clips, *(float(np.mean([getattr(f, key) for f in part])) for key in ("known", "before", "after")))
        for _, part in sorted(by_seed.items())
        if part
    ]


def markdown(parts: Sequence[Section]) -> str:
    """The sections as Markdown tables, numbers at the right."""
    lines: list[str] = []
    for part in parts:
        rule = ["---", *["---:"] * (len(part.columns) - 1)]
        lines += [f"### {part.title}", "", _line(part.columns), _line(rule), *map(_line, part.rows), ""]
    return "\n".join(lines)


def _section(
    title: str,
    groups: Sequence[tuple[tuple[str, ...], Sequence[Run]]],
    columns: Sequence[Column[Run]],
    heads: tuple[str, ...] = ("system",),
) -> Section:
    """Rows of groups; columns of which nothing is known are left out."""
    texts = [[column.text(runs) for column in columns] for _, runs in groups]
    kept = [i for i in range(len(columns)) if any(row[i] != NOTHING for row in texts)]
    rows = tuple(
        (*names, str(len(runs)), *(row[i] for i in kept)) for (names, runs), row in zip(groups, texts, strict=True)
    )
    figures = tuple(
        dict(zip(heads, names, strict=True)) | {k: v for c in columns for k, v in c.figures(runs).items()}
        for names, runs in groups
    )
    return Section(title, (*heads, "runs", *(columns[i].name for i in kept)), rows, figures)


def _by_worth(
    systems: dict[str, list[Run]], worth: Callable[[Run], float]
) -> list[tuple[tuple[str, ...], Sequence[Run]]]:
    """Systems with their runs, the best first."""
    order = sorted(systems, key=lambda name: float(np.mean([worth(run) for run in systems[name]])), reverse=True)
    return [((name,), systems[name]) for name in order]


def _share_right(table: Any) -> float:
    total = table.sum()
    return float(np.trace(table) / total) if total else float("nan")


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
