"""A run through the reference while it is danced: music, pictures, takes, and how fast it goes on."""

from collections import deque
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from dancecoach.gui.errand import Errands
from dancecoach.gui.practice.take.camera import PracticeCamera
from dancecoach.gui.practice.take.keeping import Keeping
from dancecoach.gui.worker import emit_safely
from dancecoach.pipeline.practice.delay import Delay
from dancecoach.pipeline.practice.drill import Drill, Repetition, repetition_of
from dancecoach.pipeline.practice.drill_kept import keep
from dancecoach.pipeline.practice.keeper import TakeKeeper
from dancecoach.pipeline.practice.plan import Plan
from dancecoach.pipeline.practice.result import TakeResult
from dancecoach.pipeline.practice.run import PracticeRun, Turn
from dancecoach.pipeline.practice.takes import TakeFacts, TakeStore
from dancecoach.video.sound_passage import Heard, Pace
from dancecoach.video.sound_player import MusicPlayer

if TYPE_CHECKING:
    from dancecoach.coaching.dance.phrases import Phrase
    from dancecoach.pipeline.practice.reference import Reference
    from dancecoach.pipeline.practice.run import Lap

#: How often the music is asked which moment is heard, milliseconds.
_TICK_MS = 8
#: A lap that never comes.
_NEVER = 1_000_000


class Dancing(QObject):
    """One run at a time.

    Args:
        store: keeps the takes.
        camera: sees the learner.
        parent: owner.
        dancer: who dances now; "" where nobody said.

    Attributes:
        keeping: the takes of the run.
        heard: what is heard now.
        drill: how far the drill that goes on has come, or the last one; None where the last run was none.
        laps: laps of drills that were kept, by the folders of their takes.
        going: whether there is a run.
        plan: how it is danced, or the last one was.

    Signals:
        moved: the moment of the reference that is heard has changed; seconds.
        counted: the count-in of the first lap is over.
        over: what is heard has come to its end.
        lap_judged: the `TakeResult` of a lap, None where nothing of it was kept.
        judged: likewise of what was danced last.
        drilled: the drill has gone on; the `Repetition`.
    """

    moved = Signal(float)
    counted = Signal()
    over = Signal()
    lap_judged = Signal(object)
    judged = Signal(object)
    drilled = Signal(object)
    _turned = Signal()

    def __init__(
        self,
        store: TakeStore,
        camera: PracticeCamera,
        parent: QObject | None = None,
        dancer: Callable[[], str] = str,
    ) -> None:
        super().__init__(parent)
        self._store, self._camera, self._dancer = store, camera, dancer
        self.keeping = Keeping(self)
        self.heard = Heard(0.0)
        self.drill: Drill | None = None
        self.laps: dict[Path, Repetition] = {}
        self.going = self._counting = False
        self.plan, self._pace = Plan(), Pace()
        self._reference: Reference | None = None
        self._music: MusicPlayer | None = None
        self._run: PracticeRun | None = None
        self._lap, self._speed = 0, 1.0
        self._turns: deque[Turn] = deque()
        self._looks = Errands(self)
        self._looks.failed.connect(self.keeping.failed)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._turned.connect(self._turn, Qt.ConnectionType.QueuedConnection)

    @property
    def filmed(self) -> bool:
        """Whether what is danced is seen by a camera, and kept."""
        return self._run is not None

    @property
    def wished_speed(self) -> float | None:
        """Another speed that is wished and not heard yet; None for none, and in a drill's rest."""
        wished = self._pace.speed
        waits = self.going and not self.heard.resting and self.heard.count is None
        return wished if waits and wished != self.heard.speed else None

    @property
    def decided(self) -> bool:
        """Whether it is known how a drill goes on after the lap that was danced last."""
        return self._pace.knows(self.heard.lap)

    def begin(self, reference: "Reference", music: MusicPlayer, plan: Plan, delay: Delay) -> None:
        """Begin with the count-in; without a camera the reference is only played.

        Args:
            reference: whose dance it is.
            music: its music.
            plan: how it is danced.
            delay: how much later than it is the learner seems to dance.
        """
        self._reference, self._music, self.plan = reference, music, plan
        self._pace, self._speed, self._lap = Pace(plan.speed), plan.speed, 0
        self.drill = Drill(plan.speed, plan.goal) if plan.drill else None
        self._turns.clear()
        if self._camera.pictures:
            self._run = PracticeRun(
                reference,
                music.line.at,
                self._note,
                speed=plan.speed,
                delay_s=delay.seconds,
                timed=delay.measured,
            )
            keeper = TakeKeeper(self._store, self._camera.recorder, reference, self._camera.fps)
            self.keeping.begin(keeper, self._facts(plan.speed))
        elif plan.drill:
            self._pace.decide(_NEVER, plan.speed)  # nobody looks, so no rest has to wait for a judgement
        passage = plan.passage(reference)
        music.play(passage, self._pace)
        self.heard = passage.opening
        self._camera.attend(self._run)  # after `play`: until then the run before is what is heard
        self.going, self._counting = True, passage.count_in > 0
        self._timer.start()

    def change_speed(self, speed: float) -> None:
        """Go on at another speed: from the next part of the reference on, in a drill from the next lap."""
        if self.going:
            self._pace.change(speed)
            if self.drill is not None:
                self.drill = self.drill.at(speed)

    def finish(self, clapped_at: float | None = None) -> None:
        """End it; what was danced is judged and kept, but for what `PracticeRun.end` leaves out."""
        if not self.going:
            return
        self.going = False
        self._timer.stop()
        if self._music is not None:
            self._music.pause()
        run, self._run = self._run, None
        self._camera.attend(None)
        if run is not None:
            last = run.end(clapped_at)
            self._turn()
            if self.keeping.open:
                self.keeping.turn_over(last, None, self.judged.emit)
        self.keeping.end()

    def close(self, timeout_s: float) -> None:
        """Wait until all is judged and kept."""
        self._looks.wait(timeout_s)
        self.keeping.wait(timeout_s)

    def _tick(self) -> None:
        if self._music is None:
            return
        self.heard = heard = self._music.heard()
        if self._counting and heard.count is None:
            self._counting = False
            self.counted.emit()
        self.moved.emit(heard.media_s)
        if heard.over:
            self.over.emit()

    # Laps

    def _note(self, turn: Turn) -> None:
        """A lap is over or begins; in the session's thread."""
        self._turns.append(turn)
        emit_safely(self._turned)

    def _turn(self) -> None:
        """Laps are over and others have begun."""
        while self._turns:
            turn = self._turns.popleft()
            then = None if turn.then is None else self._facts(turn.then.speed)
            if turn.ended:
                self._end_lap(turn.lap, then)
            elif then is not None:
                self.keeping.take(then)
            self._speed = self._speed if turn.then is None else turn.then.speed

    def _end_lap(self, lap: "Lap | None", then: TakeFacts | None) -> None:
        self._lap += 1
        if self.drill is None:
            self.keeping.turn_over(lap, then, self.lap_judged.emit)
            return
        found: list[Repetition] = []
        number, speed, goal, part = self._lap, self._speed, self.drill.goal, self._part

        def look() -> Repetition:
            found.append(repetition_of(None if lap is None else lap.comparison.finish(part), speed))
            return found[0]

        looked = self._looks.run(
            "judge a lap",
            look,
            returned=partial(self._decide, number),
            failed=lambda _error: self._decide(number, Repetition(speed)),
        )

        def keep_with(result: TakeResult) -> None:
            looked.wait()
            if found:
                keep(result.take.folder, found[0], goal)
                self.laps[result.take.folder] = found[0]

        self.keeping.turn_over(lap, then, self.lap_judged.emit, keep_with)

    def _decide(self, number: int, lap: Repetition) -> None:
        """How a drill goes on after a lap."""
        if self.drill is None or number != self._lap:
            return
        wished = self.drill.speed if self.drill.speed != lap.speed else None
        self.drill = self.drill.after(lap)
        if wished is not None and not self.drill.done:
            self.drill = self.drill.at(wished)  # the dancer has chosen while the lap was danced
        self._pace.decide(number, None if self.drill.done else self.drill.speed)
        self.drilled.emit(lap)

    def _facts(self, speed: float) -> TakeFacts:
        assert self._reference is not None
        return TakeFacts(
            str(self._reference.path),
            self._reference.analysis.sha256,
            datetime.now().astimezone(),
            speed,
            self._part,
            person=self._dancer(),
        )

    @property
    def _part(self) -> "Phrase | None":
        """What is danced of the clip; None for all of it."""
        whole = None if self._reference is None else self._reference.whole
        return whole if self.plan.part is None else self.plan.part
