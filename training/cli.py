"""The workshop's command line: ``python -m training``."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from dancecoach.errors import DancecoachError, InputError
from dancecoach.progress import Progress, ProgressCallback
from dancecoach.resources import assets_folder

app = typer.Typer(
    help="Make what the app ships: drawn figures, demo clip, models.", no_args_is_help=True, add_completion=False
)
_console = Console(stderr=True)


@app.callback()
def _root() -> None:
    """Keep sub-commands even while there is only one."""


@app.command()
def figure(  # noqa: PLR0917 - typer reads the options from the signature
    out: Annotated[Path, typer.Argument(help="Folder for the clips.")],
    count: Annotated[int, typer.Option(min=1, help="How many clips.")] = 20,
    seed: Annotated[int, typer.Option(min=0, help="Same seed, same clips.")] = 0,
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0 is one per core.")] = 0,
    size: Annotated[str, typer.Option(help="Picture, WIDTHxHEIGHT in pixels.")] = "480x360",
    fps: Annotated[float, typer.Option(min=0, max=240, help="Frames per second; 0 mixes 24 to 60.")] = 0.0,
    bystander: Annotated[float, typer.Option(min=0, max=1, help="Share of clips with a second figure.")] = 0.12,
) -> None:
    """Draw clips of a moving figure with exact ground truth. A run that was stopped goes on where it was."""
    from training.figure.casting import Casting
    from training.figure.farm import Farm, usual_workers

    farm = Farm(out, count, seed, Casting(_picture_size(size), fps or None, bystander))
    with _bar() as bar:
        drawn = farm.run(workers or usual_workers(), _listener(bar))
    _console.print(f"{drawn} clips drawn, {count} in {out}")


@app.command()
def demo(
    out: Annotated[Path | None, typer.Argument(help="Folder; the demo clip's own when left out.")] = None,
) -> None:
    """Draw the demo clip and its ground truth again."""
    from training.figure.demo import draw_demo

    folder = out or assets_folder() / "demo"
    with _bar() as bar:
        truth = draw_demo(folder, _listener(bar))
    _console.print(f"{len(truth)} frames, {truth.times[-1]:.1f} s, in {folder}")


def _bar() -> Bar:
    return Bar(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=_console
    )


def _listener(bar: Bar) -> ProgressCallback:
    task = bar.add_task("", total=None)

    def listen(report: Progress) -> None:
        bar.update(task, description=report.stage, completed=report.done, total=report.total)

    return listen


def _picture_size(text: str) -> tuple[int, int]:
    """(width, height) from "480x360".

    Raises:
        InputError: it is no such text, or the size is not drawable.
    """
    try:
        width, height = (int(part) for part in text.lower().split("x"))
    except ValueError:
        raise InputError("is not a picture size", subject=text, remedy="write it like 480x360") from None
    if not (32 <= width <= 7680 and 32 <= height <= 7680):
        raise InputError("is too small or too large a picture", subject=text, remedy="use 32 to 7680 pixels a side")
    return width, height


def main() -> None:
    """Run the command line; errors of our own are one sentence on stderr and exit status 3 (2 for a wrong call)."""
    try:
        app()
    except InputError as error:
        _console.print(str(error), style="red", highlight=False, soft_wrap=True)
        raise SystemExit(2) from None
    except DancecoachError as error:
        _console.print(str(error), style="red", highlight=False, soft_wrap=True)
        raise SystemExit(3) from None
