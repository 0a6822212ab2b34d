"""The workshop's command line: ``python -m training``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from dancecoach.errors import DancecoachError, InputError
from dancecoach.progress import Progress, ProgressCallback
from dancecoach.resources import assets_folder
from training.commands import register

app = typer.Typer(
    help="Make what the app ships: drawn figures, demo clip, models.", no_args_is_help=True, add_completion=False
)
_console = Console(stderr=True)

Choice = TypeVar("Choice", bound=str)


@app.callback()
def _root() -> None:
    """Keep sub-commands even while there is only one."""


@app.command()
def figure(  # noqa: PLR0917 - typer reads the options from the signature
    out: Annotated[Path, typer.Argument(help="Folder for the clips.")],
    count: Annotated[int, typer.Option(min=1, help="How many clips.")] = 20,
    seed: Annotated[int, typer.Option(min=0, help="Same seed, same clips.")] = 0,
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0 is one per core.")] = 0,
    split: Annotated[str, typer.Option(help="Whose people, cameras and skills: train, validation or test.")] = "train",
    size: Annotated[str, typer.Option(help="Picture, WIDTHxHEIGHT in pixels; small ones of all shapes without.")] = "",
    fps: Annotated[float, typer.Option(min=0, max=240, help="Frames per second; 0 mixes 24 to 60.")] = 0.0,
    bystander: Annotated[float, typer.Option(min=0, max=1, help="Share of clips with a second figure.")] = 0.1,
    kind: Annotated[str, typer.Option(help="Clips of one kind: idle, single, series or cut; mixed without.")] = "",
    keep_video: Annotated[bool, typer.Option("--keep-video", help="Write the videos too.")] = False,
    pose: Annotated[bool, typer.Option(help="Look at the clips with our pose engine.")] = True,
) -> None:
    """Draw clips of a moving figure with exact ground truth, and what our engine sees in them.

    A run that was stopped goes on where it was.
    """
    from training.figure.casting import Casting
    from training.figure.farm import Farm
    from training.figure.performers import SPLITS
    from training.figure.programme import KINDS
    from training.workers import usual_workers

    casting = Casting(
        _one_of(SPLITS, split, "split"),
        _picture_size(size) if size else None,
        fps or None,
        bystander,
        _one_of(KINDS, kind, "kind of clip") if kind else None,
    )
    farm = Farm(out, count, seed, casting, keep_video, pose)
    with _bar() as bar:
        harvest = farm.run(workers or usual_workers(), _listener(bar))
    _console.print(f"{harvest.drawn} clips drawn ({harvest.again} scenes drawn anew), {count} in {out}")


@app.command()
def extract(
    folder: Annotated[Path, typer.Argument(help="Folder of videos.")],
    out: Annotated[Path | None, typer.Argument(help="Folder for the poses; beside the videos when left out.")] = None,
    model: Annotated[str, typer.Option(help="Size of the network: lite or full.")] = "full",
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0 is one per core.")] = 0,
) -> None:
    """Look at videos with our pose engine. A run that was stopped goes on where it was."""
    from dancecoach.pose.engines import MODELS
    from training.data.extract import Extraction
    from training.workers import usual_workers

    chosen = next((m for m in MODELS if m == model), None)
    if chosen is None:
        raise InputError("is not a size of network", subject=repr(model), remedy=f"choose one of: {', '.join(MODELS)}")
    with _bar() as bar:
        said = Extraction(folder, out or folder, chosen).run(workers or usual_workers(), _listener(bar))
    for sentence in said:
        _console.print(sentence, style="yellow", highlight=False, soft_wrap=True)
    _console.print(f"poses in {out or folder}, {len(said)} videos could not be used")


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


register(app)


def _bar() -> Bar:
    return Bar(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=_console
    )


def _listener(bar: Bar) -> ProgressCallback:
    task = bar.add_task("", total=None)

    def listen(report: Progress) -> None:
        bar.update(task, description=report.stage, completed=report.done, total=report.total)

    return listen


def _one_of(choices: Sequence[Choice], text: str, what: str) -> Choice:
    """The choice that is written so.

    Raises:
        InputError: none is.
    """
    chosen = next((c for c in choices if c == text), None)
    if chosen is None:
        raise InputError(f"is not a {what}", subject=repr(text), remedy=f"choose one of: {', '.join(choices)}")
    return chosen


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
