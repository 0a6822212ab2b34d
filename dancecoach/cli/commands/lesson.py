"""The commands ``lesson ...``."""

from pathlib import Path
from typing import Annotated

import typer

from dancecoach.cli import options

lesson_app = typer.Typer(
    help="Lessons: a reference with all that an instructor has to say about it, in one file.", no_args_is_help=True
)


@lesson_app.command("make")
def make_lesson(
    question: Annotated[
        list[str], typer.Argument(metavar="CLIP", help="Title of a clip in the library, or a question.")
    ],
    *,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="The file, such as turn.dclesson.", parser=options.path)
    ],
    title: Annotated[str, typer.Option(help="Title of the lesson.", show_default="as in the window")] = "",
    author: Annotated[str, typer.Option(help="Who made it.")] = "",
    begin_s: Annotated[
        float | None,
        typer.Option("--from", metavar="S", min=0, help="Where it begins, seconds.", show_default="as in the window"),
    ] = None,
    end_s: Annotated[
        float | None, typer.Option("--to", metavar="S", min=0, help="Where it ends.", show_default="likewise")
    ] = None,
    library: options.LibraryFolder = None,
) -> None:
    """Bundle a clip with its skeleton, counts, drawings, steps and cues into one lesson file."""
    from dancecoach.cli.lesson import LessonCall, make

    raise typer.Exit(make(LessonCall(" ".join(question), out, library, title, author, begin_s, end_s)))


@lesson_app.command("open")
def open_lesson(
    file: Annotated[Path, typer.Argument(help="A lesson file.", show_default=False, parser=options.path)],
    *,
    library: options.LibraryFolder = None,
) -> None:
    """Take a lesson into the library; it is checked before anything of it is written."""
    from dancecoach.cli.lesson import receive

    raise typer.Exit(receive(file, library))
