"""Finds out about a clip behind the window: from the store where it can, by looking at every frame where it must.

What is stored is shown at once. Where its style, phases and skills were found with other networks than those at hand,
they are then named anew from the stored landmarks and kept; so it is when other packs come while it is on show.
"""

from collections.abc import Callable
from pathlib import Path

import attrs
from PySide6.QtCore import QObject, Signal

from dancecoach.errors import OutputError
from dancecoach.gui.analysing import Analyse, Tell, analyse_clip, out_of_date, stored_as
from dancecoach.gui.context import AppContext
from dancecoach.gui.review.model import AnalysisState, Findings, ReviewModel
from dancecoach.gui.worker import Job
from dancecoach.library.analyses.record import Analysis
from dancecoach.motion.angles import angle_names, joint_angles
from dancecoach.pose.identity.seed import Seed
from dancecoach.progress import CancelToken, Progress


def find_out(analysis: Analysis) -> Findings:
    """The analysis with the joint angles and the course that the page shows."""
    from dancecoach.motion.course import course_of  # brings SciPy, which nobody waits for at the start

    track = analysis.track
    angles = dict(zip(angle_names(track.skeleton), joint_angles(track).T, strict=True))
    return Findings(analysis, angles, course_of(track))


def _nobody_edits() -> bool:
    """Where there are no labels to edit."""
    return False


@attrs.frozen(eq=False)
class _Found:
    """What a job found, and whether it was stored by other networks."""

    findings: Findings
    stale: bool = False


class Analyst(QObject):
    """Keeps the model's analysis up to date; one job at a time.

    Args:
        model: of the page.
        context: what the pages share.
        analyse: looks at a whole clip.
        parent: owner.
        editing: whether the person edits labels this moment; what was named anew waits for `show_renewed` then.

    Signals:
        failed: the exception, when the analysis could not be made.
    """

    failed = Signal(object)

    def __init__(
        self,
        model: ReviewModel,
        context: AppContext,
        analyse: Analyse = analyse_clip,
        parent: QObject | None = None,
        *,
        editing: Callable[[], bool] = _nobody_edits,
    ) -> None:
        super().__init__(parent)
        self._model, self._context, self._analyse, self._editing = model, context, analyse, editing
        self._job: Job | None = None
        self._other_packs = False
        self._waiting: Findings | None = None
        context.packs.changed.connect(self.renew)

    def start(self, *, anew: bool = False) -> None:
        """Find out about the model's clip, and in it about who was chosen last; ``anew`` passes over what is stored."""
        path, store = self._model.path, self._context.store
        if path is not None:
            self._start(path, lambda: store.chosen(path), anew=anew)

    def follow(self, person: Seed | None) -> None:
        """Find out about another person in the model's clip (None: the larger and more central one).

        What is on show stays until then, and for good if that fails; then the choice is remembered.
        """
        path, store = self._model.path, self._context.store
        if path is not None:
            self._start(path, lambda: person, done=lambda: store.choose(path, person))

    def renew(self) -> None:
        """Other packs are at hand: recognise the clip anew from its landmarks, after its analysis if one is made."""
        found = self._model.found
        if self._model.analysis_state is AnalysisState.RUNNING:
            self._other_packs = True
        elif found is not None:
            self.forget()
            self._renew(found)

    def show_renewed(self) -> None:
        """Show what was named anew, unless the person edits labels this moment."""
        if self._waiting is not None and not self._editing():
            findings, self._waiting = self._waiting, None
            self._model.analysis_done(findings)

    def _start(
        self,
        path: Path,
        whom: Callable[[], Seed | None],
        *,
        anew: bool = False,
        done: Callable[[], object] = lambda: None,
    ) -> None:
        self.forget()
        chosen, store, analyse = self._context.settings.current, self._context.store, self._analyse
        notifier = self._context.notifier

        def work(tell: Tell, cancel: CancelToken) -> _Found:
            kept_as = stored_as(path, chosen)
            person = whom() if kept_as[1] else None  # landmarks that were given are one person's
            stored = None if anew else store.find(path, *kept_as, person)
            whose = {} if person is None else {"person": person}
            analysis = stored if stored is not None else analyse(path, chosen, tell, cancel, **whose)
            cancel.check()
            try:
                if stored is None:
                    store.put(analysis, path)
                done()
            except OutputError as error:
                notifier.error(error)  # what was found is shown all the same
            return _Found(find_out(analysis), stored is not None and out_of_date(analysis, chosen))

        self._model.analysis_began()
        job = self._context.jobs.start(
            self.tr("Analysing {}").format(path.name),
            work,
            failed=lambda error: self._failed(job, error),
            progressed=lambda progress: self._moved(job, progress),
        )
        job.returned.connect(lambda found: self._done(job, found))
        job.cancelled.connect(lambda: self._cancelled(job))
        self._job = job

    def cancel(self) -> None:
        """Stop; the model hears of it when the job has ended."""
        if self._job is not None:
            self._job.cancel()

    def forget(self) -> None:
        """Another clip comes, or other news of this one: stop, and let nobody hear of it."""
        self.cancel()
        self._job = self._waiting = None
        self._other_packs = False

    # A job that was forgotten may still have something to say; only the current one is heard.

    def _moved(self, job: Job, progress: Progress) -> None:
        if self._job is job:
            self._model.analysis_moved(progress)

    def _done(self, job: Job, found: _Found) -> None:
        if self._job is not job:
            return
        self._model.analysis_done(found.findings)
        if found.stale or self._other_packs:
            self._renew(found.findings)

    def _renew(self, old: Findings) -> None:
        """Name style, phases and skills anew; what is on show stays until then, and for good when that fails."""
        store, notifier = self._context.store, self._context.notifier
        packs = self._context.settings.current.style_packs

        def work(_tell: Callable[[Progress], None], cancel: CancelToken) -> Findings:
            from dancecoach.pipeline.recognition import is_stale, renewed

            if not is_stale(old.analysis, packs):  # a pack that is switched off anyway is another, or it was undone
                return old
            new = renewed(old.analysis, packs)
            cancel.check()  # a newer analysis of the clip may be under way
            if not is_stale(new, packs):  # else a network failed: worth showing, not worth keeping
                try:
                    store.put(new)
                except OutputError as error:
                    notifier.error(error)
            return attrs.evolve(old, analysis=new)

        title = self.tr("Recognising anew: {}").format(Path(old.analysis.clip.path).name)
        job = self._context.jobs.start(title, work)
        job.returned.connect(lambda findings: self._renewed(job, findings))
        self._job, self._other_packs = job, False

    def _renewed(self, job: Job, findings: Findings) -> None:
        if self._job is job and findings is not self._model.found:
            self._waiting = findings
            self.show_renewed()

    def _cancelled(self, job: Job) -> None:
        if self._job is job:
            self._model.analysis_stopped(AnalysisState.CANCELLED)
            self._renew_what_stays()

    def _failed(self, job: Job, error: BaseException) -> None:
        if self._job is job:
            if self._model.found is not None:  # the sidebar tells of what is on show
                self._context.notifier.error(error)
            self._model.analysis_stopped(AnalysisState.FAILED, str(error))
            self.failed.emit(error)
            self._renew_what_stays()

    def _renew_what_stays(self) -> None:
        """Other packs came while an analysis was made that came to nothing: what is on show is from before."""
        if self._other_packs:
            self.renew()
