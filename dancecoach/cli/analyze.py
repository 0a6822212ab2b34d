"""``dancecoach analyze``: clip after clip, one line for each that cannot be used, a summary for each that can."""

from pathlib import Path

import attrs
from rich.console import Console

from dancecoach.cli import exits
from dancecoach.cli.clips import ClipRun
from dancecoach.cli.display import Stopwatch, progress_on, shown, summary_of
from dancecoach.errors import InputError
from dancecoach.library.analysis import Analysis
from dancecoach.models.style_packs import pack_files
from dancecoach.pipeline.analyze import AnalyzeOptions, analyze
from dancecoach.pipeline.results import ANALYSIS, FRAMES, OVERLAY, POSE, write_results
from dancecoach.pipeline.workers import cpu_cores
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

    @property
    def options(self) -> AnalyzeOptions:
        """The same as the pipeline wants it."""
        workers = self.workers or usual_workers()
        return AnalyzeOptions(self.engine, self.pose_model, self.activity, workers, self.fps, self.style_packs)


def usual_workers() -> int:
    """Processes that share the work: one for each core, at most 8."""
    return min(cpu_cores(), _MOST_WORKERS)


def analyze_clips(call: AnalyzeCall) -> int:
    """Analyse every clip that can be; the exit code."""
    return _Job(call, Console(), Console(stderr=True)).run()


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
            pack_files(self._call.style_packs)
        except InputError as error:
            self._clips.complain(str(error))
            return exits.WRONG_CALL
        return self._clips.run(self._call.clips, self._analyze)

    def _analyze(self, clip: Path, cancel: CancelToken) -> None:
        watch = Stopwatch()
        with progress_on(self._out, self._err, shown(clip.name)) as progress:
            analysis = analyze(clip, self._call.options, progress=progress, cancel=cancel)
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

    def _show(self, analysis: Analysis, folder: Path, took_s: float) -> None:
        names = [POSE, FRAMES, ANALYSIS, *([OVERLAY] if self._call.overlay else [])]
        files = [name for name in names if (folder / name).exists()]
        self._out.print(summary_of(analysis, folder, files, took_s))
        self._out.print()
