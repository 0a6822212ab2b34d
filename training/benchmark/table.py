"""Outcomes side by side: mean and spread over seeds, as text for a terminal and as Markdown."""

from collections.abc import Iterable, Sequence

import attrs
import numpy as np

from training.benchmark.outcome import Outcome

COLUMNS = ("system", "runs", "accuracy", "F1", "examples", "loss", "ECE", "weights", "train s", "ms")
"""``accuracy`` and macro ``F1`` are of clips, ``examples`` is the accuracy of windows or pictures, all in percent;
``ECE`` is the expected calibration error, ``ms`` the time for one example."""


@attrs.frozen
class Section:
    """One set and one protocol.

    Attributes:
        dances: name of the set.
        protocol: its name.
        rows: texts in the order of `COLUMNS`, the best system first.
    """

    dances: str
    protocol: str
    rows: tuple[tuple[str, ...], ...]


def sections(outcomes: Iterable[Outcome]) -> list[Section]:
    """Outcomes by set and protocol, each system's seeds taken together."""
    grouped: dict[tuple[str, str], dict[str, list[Outcome]]] = {}
    for outcome in outcomes:
        grouped.setdefault((outcome.dances, outcome.protocol), {}).setdefault(outcome.system, []).append(outcome)
    return [
        Section(*key, tuple(_row(runs) for runs in sorted(systems.values(), key=_worth, reverse=True)))
        for key, systems in sorted(grouped.items())
    ]


def markdown(parts: Sequence[Section]) -> str:
    """The sections as Markdown tables."""
    lines: list[str] = []
    for part in parts:
        lines += [f"### {part.dances}, {part.protocol}", "", _line(COLUMNS), _line(["---"] * len(COLUMNS))]
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


def _percent(shares: Sequence[float]) -> str:
    """Mean and, of several, the standard deviation."""
    mean = f"{100 * np.mean(shares):.1f}"
    return mean if len(shares) < 2 else f"{mean} ± {100 * np.std(shares, ddof=1):.1f}"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
