"""``python -m training figure|extract|demo|lesson``: clips drawn, and clips looked at."""

from pathlib import Path
from typing import Annotated

import typer

from dancecoach.resources import assets_folder
from training.cli.display import listener, notes, warn
from training.cli.options import one_of
from training.errors import CallError

_STYLES = {"failed": "red", "empty": "yellow", "doubtful": "yellow"}


def register(app: typer.Typer) -> None:
    """Add the commands to the workshop's command line."""
    app.command("figure")(figure_command)
    app.command("extract")(extract_command)
    app.command("demo")(demo_command)
    app.command("lesson")(lesson_command)


def figure_command(  # noqa: PLR0917 - typer reads the options from the signature
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
        one_of(SPLITS, split, "split"),
        _picture_size(size) if size else None,
        fps or None,
        bystander,
        one_of(KINDS, kind, "kind of clip") if kind else None,
    )
    farm = Farm(out, count, seed, casting, keep_video, pose)
    with listener() as listen:
        harvest = farm.run(workers or usual_workers(), listen)
    notes.print(f"{harvest.drawn} clips drawn ({harvest.again} scenes drawn anew), {count} in {out}")


def extract_command(  # noqa: PLR0917 - typer reads the options from the signature
    folder: Annotated[Path, typer.Argument(help="Folder of videos; folders in it are labels.")],
    out: Annotated[Path | None, typer.Argument(help="Folder for the poses; beside the videos when left out.")] = None,
    labels: Annotated[Path | None, typer.Option(help="Table clip,style,performer,take,source instead.")] = None,
    model: Annotated[str, typer.Option(help="Size of the network: lite or full.")] = "full",
    standard: Annotated[
        bool,
        typer.Option(
            "--standard/--as-filmed",
            help="Make clips alike (720 px, 30 fps) first, or keep each frame, as labels of phases need it.",
        ),
    ] = True,
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0 is one per core.")] = 0,
    scheduler: Annotated[str, typer.Option(help="Address of a Dask cluster that does it instead.")] = "",
) -> None:
    """Look at videos with our pose engine. A run that was stopped goes on where it was.

    Where videos could not be used the others are done, and the exit status is 3.
    """
    from dancecoach.pose.engines import MODELS
    from training.data.extract import Extraction, Standard
    from training.data.extract.folder import empty_classes
    from training.data.extract.job import HIDDEN, REPORT
    from training.data.tracks import write_tracks
    from training.workers import usual_workers

    chosen, out = one_of(MODELS, model, "size of network"), out or folder
    work = Extraction(folder, out, chosen, Standard() if standard else None, labels)
    with listener() as listen:
        report = work.run(workers or usual_workers(), listen, scheduler=scheduler)
    if labels is None:
        warn(
            f"{folder / name}: holds no clips of its class; add some, or take it out." for name in empty_classes(folder)
        )
    for line in report.lines():
        notes.print(line, style=_STYLES.get(line.split(":")[0]), highlight=False, markup=False, soft_wrap=True)
    write_tracks(out / HIDDEN / "tracks", report)
    notes.print(f"poses in {out}, more of each clip in {out / REPORT}", markup=False, highlight=False, soft_wrap=True)
    if len(report.with_poses()) < len(report.clips):
        raise typer.Exit(3)


def demo_command(
    out: Annotated[Path | None, typer.Argument(help="Folder; the demo clip's own when left out.")] = None,
) -> None:
    """Draw the demo clip and its ground truth again."""
    from training.figure.demo import draw_demo

    folder = out or assets_folder() / "demo"
    with listener() as listen:
        truth = draw_demo(folder, listen)
    notes.print(f"{len(truth)} frames, {truth.times[-1]:.1f} s, in {folder}")


def lesson_command(
    out: Annotated[Path | None, typer.Argument(help="Folder; the demo clip's own when left out.")] = None,
) -> None:
    """Draw the demo lesson with its music and counts again."""
    from training.figure.lesson import draw_lesson

    folder = out or assets_folder() / "demo"
    with listener() as listen:
        clip = draw_lesson(folder, progress=listen)
    notes.print(f"{clip.name}, {clip.stat().st_size / 1e6:.1f} MB, in {folder}")


def _picture_size(text: str) -> tuple[int, int]:
    """(width, height) from "480x360".

    Raises:
        CallError: it is no such text, or the size is not drawable.
    """
    try:
        width, height = (int(part) for part in text.lower().split("x"))
    except ValueError:
        raise CallError("is not a picture size", subject=text, remedy="write it like 480x360") from None
    if not (32 <= width <= 7680 and 32 <= height <= 7680):
        raise CallError("is too small or too large a picture", subject=text, remedy="use 32 to 7680 pixels a side")
    return width, height
