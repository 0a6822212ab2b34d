"""``python -m training evaluate keras``: what a network that others saved says of a set of dances."""

from pathlib import Path
from typing import Annotated

import typer

from training.cli.display import notes, results
from training.cli.evaluate import evaluate_app
from training.cli.options import Report


def register(app: typer.Typer) -> None:
    """Add the command to ``evaluate``, which is on the workshop's command line already."""
    del app
    evaluate_app.command("keras")(evaluate_keras_command)


def evaluate_keras_command(
    model: Annotated[Path, typer.Argument(help="Network saved by Keras, .keras or .h5, of the published form.")],
    name: Annotated[str, typer.Argument(metavar="SET", help="Set of dances: trends-vn or ballroom-latin.")],
    folder: Annotated[Path, typer.Argument(help="Where its files lie.")],
    order: Annotated[str, typer.Option(help="The network's dances with commas between; by the alphabet without.")] = "",
    report: Report = None,
) -> None:
    """Ask a saved network about all clips of a set. What it was taught with is not known: the figure may flatter it."""
    from training.benchmark.protocols import Protocol
    from training.benchmark.run import run
    from training.data.sets import load_set
    from training.networks.foreign import Foreign, all_asked
    from training.networks.system import Fitting
    from training.show import confusion_table, write_json

    dances = load_set(name, folder)
    foreign = Foreign.of(model, dances.labels, [part.strip() for part in order.split(",") if part.strip()])
    found = run(foreign, dances, Protocol("as_given", "all clips", all_asked), Fitting())
    results.print(confusion_table(found.clips, found.labels, f"{model.name}, clips: {found.accuracy:.1%}"))
    notes.print("its makers may have taught it with these very clips", style="yellow")
    if report is not None:
        write_json(report, {"file": model.name, "set": dances.name, "accuracy": found.accuracy,
                            "macro_f1": found.macro_f1, "labels": list(found.labels), "clips": found.clips.tolist(),
                            "windows": found.examples.tolist()})  # fmt: skip
