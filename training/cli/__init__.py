"""The workshop's command line: ``python -m training``.

Each module beside this one holds a group of commands and adds them with its ``register``. What a command does stands
elsewhere in the workshop and is imported when it is called: ``--help`` answers at once, and worker processes import
this package too.
"""

import typer

from dancecoach.errors import DancecoachError
from training.cli import (
    benchmark,
    build,
    clips,
    doubtful,
    evaluate,
    finetune,
    foreign,
    labels,
    report,
    skills,
    sources,
    speed,
    systems,
    teach,
    train,
    tune,
    verify,
)
from training.cli.display import notes
from training.errors import CallError

app = typer.Typer(
    help="Make what the app ships: drawn figures, demo clip, models.", no_args_is_help=True, add_completion=False
)

for group in (
    clips, labels, train, systems, evaluate, foreign, benchmark, speed, tune, build, verify, teach, report, sources,
    doubtful, skills, finetune,
):  # fmt: skip
    group.register(app)


def main() -> None:
    """Run the command line; errors of our own are one sentence on stderr, and exit status 2 or 3.

    2 is a wrong call: a name, a size or options that there are not. 3 is all else: files that cannot be used, a
    library that is missing, a result that cannot be written.
    """
    try:
        app()
    except DancecoachError as error:
        notes.print(str(error), style="red", highlight=False, markup=False, soft_wrap=True)
        raise SystemExit(2 if isinstance(error, CallError) else 3) from None
