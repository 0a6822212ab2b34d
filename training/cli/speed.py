"""``python -m training benchmark export``: what the native operators are worth."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from training.cli.benchmark import Markdown, Systems, benchmark_app
from training.cli.display import listener, results, warn
from training.cli.options import one_of

if TYPE_CHECKING:
    from training.export.speed import Speed

_COLUMNS = ("system", "example", "weights", "parity", "native", "standard", "loops", "times", "TensorFlow")


def register(app: typer.Typer) -> None:
    """Add the command to ``benchmark``, which is on the workshop's command line already."""
    del app
    benchmark_app.command("export")(benchmark_export_command)


def benchmark_export_command(
    systems: Systems = "",
    rounds: Annotated[int, typer.Option(min=3, help="How often each form is asked.")] = 40,
    markdown: Markdown = None,
) -> None:
    """Compare the files that we write with Keras' own export and with TensorFlow: same weights, one thread."""
    from dancecoach.files import write_text
    from training.export.speed import CHAIN, exportable, speeds

    names = [CHAIN, *exportable()]
    chosen = [one_of(names, part.strip(), "system to export") for part in systems.split(",") if part.strip()] or names
    with listener() as listen:
        found = list(speeds(chosen, rounds, progress=listen))
    rows = [_cells(one) for one in found]
    table = Table(title="shortest time for an example, ms, one thread")
    narrow = [number for number, column in enumerate(_COLUMNS) if column != "weights"]  # fit for 80 characters
    for number in narrow:
        table.add_column(_COLUMNS[number], no_wrap=True)
    for row in rows:
        table.add_row(*(row[number] for number in narrow))
    results.print(table)
    warn(f"{one.name}: {one.why}." for one in found if one.why)
    if markdown is not None:
        lines = [_line(_COLUMNS), _line(("---",) * len(_COLUMNS)), *(_line(row) for row in rows)]
        write_text(markdown, "\n".join(lines) + "\n")


def _cells(one: "Speed") -> tuple[str, ...]:
    standard, times = one.best_ms.get("standard"), one.times("standard")
    return (
        one.name, "x".join(map(str, one.shape)), f"{one.parameters:,}", f"{one.parity:.0e}",
        f"{one.best_ms['native']:.2f}", *(("-",) * 3 if standard is None or times is None else
        (f"{standard:.2f}", str(one.loops), f"{times:.1f}")), f"{one.best_ms['tensorflow']:.2f}",
    )  # fmt: skip


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"
