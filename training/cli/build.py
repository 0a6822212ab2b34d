"""``python -m training export|build``: the files that the app opens."""

from pathlib import Path
from typing import Annotated

import typer

from training.cli.display import listener, notes, results
from training.cli.options import Captures, Seed, Threads, stored_poses


def register(app: typer.Typer) -> None:
    """Add the commands to the workshop's command line."""
    app.command("export")(export_command)
    app.command("build")(build_command)


def export_command(
    run: Annotated[Path, typer.Argument(help="Folder that `train` wrote.")],
    out: Annotated[Path, typer.Argument(help="The .onnx file.")],
) -> None:
    """Write a trained network as the file that the app opens, checked against Keras."""
    from training.export.write import export
    from training.run import Run

    trained = Run.load(run)
    done = export(trained.system, trained.network, trained.card, out)
    notes.print(f"{done.path}: {done.size / 1000:.0f} kB, differs from Keras by {done.parity:.1g}")


def build_command(  # noqa: PLR0917 - typer reads the options from the signature
    work: Annotated[Path, typer.Argument(help="Folder for drawn clips and trained networks; some gigabytes.")],
    dances: Annotated[
        Path | None, typer.Option(help="The set trends-vn, for Live too; without, no style network of it is made.")
    ] = None,
    ballroom: Annotated[
        Path | None, typer.Option(help="The set ballroom-latin; without, no style network of it is made.")
    ] = None,
    others: Captures = None,
    poses: Annotated[Path | None, typer.Option(help="Poses of real clips to judge with.")] = None,
    labels: Annotated[Path | None, typer.Option(help="NAME.phases.json of the real clips.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder of the networks; the app's own when left out.")] = None,
    count: Annotated[int, typer.Option(min=30, help="Drawn clips.")] = 3000,
    workers: Annotated[int, typer.Option(min=0, help="Processes that draw; 0 is one per core.")] = 0,
    seed: Seed = 0,
    threads: Threads = 0,
) -> None:
    """Make every shipped network of the movement from nothing: draw, look, train, judge, export."""
    from dancecoach.resources import assets_folder
    from training.build import Build
    from training.data.sets import load_set
    from training.show import phase_tables, print_all
    from training.workers import usual_workers

    target = out or assets_folder() / "models"
    build = Build(work, target, count, seed, workers or usual_workers(), threads)
    # A damaged file is said now, not after hours of drawing.
    trends = None if dances is None else load_set("trends-vn", dances)
    latin = None if ballroom is None else load_set("ballroom-latin", ballroom)
    strangers = stored_poses(poses)
    written = []
    with listener() as listen:
        build.draw(listen)
    if dances is None and others is None:
        notes.print("Live learns from drawn clips alone: name --dances or --others for real movement")
    # Review first: it teaches Live.
    for live in (False, True):
        with listener() as listen:
            done, reports = build.phases(
                live=live, poses=poses, labels=labels, dances=dances, others=others, progress=listen
            )
        written.append(done)
        print_all(results, phase_tables(reports))
    # Captures of ballroom-latin are among the others of trends-vn; of the other way round nothing is taught.
    for clips, more in ((trends, ()), (latin, () if trends is None else (trends,))):
        if clips is not None:
            with listener() as listen:
                written.append(build.style(clips, others, strangers, more=more, progress=listen))
    for done in written:
        notes.print(f"{done.path}: {done.size / 1000:.0f} kB, differs from Keras by {done.parity:.1g}")
