"""Claps that begin and end a dance, unless it was the music that clapped."""

import time
from functools import partial

from PySide6.QtCore import QObject, Signal

from dancecoach.gui.clap.model import ClapModel
from dancecoach.gui.errand import Errands
from dancecoach.gui.practice.counts.model import CountsModel
from dancecoach.gui.practice.counts.state import CountsState
from dancecoach.gui.practice.hands.start import TimedStart
from dancecoach.gui.practice.take.model import PracticeModel

_CLOSE_WITHIN_S = 2.0


class HandsFree(QObject):
    """Listens while there is somebody to be seen who could dance.

    Args:
        clap: hears claps.
        start: begins and ends.
        model: what is danced.
        counts: whose taps are claps at times, too.
        parent: owner.

    Signals:
        obeyed: somebody clapped, and it was done.
        passed_over: somebody seemed to clap, but it may have been the music.
    """

    obeyed = Signal()
    passed_over = Signal()

    def __init__(
        self,
        clap: ClapModel,
        start: TimedStart,
        model: PracticeModel,
        counts: CountsModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.clap, self.start = clap, start
        self._model, self._counts = model, counts
        self._seen = False
        self._errands = Errands(self)
        clap.clapped.connect(self._clapped)
        start.changed.connect(self._hear_or_not)
        counts.changed.connect(self._hear_or_not)
        model.changed.connect(self._attend)
        model.changed.connect(self._hear_or_not)

    @property
    def ready(self) -> bool:
        """Whether somebody could begin to dance."""
        model = self._model
        return model.ready and model.camera.pictures and not model.judging and not model.busy

    def enter(self) -> None:
        """The page is seen."""
        self._seen = True
        self._attend()

    def leave(self) -> None:
        """Nobody looks: nobody is listened to."""
        self._seen = False
        self.start.cancel()
        self._attend()

    def close(self) -> None:
        """Let microphone and loudspeaker go."""
        self.start.close()
        self.clap.close()
        self._errands.wait(_CLOSE_WITHIN_S)

    def _attend(self) -> None:
        self.clap.attend(self._seen and self._model.ready and self._model.camera.pictures)

    def _hear_or_not(self) -> None:
        """Beeps are no claps, and who claps along with them or with the beat does not mean to dance."""
        along = self._model.measuring.going or self._counts.state in (CountsState.TAPPING, CountsState.HEARING)
        self.clap.be_deaf(self.start.left > 0 or along)

    def _clapped(self, since_s: float) -> None:
        """Somebody began to clap so many seconds ago."""
        reference, heard = self._model.reference, self._model.heard
        if not self._model.busy:
            self._obey(begin=True)
        elif reference is None or not heard.danced:
            self._obey(begin=False)
        else:
            clapped_at = time.perf_counter() - since_s
            from dancecoach.pipeline.practice.own_claps import may_be_own

            work = partial(
                may_be_own,
                reference,
                heard.media_s - since_s * heard.speed,
                speed=heard.speed,
                clicks=self._model.plan.clicks,
            )
            self._errands.run(
                "listen to the music",
                work,
                returned=partial(self._weigh, clapped_at),
                failed=lambda _error: self._weigh(clapped_at, own=False),
            )

    def _weigh(self, clapped_at: float, own: bool) -> None:
        if own:
            self.passed_over.emit()
        elif self._model.busy:
            self._obey(begin=False, clapped_at=clapped_at)

    def _obey(self, *, begin: bool, clapped_at: float | None = None) -> None:
        self.obeyed.emit()
        if begin:
            self.start.begin_now()
        else:
            self._model.run.finish(clapped_at=clapped_at)
