"""The library from a terminal: files into it, and what is in it."""

from pathlib import Path

import attrs
from rich.console import Console
from rich.table import Table

from dancecoach.cli import exits
from dancecoach.cli.display import consoles, progress_on, shown
from dancecoach.cli.interrupt import cancelled_by_signals
from dancecoach.errors import Cancelled, DancecoachError, InputError, LibraryError
from dancecoach.i18n import _, ngettext
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.catalogue.jobs import OPEN, Jobs
from dancecoach.library.catalogue.labels import telling
from dancecoach.library.catalogue.question import Question
from dancecoach.library.catalogue.records import Clip, Job, Order, State, Step, Storage
from dancecoach.library.catalogue.search import find
from dancecoach.library.library import Library, usual_folder
from dancecoach.library.media import has_library
from dancecoach.library.reading import library_to_read
from dancecoach.pipeline.analyze import AnalyzeOptions, analyze
from dancecoach.pipeline.importing.files import clips_in
from dancecoach.pipeline.importing.importer import Importer, Told
from dancecoach.pipeline.importing.renewing import catch_up
from dancecoach.pipeline.importing.slow_motion import note_capture_rate
from dancecoach.progress import CancelToken, Progress, ProgressCallback


@attrs.frozen
class ImportCall:
    """What the person asked for.

    Attributes:
        paths: files and folders; () goes on with what waits in the queue.
        folder: the library's; None takes the usual one.
        link: leave the files where they are.
        options: how they are analysed.
        capture_fps: frames per second at which the camera filmed them; None takes what the files say, if anything.
    """

    paths: tuple[Path, ...]
    folder: Path | None
    link: bool
    options: AnalyzeOptions
    capture_fps: float | None = None


def import_clips(call: ImportCall) -> int:
    """Take files into a library and analyse them; the exit code."""
    out, err = consoles()
    try:
        left_out: list[InputError] = []
        paths = tuple(clips_in(call.paths, left_out.append))
        for problem in left_out:
            _complain(err, str(problem))
        if left_out and not paths:
            return exits.WRONG_CALL
        with Library(call.folder or usual_folder()) as library, cancelled_by_signals() as cancel:
            code = _Import(library, call, out, err).run(paths, cancel)
            return exits.UNUSABLE_INPUT if left_out and code == exits.DONE else code
    except DancecoachError as error:
        _complain(err, str(error))
        wrong = isinstance(error, InputError) and not isinstance(error, LibraryError)
        return exits.WRONG_CALL if wrong else exits.IN_THE_WAY


class _Import:
    """One run of the queue."""

    def __init__(self, library: Library, call: ImportCall, out: Console, err: Console) -> None:
        self._library, self._call, self._out, self._err = library, call, out, err
        self._slow: set[Path] = set()
        self._complaints: list[str] = []

    def run(self, paths: tuple[Path, ...], cancel: CancelToken) -> int:
        jobs = self._library.jobs
        self._slow = {path.absolute() for path in paths} if self._call.capture_fps else set()
        jobs.forget_done()
        jobs.add(paths, Storage.LINKED if self._call.link else Storage.COPIED)
        before = {job.id for job in jobs.list(State.FAILED)}
        count = self._library.clips.count()
        options = self._call.options
        stopped = False
        with progress_on(self._out, self._err, _("import")) as progress:
            importer = Importer(
                self._library, self._analyse, (options.engine, options.pose_model), tell=_Teller(jobs, progress),
                came=self._note_rate,
            )  # fmt: skip
            try:
                importer.work_off(cancel)
                catch_up(self._library, cancel=cancel)  # those that were there, and are slow motion as said now
            except Cancelled:
                stopped = True
        failed = [job for job in jobs.list(State.FAILED) if job.id not in before]
        for sentence in (*(job.problem for job in failed), *self._complaints):
            _complain(self._err, sentence)
        self._tell(self._library.clips.count() - count, len(failed), stopped=stopped)
        return exits.STOPPED if stopped else exits.UNUSABLE_INPUT if failed or self._complaints else exits.DONE

    def _note_rate(self, job: Job, clip: Clip) -> None:
        """The camera's rate, of the clips that were named now and of no others that waited."""
        if self._call.capture_fps and job.path in self._slow:
            try:
                note_capture_rate(self._library, clip, self._call.capture_fps)
            except DancecoachError as error:  # open in Review, perhaps; the clip is in all the same
                self._complaints.append(str(error))

    def _analyse(self, path: Path, progress: ProgressCallback, cancel: CancelToken) -> Analysis:
        return analyze(path, self._call.options, progress=progress, cancel=cancel)

    def _tell(self, new: int, failed: int, *, stopped: bool) -> None:
        said = [ngettext("{} new clip", "{} new clips", new).format(new)]
        known = [job for job in self._library.jobs.list(State.DONE) if job.problem]
        if known:
            said.append(_("{} there already").format(len(known)))
        if failed:
            said.append(ngettext("{} could not be used", "{} could not be used", failed).format(failed))
        waiting = self._library.jobs.counts()[State.WAITING]
        if stopped and waiting:
            said.append(_("stopped with {} still to do: call it again to go on").format(waiting))
        self._out.print(f"{shown(self._library.folder)}: {', '.join(said)}", markup=False, soft_wrap=True)


class _Teller:
    """Says which of how many files is being worked at: the third that comes in, the first that is looked at."""

    def __init__(self, jobs: Jobs, progress: ProgressCallback) -> None:
        self._jobs, self._progress = jobs, progress
        self._at: tuple[int, Step] | None = None
        self._place = ""

    def __call__(self, told: Told) -> None:
        job, at = told.job, told.progress
        if (job.id, job.step) != self._at:
            self._at, every = (job.id, job.step), self._jobs.counts()
            left = self._jobs.counts(Step.IMPORT) if job.step is Step.IMPORT else every
            number, total = sum(every.values()), sum(left[state] for state in OPEN)
            self._place = f"{number - total + 1}/{number}"
        self._progress(Progress(f"{self._place} {shown(job.path.name)}: {at.stage}", at.done, at.total))


def show_clips(folder: Path | None, question: str, order: Order, *, down: bool, most: int) -> int:
    """List the clips that fit a question; the exit code."""
    out, err = consoles()
    folder = folder or usual_folder()
    if not has_library(folder):
        _complain(err, f"{shown(folder)}: " + _("there is no library here; make one with: dancecoach import CLIP..."))
        return exits.WRONG_CALL
    asked = Question.read(question)
    for problem in asked.problems:
        _complain(err, problem)
    if asked.read_as:
        _complain(err, _("read as: {}").format(asked.read_as))
    try:
        with library_to_read(folder, shared=True) as library:
            ids = find(library.database, asked, order, down=down)
            out.print(_table(library.clips.get_all(ids[:most])))
    except DancecoachError as error:
        _complain(err, str(error))
        return exits.IN_THE_WAY
    text = ngettext("{shown} of {n} clip", "{shown} of {n} clips", len(ids))
    out.print(text.format(shown=min(most, len(ids)), n=len(ids)))
    return exits.WRONG_CALL if asked.problems else exits.DONE


def _table(clips: list[Clip]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title, right in ((_("title"), False), (_("seconds"), True), (_("filmed"), False), (_("found"), False)):
        table.add_column(title, justify="right" if right else "left", overflow="fold")
    for clip in clips:
        day = "" if clip.facts.filmed_at is None else clip.facts.filmed_at.astimezone().date().isoformat()
        table.add_row(shown(clip.title), f"{clip.facts.duration_s:.1f}", day, _found(clip))
    return table


def _found(clip: Clip) -> str:
    if clip.findings is None:
        return _("not analysed yet")
    found = clip.findings
    style = [] if found.style in ("", "unknown") else [f"{found.style} {found.style_certainty:.0%}"]
    return "; ".join([*style, *(skill.label for skill in telling(clip)[:3])])


def _complain(err: Console, sentence: str) -> None:
    err.print(shown(sentence), markup=False, highlight=False, soft_wrap=True)
