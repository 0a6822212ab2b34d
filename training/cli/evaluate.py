"""``python -m training evaluate``: how good a network is."""

from pathlib import Path
from typing import Annotated

import typer

from training.cli.display import listener, results
from training.cli.options import Dances, ModelFile, Report, SetName, Use

evaluate_app = typer.Typer(help="Measure how good a network is.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands to the workshop's command line."""
    app.add_typer(evaluate_app, name="evaluate")


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
    print_all(results, phase_tables(found))
    results.print(quiet_line(found))
    if report is not None:
        write_json(report, report_dict(found))


@evaluate_app.command("style")
def evaluate_style_command(
    dances: Dances,
    poses: Annotated[Path, typer.Option(help="Poses of clips of other movement, as `extract` writes them.")],
    name: SetName = "trends-vn",
    model: ModelFile = None,
    report: Report = None,
) -> None:
    """Show what a style network says of clips that are none of its dances."""
    from training.data.sets import load_set
    from training.judging import judge_strangers
    from training.show import stranger_table, write_json

    found = judge_strangers(model, load_set(name, dances), poses)
    results.print(stranger_table(found))
    if report is not None:
        write_json(report, found.to_dict())
