"""``python -m training report``: all that a benchmark kept, as one HTML page."""

from pathlib import Path
from typing import Annotated

import typer

from dancecoach.errors import EngineError
from training.cli.display import notes, warn
from training.errors import CallError


def register(app: typer.Typer) -> None:
    """Add the command to the workshop's command line."""
    app.command("report")(report_command)


def report_command(
    outcomes: Annotated[Path, typer.Argument(help="Folder given to `benchmark --out`.")],
    out: Annotated[Path, typer.Option(help="The HTML file; its numbers go beside it as JSON.")] = Path("report.html"),
    clips: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SET=FOLDER",
            help="Where the clips of a set lie, to show the worst of them: trends-vn, ballroom-latin, extracted, drawn "
            "or real (poses, as `extract` writes them). Once for each set.",
        ),
    ] = None,
    videos: Annotated[
        Path | None, typer.Option(help="Folder of the clips' videos: worst clips are shown as they were filmed.")
    ] = None,
    markdown: Annotated[Path | None, typer.Option(help="Write the tables to this file too.")] = None,
) -> None:
    """Write one page about all outcomes in a folder: tables, plots, worst clips, data and split, versions.

    With `--videos` it holds pictures of the people in them: do not pass it on without their leave.
    """
    from dancecoach.files import write_text
    from training.benchmark import table
    from training.reporting.clipbook import clip_book
    from training.reporting.contents import chapters
    from training.reporting.page import numbers_of, write_report

    book = clip_book([_place(text) for text in clips or []], videos)
    kept = write_report(outcomes, out, book=book)
    if markdown is not None:
        write_text(markdown, table.markdown([chapter.section for chapter in chapters(kept)]))
    warn(f"left out: {unread.name} {unread.problem}" for unread in kept.unread)
    line = f"{out}: {len(kept)} outcomes; numbers in {numbers_of(out).name}"
    notes.print(line, highlight=False, markup=False, soft_wrap=True)


def report_beside(folder: Path) -> None:
    """Write the page about all that a folder of outcomes holds into it; where that is impossible, say so and go on."""
    from training.reporting.page import write_report

    out = folder / "report.html"
    try:
        kept = write_report(folder, out)
    except EngineError as error:
        warn([str(error)])
        return
    notes.print(f"{out}: {len(kept)} outcomes", highlight=False, markup=False, soft_wrap=True)


def _place(text: str) -> tuple[str, Path]:
    """A set and where its clips lie.

    Raises:
        CallError: it is not written so.
    """
    name, sign, folder = text.partition("=")
    if not sign or not folder:
        raise CallError("names no set and folder", subject=repr(text), remedy="write it like trends-vn=FOLDER")
    return name.strip(), Path(folder)
