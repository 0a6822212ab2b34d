"""What the practice page is about, without a single widget: a reference, a run through it, and what came of it."""

from collections import deque
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from dancecoach.errors import DancecoachError
from dancecoach.gui.context import AppContext
from dancecoach.gui.live.errand import Errands
from dancecoach.gui.practice.take.camera import PracticeCamera
from dancecoach.gui.practice.take.loader import load_reference
from dancecoach.gui.review.analyst import Analyse
from dancecoach.gui.worker import Job, emit_safely
from dancecoach.pipeline.live import LiveState, LiveStatus
from dancecoach.pipeline.practice.keeper import Judging, TakeKeeper
from dancecoach.pipeline.practice.plan import Plan
from dancecoach.pipeline.practice.result import TakeResult, read_result
from dancecoach.pipeline.practice.run import Lap, PracticeRun
from dancecoach.pipeline.practice.takes import Take, TakeFacts, TakeStore
from dancecoach.progress import Progress
from dancecoach.video.sound_output import OpenDevice
from dancecoach.video.sound_passage import Heard
from dancecoach.video.sound_player import MusicPlayer

if TYPE_CHECKING:
    from dancecoach.coaching.dance.phrases import Phrase
    from dancecoach.pipeline.practice.reference import Reference

#: How often the music is asked which moment is heard, milliseconds.
_TICK_MS = 8
_CLOSE_WITHIN_S = 5.0


class PracticeState(StrEnum):
    """How far it is."""

    EMPTY = "empty"
    LOADING = "loading"
    FAILED = "failed"
    READY = "ready"
    COUNTING = "counting"
    DANCING = "dancing"


class PracticeModel(QObject):
    """One reference at a time.

    Args:
        context: what the pages share.
        analyse: looks at a whole clip.
        open_device: finds the loudspeaker.
        store: keeps the takes; None keeps them beside the stored analyses.
        parent: owner.

    Attributes:
        camera: sees the learner.
        state: how far it is.
        plan: how the reference is practised.
        moment_s: the reference's moment on show.
        heard: what is heard now.
        takes: those of the reference, the newest first.
        result: what came of the take on show; None while there is none.
        judging: takes that are being judged.

    Signals:
        changed: state, plan, takes or result have changed.
        loading: a `Progress`.
        loaded: there is another reference.
        moved: `moment_s` has changed.
        lap_judged: the `TakeResult` of a lap while the next is danced.
        noticed: a sentence about something that goes on all the same.
        failed: the exception of something the person asked for.
    """

    changed = Signal()
    loading = Signal(object)
    loaded = Signal()
    moved = Signal(float)
    lap_judged = Signal(object)
    noticed = Signal(str)
    failed = Signal(object)
    _lap_over = Signal()
    _silent = Signal(str)

    def __init__(
        self,
        context: AppContext,
        analyse: Analyse,
        open_device: OpenDevice,
        store: TakeStore | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._analyse, self._open_device = context, analyse, open_device
        self.store = store or TakeStore(context.store.root.parent / "takes")
        self.camera = PracticeCamera(context.open_camera, context.make_estimator, context.settings, self)
        self.state, self.plan = PracticeState.EMPTY, Plan()
        self._danced = self.plan
        self.reference: Reference | None = None
        self.path: Path | None = None
        self.error = ""
        self.moment_s, self.heard = 0.0, Heard(0.0)
        self.takes: tuple[Take, ...] = ()
        self.result: TakeResult | None = None
        self.judging = 0
        self._music: MusicPlayer | None = None
        self._ending: list[MusicPlayer] = []
        self._run: PracticeRun | None = None
        self._keeper: TakeKeeper | None = None
        self._job: Job | None = None
        self._errands = Errands(self)
        self._errands.failed.connect(self.failed)
        # Judging takes a second or two: the next take is not to wait for it.
        self._judges = Errands(self)
        self._judges.failed.connect(self.failed)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._laps: deque[Lap] = deque()
        self._lap_over.connect(self._turn_over, Qt.ConnectionType.QueuedConnection)
        self._silent.connect(self._say_silent, Qt.ConnectionType.QueuedConnection)
        self.camera.status_changed.connect(self._camera_changed)

    # The reference

    @property
    def ready(self) -> bool:
        """Whether there is a reference."""
        return self.reference is not None

    @property
    def busy(self) -> bool:
        """Whether it is being danced, the count-in included."""
        return self.state in (PracticeState.COUNTING, PracticeState.DANCING)

    def open(self, path: Path) -> None:
        """Take a clip as the reference."""
        self.finish()
        self._forget()
        self.path, self.error = path, ""
        self._set_state(PracticeState.LOADING)
        job = self._context.jobs.start(
            self.tr("Analysing {}").format(path.name),
            partial(load_reference, path, self._context, self._analyse),
            failed=lambda error: self._not_loaded(job, error),
            progressed=lambda progress: self._loading(job, progress),
        )
        job.returned.connect(lambda reference: self._loaded(job, reference))
        job.cancelled.connect(lambda: self._not_loaded(job, None))
        self._job = job

    def cancel(self) -> None:
        """Stop analysing the reference."""
        if self._job is not None:
            self._job.cancel()

    def _forget(self) -> None:
        self.cancel()
        self._job = None
        if self._music is not None:
            self._music.close()
            self._ending = [player for player in (*self._ending, self._music) if not player.wait(0.0)]
        self._music = self.reference = self.result = None
        self.takes = ()
        self.moment_s, self.plan = 0.0, attrs.evolve(self.plan, part=None)

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
        self.look_for_takes()

    def _not_loaded(self, job: Job, error: BaseException | None) -> None:
        if job is self._job:
            self._job, self.error = None, "" if error is None else str(error)
            self._set_state(PracticeState.EMPTY if error is None else PracticeState.FAILED)

    # How it is practised

    def replan(self, **values: Any) -> None:
        """Practise another part, faster, in loops ...; what is being danced goes on to its end as it was begun."""
        plan = attrs.evolve(self.plan, **values)
        if plan != self.plan:
            other = plan.part != self.plan.part
            self.plan = plan
            if other and self.reference is not None and not self.busy:
                self.seek(plan.span(self.reference)[0])
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
        self.result, self._danced = None, self.plan
        if self.camera.pictures:
            self._laps.clear()
            self._run = PracticeRun(reference, music.line.at, self._note_lap)
            self._keeper = TakeKeeper(self.store, self.camera.recorder, reference, self.camera.fps)
            self._errands.run("begin a take", partial(self._keeper.begin, self._facts()))
        music.play(self.plan.passage(reference))
        self.camera.attend(self._run)  # after `play`: until then the run before is what is heard
        self._timer.start()
        self._set_state(PracticeState.COUNTING if self.plan.count_in else PracticeState.DANCING)

    def finish(self) -> None:
        """End it; what was danced is judged and kept."""
        if not self.busy:
            return
        self._timer.stop()
        if self._music is not None:
            self._music.pause()
        run, self._run = self._run, None
        self.camera.attend(None)
        if run is not None:
            last = run.end()
            self._turn_over()
            self._judge(last, None, self._judged)
        self._keeper = None
        self._set_state(PracticeState.READY)

    def _tick(self) -> None:
        if self._music is None:
            return
        self.heard = heard = self._music.heard()
        if self.state is PracticeState.COUNTING and heard.count is None and not heard.over:
            self._set_state(PracticeState.DANCING)
        self.moment_s = heard.media_s
        self.moved.emit(heard.media_s)
        if heard.over:
            self.finish()

    def _note_lap(self, lap: Lap) -> None:
        """A lap is over; in the session's thread."""
        self._laps.append(lap)
        emit_safely(self._lap_over)

    def _turn_over(self) -> None:
        """Laps are over and others have begun."""
        while self._laps:
            self._judge(self._laps.popleft(), self._facts(), self._lap_done)

    def _judge(self, lap: Lap | None, then: TakeFacts | None, done: Callable[[TakeResult | None], object]) -> None:
        keeper = self._keeper
        if keeper is None:
            return
        self.judging += 1

        def over(result: TakeResult | None) -> None:
            self.judging -= 1
            done(result)

        def broke(_error: BaseException) -> None:
            self.judging -= 1
            self.changed.emit()

        waiting: list[Judging] = []
        turned = self._errands.run("turn to the next take", lambda: waiting.append(keeper.turn_over(lap, then)))

        def judge() -> TakeResult | None:
            turned.wait()
            return waiting[0]() if waiting else None

        self._judges.run("judge a take", judge, returned=over, failed=broke)

    def _lap_done(self, result: TakeResult | None) -> None:
        if result is not None:
            self._add(result.take)
            self.lap_judged.emit(result)
        self.changed.emit()

    def _judged(self, result: TakeResult | None) -> None:
        if result is not None and self._is_of_reference(result.take):
            self._add(result.take)
            if not self.busy:
                self.result = result
                self._look_at(result)
        elif result is None and not self.busy and self.heard.count is None:
            self.noticed.emit(self.tr("Too little was danced to keep it."))
        self.changed.emit()

    def _facts(self) -> TakeFacts:
        assert self.reference is not None
        return TakeFacts(
            str(self.reference.path),
            self.reference.analysis.sha256,
            datetime.now().astimezone(),
            self._danced.speed,
            self._danced.part,
        )

    # Takes

    def look_for_takes(self) -> None:
        """Read which takes of the reference are kept."""
        reference, store = self.reference, self.store
        if reference is not None:
            sha256 = reference.analysis.sha256
            self._errands.run("look for takes", lambda: store.of(sha256), returned=partial(self._found_takes, sha256))

    def _found_takes(self, sha256: str, takes: list[Take]) -> None:
        if self.reference is not None and self.reference.analysis.sha256 == sha256:
            self.takes = tuple(takes)
            self.changed.emit()

    def show_take(self, take: Take) -> None:
        """Show what came of a take."""
        self._errands.run("read a take", partial(read_result, take), returned=self._show)

    def _show(self, result: TakeResult) -> None:
        if not self.busy and self._is_of_reference(result.take):
            self.result = result
            self.changed.emit()
            self._look_at(result)

    def _look_at(self, result: TakeResult) -> None:
        at = result.first_look_s
        self.seek(self.moment_s if at is None else at)

    def leave_result(self) -> None:
        """Look at the camera again."""
        self.result = None
        self.changed.emit()

    def remove(self, take: Take) -> Callable[[], None] | None:
        """Take one away; gives back what undoes it."""
        try:
            undo = self.store.remove(take)
        except DancecoachError as error:
            self.failed.emit(error)
            return None
        self.takes = tuple(t for t in self.takes if t.folder != take.folder)
        if self.result is not None and self.result.take.folder == take.folder:
            self.result = None
        self.changed.emit()

        def bring_back() -> None:
            try:
                undo()
            except DancecoachError as error:
                self.failed.emit(error)
            self.look_for_takes()

        return bring_back

    @property
    def filmed(self) -> bool:
        """Whether what is danced is seen by a camera, and kept."""
        return self._run is not None

    def part_of(self, number: int) -> "Phrase | None":
        """The part of the reference with a number."""
        parts = () if self.reference is None else self.reference.parts
        return next((part for part in parts if part.number == number), None)

    def close(self) -> None:
        """The window closes: keep what is being danced, let everything go, wait for it."""
        self.finish()
        self._forget()
        self.camera.close()
        for player in self._ending:
            player.wait(_CLOSE_WITHIN_S)
        self._errands.run("empty the bin", self.store.empty_bin)
        self._errands.wait(_CLOSE_WITHIN_S)
        self._judges.wait(_CLOSE_WITHIN_S)

    def _add(self, take: Take) -> None:
        if self._is_of_reference(take):
            self.takes = (take, *(t for t in self.takes if t.folder != take.folder))

    def _is_of_reference(self, take: Take) -> bool:
        return self.reference is not None and take.facts.sha256 == self.reference.analysis.sha256

    def _camera_changed(self, status: LiveStatus | None) -> None:
        gone = status is None or status.state in (LiveState.LOST, LiveState.FAILED, LiveState.ENDED)
        if gone and self._run is not None:
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
