"""Commands on clips: ``analyze``, ``compare``, ``export`` and ``import``."""

from pathlib import Path
from typing import Annotated

import typer

from dancecoach.cli import options
from dancecoach.cli.options import Activity, Engine, PoseModel, SequenceLayout

clips_app = typer.Typer()


@clips_app.command()
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
        style_packs=tuple(name for name in options.names(style_packs) if name != "all"),
        person=person,
        capture_fps=capture_fps,
    )
    raise typer.Exit(analyze_clips(call))


@clips_app.command()
def compare(
    reference: Annotated[
        Path, typer.Argument(help="Whose dance it is: a video, or landmarks.", show_default=False, parser=options.path)
    ],
    learner: Annotated[Path, typer.Argument(help="Who dances it.", show_default=False, parser=options.path)],
    *,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DIR", help="Folder for comparison.json.", parser=options.path)
    ],
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


@clips_app.command()
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
        what=options.names(what),
        parts=options.names(parts),
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


@clips_app.command("import")
def import_clips(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH...]",
            help="Videos, landmarks, or folders of them; none goes on with what was left to do.",
            show_default=False,
            parser=options.path,
        ),
    ] = None,
    *,
    library: options.LibraryFolder = None,
    link: Annotated[bool, typer.Option("--link", help="Leave the files where they are; else they are copied.")] = False,
    pose_model: options.Network = PoseModel.FULL,
    activity: options.Shown = Activity.AUTO,
    workers: options.Workers = None,
    capture_fps: options.CaptureFps = None,
    style_packs: options.StylePacks = "",
) -> None:
    """Take clips into the library and analyse them; what is there already is not taken twice."""
    from dancecoach.cli.analyze import usual_workers
    from dancecoach.cli.library.clips import ImportCall
    from dancecoach.cli.library.clips import import_clips as take_in
    from dancecoach.pipeline.analyze import AnalyzeOptions

    packs = tuple(name for name in options.names(style_packs) if name != "all")
    wanted = AnalyzeOptions(
        "blazepose", pose_model.value, activity.value, workers or usual_workers(), None, style_packs=packs
    )
    raise typer.Exit(take_in(ImportCall(tuple(paths or ()), library, link, wanted, capture_fps)))
