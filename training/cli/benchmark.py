"""``python -m training benchmark``: all systems on the same clips and folds, in one table."""

from pathlib import Path
from typing import Annotated

import typer

from training.cli.display import listener, notes, results
from training.cli.options import Epochs, Threads


def register(app: typer.Typer) -> None:
    """Add the commands to the workshop's command line."""
    app.command("benchmark")(benchmark_command)


def benchmark_command(  # noqa: PLR0917 - typer reads the options from the signature
    name: Annotated[str, typer.Argument(help="Set of dances: trends-vn or ballroom-latin.")],
    folder: Annotated[Path, typer.Argument(help="Where its files lie.")],
    out: Annotated[Path, typer.Option(help="Folder that keeps every outcome; a killed run goes on from it.")],
    systems: Annotated[str, typer.Option(help="Names with commas between; all without.")] = "",
    protocols: Annotated[str, typer.Option(help="Names with commas between.")] = "random_windows_leaky,by_clip",
    seeds: Annotated[int, typer.Option(min=1, help="Runs of each.")] = 3,
    epochs: Epochs = 0,
    threads: Threads = 0,
    markdown: Annotated[Path | None, typer.Option(help="Write the tables to this file too.")] = None,
) -> None:
    """Compare systems of the field, and ours, on one set of dances."""
    from dancecoach.files import write_text
    from training.benchmark import table
    from training.benchmark.outcome import Outcome
    from training.benchmark.suite import Suite
    from training.data.sets import load_set
    from training.show import section_table
    from training.systems import SYSTEMS

    chosen = _names(systems) or [n for n, kind in SYSTEMS.items() if kind.task == "style"]
    suite = Suite(load_set(name, folder), chosen, _names(protocols), seeds, epochs, threads)
    suite.check()
    outcomes = []
    with listener() as listen:
        for found in suite.run(out, listen):
            if isinstance(found, Outcome):
                outcomes.append(found)
            else:
                notes.print(found, style="yellow", highlight=False, soft_wrap=True)
    parts = table.sections(outcomes)
    for part in parts:
        results.print(section_table(part))
    if markdown is not None:
        write_text(markdown, table.markdown(parts))


def _names(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
