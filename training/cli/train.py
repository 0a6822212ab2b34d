"""``python -m training train``: networks from clips."""

from pathlib import Path
from typing import Annotated

import attrs
import typer

from training.cli.display import listener, notes, results, warn
from training.cli.options import (
    Augment,
    Captures,
    Clips,
    Dances,
    Epochs,
    RunFolder,
    Seed,
    SetName,
    Threads,
    Use,
    stored_poses,
)
from training.errors import CallError

Members = Annotated[int, typer.Option(min=1, help="Networks that are trained, and vote as one.")]
Voting = Annotated[
    int, typer.Option("--members", min=0, help="Networks that vote as one; 0 is 3 for Review, 1 for Live.")
]

train_app = typer.Typer(help="Train a network.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands to the workshop's command line."""
    app.add_typer(train_app, name="train")


@train_app.command("phases")
def train_phases_command(  # noqa: PLR0917 - typer reads the options from the signature
    clips: Clips,
    out: RunFolder,
    use: Annotated[Use, typer.Option(help="For the camera, or for whole clips.")] = Use.REVIEW,
    dances: Annotated[
        Path | None, typer.Option(help="The set trends-vn: real dancing for Live, as Review sees it.")
    ] = None,
    others: Annotated[Path | None, typer.Option(help="Motion capture: more real movement for Live.")] = None,
    teacher: Annotated[Path | None, typer.Option(help="Review's network; the shipped one when left out.")] = None,
    augment: Augment = "",
    seed: Seed = 0,
    threads: Threads = 0,
    epochs: Epochs = 0,
    members: Voting = 0,
) -> None:
    """Train a phase network on drawn clips of the split "train", chosen by those of "validation".

    One for Live is also taught what Review says of real movement, where such is named.
    """
    from dancecoach.models.phases import REVIEW_FILE
    from dancecoach.resources import model_path
    from training.data.augment import parsed
    from training.recipes.phases import PhasesTraining, train_phases
    from training.recipes.teacher import real_lessons

    real = (dances, others)
    if use is Use.REVIEW and any(part is not None for part in (*real, teacher)):
        raise CallError("only Live is taught by Review", remedy="add --use live, or leave the real movement out")
    if teacher is not None and real == (None, None):
        raise CallError("there is nothing that the teacher could be asked", remedy="name --dances or --others too")
    settings = PhasesTraining.usual(live=use is Use.LIVE, seed=seed, threads=threads, epochs=epochs, members=members)
    if augment:
        settings = attrs.evolve(settings, augmentation=parsed(augment, settings.augmentation))
    with listener() as listen:
        lessons = real_lessons(teacher or model_path(REVIEW_FILE), *real, seed=seed, progress=listen)
        run, history = train_phases(clips, settings, listen, lessons=lessons)
    run.save(out, history)
    what = f"round {history.best + 1}" if settings.members == 1 else f"vote of {settings.members}"
    notes.print(f"{what}: macro F1 {history.scores[history.best]:.3f} by frame; in {out}")


@train_app.command("style")
def train_style_command(  # noqa: PLR0917 - typer reads the options from the signature
    dances: Dances,
    out: RunFolder,
    name: SetName = "trends-vn",
    others: Captures = None,
    drawn: Annotated[Path | None, typer.Option(help="Drawn clips: more such movement.")] = None,
    more: Annotated[
        Path | None, typer.Option("--trends", help="The set trends-vn, to set the threshold of another by.")
    ] = None,
    strangers: Annotated[Path | None, typer.Option(help="Poses of other clips, to judge `unknown` by.")] = None,
    augment: Augment = "",
    seed: Seed = 0,
    threads: Threads = 0,
    epochs: Epochs = 0,
    members: Members = 1,
) -> None:
    """Judge by clip, or by take, how well dances are told apart, then train on all clips."""
    from training.data.augment import parsed
    from training.data.inspection import doubts, refuse_one_class
    from training.data.others import Unlike, others_store
    from training.data.packs import pack_of
    from training.data.sets import load_set
    from training.networks.backend import keras
    from training.recipes.style import cross_validate, train_style
    from training.recipes.style_workshop import StyleTraining
    from training.show import confusion_table, write_json

    settings = StyleTraining.usual(seed=seed, threads=threads, epochs=epochs, members=members)
    if augment:
        settings = attrs.evolve(settings, augmentation=parsed(augment, settings.augmentation))
    clips = load_set(name, dances)
    keras()  # said now if it is missing, not after minutes of features
    refuse_one_class(clips.labels, dances)
    warn(doubts(clips.clips))
    unlike, judged = None, stored_poses(strangers)
    if others is not None:
        other_dances = () if more is None else (load_set("trends-vn", more),)
        unlike = others_store(Unlike(others, drawn, clips.labels, pack_of(name).captured, other_dances))
    with listener() as listen:
        report = cross_validate(clips, settings, unlike, judged, progress=listen)
        run, history = train_style(clips, settings, report, unlike, progress=listen)
    run.save(out, history)
    write_json(out / "by_clip.json", report.to_dict())
    results.print(
        confusion_table(report.table, report.labels, f"{report.split}: {report.accuracy:.1%} of {len(report.names)}")
    )
    for kind, logits in (("captured movement", report.others), ("other clips", report.strangers)):
        if len(logits):
            results.print(f"{kind}: area under ROC {report.auroc(logits):.2f}")
