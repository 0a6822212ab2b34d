"""``python -m training finetune``: a copy of Review's phase network goes on learning from corrected phases."""

import json
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from training.cli.display import listener, results
from training.cli.options import Epochs, ModelFile, Seed, Threads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dancecoach.progress import Progress, ProgressCallback


def register(app: typer.Typer) -> None:
    """Add the command to the workshop's command line."""
    app.command("finetune")(finetune_command)


def finetune_command(  # noqa: PLR0917 - typer reads the options from the signature
    clips: Annotated[Path, typer.Argument(help="Folder with clips.json, poses and labels, as the app writes it.")],
    out: Annotated[Path, typer.Option(help="The new .onnx file.")],
    result: Annotated[Path | None, typer.Option(help="A file for what was measured, JSON.")] = None,
    name: Annotated[str, typer.Option(help="What the copy is called on its card.")] = "own",
    base: ModelFile = None,
    tell: Annotated[bool, typer.Option("--tell", help="Say how far it is in lines of JSON, for a program.")] = False,
    seed: Seed = 0,
    threads: Threads = 0,
    epochs: Epochs = 0,
) -> None:
    """Train a copy of Review's phase network on corrected phases, and say by held-out clips what it is worth."""
    import attrs

    from dancecoach.models.phases import REVIEW_FILE
    from dancecoach.resources import model_path
    from training.recipes.finetune import FinetuneSettings, finetune
    from training.recipes.finetune_data import read_corrected
    from training.recipes.finetune_report import save_result

    usual = FinetuneSettings(seed=seed, threads=threads)
    settings = attrs.evolve(usual, epochs=epochs) if epochs else usual
    corrected = read_corrected(clips)
    with _telling() if tell else listener() as listen, TemporaryDirectory(prefix="dancecoach-") as work:
        found = finetune(
            corrected, base or model_path(REVIEW_FILE), out, name, work=Path(work), settings=settings, progress=listen
        )
    if result is not None:
        save_result(found, result)
    if not tell:
        _say(found.to_dict(), len(corrected), out)


def _say(told: "dict[str, Any]", clips: int, out: Path) -> None:
    gain, low, high = told["gain"]
    results.print(
        f"macro F1 of {clips} clips held out {told['split']}: {told['before']:.3f} before, {told['after']:.3f} after "
        f"({gain:+.3f}, {low:+.3f} to {high:+.3f})",
        highlight=False,
    )
    drawn = f"{told['drawn_before']:.3f} before, {told['drawn_after']:.3f} after"
    results.print(f"drawn figures: {drawn}; in {out}", highlight=False)


@contextmanager
def _telling() -> "Iterator[ProgressCallback]":
    """A line of JSON for each step, on the plain output."""

    def listen(report: "Progress") -> None:
        typer.echo(json.dumps({"stage": report.stage, "done": report.done, "total": report.total}))

    yield listen
