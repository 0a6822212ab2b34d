"""What the practice page is about, without a single widget: a reference, a run through it, and what came of it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dancecoach.gui.analysing import Analyse
from dancecoach.gui.context import AppContext
from dancecoach.gui.practice.take.camera import PracticeCamera
from dancecoach.gui.practice.take.dancing import Dancing
from dancecoach.gui.practice.take.kept import KeptTakes
from dancecoach.gui.practice.take.measuring import Measuring
from dancecoach.gui.practice.take.music import ReferenceMusic
from dancecoach.gui.practice.take.opening import Opening
from dancecoach.gui.practice.take.outcome import Outcome
from dancecoach.gui.practice.take.planning import Planning
from dancecoach.gui.practice.take.playhead import Playhead
from dancecoach.gui.practice.take.run import Run
from dancecoach.gui.practice.take.state import PracticeState, PracticeStatus
from dancecoach.pipeline.live.session import LiveState, LiveStatus
from dancecoach.pipeline.practice.drill import Drill, Repetition
from dancecoach.pipeline.practice.plan import Plan
from dancecoach.pipeline.practice.result import TakeResult
from dancecoach.pipeline.practice.takes import Take, TakeStore
from dancecoach.video.sound_output import OpenDevice
from dancecoach.video.sound_passage import Heard

if TYPE_CHECKING:
    from dancecoach.coaching.dance.phrases import Counts
    from dancecoach.pipeline.practice.reference import Reference

_CLOSE_WITHIN_S = 5.0


class PracticeModel(QObject):
    """One reference at a time.

    Its parts do the work, each one thing, and a page asks them for it: `run.begin`, `planning.replan`,
    `playhead.seek`. Here is what concerns several of them, and what is read all over a page.

    Args:
        context: what the pages share.
        analyse: looks at a whole clip.
        open_device: finds the loudspeaker.
        store: keeps the takes; None keeps them beside the stored analyses.
        parent: owner.
        with_lesson: whether a clip is shown as its lesson has it, where it has one.

    Attributes:
        camera: sees the learner.
        opening: gets the reference ready.
        music: of the reference.
        playhead: the reference's moment on show.
        planning: how the reference is practised.
        dancing: the run that goes on, or the last one.
        measuring: measures the delay of camera and sound.
        kept: the takes of the reference.
        outcome: which of them is on show after a run.
        run: begins and ends it.

    Signals:
        changed: state, plan, takes or result have changed.
        loaded: there is another reference.
        noticed: a sentence about something that goes on all the same.
        failed: the exception of something the person asked for.
    """

    changed = Signal()
    loaded = Signal()
    noticed = Signal(str)
    failed = Signal(object)

    def __init__(
        self,
        context: AppContext,
        analyse: Analyse,
        open_device: OpenDevice,
        store: TakeStore | None = None,
        parent: QObject | None = None,
        *,
        with_lesson: bool = True,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._status = status = PracticeStatus(self)
        self.store = store or TakeStore(context.store.root.parent / "takes")
        self.camera = PracticeCamera(context.open_camera, context.make_estimator, context.settings, self)
        self.opening = Opening(context, analyse, status, self, with_lesson=with_lesson)
        self.music = ReferenceMusic(open_device, self)
        self.playhead = Playhead(self.opening, status, self)
        self.dancing = Dancing(self.store, self.camera, self, lambda: context.settings.current.dancer)
        self.planning = Planning(self.opening, self.playhead, self.dancing, status, self)
        self.measuring = Measuring(self.camera, context.settings, self)
        self.kept = KeptTakes(self.store, self)
        self.outcome = Outcome(self.kept, self.dancing, self.playhead, status, self)
        self.run = Run(
            opening=self.opening,
            music=self.music,
            planning=self.planning,
            dancing=self.dancing,
            measuring=self.measuring,
            outcome=self.outcome,
            status=status,
            parent=self,
        )
        self._connect()

    def _connect(self) -> None:
        keeping = self.dancing.keeping
        changing = (self._status, self.planning, self.outcome, self.kept, self.measuring, keeping)
        for part in changing:
            part.changed.connect(self.changed)
        for speaking in (self.music, self.run, self.outcome, self.measuring):
            speaking.noticed.connect(self.noticed)
        for failing in (self.kept, keeping):
            failing.failed.connect(self.failed)
        self.opening.loaded.connect(self._loaded)
        self.dancing.moved.connect(self.playhead.follow)
        self.camera.status_changed.connect(self._camera_changed)
        self._context.packs.changed.connect(self.camera.renew_packs)

    # What there is

    @property
    def state(self) -> PracticeState:
        """How far it is."""
        return self._status.state

    @property
    def busy(self) -> bool:
        """Whether it is being danced, the count-in included, or the delay measured."""
        return self._status.busy

    @property
    def reference(self) -> "Reference | None":
        """Whom to dance like; None while there is nobody."""
        return self.opening.reference

    @property
    def ready(self) -> bool:
        """Whether there is a reference."""
        return self.reference is not None

    @property
    def path(self) -> Path | None:
        """The clip that was asked for last; None before any was."""
        return self.opening.path

    @property
    def plan(self) -> Plan:
        """How the reference is practised."""
        return self.planning.plan

    @property
    def heard(self) -> Heard:
        """What is heard now."""
        return self.dancing.heard

    @property
    def drill(self) -> Drill | None:
        """How far the drill has come that goes on or was the last run; None where it was none."""
        return self.dancing.drill

    @property
    def filmed(self) -> bool:
        """Whether what is danced is seen by a camera, and kept."""
        return self.dancing.filmed

    @property
    def judging(self) -> int:
        """Takes that are being judged."""
        return self.dancing.keeping.judging

    @property
    def takes(self) -> tuple[Take, ...]:
        """Those of the reference, the newest first."""
        return self.kept.takes

    @property
    def result(self) -> TakeResult | None:
        """What came of the take on show; None while there is none."""
        return self.kept.result

    @property
    def ladder(self) -> dict[float, Repetition]:
        """The best lap at each speed at which the chosen part was drilled."""
        return self.kept.ladder(self.plan.part, self._context.settings.current.dancer)

    # Another reference

    def open(self, path: Path) -> None:
        """Take a clip as the reference."""
        self._leave()
        self.opening.open(path)

    def expect(self, path: Path) -> None:
        """Somebody else is getting the reference ready, such as a lesson that comes into the library first."""
        self._leave()
        self.opening.expect(path)

    def recount(self, counts: "Counts | None") -> None:
        """Other counts hold for the reference; its parts follow, and from the next start on clicks and count-in."""
        if self.ready:
            self.opening.recount(counts)
            self.planning.follow_counts()

    def close(self) -> None:
        """The window closes: keep what is being danced, let everything go, wait for it."""
        self._leave()
        self.camera.close()
        self.music.close(_CLOSE_WITHIN_S)
        self.kept.close(_CLOSE_WITHIN_S)
        self.dancing.close(_CLOSE_WITHIN_S)

    def _leave(self) -> None:
        """End what goes on, and forget the reference."""
        self.run.finish()
        self.opening.forget()
        self.music.let_go()
        self.kept.be_of("")
        self.playhead.rewind()
        self.planning.forget_part()

    def _loaded(self) -> None:
        reference = self.reference
        if reference is None:
            return
        self.playhead.rewind()
        self.music.take(reference.open_music)
        self.loaded.emit()
        self.changed.emit()
        if not reference.has_sound:
            self.noticed.emit(self.tr("The reference has no sound: time is counted in silence."))
        self.kept.be_of(reference.analysis.sha256)
        self.camera.ask_packs(reference.packs)

    def _camera_changed(self, status: LiveStatus | None) -> None:
        if status is None or status.state in (LiveState.LOST, LiveState.FAILED, LiveState.ENDED):
            self.run.camera_gone()
        self.changed.emit()
