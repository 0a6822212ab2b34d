"""What commands print: progress and notes on stderr, results on stdout."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from dancecoach.progress import Progress, ProgressCallback

if TYPE_CHECKING:
    from training.data.clips import Clip
    from training.networks.system import System

notes = Console(stderr=True)
"""Progress, notes, errors."""

results = Console()
"""Results."""


def warn(sentences: Iterable[str]) -> None:
    """Say what a person should know, and go on."""
    for sentence in sentences:
        notes.print(sentence, style="yellow", highlight=False, markup=False, soft_wrap=True)


def say_what_is_seen(system: "System", clips: "Sequence[Clip]") -> None:
    """Say that a system that looks at pictures has the clips' own, where it has.

    Raises:
        InputError: only some of the clips have their videos.
    """
    if system.looks_at(clips):
        notes.print(f"{system.name} looks at the clips' own videos, not at drawn skeletons.", highlight=False)


@contextmanager
def listener() -> Iterator[ProgressCallback]:
    """A progress bar for each kind of work, one below the other."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=notes) as bar:
        tasks: dict[str, Any] = {}

        def listen(report: Progress) -> None:
            kind = report.stage.split(",")[0]
            if kind not in tasks:
                tasks[kind] = bar.add_task(report.stage, total=report.total)
            bar.update(tasks[kind], description=report.stage, completed=report.done, total=report.total)

        yield listen
