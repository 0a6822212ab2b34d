"""``python -m training sources``: what the source of a clip tells, with the dance taken away."""

from pathlib import Path
from typing import Annotated

import typer

from training.cli.display import listener, results
from training.cli.options import Epochs, Seed, Threads


def register(app: typer.Typer) -> None:
    """Add the command to the workshop's command line."""
    app.command("sources")(sources_command)


def sources_command(
    folder: Annotated[Path, typer.Argument(help="The set ballroom-latin.")],
    network: Annotated[
        bool, typer.Option("--network", help="Train the style network on the noise alone too; some minutes.")
    ] = False,
    seed: Seed = 0,
    epochs: Epochs = 0,
    threads: Threads = 0,
) -> None:
    """Show how well captures are told by who made them: as they came, and made alike."""
    from training.data.sets import load_set
    from training.recipes.style import cross_validate
    from training.recipes.style_workshop import StyleTraining
    from training.show import confusion_table, section_table
    from training.sources import noise_alone, section, what_sources_tell

    names = ("ballroom-latin-raw", "ballroom-latin")
    raw, alike = (load_set(name, folder) for name in names)
    results.print(section_table(section(what_sources_tell(raw, seed=seed), what_sources_tell(alike, seed=seed))))
    for dances in (raw, alike) if network else ():
        settings = StyleTraining.usual(seed=seed, threads=threads, epochs=epochs)
        with listener() as listen:
            report = cross_validate(noise_alone(dances), settings, progress=listen)
        title = f"{dances.name}, noise alone: {report.recall:.0%} of each dance, chance {1 / len(report.labels):.0%}"
        results.print(confusion_table(report.table, report.labels, title))
