"""What came of a run: which of its takes is on show when it is over, or the one that is asked for."""

from PySide6.QtCore import QObject, Signal

from dancecoach.gui.practice.take.dancing import Dancing
from dancecoach.gui.practice.take.kept import KeptTakes
from dancecoach.gui.practice.take.playhead import Playhead
from dancecoach.gui.practice.take.state import PracticeStatus
from dancecoach.pipeline.practice.result import TakeResult


class Outcome(QObject):
    """Follows a run with the takes that are kept.

    Args:
        kept: the takes of the reference.
        dancing: the run.
        playhead: goes to what is worth a look.
        status: how far it is.
        parent: owner.

    Signals:
        changed: takes or result have changed.
        lap_judged: the `TakeResult` of a lap while the next is danced.
        noticed: a sentence: nothing came of it.
    """

    changed = Signal()
    lap_judged = Signal(object)
    noticed = Signal(str)

    def __init__(
        self,
        kept: KeptTakes,
        dancing: Dancing,
        playhead: Playhead,
        status: PracticeStatus,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._kept, self._dancing, self._playhead, self._status = kept, dancing, playhead, status
        self._last: TakeResult | None = None
        dancing.lap_judged.connect(self._lap_judged)
        dancing.judged.connect(self._judged)
        kept.read.connect(self._show)

    def begin(self) -> None:
        """A run begins: nothing has come of it yet."""
        self._last = None
        self.put_away()

    def put_away(self) -> None:
        """Show no take; who asks tells of it."""
        self._kept.result = None

    def show_last(self) -> None:
        """Show what came of the run, once it is over."""
        if self._last is None or self._status.busy:
            self.changed.emit()
        else:
            self._show(self._last)

    def _lap_judged(self, result: TakeResult | None) -> None:
        """A lap that was not the last; unless the dancer stopped in the rest after it."""
        if result is not None and self._kept.is_mine(result.take):
            self._kept.add(result.take, self._dancing.laps.get(result.take.folder))
            self._last = result
            if self._status.busy:
                self.lap_judged.emit(result)
            elif not self._dancing.keeping.judging:
                self.show_last()
        self.changed.emit()

    def _judged(self, result: TakeResult | None) -> None:
        """What was danced last."""
        heard = self._dancing.heard
        if result is not None and self._kept.is_mine(result.take):
            self._kept.add(result.take)
            broken_off = not heard.over
            if not broken_off or self._last is None or self._last.score is None:
                self._last = result  # else the last whole lap tells more than the piece of one
        elif result is None and self._last is None and not self._status.busy and heard.count is None:
            self.noticed.emit(self.tr("Too little was danced to keep it."))
        self.show_last()

    def _show(self, result: TakeResult) -> None:
        if not self._status.busy and self._kept.is_mine(result.take):
            self._kept.show(result)
            at = result.first_look_s
            self._playhead.seek(self._playhead.moment_s if at is None else at)
