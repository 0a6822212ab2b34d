"""The commands ``teach`` and ``packs``; what they do is in modules that are imported when needed."""

from pathlib import Path
from typing import Annotated

import typer

from dancecoach.cli import options
from dancecoach.cli.options import Engine, PoseModel

teach_app = typer.Typer(help="Teach the app from a few clips.", no_args_is_help=True)
packs_app = typer.Typer(help="The packs: which dances and skills are known, and how well.", no_args_is_help=True)

_Name = Annotated[str, typer.Argument(help="Name of a pack, as `dancecoach packs list` has it.", show_default=False)]
_Out = Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write it there; add nothing.")]
_Yes = Annotated[bool, typer.Option("--yes", "-y", help="Add it without asking, if it is of use.")]


@teach_app.command("style")
def teach_style(
    style: Annotated[str, typer.Argument(help="Name of the style.", show_default=False)],
    clips: Annotated[
        list[Path], typer.Argument(help="Three to ten clips of it: videos, or files of landmarks.", show_default=False)
    ],
    *,
    unlike: Annotated[
        list[Path] | None,
        typer.Option(metavar="CLIP", help="A clip of something else, to tell it from; may be given many times."),
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
        typer.Argument(help="Three to ten clips of it: videos, or files of landmarks in space.", show_default=False),
    ],
    *,
    unlike: Annotated[
        list[Path] | None,
        typer.Option(metavar="CLIP", help="A clip without it, to see that it is not found there; may be repeated."),
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


@packs_app.command("list")
def list_packs(
    cards: Annotated[bool, typer.Option("--cards", help="With the whole card of each.")] = False,
) -> None:
    """What packs there are, shipped or your own, and what they know."""
    from dancecoach.cli.packs import show_packs

    raise typer.Exit(show_packs(cards=cards))


@packs_app.command("add")
def add_pack(
    file: Annotated[
        Path, typer.Argument(help="A pack of somebody else's (.onnx, or .dcskill for a skill).", show_default=False)
    ],
) -> None:
    """Take in somebody's pack; it is looked at before anything of it runs."""
    from dancecoach.cli.packs import add

    raise typer.Exit(add(file))


@packs_app.command("remove")
def remove_pack(name: _Name) -> None:
    """Do without one of your own packs; a shipped one that it stood for is there again."""
    from dancecoach.cli.packs import remove

    raise typer.Exit(remove(name))


@packs_app.command("forget")
def forget_style(
    name: _Name, style: Annotated[str, typer.Argument(help="A style that it was taught.", show_default=False)]
) -> None:
    """Have one of your own packs not know a taught style any more; the others stay."""
    from dancecoach.cli.packs import forget_one

    raise typer.Exit(forget_one(name, style))


@packs_app.command("share")
def share_pack(
    name: _Name,
    out: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write, or a folder.", show_default=False)],
) -> None:
    """Copy a pack to hand it on, with its card beside it to be read."""
    from dancecoach.cli.packs import share

    raise typer.Exit(share(name, out))


@packs_app.command("switch")
def switch_pack(
    name: _Name,
    on: Annotated[bool, typer.Option("--on/--off", help="Ask it, or not.", show_default=False)],
) -> None:
    """Ask a pack, or no longer."""
    from dancecoach.cli.packs import switch

    raise typer.Exit(switch(name, on=on))


@packs_app.command("restore")
def restore_packs() -> None:
    """Have the packs that ship as they came; packs of other names stay."""
    from dancecoach.cli.packs import restore

    raise typer.Exit(restore())
