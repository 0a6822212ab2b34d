"""The commands. Their options are in `dancecoach.cli.options`; what they do in other modules, imported when needed."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from dancecoach import __version__
from dancecoach.cli import exits, options
from dancecoach.cli.options import Activity, Engine, Page, PoseModel, SequenceLayout
from dancecoach.cli.teach_commands import packs_app, teach_app
from dancecoach.library.catalogue.records import Order


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
    clip: Annotated[Path | None, typer.Argument(help="Clip to open in Review, or lesson.", show_default=False)] = None,
    camera: Annotated[
        str | None, typer.Option(help="Camera to start Live with: a number, or file:CLIP to play a clip as a camera.")
    ] = None,
    page: Annotated[Page | None, typer.Option(help="Page to begin with.")] = None,
    library: options.OpenedLibrary = None,
) -> None:
    """Open the window (what `dancecoach` does by itself)."""
    from dancecoach.cli.opening import open_window as show

    raise typer.Exit(show(clip, camera, page.value if page else None, library))


@app.command()
def analyze(
    clips: options.Inputs,
    *,
    out: options.Results,
    pose_model: options.Network = PoseModel.FULL,
    engine: options.PoseEngine = Engine.BLAZEPOSE,
    activity: options.Shown = Activity.AUTO,
    workers: options.Workers = None,
    overlay: options.Overlay = False,
    fps: options.LandmarksFps = None,
    capture_fps: options.CaptureFps = None,
    style_packs: options.StylePacks = "",
    person: options.Person = None,
) -> None:
    """Find the body in clips and write landmarks, joint angles and a summary into DIR/<clip>/."""
    from dancecoach.cli.analyze import AnalyzeCall, analyze_clips

    call = AnalyzeCall(
        clips=tuple(clips),
        out=out,
        engine=engine.value,
        pose_model=pose_model.value,
        activity=activity.value,
        workers=workers,
        overlay=overlay,
        fps=fps,
        style_packs=tuple(name for name in _names(style_packs) if name != "all"),
        person=person,
        capture_fps=capture_fps,
    )
    raise typer.Exit(analyze_clips(call))


@app.command()
def compare(
    reference: Annotated[Path, typer.Argument(help="Whose dance it is: a video, or landmarks.", show_default=False)],
    learner: Annotated[Path, typer.Argument(help="Who dances it.", show_default=False)],
    *,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder for comparison.json.")],
    report: Annotated[
        bool, typer.Option("--report", help="Write comparison.html and .pdf too: both bodies at the worst moments.")
    ] = False,
    table: Annotated[
        bool, typer.Option("--csv", help="Write comparison.csv too: marks and joints of each part.")
    ] = False,
    video: Annotated[
        bool, typer.Option("--video", help="Write side-by-side.mp4 too: both dance to the music, limbs by match.")
    ] = False,
    pose_model: options.Network = PoseModel.FULL,
    workers: options.Workers = None,
    fps: options.LandmarksFps = None,
) -> None:
    """Compare a dancer with a reference: score, timing, and which joint to change, by how much, when."""
    from dancecoach.cli.analyze import usual_workers
    from dancecoach.cli.compare import CompareCall, compare_dances
    from dancecoach.pipeline.analyze import AnalyzeOptions

    wanted = AnalyzeOptions("blazepose", pose_model.value, Activity.DANCE.value, workers or usual_workers(), fps)
    raise typer.Exit(compare_dances(CompareCall(reference, learner, out, wanted, report, table, video)))


@app.command()
def export(
    clips: options.Videos,
    *,
    out: options.HandedOver,
    what: options.What = "report",
    parts: options.Parts = "skeleton,phases,drawings",
    skill: options.Skill = None,
    start: options.From = None,
    end: options.To = None,
    speed: options.Speed = 100.0,
    rest: options.Rest = False,
    beside: options.Beside = False,
    at: options.At = 0.0,
    instants: options.Instants = 7,
    layout: options.Layout = SequenceLayout.AUTO,
    pose_model: options.Network = PoseModel.FULL,
    engine: options.PoseEngine = Engine.BLAZEPOSE,
    as_found: options.AsFound = False,
    capture_fps: options.CaptureFps = None,
    library: options.LibraryFolder = None,
) -> None:
    """Hand over clips: report, overlay video, pictures and tables, with the drawings and corrections made in Review.

    Takes the analysis that the window keeps; a clip that has none is analysed first. For example:

    dancecoach export salto.mp4 --out for-anna --what video --from 2 --to 4 --speed 25 --parts skeleton,knee
    """
    from dancecoach.cli.export import ExportCall, export_clips
    from dancecoach.library.analyses.store import AnalysisStore

    call = ExportCall(
        clips=tuple(clips),
        out=out,
        what=_names(what),
        parts=_names(parts),
        skill=skill,
        from_s=start,
        to_s=end,
        percent=speed,
        rest=rest,
        beside=beside,
        at_s=at,
        instants=instants,
        layout=layout.value,
        engine=engine.value,
        pose_model=pose_model.value,
        corrected=not as_found,
        capture_fps=capture_fps,
    )
    raise typer.Exit(export_clips(call, None if library is None else AnalysisStore(library / "analyses")))


def _names(text: str) -> tuple[str, ...]:
    """Names with commas between."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


@app.command("import")
def import_clips(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH...]",
            help="Videos, landmarks, or folders of them; none goes on with what was left to do.",
            show_default=False,
        ),
    ] = None,
    *,
    library: options.LibraryFolder = None,
    link: Annotated[bool, typer.Option("--link", help="Leave the files where they are; else they are copied.")] = False,
    pose_model: options.Network = PoseModel.FULL,
    activity: options.Shown = Activity.AUTO,
    workers: options.Workers = None,
    style_packs: options.StylePacks = "",
) -> None:
    """Take clips into the library and analyse them; what is there already is not taken twice."""
    from dancecoach.cli.analyze import usual_workers
    from dancecoach.cli.library.clips import ImportCall
    from dancecoach.cli.library.clips import import_clips as take_in
    from dancecoach.pipeline.analyze import AnalyzeOptions

    packs = tuple(name for name in _names(style_packs) if name != "all")
    wanted = AnalyzeOptions(
        "blazepose", pose_model.value, activity.value, workers or usual_workers(), None, style_packs=packs
    )
    raise typer.Exit(take_in(ImportCall(tuple(paths or ()), library, link, wanted)))


library_app = typer.Typer(help="What is in the library.", no_args_is_help=True)
app.add_typer(library_app, name="library")


@library_app.command("list")
def list_clips(
    question: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[QUESTION]",
            help='Such as: back tucks with flight over 0.6 s; or in short, in quotation marks: "tuck flight>0.6 '
            "height>=0.4 person:Anna tag:camp in:Tuesday is:reference is:lesson style:waltz score>80 rating>=4 "
            'length<30 filmed>=2026-01 -slow".',
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
    file: Annotated[Path, typer.Argument(help="File to write, such as library.zip.", show_default=False)],
    *,
    library: options.LibraryFolder = None,
) -> None:
    """Write all of the library into one file."""
    from dancecoach.cli.library.care import back_up_library as write

    raise typer.Exit(write(library, file))


@library_app.command("export")
def export_library(
    out: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="Folder to write into: empty, or an export of before.", show_default=False),
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

    raise typer.Exit(export_everything(LibraryExportCall(out, library, films, _names(poses))))


@library_app.command("restore")
def restore_library(
    file: Annotated[Path, typer.Argument(help="File written by backup.", show_default=False)],
    *,
    library: options.LibraryFolder = None,
) -> None:
    """Make a library of a backup, in a folder that is empty or not there."""
    from dancecoach.cli.library.care import restore_library as read

    raise typer.Exit(read(library, file))


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
    file: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write every value too.")] = None,
    library: options.LibraryFolder = None,
) -> None:
    """Show how a person's skills, or marks of a dance, change over days and weeks; without options, who and what."""
    from dancecoach.cli.library.progress import ProgressCall
    from dancecoach.cli.library.progress import show_progress as show

    call = ProgressCall(library, tuple(persons or ()), skill, dance, _names(measure), weeks, file)
    raise typer.Exit(show(call))


@library_app.command("forget")
def forget_person(
    person: Annotated[str, typer.Argument(help="Name, as it stands beside the clips.", show_default=False)],
    *,
    library: options.LibraryFolder = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    mentions: Annotated[
        bool, typer.Option("--mentions/--no-mentions", help="Take the name out of titles, notes and tags that stay.")
    ] = True,
) -> None:
    """Delete a person with all that belongs to them; what that is is shown first."""
    from dancecoach.cli.library.forget import forget_person as delete

    raise typer.Exit(delete(library, person, yes=yes, mentions=mentions))


lesson_app = typer.Typer(
    help="Lessons: a reference with all that an instructor has to say about it, in one file.", no_args_is_help=True
)
app.add_typer(lesson_app, name="lesson")


@lesson_app.command("make")
def make_lesson(
    question: Annotated[
        list[str], typer.Argument(metavar="CLIP", help="Title of a clip in the library, or a question.")
    ],
    *,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The file, such as turn.dclesson.")],
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
    file: Annotated[Path, typer.Argument(help="A lesson file.", show_default=False)],
    *,
    library: options.LibraryFolder = None,
) -> None:
    """Take a lesson into the library; it is checked before anything of it is written."""
    from dancecoach.cli.lesson import receive

    raise typer.Exit(receive(file, library))


app.add_typer(teach_app, name="teach")
app.add_typer(packs_app, name="packs")


@app.command()
def integrate(
    remove: Annotated[bool, typer.Option("--remove", help="Take it back.")] = False,
) -> None:
    """Make lessons open by double click (Linux; in your own folders only)."""
    from dancecoach.cli.integrate import integrate as tell_desktop

    raise typer.Exit(tell_desktop(remove=remove))


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Write the findings as JSON.")] = False,
) -> None:
    """Check cameras, window, networks, graphics card and disk, and say what to do about what is missing."""
    from dancecoach.cli.doctor import show_findings

    raise typer.Exit(show_findings(as_json=as_json))


@app.command()
def privacy(
    *,
    library: options.OpenedLibrary = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write the places as JSON.")] = False,
) -> None:
    """Say where everything lies that the program keeps, how much it is, and how to delete it."""
    from dancecoach.cli.privacy import show_privacy

    raise typer.Exit(show_privacy(library, as_json=as_json))


@app.command()
def demo(
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="DIR", help="Folder for the results when there is no display."),
    ] = None,
) -> None:
    """Open the window on a drawn demo clip; without a display, analyse it here."""
    from dancecoach.cli.demo import run_demo

    raise typer.Exit(run_demo(out))
