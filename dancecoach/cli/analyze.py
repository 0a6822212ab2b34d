"""``dancecoach analyze``: clip after clip, one line for each that cannot be used, a summary for each that can."""

import logging
from collections.abc import Iterable
from pathlib import Path

import attrs
from rich.console import Console

from dancecoach.cli import exits
from dancecoach.cli.display import Stopwatch, progress_on, shown, summary_of
from dancecoach.cli.interrupt import cancelled_by_signals
from dancecoach.errors import Cancelled, DancecoachError, EngineError, InputError, ModelError
from dancecoach.files import atomic_path, make_folder
from dancecoach.i18n import _
from dancecoach.library.analysis import Analysis
from dancecoach.models.style_packs import pack_files
from dancecoach.pipeline.analyze import AnalyzeOptions, analyze
from dancecoach.pipeline.results import ANALYSIS, FRAMES, OVERLAY, POSE, write_results
from dancecoach.pipeline.workers import cpu_cores
from dancecoach.progress import CancelToken

_MOST_WORKERS = 8

_log = logging.getLogger(__name__)


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
        workers = self.workers or min(cpu_cores(), _MOST_WORKERS)
        return AnalyzeOptions(self.engine, self.pose_model, self.activity, workers, self.fps, self.style_packs)


def analyze_clips(call: AnalyzeCall) -> int:
    """Analyse every clip that can be; the exit code."""
    job = _Job(call, Console(), Console(stderr=True))
    with cancelled_by_signals() as cancel:
        try:
            return job.run(cancel)
        except Cancelled:
            job.complain(_("stopped; what was finished before is in {}").format(shown(call.out)))
            return exits.STOPPED


class _Job:
    """One call: what it has made, and the worst that happened."""

    def __init__(self, call: AnalyzeCall, out: Console, err: Console) -> None:
        self._call, self._out, self._err = call, out, err
        self._taken: list[Path] = []
        self._code = exits.DONE

    def run(self, cancel: CancelToken) -> int:
        if self._call.engine == "mediapipe":
            from dancecoach.pose.mediapipe import privacy_notice

            self.complain(privacy_notice())
        try:
            pack_files(self._call.style_packs)
        except InputError as error:
            self.complain(str(error))
            return exits.WRONG_CALL
        try:
            _check_writable(self._call.out)
            for clip in _each_once(self._call.clips):
                self._one(clip, cancel)
        except DancecoachError as error:  # of the kind that the next clip would meet again
            self.complain(str(error))
            return exits.IN_THE_WAY
        return self._code

    def _one(self, clip: Path, cancel: CancelToken) -> None:
        try:
            self._analyze(clip, cancel)
        except InputError as error:
            self.complain(_about(clip, error))
            self._code = self._code or exits.UNUSABLE_INPUT
        except (EngineError, ModelError, Cancelled):
            raise
        except DancecoachError as error:
            self.complain(str(error))
            self._code = exits.IN_THE_WAY
        except Exception:  # a fault of ours must not cost the person the other clips
            _log.exception("%s", shown(clip))
            self.complain(_("{}: dancecoach failed through a fault of its own; please report it.").format(clip))
            self._code = exits.IN_THE_WAY

    def _analyze(self, clip: Path, cancel: CancelToken) -> None:
        cancel.check()
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

    def complain(self, sentence: str) -> None:
        """One line on stderr, never broken into two."""
        self._err.print(shown(sentence), markup=False, highlight=False, soft_wrap=True)


def _about(clip: Path, error: InputError) -> str:
    """The error's sentence, beginning with the input it is about."""
    if error.subject is None:
        return f"{clip}: {error}"
    return str(error) if str(clip) in error.subject else f"{clip}: {error}"


def _check_writable(out: Path) -> None:
    """Find out now, not after the first clip's work, whether results can be written.

    Raises:
        OutputError: they cannot.
    """
    make_folder(out)
    probe = out / ".dancecoach"
    try:
        with atomic_path(probe) as temporary:
            temporary.write_bytes(b"\0" * 4096)
    except DancecoachError as error:
        raise type(error)(error.problem, subject=out, remedy=error.remedy) from error
    probe.unlink(missing_ok=True)


def _each_once(clips: Iterable[Path]) -> list[Path]:
    """The inputs in their order, one that is named twice only once."""
    seen: dict[Path, Path] = {}
    for clip in clips:
        seen.setdefault(clip.absolute(), clip)
    return list(seen.values())
