"""Skills follow the phases: measured anew behind the window whenever a person has corrected them.

The same is done for clips in slow motion, whose flights are shorter than the file's times say.
"""

from pathlib import Path

import attrs
from PySide6.QtCore import QObject, QTimer

from dancecoach.gui.context import AppContext
from dancecoach.gui.review.model import Findings, ReviewModel
from dancecoach.gui.review.notes.kinds import Kind, Kinds
from dancecoach.gui.review.notes.session import NotesSession
from dancecoach.gui.worker import Job
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.news import News
from dancecoach.notes.phase_track import PhaseTrack
from dancecoach.progress import CancelToken

#: How long after an edit the measuring begins: a hand that labels fast makes several.
_REST_MS = 150


@attrs.frozen(eq=False)
class _Wanted:
    """What has to be told: of which analysis, by whose phases, at which speed."""

    found: Findings
    track: PhaseTrack | None
    slowed: float

    def same_as(self, other: "_Wanted | None") -> bool:
        """Whether both would give the same."""
        if other is None or self.found is not other.found or self.slowed != other.slowed:
            return False
        return self.track is other.track


class Follower(QObject):
    """Keeps the model's findings in step with corrected phases and with the rate of the camera.

    Args:
        model: of the page.
        session: has the corrected phases.
        context: what the pages share.
        parent: owner.
    """

    def __init__(
        self, model: ReviewModel, session: NotesSession, context: AppContext, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._session, self._context = model, session, context
        self._told: _Wanted | None = None
        self._job: Job | None = None
        self._real: tuple[Findings, float, Analysis] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self._begin)
        session.changed.connect(self._correct)
        session.settled.connect(self._settled)
        model.found_changed.connect(self._found)
        model.reckoning_changed.connect(self._reckoned)

    @property
    def busy(self) -> bool:
        """Whether the findings do not follow what holds yet."""
        return self._timer.isActive() or self._job is not None

    def stop(self) -> None:
        """Nobody needs to know any more."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
        self._job = None

    def _correct(self, kinds: Kinds) -> None:
        """The word in the picture follows the hand."""
        if Kind.PHASES in kinds:
            track = self._session.track
            fits = track is not None and track.frames == len(self._model.times)
            self._model.set_corrected(track if fits else None)

    def _settled(self, kinds: Kinds) -> None:
        if Kind.PHASES in kinds:
            self._follow()

    def _found(self) -> None:
        self._told = None
        self._follow()

    def _reckoned(self) -> None:
        """Told often; only another rate of the camera matters."""
        if self._told is None or self._told.slowed != self._model.slowed:
            self._follow()

    def _wanted(self) -> _Wanted | None:
        model = self._model
        found, track = model.found, model.corrected
        if found is None:
            return None
        if track is not None and track.frames != len(found.analysis.track):
            track = None
        return _Wanted(found, track, model.slowed)

    def _follow(self) -> None:
        wanted = self._wanted()
        if wanted is None or wanted.same_as(self._told):
            self.stop()
        elif wanted.track is None and wanted.slowed == 1.0:
            self.stop()
            if self._told is not None:  # it was otherwise a moment ago
                news, sha256 = News(self._context.store.root.parent), wanted.found.analysis.sha256
                self._context.jobs.start("news", lambda _tell, _cancel: news.tell(sha256), quiet=True)
            self._told = wanted
            self._model.set_findings(wanted.found)
        else:
            self._timer.start()

    def _begin(self) -> None:
        self.stop()
        wanted = self._wanted()
        if wanted is None:
            return
        packs, real = self._context.settings.current.style_packs, self._real_time(wanted)
        news = News(self._context.store.root.parent)

        def work(_tell: object, cancel: CancelToken) -> tuple[Analysis, Analysis]:
            from dancecoach.pipeline.retold import as_corrected, in_real_time

            base = wanted.found.analysis
            if wanted.slowed != 1.0:
                base = real or in_real_time(base, wanted.slowed, packs)
            cancel.check()
            told = base if wanted.track is None else as_corrected(base, wanted.track, wanted.slowed)
            news.tell(base.sha256)
            return base, told

        name = Path(wanted.found.analysis.clip.path).name
        job = self._context.jobs.start(self.tr("Measuring the skills anew: {}").format(name), work, quiet=True)
        self._job = job
        job.returned.connect(lambda result: self._done(job, wanted, *result))
        job.finished.connect(lambda: self._over(job))

    def _real_time(self, wanted: _Wanted) -> Analysis | None:
        """What was recognised in real time before: another boundary need not ask the networks again."""
        if self._real is not None and self._real[0] is wanted.found and self._real[1] == wanted.slowed:
            return self._real[2]
        return None

    def _done(self, job: Job, wanted: _Wanted, base: Analysis, told: Analysis) -> None:
        if self._job is not job:
            return
        self._told = wanted
        self._real = (wanted.found, wanted.slowed, base) if wanted.slowed != 1.0 else None
        self._model.set_findings(attrs.evolve(wanted.found, analysis=told))

    def _over(self, job: Job) -> None:
        if self._job is job:
            self._job = None
