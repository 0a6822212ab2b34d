"""What the practice page is about, without a single widget: a reference, a run through it, and what came of it."""

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
from PySide6.QtCore import QObject, Qt, Signal

from dancecoach.gui.analysing import Analyse
from dancecoach.gui.context import AppContext
from dancecoach.gui.practice.take.camera import PracticeCamera
from dancecoach.gui.practice.take.dancing import Dancing
from dancecoach.gui.practice.take.kept import KeptTakes
from dancecoach.gui.practice.take.loader import load_reference
from dancecoach.gui.practice.take.measuring import Measuring
from dancecoach.gui.worker import Job, emit_safely
from dancecoach.pipeline.live.session import LiveState, LiveStatus
from dancecoach.pipeline.practice.drill import GOALS, SLOWEST, Drill, Repetition, rung
from dancecoach.pipeline.practice.plan import Plan
from dancecoach.pipeline.practice.result import TakeResult
from dancecoach.pipeline.practice.takes import Take, TakeStore
from dancecoach.progress import Progress
from dancecoach.video.sound_output import OpenDevice
from dancecoach.video.sound_passage import Heard
from dancecoach.video.sound_player import MusicPlayer

if TYPE_CHECKING:
    from dancecoach.coaching.dance.phrases import Counts, Phrase
    from dancecoach.pipeline.practice.reference import Reference

_CLOSE_WITHIN_S = 5.0


class PracticeState(StrEnum):
    """How far it is."""

    EMPTY = "empty"
    LOADING = "loading"
    FAILED = "failed"
    READY = "ready"
    COUNTING = "counting"
    DANCING = "dancing"
    MEASURING = "measuring"


class PracticeModel(QObject):
    """One reference at a time.

    Args:
        context: what the pages share.
        analyse: looks at a whole clip.
        open_device: finds the loudspeaker.
        store: keeps the takes; None keeps them beside the stored analyses.
        parent: owner.
        with_lesson: whether a clip is shown as its lesson has it, where it has one.

    Attributes:
        camera: sees the learner.
        state: how far it is.
        plan: how the reference is practised.
        dancing: the run that goes on, or the last one.
        kept: the takes of the reference.
        measuring: measures the delay of camera and sound.
        moment_s: the reference's moment on show.

    Signals:
        changed: state, plan, takes or result have changed.
        loading: a `Progress`.
        loaded: there is another reference.
        moved: `moment_s` has changed.
        lap_judged: the `TakeResult` of a lap while the next is danced.
        drilled: a drill has gone on; the `Repetition`.
        noticed: a sentence about something that goes on all the same.
        failed: the exception of something the person asked for.
    """

    changed = Signal()
    loading = Signal(object)
    loaded = Signal()
    moved = Signal(float)
    lap_judged = Signal(object)
    drilled = Signal(object)
    noticed = Signal(str)
    failed = Signal(object)
    _silent = Signal(str)

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
        self._context, self._analyse, self._open_device = context, analyse, open_device
        self._with_lesson = with_lesson
        self.store = store or TakeStore(context.store.root.parent / "takes")
        self.camera = PracticeCamera(context.open_camera, context.make_estimator, context.settings, self)
        self.state, self.plan = PracticeState.EMPTY, Plan()
        self.dancing = Dancing(self.store, self.camera, self, lambda: context.settings.current.dancer)
        self.kept = KeptTakes(self.store, self)
        self.measuring = Measuring(self.camera, context.settings, self)
        self.reference: Reference | None = None
        self.path: Path | None = None
        self.error = ""
        self.moment_s = 0.0
        self._music: MusicPlayer | None = None
        self._ending: list[MusicPlayer] = []
        self._last: TakeResult | None = None
        self._usual_speed = 1.0
        self._job: Job | None = None
        self._connect()

    def _connect(self) -> None:
        dancing, kept = self.dancing, self.kept
        dancing.moved.connect(self._heard)
        dancing.counted.connect(lambda: self._set_state(PracticeState.DANCING))
        dancing.over.connect(self.finish)
        dancing.lap_judged.connect(self._lap_judged)
        dancing.judged.connect(self._judged)
        dancing.drilled.connect(self.drilled)
        dancing.keeping.changed.connect(self.changed)
        dancing.keeping.failed.connect(self.failed)
        self.measuring.changed.connect(self.changed)
        self.measuring.noticed.connect(self.noticed)
        self.measuring.over.connect(lambda: self._set_state(PracticeState.READY))
        kept.changed.connect(self.changed)
        kept.read.connect(self._show)
        kept.failed.connect(self.failed)
        self._silent.connect(self._say_silent, Qt.ConnectionType.QueuedConnection)
        self.camera.status_changed.connect(self._camera_changed)
        self._context.packs.changed.connect(self.camera.renew_packs)

    # The reference

    @property
    def ready(self) -> bool:
        """Whether there is a reference."""
        return self.reference is not None

    @property
    def busy(self) -> bool:
        """Whether it is being danced, the count-in included, or the delay measured."""
        return self.state in (PracticeState.COUNTING, PracticeState.DANCING, PracticeState.MEASURING)

    @property
    def heard(self) -> Heard:
        """What is heard now."""
        return self.dancing.heard

    @property
    def judging(self) -> int:
        """Takes that are being judged."""
        return self.dancing.keeping.judging

    @property
    def filmed(self) -> bool:
        """Whether what is danced is seen by a camera, and kept."""
        return self.dancing.filmed

    @property
    def takes(self) -> tuple[Take, ...]:
        """Those of the reference, the newest first."""
        return self.kept.takes

    @property
    def result(self) -> TakeResult | None:
        """What came of the take on show; None while there is none."""
        return self.kept.result

    @property
    def drill(self) -> Drill | None:
        """How far the drill has come that goes on or was the last run; None where it was none."""
        return self.dancing.drill

    @property
    def speed(self) -> float:
        """What is danced next, or now: a drill changes it by itself."""
        return self.drill.speed if self.busy and self.drill is not None else self.plan.speed

    def open(self, path: Path) -> None:
        """Take a clip as the reference."""
        self.finish()
        self._forget()
        self.path, self.error = path, ""
        self._set_state(PracticeState.LOADING)
        job = self._context.jobs.start(
            self.tr("Analysing {}").format(path.name),
            partial(load_reference, path, self._context, self._analyse, with_lesson=self._with_lesson),
            failed=lambda error: self._not_loaded(job, error),
            progressed=lambda progress: self._loading(job, progress),
        )
        job.returned.connect(lambda reference: self._loaded(job, reference))
        job.cancelled.connect(lambda: self._not_loaded(job, None))
        self._job = job

    def expect(self, path: Path) -> None:
        """Somebody else is getting the reference ready, such as a lesson that comes into the library first."""
        self.finish()
        self._forget()
        self.path, self.error = path, ""
        self._set_state(PracticeState.LOADING)

    def expects(self, path: Path) -> bool:
        """Whether this is still waited for."""
        return self.state is PracticeState.LOADING and self._job is None and path == self.path

    def not_come(self, path: Path, error: BaseException | None) -> None:
        """What was expected does not come; None where nobody wants it any more."""
        if self.expects(path):
            self.error = "" if error is None else str(error)
            self._set_state(PracticeState.EMPTY if error is None else PracticeState.FAILED)

    def cancel(self) -> None:
        """Stop analysing the reference, or waiting for it."""
        if self._job is None and self.state is PracticeState.LOADING:
            self._set_state(PracticeState.EMPTY)
        if self._job is not None:
            self._job.cancel()

    def _forget(self) -> None:
        self.cancel()
        self._job = None
        if self._music is not None:
            self._music.close()
            self._ending = [player for player in (*self._ending, self._music) if not player.wait(0.0)]
        self._music = self.reference = None
        self.kept.be_of("")
        self.dancing.drill = None
        self.moment_s = 0.0
        self.plan = attrs.evolve(
            self.plan, part=None, drill=False, speed=self._usual_speed if self.plan.drill else self.plan.speed
        )

    def _loading(self, job: Job, progress: Progress) -> None:
        if job is self._job:
            self.loading.emit(progress)

    def _loaded(self, job: Job, reference: "Reference") -> None:
        if job is not self._job:
            return
        self._job, self.reference, self.moment_s = None, reference, reference.begin_s
        settings = self._context.settings
        settings.replace(settings.current.with_recent(str(reference.path)))
        self._music = MusicPlayer(
            reference.open_music, self._open_device, lambda why: emit_safely(self._silent, str(why))
        )
        self.state = PracticeState.READY
        self.loaded.emit()
        self.changed.emit()
        if not reference.has_sound:
            self.noticed.emit(self.tr("The reference has no sound: time is counted in silence."))
        self.kept.be_of(reference.analysis.sha256)
        self.camera.ask_packs(reference.packs)

    def _not_loaded(self, job: Job, error: BaseException | None) -> None:
        if job is self._job:
            self._job, self.error = None, "" if error is None else str(error)
            self._set_state(PracticeState.EMPTY if error is None else PracticeState.FAILED)

    # How it is practised

    def replan(self, **values: Any) -> None:
        """Practise another part, faster, in loops ...

        While it is danced another speed is heard from the next part of the reference on, in a drill from the next lap.
        All else holds from the next start on: what is danced goes on to its end as it was begun.
        """
        plan = attrs.evolve(self.plan, **values)
        if plan.drill:
            plan = attrs.evolve(plan, speed=rung(plan.speed, plan.goal))
        if "speed" in values:
            self.dancing.change_speed(plan.speed)
        elif plan == self.plan:
            return
        before, self.plan = self.plan, plan
        if plan.part != before.part and self.reference is not None and not self.busy:
            self.dancing.drill = None
            self.seek(plan.span(self.reference)[0])
        self.changed.emit()

    def toggle_drill(self) -> None:
        """Practise from slow to fast, beginning with the slowest, or no longer; a drill is of one part."""
        if self.plan.drill:
            self.replan(drill=False, speed=self._usual_speed)
            return
        self._usual_speed = self.plan.speed
        self.replan(drill=True, speed=SLOWEST, part=self.plan.part or self._part_here())

    def toggle_goal(self) -> None:
        """Let a drill end at the faster of its goals, or at the usual one."""
        usual, faster = GOALS
        self.replan(goal=usual if self.plan.goal == faster else faster)

    @property
    def ladder(self) -> dict[float, Repetition]:
        """The best lap at each speed at which the chosen part was drilled."""
        return self.kept.ladder(self.plan.part, self._context.settings.current.dancer)

    def _part_here(self) -> "Phrase | None":
        """The part on show, where there are several: a step of the lesson rather than an eight."""
        parts = () if self.reference is None else self.reference.steps or self.reference.parts
        here = (part for part in parts if part.start_s - 1e-6 <= self.moment_s < part.end_s)
        return next(here, parts[0]) if len(parts) > 1 else None

    def recount(self, counts: "Counts | None") -> None:
        """Other counts hold for the reference; its parts follow, and from the next start on clicks and count-in."""
        if self.reference is None:
            return
        self.reference, part = attrs.evolve(self.reference, counts=counts), self.plan.part
        if part is not None and part not in self.reference.steps:
            middle = (part.start_s + part.end_s) / 2
            here = next((p for p in self.reference.parts if p.start_s <= middle < p.end_s), None)
            self.plan = attrs.evolve(self.plan, part=here)
        self.changed.emit()

    def seek(self, moment_s: float) -> None:
        """Look at another moment, while nothing is danced."""
        reference = self.reference
        if reference is not None and not self.busy:
            self.moment_s = min(max(moment_s, reference.begin_s), reference.end_s)
            self.moved.emit(self.moment_s)

    # Dancing

    def toggle(self) -> None:
        """Begin, or end what is going on."""
        if self.busy:
            self.finish()
        else:
            self.begin()

    def begin(self) -> None:
        """Begin with the count-in; without a camera the reference is only played."""
        reference, music = self.reference, self._music
        if reference is None or music is None or self.busy:
            return
        self.kept.result = self._last = None
        self.dancing.begin(reference, music, self.plan, self.measuring.delay)
        self._set_state(PracticeState.COUNTING if self.heard.count is not None else PracticeState.DANCING)

    def finish(self) -> None:
        """End it; what was danced is judged and kept."""
        if self.state is PracticeState.MEASURING:
            self.measuring.stop()
            self._set_state(PracticeState.READY)
        elif self.busy:
            resting = self.filmed and not self.dancing.keeping.open
            self.dancing.finish()
            self._set_state(PracticeState.READY)
            if resting and not self.judging:
                self._show_last()
            self._say_reached()

    def measure(self) -> None:
        """Measure the delay of camera and sound: beeps are heard, and the person claps."""
        if self._music is not None and not self.busy and self.camera.pictures:
            self.kept.result = None
            self.measuring.begin(self._music)
            self._set_state(PracticeState.MEASURING)

    def _say_reached(self) -> None:
        drill = self.drill
        if drill is None or not drill.repetitions:
            return
        laps = len(drill.repetitions)
        if drill.reached is None:
            self.noticed.emit(self.tr("Slow to fast: no lap of {laps} was good yet.").format(laps=laps))
        else:
            said = self.tr("Slow to fast: {percent:.0f} % reached in {laps} laps.")
            self.noticed.emit(said.format(percent=100 * drill.reached, laps=laps))

    def _heard(self, media_s: float) -> None:
        self.moment_s = media_s
        self.moved.emit(media_s)

    def _lap_judged(self, result: TakeResult | None) -> None:
        """A lap that was not the last; unless the dancer stopped in the rest after it."""
        if result is not None and self.kept.is_mine(result.take):
            self.kept.add(result.take, self.dancing.laps.get(result.take.folder))
            self._last = result
            if self.busy:
                self.lap_judged.emit(result)
            elif not self.judging:
                self._show_last()
        self.changed.emit()

    def _judged(self, result: TakeResult | None) -> None:
        if result is not None and self.kept.is_mine(result.take):
            self.kept.add(result.take)
            broken_off = not self.heard.over
            if not broken_off or self._last is None or self._last.score is None:
                self._last = result  # else the last whole lap tells more than the piece of one
        elif result is None and self._last is None and not self.busy and self.heard.count is None:
            self.noticed.emit(self.tr("Too little was danced to keep it."))
        self._show_last()

    def _show_last(self) -> None:
        if self._last is None or self.busy:
            self.changed.emit()
        else:
            self._show(self._last)

    # Takes

    def look_for_takes(self) -> None:
        """Read which takes of the reference are kept."""
        if self.reference is not None:
            self.kept.look()

    def show_take(self, take: Take) -> None:
        """Show what came of a take."""
        self.kept.read_of(take)

    def _show(self, result: TakeResult) -> None:
        if not self.busy and self.kept.is_mine(result.take):
            self.kept.show(result)
            at = result.first_look_s
            self.seek(self.moment_s if at is None else at)

    def leave_result(self) -> None:
        """Look at the camera again."""
        self.kept.show(None)

    def remove(self, take: Take) -> Callable[[], None] | None:
        """Take one away; gives back what undoes it."""
        return self.kept.remove(take)

    def part_of(self, number: int) -> "Phrase | None":
        """The part of the reference with a number."""
        parts = () if self.reference is None else (*self.reference.steps, *self.reference.parts)
        return next((part for part in parts if part.number == number), None)

    def close(self) -> None:
        """The window closes: keep what is being danced, let everything go, wait for it."""
        self.finish()
        self._forget()
        self.camera.close()
        for player in self._ending:
            player.wait(_CLOSE_WITHIN_S)
        self.kept.close(_CLOSE_WITHIN_S)
        self.dancing.close(_CLOSE_WITHIN_S)

    def _camera_changed(self, status: LiveStatus | None) -> None:
        gone = status is None or status.state in (LiveState.LOST, LiveState.FAILED, LiveState.ENDED)
        if gone and self.filmed:
            self.finish()
            self.noticed.emit(self.tr("The camera stopped: what was danced until then is kept."))
        self.changed.emit()

    def _say_silent(self, why: str) -> None:
        self.noticed.emit(
            {
                "none": self.tr("No loudspeaker was found: the reference goes on in silence."),
                "gone": self.tr("The loudspeaker was unplugged: the reference goes on in silence."),
            }.get(why, self.tr("The reference's sound cannot be read any more; it goes on in silence."))
        )

    def _set_state(self, state: PracticeState) -> None:
        self.state = state
        self.changed.emit()
