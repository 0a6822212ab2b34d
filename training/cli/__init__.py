"""The workshop's command line: ``python -m training``.

Each module beside this one holds a group of commands and adds them with its ``register``. What a command does stands
elsewhere in the workshop and is imported when it is called: ``--help`` answers at once, and worker processes import
this package too.
"""

import typer

from dancecoach.errors import DancecoachError, InputError
from training.cli import benchmark, build, clips, evaluate, foreign, labels, report, teach, train, tune, verify
from training.cli.display import notes

app = typer.Typer(
    help="Make what the app ships: drawn figures, demo clip, models.", no_args_is_help=True, add_completion=False
)

for group in (clips, labels, train, evaluate, foreign, benchmark, tune, build, verify, teach, report):
    group.register(app)


def main() -> None:
    """Run the command line; errors of our own are one sentence on stderr and exit status 3 (2 for a wrong call)."""
    try:
        app()
    except InputError as error:
        notes.print(str(error), style="red", highlight=False, soft_wrap=True)
        raise SystemExit(2) from None
    except DancecoachError as error:
        notes.print(str(error), style="red", highlight=False, soft_wrap=True)
        raise SystemExit(3) from None
