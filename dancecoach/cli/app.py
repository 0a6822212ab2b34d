"""The commands and their options. What they do stands in the modules beside this one, imported when needed."""

import enum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from dancecoach import __version__
from dancecoach.cli import exits


class PoseModel(enum.StrEnum):
    """Size of the pose network."""

    LITE = "lite"
    FULL = "full"


class Engine(enum.StrEnum):
    """Pose engine."""

    BLAZEPOSE = "blazepose"
    MEDIAPIPE = "mediapipe"


class Activity(enum.StrEnum):
    """What a clip shows."""

    AUTO = "auto"
    DANCE = "dance"
    GYMNASTICS = "gymnastics"


class SequenceLayout(enum.StrEnum):
    """How a sequence picture is laid out."""

    AUTO = "auto"
    TOGETHER = "together"
    STRIP = "strip"


class Page(enum.StrEnum):
    """Page of the window."""

    LIVE = "live"
    REVIEW = "review"


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
    clip: Annotated[Path | None, typer.Argument(help="Clip to open in Review.", show_default=False)] = None,
    camera: Annotated[
        str | None, typer.Option(help="Camera to start Live with: a number, or file:CLIP to play a clip as a camera.")
    ] = None,
    page: Annotated[Page | None, typer.Option(help="Page to begin with.")] = None,
) -> None:
    """Open the window (what `dancecoach` does by itself)."""
    from dancecoach.cli.opening import open_window as show

    raise typer.Exit(show(clip, camera, page.value if page else None))


@app.command()
def analyze(
    clips: Annotated[
        list[Path],
        typer.Argument(
            metavar="CLIP...", help="Videos, or landmarks (.npz of ours, CSV or JSON of others).", show_default=False
        ),
    ],
    *,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DIR", help="Folder for the results; each clip gets its own in it.")
    ],
    pose_model: Annotated[PoseModel, typer.Option(help="lite is faster, full more exact.")] = PoseModel.FULL,
    engine: Annotated[Engine, typer.Option(help="Pose engine; mediapipe is optional.")] = Engine.BLAZEPOSE,
    activity: Annotated[Activity, typer.Option(help="What the clips show.")] = Activity.AUTO,
    workers: Annotated[
        int | None,
        typer.Option(min=1, max=64, help="Processes that share the work.", show_default="one for each core, at most 8"),
    ] = None,
    overlay: Annotated[bool, typer.Option("--overlay", help="Also write the clip with the skeleton drawn in.")] = False,
    fps: Annotated[
        float | None,
        typer.Option(min=0.1, max=1000, help="Frames per second of landmarks without times.", show_default="30"),
    ] = None,
    style_packs: Annotated[
        str, typer.Option(metavar="NAMES", help="Style packs to ask, with commas between.", show_default="all")
    ] = "",
    person: Annotated[
        str | None,
        typer.Option(
            metavar="X,Y@T",
            help="Of several people the one to follow: where they are in the picture at T seconds, as shares of its "
            "width and height, such as 0.3,0.55@2.4.",
            show_default="the larger and more central one",
        ),
    ] = None,
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
        style_packs=tuple(name.strip() for name in style_packs.split(",") if name.strip() not in ("", "all")),
        person=person,
    )
    raise typer.Exit(analyze_clips(call))


@app.command()
def compare(
    reference: Annotated[Path, typer.Argument(help="Whose dance it is: a video, or landmarks.", show_default=False)],
    learner: Annotated[Path, typer.Argument(help="Who dances it.", show_default=False)],
    *,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder for comparison.json.")],
    pose_model: Annotated[PoseModel, typer.Option(help="lite is faster, full more exact.")] = PoseModel.FULL,
    workers: Annotated[
        int | None,
        typer.Option(min=1, max=64, help="Processes that share the work.", show_default="one for each core, at most 8"),
    ] = None,
    fps: Annotated[
        float | None,
        typer.Option(min=0.1, max=1000, help="Frames per second of landmarks without times.", show_default="30"),
    ] = None,
) -> None:
    """Compare a dancer with a reference: score, timing, and which joint to change, by how much, when."""
    from dancecoach.cli.analyze import usual_workers
    from dancecoach.cli.compare import CompareCall, compare_dances
    from dancecoach.pipeline.analyze import AnalyzeOptions

    options = AnalyzeOptions("blazepose", pose_model.value, Activity.DANCE.value, workers or usual_workers(), fps)
    raise typer.Exit(compare_dances(CompareCall(reference, learner, out, options)))


@app.command()
def export(
    clips: Annotated[list[Path], typer.Argument(metavar="CLIP...", help="Videos.", show_default=False)],
    *,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DIR", help="Folder for the files, DIR/<clip>-report.pdf.")
    ],
    what: Annotated[
        str,
        typer.Option(
            metavar="NAMES",
            help="What to make, with commas between: report (html and pdf), html, pdf, video, picture, sequence, xlsx, "
            "csv.",
        ),
    ] = "report",
    parts: Annotated[
        str,
        typer.Option(
            metavar="NAMES",
            help="What to draw over video and pictures: skeleton, phases, drawings, and the angles of knee, hip, "
            "elbow, shoulder, ankle (or left_knee); empty for nothing.",
        ),
    ] = "skeleton,phases,drawings",
    skill: Annotated[
        int | None, typer.Option(min=1, help="Skill for report and sequence, 1 is the first.", show_default="all")
    ] = None,
    start: Annotated[
        float | None, typer.Option("--from", metavar="S", min=0, help="Video: where the part begins, seconds.")
    ] = None,
    end: Annotated[
        float | None, typer.Option("--to", metavar="S", min=0, help="Video: where the part ends, seconds.")
    ] = None,
    speed: Annotated[float, typer.Option(metavar="PERCENT", min=2, max=400, help="Video: speed of the part.")] = 100.0,
    rest: Annotated[bool, typer.Option("--rest", help="Video: the rest of the clip too, at full speed.")] = False,
    beside: Annotated[bool, typer.Option("--beside", help="Video: the clip as it is, beside it.")] = False,
    at: Annotated[float, typer.Option(metavar="S", min=0, help="Picture: its moment, seconds.")] = 0.0,
    instants: Annotated[int, typer.Option(min=2, max=24, help="Sequence: how many instants.")] = 7,
    layout: Annotated[
        SequenceLayout, typer.Option(help="Sequence: together on their background, or side by side.")
    ] = SequenceLayout.AUTO,
    pose_model: Annotated[PoseModel, typer.Option(help="Network whose analysis is taken.")] = PoseModel.FULL,
    engine: Annotated[Engine, typer.Option(help="Pose engine whose analysis is taken.")] = Engine.BLAZEPOSE,
    as_found: Annotated[
        bool, typer.Option("--as-found", help="Phases as the program found them, not as corrected by hand.")
    ] = False,
) -> None:
    """Hand over clips: report, overlay video, pictures and tables, with the drawings and corrections made in Review.

    Takes the analysis that the window keeps; a clip that has none is analysed first. For example:

    dancecoach export salto.mp4 --out for-anna --what video --from 2 --to 4 --speed 25 --parts skeleton,knee
    """
    from dancecoach.cli.export import ExportCall, export_clips

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
    )
    raise typer.Exit(export_clips(call))


def _names(text: str) -> tuple[str, ...]:
    """Names with commas between."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Write the findings as JSON.")] = False,
) -> None:
    """Check cameras, window, networks, graphics card and disk, and say what to do about what is missing."""
    from dancecoach.cli.doctor import show_findings

    raise typer.Exit(show_findings(as_json=as_json))


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
