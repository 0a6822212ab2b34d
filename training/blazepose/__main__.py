"""``python -m training.blazepose OUT_DIR``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from dancecoach.errors import DancecoachError
from dancecoach.progress import Progress
from training.blazepose.build import build


def _tell(progress: Progress) -> None:
    typer.echo(f"{progress.done + 1}/{progress.total} {progress.stage}", err=True)


def _build(
    out_dir: Annotated[Path, typer.Argument(help="Folder for the five files.")],
    packages: Annotated[
        Path | None, typer.Option(help="Folder with the two packages, fetched earlier; else they are downloaded.")
    ] = None,
) -> None:
    """Make the BlazePose networks (.onnx) and bundles (.task) from the published files."""
    try:
        for path in build(out_dir, packages=packages, progress=_tell):
            typer.echo(path)
    except DancecoachError as error:
        typer.echo(str(error), err=True)
        sys.exit(3)


if __name__ == "__main__":
    typer.run(_build)
