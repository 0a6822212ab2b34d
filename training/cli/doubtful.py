"""``python -m training doubtful``: the pictures of a set that a person should look at."""

from pathlib import Path
from typing import Annotated

import typer

from training.cli.display import listener, notes
from training.cli.options import Epochs, Seed, Threads
from training.errors import CallError


def register(app: typer.Typer) -> None:
    """Add the command to the workshop's command line."""
    app.command("doubtful")(doubtful_command)


def doubtful_command(  # noqa: PLR0917 - typer reads the options from the signature
    name: Annotated[str, typer.Argument(help="Set of dances: trends-vn, ballroom-latin, or extracted.")],
    folder: Annotated[Path, typer.Argument(help="Where its files lie.")],
    out: Annotated[Path, typer.Option(help="Folder for the list and the sheet of pictures.")],
    system: Annotated[str, typer.Option(help="A system of single pictures.")] = "frame_squeezenet",
    count: Annotated[int, typer.Option(min=1, max=400, help="How many at most.")] = 40,
    seed: Seed = 0,
    epochs: Epochs = 0,
    threads: Threads = 0,
) -> None:
    """List the pictures with the highest loss: write yes beside those that are noise.

    `benchmark style --without doubtful.csv` leaves them out. The sheet holds pictures of people.
    """
    from training.benchmark.doubtful import SHEET, TABLE, doubtful_pictures, save_doubtful
    from training.data.inspection import refuse_one_class
    from training.data.sets import load_set
    from training.networks.frame_images import FrameImages
    from training.networks.system import Fitting
    from training.systems import SYSTEMS
    from training.systems import system as usual

    one = usual(system, "style")
    if not isinstance(one, FrameImages):
        kinds = ", ".join(known for known, kind in SYSTEMS.items() if issubclass(kind, FrameImages))
        raise CallError("looks at no single pictures", subject=system, remedy=f"choose one of: {kinds}")
    dances = load_set(name, folder)
    refuse_one_class(dances.labels, folder)
    with listener() as listen:
        found = doubtful_pictures(one, dances, Fitting(seed, epochs, threads, progress=listen), count)
        save_doubtful(found, dances, out)
    table = out / TABLE
    notes.print(
        f"{len(found)} pictures in {out / SHEET}; write yes in the column noise of {table} beside those that show "
        f"nothing of the dance, then: python -m training benchmark style {name} {folder} --without {table} --out ...",
        markup=False, highlight=False, soft_wrap=True,
    )  # fmt: skip
