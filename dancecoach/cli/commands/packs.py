"""The commands ``packs ...``."""

from pathlib import Path
from typing import Annotated

import typer

from dancecoach.cli import options

packs_app = typer.Typer(help="The packs: which dances and skills are known, and how well.", no_args_is_help=True)

_Name = Annotated[str, typer.Argument(help="Name of a pack, as `dancecoach packs list` has it.", show_default=False)]


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
        Path,
        typer.Argument(
            help="A pack of somebody else's (.onnx, or .dcskill for a skill).", show_default=False, parser=options.path
        ),
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
    out: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="The file to write, or a folder.", show_default=False, parser=options.path),
    ],
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
