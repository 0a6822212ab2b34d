"""How far a job is and what came of it, in words for a terminal: a moving bar for a person, plain lines for a log."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from dancecoach.cli.recognised import recognised_rows
from dancecoach.files import readable
from dancecoach.i18n import _, ngettext
from dancecoach.library.analyses.record import Analysis
from dancecoach.pipeline.analyze import FROM_FILE
from dancecoach.progress import Progress as Report
from dancecoach.progress import ProgressCallback

_PLAIN_EVERY_S = 2.0
_PLAIN_BAR = 20


def shown(path: Path | str) -> str:
    """A path as it can be printed; bytes that are no text become marks."""
    return readable(path)


def consoles() -> tuple[Console, Console]:
    """Where results go, and where complaints go: what people wrote is shown as they wrote it, "[b]" and ":ok:" too."""
    return Console(markup=False, emoji=False), Console(stderr=True, markup=False, emoji=False)


class Stopwatch:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self._start = time.perf_counter()

    @property
    def seconds(self) -> float:
        """Seconds gone by."""
        return time.perf_counter() - self._start


@contextlib.contextmanager
def progress_on(out: Console, err: Console, name: str) -> Iterator[ProgressCallback]:
    """A listener that shows progress: as a bar that moves where a person looks on, else as lines for a log.

    The bar is drawn on ``err``, out of the way of a redirected ``out``. The lines go to ``out``: what is said on
    ``err`` without a terminal is about inputs that could not be used, one line each.
    """
    if not err.is_terminal:
        yield _PlainLines(out, name)
        return
    with Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=err,
        transient=True,
    ) as bar:
        task = bar.add_task(name, total=None)

        def show(report: Report) -> None:
            description = f"{name}: {report.stage}"
            bar.update(task, completed=report.done, total=report.total, description=description)

        yield show


class _PlainLines:
    """A line every two seconds, and one at the end of each stage."""

    def __init__(self, console: Console, name: str) -> None:
        self._console, self._name = console, name
        self._watch = Stopwatch()
        self._last_s = 0.0

    def __call__(self, report: Report) -> None:
        done = report.fraction == 1.0
        if not done and self._watch.seconds - self._last_s < _PLAIN_EVERY_S:
            return
        self._last_s = self._watch.seconds
        fraction = report.fraction or 0.0
        filled = round(fraction * _PLAIN_BAR)
        bar = "#" * filled + "-" * (_PLAIN_BAR - filled)
        counts = f"{report.done}/{report.total}" if report.total else str(report.done)
        line = f"{self._name}: {report.stage} [{bar}] {fraction:4.0%} {counts}"
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)


def summary_of(analysis: Analysis, folder: Path, files: list[str], took_s: float) -> Table:
    """What came of one clip, as a table of two columns with the clip's name above."""
    clip, track = analysis.clip, analysis.track
    table = Table(
        title=Text(shown(Path(clip.path).name), style="bold"), title_justify="left", show_header=False, box=None
    )
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")

    def row(name: str, *lines: str, style: str = "") -> None:
        table.add_row(name, Text("\n".join(lines), style=style))

    rate = _("variable frame rate") if clip.variable_frame_rate else _("steady frame rate")
    facts = [ngettext("{} frame", "{} frames", clip.frames).format(clip.frames)]
    if clip.mean_fps > 0:  # a single picture has neither a duration nor a rate
        facts += [f"{clip.duration_s:.2f} s", f"{clip.mean_fps:.3g} fps ({rate})"]
    facts.append(f"{clip.width} x {clip.height}")
    row(_("Clip"), ", ".join(facts))
    given = analysis.engine == FROM_FILE
    seen = _("found in {found} of {frames} frames ({share:.1%}), {by}").format(
        found=int(track.found.sum()),
        frames=len(track),
        share=track.found_fraction,
        by=_("landmarks as given") if given else f"{analysis.engine} {analysis.model}".rstrip(),
    )
    chosen = [] if analysis.person is None else [_("as chosen: {}").format(analysis.person)]
    row(_("Person"), seen, *chosen)
    for name, lines in recognised_rows(analysis):
        row(name, *lines)
    for number, sentence in enumerate(analysis.warnings):
        row(_("Note") if number == 0 else "", sentence, style="yellow")
    fps = len(track) / max(took_s, 1e-9)
    speed = "" if given else f" ({fps:.0f} fps)" if fps >= 10 else f" ({fps:.1f} fps)"
    row(_("Time"), f"{took_s:.1f} s{speed}")
    row(_("Results"), shown(folder), *(f"  {name}" for name in files))
    return table
