"""``python -m training train|evaluate|export|build``: from clips to the networks that the app ships."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from dancecoach.progress import Progress, ProgressCallback

train_app = typer.Typer(help="Train a network.", no_args_is_help=True)
evaluate_app = typer.Typer(help="Measure how good a network is.", no_args_is_help=True)

_console = Console(stderr=True)
_out = Console()


class Use(StrEnum):
    """Where a phase network works."""

    LIVE = "live"
    REVIEW = "review"


Clips = Annotated[Path, typer.Argument(help="Drawn clips, or a folder of such folders.")]
Dances = Annotated[Path, typer.Argument(help="Folder of CLASS-NN.npz landmarks.")]
RunFolder = Annotated[Path, typer.Option("--out", help="Folder for the trained network.")]
Seed = Annotated[int, typer.Option(min=0, help="Same seed, same network.")]
Threads = Annotated[int, typer.Option(min=0, help="TensorFlow's threads; 0 leaves it to it.")]
Epochs = Annotated[int, typer.Option(min=0, help="Most rounds over the clips; 0 is the usual number.")]
Report = Annotated[Path | None, typer.Option("--json", help="Write the numbers to this file too.")]
Captures = Annotated[Path | None, typer.Option(help="Motion capture: movement that is none of the dances.")]
ModelFile = Annotated[Path | None, typer.Option(help="Network file; the shipped one when left out.")]


@train_app.command("phases")
def train_phases_command(  # noqa: PLR0917 - typer reads the options from the signature
    clips: Clips,
    out: RunFolder,
    use: Annotated[Use, typer.Option(help="For the camera, or for whole clips.")] = Use.REVIEW,
    seed: Seed = 0,
    threads: Threads = 0,
    epochs: Epochs = 0,
) -> None:
    """Train a phase network on drawn clips of the split "train", chosen by those of "validation"."""
    from training.recipes.phases import PhasesTraining, train_phases

    settings = PhasesTraining.usual(live=use is Use.LIVE, seed=seed, threads=threads, epochs=epochs)
    with listener() as listen:
        run, history = train_phases(clips, settings, listen)
    run.save(out, history)
    _console.print(f"round {history.best + 1}: macro F1 {history.scores[history.best]:.3f} by frame; in {out}")


@train_app.command("style")
def train_style_command(  # noqa: PLR0917 - typer reads the options from the signature
    dances: Dances,
    out: RunFolder,
    others: Captures = None,
    drawn: Annotated[Path | None, typer.Option(help="Drawn clips: more such movement.")] = None,
    strangers: Annotated[Path | None, typer.Option(help="Poses of other clips, to judge `unknown` by.")] = None,
    seed: Seed = 0,
    threads: Threads = 0,
    epochs: Epochs = 0,
) -> None:
    """Judge by clip how well dances are told apart, then train on all clips."""
    from training.recipes.style import StyleTraining, cross_validate, train_style
    from training.show import confusion_table, write_json

    settings = StyleTraining.usual(seed=seed, threads=threads, epochs=epochs)
    with listener() as listen:
        report = cross_validate(dances, settings, others, _poses(strangers), drawn=drawn, progress=listen)
        run, history = train_style(dances, settings, report, others, drawn=drawn, progress=listen)
    run.save(out, history)
    write_json(out / "by_clip.json", report.to_dict())
    _out.print(confusion_table(report.table, report.labels, f"by clip: {report.accuracy:.1%} of {len(report.names)}"))
    for name, unlike in (("captured movement", report.others), ("other clips", report.strangers)):
        if len(unlike):
            _out.print(f"{name}: area under ROC {report.auroc(unlike):.2f}")


@evaluate_app.command("phases")
def evaluate_phases_command(  # noqa: PLR0917 - typer reads the options from the signature
    model: ModelFile = None,
    use: Annotated[Use, typer.Option(help="As the camera's thread runs it, or as whole clips are.")] = Use.REVIEW,
    drawn: Annotated[Path | None, typer.Option(help="Drawn clips; those of the split `test` are judged.")] = None,
    poses: Annotated[Path | None, typer.Option(help="Poses of real clips, as `extract` writes them.")] = None,
    labels: Annotated[Path | None, typer.Option(help="NAME.phases.json of the real clips.")] = None,
    report: Report = None,
) -> None:
    """Judge a phase network with the app's own decoding, on drawn and on real clips."""
    from training.judging import judge_phases, report_dict
    from training.show import phase_tables, print_all, quiet_line, write_json

    with listener() as listen:
        found = judge_phases(model, live=use is Use.LIVE, drawn=drawn, poses=poses, labels=labels, progress=listen)
    print_all(_out, phase_tables(found))
    _out.print(quiet_line(found))
    if report is not None:
        write_json(report, report_dict(found))


@evaluate_app.command("style")
def evaluate_style_command(
    dances: Dances,
    poses: Annotated[Path, typer.Option(help="Poses of clips of other movement, as `extract` writes them.")],
    model: ModelFile = None,
    report: Report = None,
) -> None:
    """Show what a style network says of clips that are none of its dances."""
    from training.judging import judge_strangers
    from training.show import stranger_table, write_json

    found = judge_strangers(model, dances, poses)
    _out.print(stranger_table(found))
    if report is not None:
        write_json(report, found.to_dict())


@evaluate_app.command("published")
def evaluate_published_command(
    dances: Dances, seed: Seed = 0, threads: Threads = 0, epochs: Epochs = 16, report: Report = None
) -> None:
    """Run the published network and protocol: windows split at random, and the same split by clip."""
    from training.recipes.published import PublishedTraining, run_published
    from training.show import confusion_table, write_json

    with listener() as listen:
        found = run_published(dances, PublishedTraining(epochs=epochs, seed=seed, threads=threads), listen)
    for title, table in found.tables().items():
        _out.print(confusion_table(table, found.labels, title))
    if report is not None:
        write_json(report, found.to_dict())


def export_command(
    run: Annotated[Path, typer.Argument(help="Folder that `train` wrote.")],
    out: Annotated[Path, typer.Argument(help="The .onnx file.")],
) -> None:
    """Write a trained network as the file that the app opens, checked against Keras."""
    from training.export.write import export
    from training.run import Run

    trained = Run.load(run)
    done = export(trained.system, trained.network, trained.card, out)
    _console.print(f"{done.path}: {done.size / 1000:.0f} kB, differs from Keras by {done.parity:.1g}")


def build_command(  # noqa: PLR0917 - typer reads the options from the signature
    work: Annotated[Path, typer.Argument(help="Folder for drawn clips and trained networks; some gigabytes.")],
    dances: Annotated[Path | None, typer.Option(help="Clips of dances; without, no style network is made.")] = None,
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
    from training.show import phase_tables, print_all
    from training.workers import usual_workers

    target = out or assets_folder() / "models"
    build = Build(work, target, count, seed, workers or usual_workers(), threads)
    written = []
    with listener() as listen:
        build.draw(listen)
    for live in (True, False):
        with listener() as listen:
            done, reports = build.phases(live=live, poses=poses, labels=labels, progress=listen)
        written.append(done)
        print_all(_out, phase_tables(reports))
    if dances is not None:
        with listener() as listen:
            written.append(build.style(dances, others, _poses(poses), progress=listen))
    for done in written:
        _console.print(f"{done.path}: {done.size / 1000:.0f} kB, differs from Keras by {done.parity:.1g}")


def register(app: typer.Typer) -> None:
    """Add the commands to the workshop's command line."""
    app.add_typer(train_app, name="train")
    app.add_typer(evaluate_app, name="evaluate")
    app.command("export")(export_command)
    app.command("build")(build_command)


@contextmanager
def listener() -> Iterator[ProgressCallback]:
    """A progress bar for each kind of work, one below the other."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=_console) as bar:
        tasks: dict[str, Any] = {}

        def listen(report: Progress) -> None:
            kind = report.stage.split(",")[0]
            if kind not in tasks:
                tasks[kind] = bar.add_task(report.stage, total=report.total)
            bar.update(tasks[kind], description=report.stage, completed=report.done, total=report.total)

        yield listen


def _poses(folder: Path | None) -> list[Any]:
    from dancecoach.pose.formats import load_npz
    from training.data.extract import SUFFIX

    return [] if folder is None else [load_npz(path) for path in sorted(folder.rglob(f"*{SUFFIX}"))]
