"""``dancecoach compare``: a learner beside a reference; what came of it in a table, the whole of it in a file."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import attrs
from rich.table import Table
from rich.text import Text

from dancecoach.cli.clips import ClipRun
from dancecoach.cli.display import consoles, progress_on, shown
from dancecoach.coaching.dance.comparison import Comparison
from dancecoach.coaching.dance.cues import joint_title
from dancecoach.i18n import _
from dancecoach.library.counts.store import CountsStore
from dancecoach.library.folders import usual_folder
from dancecoach.library.lesson.shelf import LessonShelf
from dancecoach.pipeline.analyze import FROM_FILE, AnalyzeOptions
from dancecoach.pipeline.compare_dances import DanceComparison, compare_clips
from dancecoach.pipeline.practice.reference import Reference
from dancecoach.progress import CancelToken
from dancecoach.report.beside.compared import Compared
from dancecoach.report.beside.handover import Thing, hand_over_beside

_SHOWN_CUES = 6
_SHOWN_JOINTS = 3


@attrs.frozen
class CompareCall:
    """What the person asked for.

    Attributes:
        reference: whose dance it is.
        learner: who dances it.
        out: folder for the results.
        options: how clips are analysed.
        report: whether to write the page with pictures too, for a browser and as PDF.
        table: whether to write marks and joints of each part as CSV too.
        video: whether to write a video of both side by side too.
    """

    reference: Path
    learner: Path
    out: Path
    options: AnalyzeOptions
    report: bool = False
    table: bool = False
    video: bool = False

    @property
    def things(self) -> tuple[Thing, ...]:
        """What is to be written."""
        wanted: list[Thing] = ["json"]
        wanted += ["html", "pdf"] if self.report else []
        wanted += ["csv"] if self.table else []
        wanted += ["video"] if self.video else []
        return tuple(wanted)


def compare_dances(call: CompareCall) -> int:
    """Compare and write ``comparison.json``, and what else is wanted; the exit code."""
    out, err = consoles()

    def one(learner: Path, cancel: CancelToken) -> None:
        with progress_on(out, err, shown(learner.name)) as progress:
            found = compare_clips(
                call.reference, learner, call.options, kept=CountsStore(), progress=progress, cancel=cancel
            )
            made = hand_over_beside(
                _compared(found, call.reference, learner), call.things, call.out, progress=progress, cancel=cancel
            )
        out.print(summary_of(found, made.files))
        for sentence in made.lacking:
            err.print(Text(sentence, style="yellow"))

    return ClipRun(call.out, err).run((call.learner,), one)


def _compared(found: DanceComparison, reference: Path, learner: Path) -> Compared:
    clips = [
        None if analysis.engine == FROM_FILE else clip
        for analysis, clip in ((found.reference, reference), (found.learner, learner))
    ]
    made = datetime.now(UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    lesson = LessonShelf(usual_folder()).lesson(found.reference.sha256)
    return Compared(
        found.comparison,
        found.reference,
        found.learner,
        clips=(clips[0], clips[1]),
        counts=found.counts,
        steps=Reference(found.reference, lesson=lesson).steps,
        made=made,
    )


def summary_of(found: DanceComparison, written: Sequence[Path]) -> Table:
    """What came of it, as a table of two columns."""
    comparison = found.comparison
    names = (shown(Path(analysis.clip.path).name) for analysis in (found.learner, found.reference))
    title = Text(_("{} beside {}").format(*names), style="bold")
    table = Table(title=title, title_justify="left", show_header=False, box=None)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")

    def row(name: str, *lines: str, style: str = "") -> None:
        if lines:
            table.add_row(name, Text("\n".join(lines), style=style))

    row(_("Score"), _score_line(comparison))
    row(_("Aligned"), *_aligned_lines(comparison))
    row(_("Joints"), *_joint_lines(comparison))
    row(_("To change"), *_cue_lines(comparison))
    row(_("Right"), *(line.praise for line in comparison.phrases if line.praise))
    row(_("Note"), *comparison.warnings, style="yellow")
    row(_("Written"), *(shown(path) for path in written))
    return table


def _score_line(comparison: Comparison) -> str:
    score = comparison.score
    if score.total is None:
        return _("none: {percent:.0%} could be judged").format(percent=score.coverage)
    return _(
        "{total:.0f} of 100 (shape {shape:.0f}, timing {timing:.0f}, size {size:.0f}, flow {flow:.0f}; "
        "{percent:.0%} could be judged)"
    ).format(
        total=score.total,
        shape=score.shape,
        timing=score.timing,
        size=score.size,
        flow=score.flow,
        percent=score.coverage,
    )


def _aligned_lines(comparison: Comparison) -> list[str]:
    overlap = comparison.overlap
    if overlap is None:
        return []
    by = _("by the music") if comparison.by_sound else _("by the movement")
    return [
        _(
            "{seconds:.1f} s together; the reference's {offset:+.2f} s is the learner's 0 ({by}), tempo {tempo:.0%}"
        ).format(seconds=overlap.length_s, offset=overlap.offset_s, by=by, tempo=overlap.tempo)
    ]


def _joint_lines(comparison: Comparison) -> list[str]:
    """The joints that cost most."""
    seen = [line for line in comparison.joints if line.difference is not None and line.share > 0]
    worst = sorted(seen, key=lambda line: -line.share)[:_SHOWN_JOINTS]
    return [
        _("{joint}: {degrees:.0f}° on average, {share:.0%} of what is lost").format(
            joint=joint_title(line.joint), degrees=line.difference, share=line.share
        )
        for line in worst
    ]


def _cue_lines(comparison: Comparison) -> list[str]:
    """What timing costs, then the most costly differences, each in the order of the dance."""
    pairs = list(zip(comparison.faults, comparison.cues, strict=True))
    worst = sorted(pairs, key=lambda pair: -pair[0].cost)[:_SHOWN_CUES]
    return [*comparison.late_cues, *(cue for _fault, cue in sorted(worst, key=lambda pair: pair[0].start_s))]
