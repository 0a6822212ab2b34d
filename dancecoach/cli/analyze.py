"""``dancecoach analyze``: clip after clip, one line for each that cannot be used, a summary for each that can."""

from pathlib import Path

import attrs
from rich.console import Console

from dancecoach.cli import exits
from dancecoach.cli.capture import told_in_real_time
from dancecoach.cli.clips import ClipRun
from dancecoach.cli.display import Stopwatch, consoles, progress_on, shown, summary_of
from dancecoach.errors import InputError, OutputError
from dancecoach.i18n import _
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.analyses.store import AnalysisStore
from dancecoach.library.folders import usual_folder
from dancecoach.library.peek import holds
from dancecoach.models.packs.styles import pack_files
from dancecoach.pipeline.analyze import AnalyzeOptions, analyze
from dancecoach.pipeline.results import ANALYSIS, FRAMES, OVERLAY, POSE, write_results
from dancecoach.pipeline.workers import cpu_cores
from dancecoach.pose.identity.seed import Seed
from dancecoach.progress import CancelToken

_MOST_WORKERS = 8


@attrs.frozen
class AnalyzeCall:
    """What the person asked for.

    Attributes:
        clips: inputs in their order.
        out: folder for the results.
        engine: pose engine.
        pose_model: size of its network.
        activity: what the clips show.
        workers: processes; None takes one for each core, at most 8.
        overlay: also write the overlay video.
        fps: frames per second of landmarks without times; None assumes 30.
        style_packs: names of the style packs to ask; () for all.
        capture_fps: frames per second at which the camera filmed; None takes what the file says, if anything.
        person: whom to follow, as `Seed.parse` reads it; None leaves it to the engine.
    """

    clips: tuple[Path, ...]
    out: Path
    engine: str = "blazepose"
    pose_model: str = "full"
    activity: str = "auto"
    workers: int | None = None
    overlay: bool = False
    fps: float | None = None
    style_packs: tuple[str, ...] = ()
    person: str | None = None
    capture_fps: float | None = None

    @property
    def options(self) -> AnalyzeOptions:
        """The same as the pipeline wants it.

        Raises:
            InputError: the person to follow is told in no way that can be read.
        """
        return AnalyzeOptions(
            engine=self.engine,
            pose_model=self.pose_model,
            activity=self.activity,
            workers=self.workers or usual_workers(),
            fps=self.fps,
            style_packs=self.style_packs,
            person=None if self.person is None else Seed.parse(self.person),
        )

    def check(self) -> None:
        """Find out before the first clip's work whether what is asked for can be.

        Raises:
            InputError: it cannot.
        """
        pack_files(self.style_packs)
        if self.options.person is not None and len(self.clips) > 1:
            raise InputError(
                _("one person cannot be chosen in {} clips at once").format(len(self.clips)),
                subject="--person",
                remedy=_("analyse them one by one"),
            )


def usual_workers() -> int:
    """Processes that share the work: one for each core, at most 8."""
    return min(cpu_cores(), _MOST_WORKERS)


def analyze_clips(call: AnalyzeCall) -> int:
    """Analyse every clip that can be; the exit code."""
    return _Job(call, *consoles()).run()


class _Job:
    """One call, and the folders it has made."""

    def __init__(self, call: AnalyzeCall, out: Console, err: Console) -> None:
        self._call, self._out, self._err = call, out, err
        self._clips = ClipRun(call.out, err)
        self._taken: list[Path] = []

    def run(self) -> int:
        if self._call.engine == "mediapipe":
            from dancecoach.pose.mediapipe import privacy_notice

            self._clips.complain(privacy_notice())
        try:
            self._call.check()
        except InputError as error:
            self._clips.complain(str(error))
            return exits.WRONG_CALL
        return self._clips.run(self._call.clips, self._analyze)

    def _analyze(self, clip: Path, cancel: CancelToken) -> None:
        watch = Stopwatch()
        with progress_on(self._out, self._err, shown(clip.name)) as progress:
            found = analyze(clip, self._call.options, progress=progress, cancel=cancel)
            self._keep_in_library(found, clip)
            analysis = told_in_real_time(found, clip, self._call.capture_fps, self._call.style_packs).with_note
            folder, analysis = write_results(
                analysis,
                self._call.out,
                overlay=self._call.overlay,
                taken=self._taken,
                progress=progress,
                cancel=cancel,
            )
        self._taken.append(folder)
        self._show(analysis, folder, watch.seconds)

    def _keep_in_library(self, found: Analysis, clip: Path) -> None:
        """A clip of the library is known by its newest analysis, wherever that was made."""
        folder = usual_folder()
        if holds(folder, found.sha256):
            try:
                AnalysisStore(folder / "analyses").put(found, clip)
            except OutputError as error:
                self._clips.complain(str(error))

    def _show(self, analysis: Analysis, folder: Path, took_s: float) -> None:
        names = [POSE, FRAMES, ANALYSIS, *([OVERLAY] if self._call.overlay else [])]
        files = [name for name in names if (folder / name).exists()]
        self._out.print(summary_of(analysis, folder, files, took_s))
        self._out.print()
