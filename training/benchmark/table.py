"""Outcomes side by side: mean and spread over seeds, as text for a terminal and as Markdown."""

from collections.abc import Iterable, Sequence
from typing import Any

import attrs
import numpy as np

from training.benchmark.outcome import Outcome
from training.benchmark.phases import PhaseOutcome
from training.teaching.judge import FewShot

COLUMNS = ("system", "runs", "accuracy", "F1", "examples", "loss", "ECE", "weights", "train s", "ms")
"""``accuracy`` and macro ``F1`` are of clips, ``examples`` is the accuracy of windows or pictures, all in percent;
``ECE`` is the expected calibration error, ``ms`` the time for one example."""


PHASE_COLUMNS = (
    "system", "runs", "F1", "F1@10", "F1@25", "F1@50", "edit", "off ms", "down ms", "false", "weights", "train s", "ms",
)  # fmt: skip
"""Macro ``F1`` of frames, segmental ``F1@`` and edit score in percent; ``off`` and ``down`` are median / 95 % errors of
take-off and touch-down, ``false`` the skills in ten minutes of idle clips, ``ms`` the time for one frame."""


FEW_SHOT_COLUMNS = ("new dance", "clips", "known", "others before", "others after")
"""``known``: other clips of the new dance that are called by its name; ``others``: unseen clips of the old dances that
are named rightly before and after, in percent."""


@attrs.frozen
class Section:
    """One set, asked in one way.

    Attributes:
        title: what was asked.
        columns: of the rows.
        rows: texts, the best system first.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sections(outcomes: Iterable[Outcome]) -> list[Section]:
    """Outcomes by set and protocol, each system's seeds taken together."""
    grouped: dict[tuple[str, str], dict[str, list[Outcome]]] = {}
    for outcome in outcomes:
        grouped.setdefault((outcome.dances, outcome.protocol), {}).setdefault(outcome.system, []).append(outcome)
    return [
        Section(
            ", ".join(key), COLUMNS, tuple(_row(runs) for runs in sorted(systems.values(), key=_worth, reverse=True))
        )
        for key, systems in sorted(grouped.items())
    ]


def phase_sections(outcomes: Iterable[PhaseOutcome]) -> list[Section]:
    """Outcomes by the set of clips asked about, each system's seeds taken together."""
    grouped: dict[str, dict[str, list[PhaseOutcome]]] = {}
    for outcome in outcomes:
        for name in outcome.reports:
            grouped.setdefault(name, {}).setdefault(outcome.system, []).append(outcome)

    def worth(runs: Sequence[PhaseOutcome], name: str) -> float:
        return float(np.mean([run.reports[name]["macro_f1"] for run in runs]))

    return [
        Section(
            f"phases, {name} clips",
            PHASE_COLUMNS,
            tuple(_phase_row(r, name) for r in sorted(systems.values(), key=lambda r: worth(r, name), reverse=True)),
        )
        for name, systems in sorted(grouped.items())
    ]


def few_shot_section(found: Iterable[FewShot]) -> Section:
    """Each dance as the new one, and the mean over dances for each number of clips."""
    outcomes = list(found)
    rows = [(f.style, str(f.clips), *map(_share, (f.known, f.before, f.after))) for f in outcomes]
    for count in sorted({f.clips for f in outcomes}):
        part = [f for f in outcomes if f.clips == count]
        means = (np.mean([getattr(f, key) for f in part]) for key in ("known", "before", "after"))
        rows.append(("mean", str(count), *map(_share, means)))
    return Section("one dance more", FEW_SHOT_COLUMNS, tuple(rows))


def markdown(parts: Sequence[Section]) -> str:
    """The sections as Markdown tables."""
    lines: list[str] = []
    for part in parts:
        lines += [f"### {part.title}", "", _line(part.columns), _line(["---"] * len(part.columns))]
        lines += [*(_line(row) for row in part.rows), ""]
    return "\n".join(lines)


def _worth(runs: Sequence[Outcome]) -> float:
    return float(np.mean([run.accuracy for run in runs]))


def _row(runs: Sequence[Outcome]) -> tuple[str, ...]:
    examples = [np.trace(run.examples) / max(1, run.examples.sum()) for run in runs]
    return (
        runs[0].system,
        str(len(runs)),
        _percent([run.accuracy for run in runs]),
        _percent([run.macro_f1 for run in runs]),
        _percent(examples),
        f"{np.mean([run.loss for run in runs]):.2f}",
        f"{np.mean([run.calibration for run in runs]):.2f}",
        f"{runs[0].parameters:,}",
        f"{np.mean([run.seconds for run in runs]):.0f}",
        f"{np.mean([run.answer_ms for run in runs]):.2f}",
    )


def _phase_row(runs: Sequence[PhaseOutcome], name: str) -> tuple[str, ...]:
    reports = [run.reports[name] for run in runs]
    return (
        runs[0].system,
        str(len(runs)),
        _percent([r["macro_f1"] for r in reports]),
        *(_percent([r["segment_f1"].get(overlap, 0.0) for r in reports]) for overlap in ("0.1", "0.25", "0.5")),
        _percent([r["edit"] for r in reports]),
        *(_edges([r[moment] for r in reports]) for moment in ("takeoff", "touchdown")),
        _mean([r.get("false_skills_per_10_min_idle") for r in reports]),
        f"{runs[0].parameters:,}",
        f"{np.mean([run.seconds for run in runs]):.0f}",
        f"{np.mean([run.answer_ms for run in runs]):.2f}",
    )


def _edges(moments: Sequence[dict[str, Any]]) -> str:
    return " / ".join(_mean([m.get(key) for m in moments]) for key in ("median_ms", "p95_ms"))


def _mean(values: Sequence[float | None]) -> str:
    """Mean of what is known, a dash for nothing."""
    known = [v for v in values if v is not None]
    return f"{np.mean(known):.0f}" if known else "-"


def _share(value: float | np.floating[Any]) -> str:
    return f"{100 * value:.0f}"


def _percent(shares: Sequence[float]) -> str:
    """Mean and, of several, the standard deviation."""
    mean = f"{100 * np.mean(shares):.1f}"
    return mean if len(shares) < 2 else f"{mean} ± {100 * np.std(shares, ddof=1):.1f}"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
