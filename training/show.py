"""Reports as tables for a terminal, and as JSON."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from dancecoach.files import write_text
from dancecoach.motion.phases import PHASES
from training.benchmark.table import Section
from training.evaluate import PhaseReport
from training.judging import Strangers

_BORDER = 3
"""Of a cell: a line and a space to each side."""


def phase_tables(reports: dict[str, PhaseReport]) -> list[Table]:
    """Tables of all sets, and one of the clips of each that is not drawn; none is wider than 80 characters.

    Args:
        reports: by the name of the set.
    """
    head = Table("set", "clips", "frames", "macro F1", *PHASES, title="frames")
    order = Table("set", "edit score", "segment F1@50", "calibration error", title="segments")
    edges = Table("set", "moment", "median ms", "p95 ms", "bias ms", "pairs", "missed", "false", title="boundaries")
    for name, report in reports.items():
        d = report.to_dict()
        scores = (_two(d["f1"].get(phase)) for phase in PHASES)
        head.add_row(
            name, str(d["clips"]), str(d["frames"]), _two(d.get("macro_f1")), *scores
        )  # fmt: skip
        order.add_row(name, *(_two(v) for v in (d.get("edit"), d["segment_f1"].get("0.5"), d.get("calibration_error"))))
        for moment in ("takeoff", "touchdown"):
            e = d[moment]
            cells = (_whole(e.get(k)) for k in ("median_ms", "p95_ms", "bias_ms", "pairs", "missed", "false"))
            edges.add_row(name, moment, *cells)
    return [head, order, edges, *(clip_table(n, r) for n, r in reports.items() if not n.startswith("drawn"))]


def clip_table(name: str, report: PhaseReport) -> Table:
    """A row for each clip."""
    table = Table("clip", "frames", "macro F1", "edit", "skills", "said", "off ms", "down ms", title=name)
    for row in report.clip_rows():
        takeoff, touchdown = (" ".join(_whole(e) for e in row[k]) for k in ("takeoff_ms", "touchdown_ms"))
        table.add_row(
            row["clip"], str(row["frames"]), _two(row.get("macro_f1")), _two(row.get("edit")), str(row["skills"]),
            str(row["said"]), takeoff, touchdown,
        )  # fmt: skip
    return table


def section_table(section: Section) -> Table:
    """Systems side by side on one set, asked in one way."""
    return _columns(section, range(len(section.columns)), section.title)


def section_tables(section: Section, width: int) -> list[Table]:
    """The same as however many tables the width needs: no cell is cut short."""
    widths = [max(map(cell_len, (name, *cells))) + _BORDER
              for name, *cells in zip(section.columns, *section.rows, strict=True)]  # fmt: skip
    parts: list[list[int]] = [[]]
    for i in range(1, len(widths)):
        if parts[-1] and 1 + widths[0] + sum(widths[j] for j in parts[-1]) + widths[i] > width:
            parts.append([])
        parts[-1].append(i)
    return [_columns(section, [0, *part], section.title if part is parts[0] else None) for part in parts]


def _columns(section: Section, chosen: Sequence[int], title: str | None) -> Table:
    table = Table(title=title)
    for i in chosen:
        table.add_column(section.columns[i], justify="right" if i else "left", no_wrap=True)
    for row in section.rows:
        table.add_row(*(row[i] for i in chosen))
    return table


def quiet_line(reports: dict[str, PhaseReport]) -> str:
    """What was found in clips that hold no skill."""
    parts = []
    for name, report in reports.items():
        false, seconds = report.quiet
        if seconds:
            rate = 600 * false / seconds
            parts.append(
                f"{name}: {false} skills said in {seconds / 60:.1f} min without one ({rate:.1f} in ten minutes)"
            )
    return "\n".join(parts)


def confusion_table(table: NDArray[np.integer], labels: Sequence[str], title: str) -> Table:
    """Rows are the truth, columns what was said."""
    shown = Table("truth", *labels, title=title)
    for label, row in zip(labels, table.tolist(), strict=True):
        shown.add_row(label, *(str(n) for n in row))
    return shown


def stranger_table(found: Strangers) -> Table:
    """What a style network says of movement that is none of its dances."""
    title = f"{found.model}: {found.refused:.0%} of other clips unknown\n"
    title += f"area under ROC {found.auroc:.2f} against clips it was trained on (`train style` gives the honest one)"
    table = Table("clip", "said", "likeliest", "certainty", title=title)
    for name, result in found.strange:
        best = max(result.probabilities, key=lambda label: result.probabilities[label])
        table.add_row(name, result.label, best, f"{result.probabilities[best]:.2f}")
    return table


def print_all(console: Console, tables: Sequence[Table]) -> None:
    """Print tables one below the other."""
    for table in tables:
        console.print(table)


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write a report.

    Raises:
        OutputError: it cannot be written.
    """
    write_text(path, json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def _two(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _whole(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f}"
