"""Commands on the program itself: ``integrate``, ``doctor``, ``privacy`` and ``demo``."""

from pathlib import Path
from typing import Annotated

import typer

from dancecoach.cli import options

program_app = typer.Typer()


@program_app.command()
def integrate(
    remove: Annotated[bool, typer.Option("--remove", help="Take it back.")] = False,
) -> None:
    """Make lessons open by double click (Linux; in your own folders only)."""
    from dancecoach.cli.integrate import integrate as tell_desktop

    raise typer.Exit(tell_desktop(remove=remove))


@program_app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Write the findings as JSON.")] = False,
) -> None:
    """Check cameras, window, networks, graphics card and disk, and say what to do about what is missing."""
    from dancecoach.cli.doctor import show_findings

    raise typer.Exit(show_findings(as_json=as_json))


@program_app.command()
def privacy(
    *,
    library: options.OpenedLibrary = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write the places as JSON.")] = False,
) -> None:
    """Say where everything lies that the program keeps, how much it is, and how to delete it."""
    from dancecoach.cli.privacy import show_privacy

    raise typer.Exit(show_privacy(library, as_json=as_json))


@program_app.command()
def demo(
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="DIR", help="Folder for the results when there is no display.", parser=options.path
        ),
    ] = None,
) -> None:
    """Open the window on a drawn demo clip; without a display, analyse it here."""
    from dancecoach.cli.demo import run_demo

    raise typer.Exit(run_demo(out))
