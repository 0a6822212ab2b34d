"""Beginning and ending: a run through the reference, or a measurement of the delay."""

from PySide6.QtCore import QObject, Signal

from dancecoach.gui.practice.take.dancing import Dancing
from dancecoach.gui.practice.take.measuring import Measuring
from dancecoach.gui.practice.take.music import ReferenceMusic
from dancecoach.gui.practice.take.opening import Opening
from dancecoach.gui.practice.take.outcome import Outcome
from dancecoach.gui.practice.take.planning import Planning
from dancecoach.gui.practice.take.state import PracticeState, PracticeStatus


class Run(QObject):
    """One at a time.

    Args:
        opening: has the reference.
        music: of the reference.
        planning: says how it is practised.
        dancing: does it.
        measuring: measures the delay.
        outcome: shows what came of it.
        status: is told how far it is.
        parent: owner.

    Signals:
        noticed: a sentence about how it ended.
    """

    noticed = Signal(str)

    def __init__(
        self,
        *,
        opening: Opening,
        music: ReferenceMusic,
        planning: Planning,
        dancing: Dancing,
        measuring: Measuring,
        outcome: Outcome,
        status: PracticeStatus,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._opening, self._music, self._planning = opening, music, planning
        self._dancing, self._measuring, self._outcome, self._status = dancing, measuring, outcome, status
        dancing.counted.connect(lambda: status.become(PracticeState.DANCING))
        dancing.over.connect(self.finish)
        measuring.over.connect(lambda: status.become(PracticeState.READY))

    def toggle(self) -> None:
        """Begin, or end what is going on."""
        if self._status.busy:
            self.finish()
        else:
            self.begin()

    def begin(self) -> None:
        """Begin with the count-in; without a camera the reference is only played."""
        reference, music = self._opening.reference, self._music.player
        if reference is None or music is None or self._status.busy:
            return
        self._outcome.begin()
        self._dancing.begin(reference, music, self._planning.plan, self._measuring.delay)
        counted_in = self._dancing.heard.count is not None
        self._status.become(PracticeState.COUNTING if counted_in else PracticeState.DANCING)

    def measure(self) -> None:
        """Measure the delay of camera and sound: beeps are heard, and the person claps."""
        music = self._music.player
        if music is not None and not self._status.busy and self._measuring.possible:
            self._outcome.put_away()
            self._measuring.begin(music)
            self._status.become(PracticeState.MEASURING)

    def finish(self, *, clapped_at: float | None = None) -> None:
        """End it; what was danced is judged and kept.

        Args:
            clapped_at: moment of `time.perf_counter` at which somebody began to clap for it; None where nobody did.
        """
        if self._status.state is PracticeState.MEASURING:
            self._measuring.stop()
            self._status.become(PracticeState.READY)
        elif self._status.busy:
            keeping = self._dancing.keeping
            resting = self._dancing.filmed and not keeping.open
            self._dancing.finish(clapped_at)
            self._status.become(PracticeState.READY)
            if resting and not keeping.judging:
                self._outcome.show_last()
            self._say_reached()

    def camera_gone(self) -> None:
        """The camera shows nothing any more: what it filmed is kept."""
        if self._dancing.filmed:
            self.finish()
            self.noticed.emit(self.tr("The camera stopped: what was danced until then is kept."))

    def _say_reached(self) -> None:
        """How far a drill came."""
        drill = self._dancing.drill
        if drill is None or not drill.repetitions:
            return
        laps = len(drill.repetitions)
        if drill.reached is None:
            self.noticed.emit(self.tr("Slow to fast: no lap of {laps} was good yet.").format(laps=laps))
        else:
            said = self.tr("Slow to fast: {percent:.0f} % reached in {laps} laps.")
            self.noticed.emit(said.format(percent=100 * drill.reached, laps=laps))
