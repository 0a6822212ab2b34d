"""``python -m training labels``: what annotators say, how well they agree, and their vote."""

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from training.cli.display import notes, results
from training.cli.options import Report

if TYPE_CHECKING:
    from training.data.labels.report import LabelReport


def register(app: typer.Typer) -> None:
    """Add the command to the workshop's command line."""
    app.command("labels")(labels_command)


def labels_command(
    sources: Annotated[
        list[Path],
        typer.Argument(metavar="LABELS...", help="CSV, NAME.phases.json or analysis.json, or folders of them."),
    ],
    clips: Annotated[
        Path | None, typer.Option(help="Folder of the clips' videos or poses; 30 frames a second without.")
    ] = None,
    clip: Annotated[list[str] | None, typer.Option(help="Name of a clip to take; all without.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the voted labels, NAME.phases.json.")] = None,
    report: Report = None,
) -> None:
    """Read the phases that annotators gave clips, show how well they agree, and write the vote of each frame."""
    from training.data.labels.report import read_labels, write_voted
    from training.show import print_all, write_json

    found = read_labels(sources, clips, clip or ())
    print_all(results, _tables(found))
    if out is not None:
        written = write_voted(found, out, sources)
        notes.print(f"the vote on {len(written)} clips in {out}")
    if report is not None:
        write_json(report, found.to_dict())


def _tables(found: "LabelReport") -> list[Table]:
    """By clip, by two annotators, and of all by phase; none is wider than 80 characters."""
    clips = Table("clip", "frames", "annotators", "unlabelled", "Fleiss' kappa", title="clips")
    for clip, row in found.to_dict()["clips"].items():
        unlabelled = f"{row['unlabelled']:.1%}"
        clips.add_row(clip, str(row["frames"]), ", ".join(row["annotators"]), unlabelled, _kappa(row["fleiss_kappa"]))
    pairs = Table("annotator", "annotator", "frames", "agree", "Cohen's kappa", title="two by two")
    for pair in found.pairs():
        pairs.add_row(pair.first, pair.second, str(pair.frames), f"{pair.agree:.1%}", _kappa(pair.kappa))
    phases = Table("phase", "Fleiss' kappa", title="all annotators")
    for phase, kappa in {**found.fleiss_by_phase(), "all": found.fleiss()}.items():
        phases.add_row(phase, _kappa(kappa))
    return [clips, pairs, phases] if len(found.annotators) > 1 else [clips]


def _kappa(value: float | None) -> str:
    return "-" if value is None or math.isnan(value) else f"{value:.3f}"
