"""The clip beside: its pictures, what is known of the body in it, and its notes, which are only read."""

from collections.abc import Callable
from pathlib import Path

import attrs
from PySide6.QtCore import QObject, Signal

from dancecoach.errors import DancecoachError
from dancecoach.gui.analysing import Analyse
from dancecoach.gui.context import AppContext
from dancecoach.gui.film.fetcher import Clip
from dancecoach.gui.review.analyst import Analyst
from dancecoach.gui.review.model import AnalysisState, Findings, ReviewModel
from dancecoach.gui.review.player.player import Player
from dancecoach.gui.worker import Job
from dancecoach.library.analyses.record import Analysis
from dancecoach.notes.notes import Notes
from dancecoach.notes.records import NotedClip
from dancecoach.notes.store import NotesStore
from dancecoach.progress import CancelToken
from dancecoach.video.capture import slowed_by


@attrs.frozen(eq=False)
class _Told:
    """What notes make of an analysis."""

    analysis: Analysis
    capture_fps: float | None


class OtherClip(QObject):
    """Opens a second clip and finds out about it, as Review does for the first. It is silent and plays only along.

    Args:
        context: what the pages share.
        open_clip: opens a video or a file of landmarks.
        analyse: looks at a whole clip.
        parent: owner.

    Attributes:
        model: the clip, where in it we are, what was found.
        player: brings its pictures.

    Signals:
        told: what holds of the clip is known, or is no longer: its findings are as its own notes say.
    """

    told = Signal()

    def __init__(
        self, context: AppContext, open_clip: Callable[[Path], Clip], analyse: Analyse, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.model = ReviewModel(parent=self)
        self.player = Player(self.model, open_clip, self, lambda: None)
        self.player.sound.on = False
        self.analyst = Analyst(self.model, context, analyse, self)
        self._job: Job | None = None
        self._ready = False
        self.player.opened.connect(self.analyst.start)
        self.player.failed.connect(self._failed)
        self.player.frame_failed.connect(context.notifier.error)
        self.model.found_changed.connect(self._read_notes)

    @property
    def findings(self) -> Findings | None:
        """What holds, as its notes say; None until both are there."""
        return self.model.findings if self._ready else None

    def open(self, path: Path) -> None:
        """Another clip."""
        self._forget()
        self.model.begin(path)
        self.player.open(path)

    def close(self) -> None:
        """No clip any more."""
        self._forget()
        self.player.close()
        self.model.begin(None)

    def wait(self) -> bool:
        """Wait until the file is let go, at the program's end; whether it is."""
        return self.player.wait()

    def state_text(self) -> str:
        """How far the clip is, for people; "" where there is nothing to wait for."""
        model = self.model
        if model.analysis_state is AnalysisState.FAILED:
            return self.tr("The body could not be looked for: {}").format(model.error)
        if model.analysis_state is AnalysisState.RUNNING:
            share = model.progress.fraction if model.progress is not None else None
            return self.tr("Looking for the body …") + (f" {share:.0%}" if share is not None else "")
        return ""

    def _forget(self) -> None:
        self.analyst.forget()
        if self._job is not None:
            self._job.cancel()
        self._job, self._ready = None, False

    def _failed(self, error: Exception) -> None:
        """A sentence for what we foresaw; the notifier has the details of what we did not."""
        if isinstance(error, DancecoachError):
            self.model.clip_failed(str(error))
        else:
            self.model.clip_failed(self.tr("The file could not be opened ({}).").format(error))
            self._context.notifier.error(error)

    # Its notes

    def _read_notes(self) -> None:
        found, path = self.model.found, self.model.path
        self._ready = False
        self.told.emit()
        if found is None or path is None:
            return
        settings = self._context.settings.current
        packs, annotator = settings.style_packs, settings.annotator
        root, analysis = self._context.store.root.parent / "notes", found.analysis
        known, file_fps = self.model.capture_fps, self.model.file_fps

        def work(_tell: object, cancel: CancelToken) -> _Told:
            noted = NotedClip(analysis.sha256, len(analysis.track), path.name)
            notes = NotesStore(root, autosave_s=None).read(noted)
            cancel.check()
            fps = notes.capture_fps or known
            return _Told(as_noted(analysis, notes, slowed_by(fps, file_fps), annotator, packs), fps)

        job = self._context.jobs.start(
            self.tr("Reading the notes of {}").format(path.name),
            work,
            returned=lambda told: self._took(job, found, told),
            failed=lambda error: self._unread(job, error),
            quiet=True,
        )
        self._job = job

    def _took(self, job: Job, found: Findings, told: _Told) -> None:
        if self._job is not job:
            return
        self._job, self._ready = None, True
        self.model.set_capture_fps(told.capture_fps)
        self.model.set_findings(attrs.evolve(found, analysis=told.analysis))
        self.told.emit()

    def _unread(self, job: Job, error: BaseException) -> None:
        """Without its notes the clip is as it was found."""
        self._context.notifier.error(error)
        if self._job is job:
            self._job, self._ready = None, True
            self.told.emit()


def as_noted(analysis: Analysis, notes: Notes, slowed: float, annotator: str, packs: tuple[str, ...]) -> Analysis:
    """The analysis as a person corrected it, in the time of life.

    Args:
        analysis: as stored.
        notes: of the clip.
        slowed: seconds of the file that one real second became.
        annotator: whose phases count where there are several; else the first's do.
        packs: names of the style packs to ask.
    """
    from dancecoach.pipeline.retold import as_corrected, in_real_time

    base = analysis if slowed == 1.0 else in_real_time(analysis, slowed, packs)
    if not notes.annotators:
        return base
    track = notes.track(annotator if annotator in notes.annotators else notes.annotators[0])
    return as_corrected(base, track, slowed) if track.frames == len(analysis.track) else base
