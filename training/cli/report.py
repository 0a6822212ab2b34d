"""``python -m training report``: all that a benchmark kept, as one HTML page."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from training.cli.display import notes
from training.cli.options import Report


def register(app: typer.Typer) -> None:
    """Add the command to the workshop's command line."""
    app.command("report")(report_command)


def report_command(
    outcomes: Annotated[Path, typer.Argument(help="Folder given to `benchmark --out`.")],
    out: Annotated[Path, typer.Option(help="The HTML file.")] = Path("report.html"),
    report: Report = None,
) -> None:
    """Write one page about all outcomes in a folder: tables, plots, data, versions."""
    from training.reporting.page import summary, write_report
    from training.show import write_json

    kept = write_report(outcomes, out)
    if report is not None:
        write_json(report, summary(kept, date.today()))
    for unread in kept.unread:
        line = f"left out: {unread.name} {unread.problem}"
        notes.print(line, style="yellow", highlight=False, markup=False, soft_wrap=True)
    notes.print(f"{out}: {len(kept)} outcomes", highlight=False, markup=False, soft_wrap=True)
