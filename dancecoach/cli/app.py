"""The program's command line: what is given to all of it, ``open``, and the subjects of `dancecoach.cli.commands`."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from dancecoach import __version__
from dancecoach.cli import exits, options
from dancecoach.cli.commands.clips import clips_app
from dancecoach.cli.commands.lesson import lesson_app
from dancecoach.cli.commands.library import library_app
from dancecoach.cli.commands.packs import packs_app
from dancecoach.cli.commands.program import program_app
from dancecoach.cli.commands.teach import teach_app
from dancecoach.cli.options import Page


class _OpensByDefault(TyperGroup):
    """A command group for which anything that is no command means ``open``: ``dancecoach clip.mp4``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        own = {name for parameter in self.get_params(ctx) for name in parameter.opts}
        if not args or (args[0] not in self.commands and args[0] not in own):
            args = ["open", *args]
        return list(super().parse_args(ctx, args))


app = typer.Typer(
    name="dancecoach",
    cls=_OpensByDefault,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    epilog="Exit codes: 0 done; 1 something on this computer is in the way; 2 a wrong call; 3 an input could not be "
    "used and the others were done; 130 stopped with Ctrl+C.",
)


def run(arguments: list[str]) -> int:
    """Run one command line; the exit code."""
    try:
        app(args=arguments, prog_name="dancecoach", standalone_mode=True)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else exits.DONE if end.code is None else exits.IN_THE_WAY
    return exits.DONE


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dancecoach {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """A movement coach for dancers and gymnasts; everything stays on this computer.

    `dancecoach`, `dancecoach CLIP` and `dancecoach --camera 0` open the window; the commands work in the terminal.
    """


@app.command("open")
def open_window(
    clip: Annotated[
        Path | None, typer.Argument(help="Clip to open in Review, or lesson.", show_default=False, parser=options.path)
    ] = None,
    camera: Annotated[
        str | None, typer.Option(help="Camera to start Live with: a number, or file:CLIP to play a clip as a camera.")
    ] = None,
    page: Annotated[Page | None, typer.Option(help="Page to begin with.")] = None,
    library: options.OpenedLibrary = None,
) -> None:
    """Open the window (what `dancecoach` does by itself)."""
    from dancecoach.cli.opening import open_window as show

    raise typer.Exit(show(clip, camera, page.value if page else None, library))


app.add_typer(clips_app)
app.add_typer(library_app, name="library")
app.add_typer(lesson_app, name="lesson")
app.add_typer(teach_app, name="teach")
app.add_typer(packs_app, name="packs")
app.add_typer(program_app)
