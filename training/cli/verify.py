"""``python -m training verify``: whether network files keep the app's model contract."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from training.cli.display import notes, results

if TYPE_CHECKING:
    from training.export.points import Check


def register(app: typer.Typer) -> None:
    """Add the command to the workshop's command line."""
    app.command("verify")(verify_command)


def verify_command(
    models: Annotated[list[Path], typer.Argument(metavar="MODEL...", help="Network files.")],
) -> None:
    """Check network files against what the app needs of them; exit status 3 when one fails."""
    from training.export.verify import verify

    broken = []
    for path in models:
        checks = verify(path)
        results.print(_table(path, checks))
        broken += [f"{path.name}: {c.name}: {c.said}." for c in checks if c.passed is False]
    for sentence in broken:
        notes.print(sentence, style="red", highlight=False, soft_wrap=True)
    if broken:
        raise typer.Exit(3)


def _table(path: Path, checks: "list[Check]") -> Table:
    verdicts = {True: "[green]pass[/green]", False: "[red]FAIL[/red]", None: "-"}
    table = Table("check", "", "found", title=path.name)
    for check in checks:
        table.add_row(check.name, verdicts[check.passed], check.said.replace("[", "\\["))
    return table
