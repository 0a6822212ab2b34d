"""The commands ``library ...``."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from dancecoach.cli import options
from dancecoach.library.catalogue.records import Order

library_app = typer.Typer(help="The library: find, check, back up, hand on, delete a person.", no_args_is_help=True)


class _Asking(TyperCommand):
    """A command whose words may begin with a minus, ``-is:reference``: its own options begin with two."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return list(super().parse_args(ctx, [_word(arg) for arg in args]))


def _word(arg: str) -> str:
    """Not an option where it is a word with a minus: the question reads the true minus sign too."""
    is_word = arg.startswith("-") and not arg.startswith("--") and len(arg) > len("-h")
    return f"\N{MINUS SIGN}{arg[1:]}" if is_word else arg


@library_app.command("list", cls=_Asking)
def list_clips(
    question: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[QUESTION]",
            help='Such as: back tucks with flight over 0.6 s; or in short, in quotation marks: "tuck flight>0.6 '
            "height>=0.4 person:Anna tag:camp in:Tuesday is:reference is:lesson style:waltz score>80 rating>=4 "
            'length<30 filmed>=2026-01 -slow -tag:duo".',
            show_default=False,
        ),
    ] = None,
    *,
    library: options.LibraryFolder = None,
    sort: Annotated[Order, typer.Option(help="What they are sorted by.")] = Order.ADDED,
    up: Annotated[bool, typer.Option("--up", help="The smallest or oldest first.")] = False,
    most: Annotated[int, typer.Option(min=1, help="How many are shown.")] = 50,
) -> None:
    """List clips: all, or those that fit a question."""
    from dancecoach.cli.library.clips import show_clips

    raise typer.Exit(show_clips(library, " ".join(question or ()), sort, down=not up, most=most))


@library_app.command("check")
def check_library(
    *,
    library: options.LibraryFolder = None,
    mend: Annotated[bool, typer.Option("--repair", help="Put right what can be; nothing is thrown away.")] = False,
    thorough: Annotated[bool, typer.Option("--thorough", help="Read every file to the end.")] = False,
) -> None:
    """Look for missing, changed and left over files, and for a damaged database."""
    from dancecoach.cli.library.care import check_library as look

    raise typer.Exit(look(library, thorough=thorough, mend=mend))


@library_app.command("backup")
def back_up_library(
    file: Annotated[
        Path, typer.Argument(help="File to write, such as library.zip.", show_default=False, parser=options.path)
    ],
    *,
    library: options.LibraryFolder = None,
) -> None:
    """Write all of the library into one file."""
    from dancecoach.cli.library.care import back_up_library as write

    raise typer.Exit(write(library, file))


@library_app.command("restore")
def restore_library(
    file: Annotated[Path, typer.Argument(help="File written by backup.", show_default=False, parser=options.path)],
    *,
    library: options.LibraryFolder = None,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Take the place of the library there; what is in it now is kept beside."),
    ] = False,
) -> None:
    """Make a library of a backup, in a folder that is empty or not there; or, if you wish, in the place of one."""
    from dancecoach.cli.library.care import restore_library as read

    raise typer.Exit(read(library, file, replace=replace))


@library_app.command("export")
def export_library(
    out: Annotated[
        Path,
        typer.Argument(
            metavar="DIR",
            help="Folder to write into: empty, or an export of before.",
            show_default=False,
            parser=options.path,
        ),
    ],
    *,
    library: options.LibraryFolder = None,
    films: Annotated[bool, typer.Option("--films/--no-films", help="Copy the films too.")] = True,
    poses: Annotated[
        str, typer.Option(metavar="NAMES", help="Forms of the landmarks: trc, coco, poses-csv, npz, parquet.")
    ] = "poses-csv",
) -> None:
    """Write everything in open formats: films, poses, analyses, labels, drawings, counts, takes, lessons, tables."""
    from dancecoach.cli.library.export import LibraryExportCall, export_everything

    raise typer.Exit(export_everything(LibraryExportCall(out, library, films, options.names(poses))))


@library_app.command("progress")
def show_progress(
    *,
    persons: Annotated[
        list[str] | None,
        typer.Option("--person", metavar="NAME", help="Whose; may be given several times.", show_default="everybody"),
    ] = None,
    skill: Annotated[
        str, typer.Option(metavar="WORDS", help='Kind of skill, such as "back tuck".', show_default="all")
    ] = "",
    dance: Annotated[
        str, typer.Option(metavar="WORDS", help="A reference: marks of its takes, instead of skills.")
    ] = "",
    measure: Annotated[
        str,
        typer.Option(
            metavar="NAMES",
            help="Measures with commas between, such as flight_time,touchdown_knee.",
            show_default="flight, shape and landing",
        ),
    ] = "",
    weeks: Annotated[
        bool | None, typer.Option("--weeks/--days", help="Put weeks, or days, together.", show_default="by length")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write every value too.", parser=options.path)
    ] = None,
    library: options.LibraryFolder = None,
) -> None:
    """Show how a person's skills, or marks of a dance, change over days and weeks; without options, who and what."""
    from dancecoach.cli.library.progress import ProgressCall
    from dancecoach.cli.library.progress import show_progress as show

    call = ProgressCall(library, tuple(persons or ()), skill, dance, options.names(measure), weeks, file)
    raise typer.Exit(show(call))


@library_app.command("forget")
def forget_person(
    person: Annotated[str, typer.Argument(help="Name, as it stands beside clips and takes.", show_default=False)],
    *,
    library: options.LibraryFolder = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    mentions: Annotated[
        bool, typer.Option("--mentions/--no-mentions", help="Take the name out of titles, notes and tags that stay.")
    ] = True,
    packs: Annotated[
        bool, typer.Option("--packs", help="Forget the styles, skills and phases that learnt from their clips, too.")
    ] = False,
) -> None:
    """Delete a person with all that belongs to them: clips, takes, films of Live; what that is is shown first."""
    from dancecoach.cli.library.forget import forget_person as delete

    raise typer.Exit(delete(library, person, yes=yes, mentions=mentions, packs=packs))
