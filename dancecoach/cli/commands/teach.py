"""The commands ``teach ...``."""

from pathlib import Path
from typing import Annotated

import typer

from dancecoach.cli import options
from dancecoach.cli.options import Engine, PoseModel

teach_app = typer.Typer(help="Teach the app from a few clips.", no_args_is_help=True)

_Out = Annotated[
    Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write it there; add nothing.", parser=options.path)
]
_Yes = Annotated[bool, typer.Option("--yes", "-y", help="Add it without asking, if it is of use.")]


@teach_app.command("style")
def teach_style(
    style: Annotated[str, typer.Argument(help="Name of the style.", show_default=False)],
    clips: Annotated[
        list[Path],
        typer.Argument(
            help="Three to ten clips of it: videos, or files of landmarks.", show_default=False, parser=options.path
        ),
    ],
    *,
    unlike: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="CLIP",
            help="A clip of something else, to tell it from; may be given many times.",
            parser=options.path,
        ),
    ] = None,
    into: Annotated[str, typer.Option(metavar="PACK", help="Pack to teach.", show_default="the best")] = "",
    out: _Out = None,
    yes: _Yes = False,
    engine: options.PoseEngine = Engine.BLAZEPOSE,
    model: options.Network = PoseModel.FULL,
) -> None:
    """Learn a style, say how well it is known by clips that were held out, and add it."""
    from dancecoach.cli.teach import TeachCall
    from dancecoach.cli.teach import teach_style as teach

    call = TeachCall(style, tuple(clips), tuple(unlike or ()), out, engine.value, model.value, yes=yes)
    raise typer.Exit(teach(call, into))


@teach_app.command("skill")
def teach_skill(
    skill: Annotated[str, typer.Argument(help="Name of the skill.", show_default=False)],
    clips: Annotated[
        list[Path],
        typer.Argument(
            help="Three to ten clips of it: videos, or files of landmarks in space.",
            show_default=False,
            parser=options.path,
        ),
    ],
    *,
    unlike: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="CLIP",
            help="A clip without it, to see that it is not found there; may be repeated.",
            parser=options.path,
        ),
    ] = None,
    out: _Out = None,
    yes: _Yes = False,
    engine: options.PoseEngine = Engine.BLAZEPOSE,
    model: options.Network = PoseModel.FULL,
) -> None:
    """Learn a skill, say how well it is known by clips that were held out, and add it."""
    from dancecoach.cli.teach import TeachCall
    from dancecoach.cli.teach import teach_skill as teach

    call = TeachCall(skill, tuple(clips), tuple(unlike or ()), out, engine.value, model.value, yes=yes)
    raise typer.Exit(teach(call))
