"""Correcting the counts of the reference, without a widget: what is known, what is tapped, and what came of it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from dancecoach.gui.errand import Errands
from dancecoach.gui.practice.counts.keeping import Change, Corrected, CountsKeeper
from dancecoach.gui.practice.counts.listening import Listening
from dancecoach.gui.practice.counts.state import CountsState, Trouble
from dancecoach.gui.practice.take.model import PracticeModel
from dancecoach.library.counts.counts_json import KeptCounts
from dancecoach.library.counts.store import CountsStore
from dancecoach.video.sound_output import OpenDevice

if TYPE_CHECKING:
    from dancecoach.coaching.dance.tapping import Tap, Tapped

#: Nobody taps twice within this time, seconds: the key or the finger bounced.
_BOUNCE_S = 0.1
_CLOSE_WITHIN_S = 5.0


class CountsModel(QObject):
    """The counts of the reference on the practice page.

    Args:
        practice: whose reference it is.
        store: where counts are kept.
        open_device: finds the loudspeaker.
        parent: owner.

    Attributes:
        state: what the person is at.
        kept: what is known; None where nothing is.
        taps: those since the music began.
        trouble: why the last correction changed nothing; None where it did.

    Signals:
        changed: any of those.
        tapped: somebody has tapped just now.
        corrected: a `Corrected`; it holds already.
        failed: the exception of a correction.
    """

    changed = Signal()
    tapped = Signal()
    corrected = Signal(object)
    failed = Signal(object)

    def __init__(
        self, practice: PracticeModel, store: CountsStore, open_device: OpenDevice, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._practice, self._store = practice, store
        self.state = CountsState.RESTING
        self.taps: list[Tap] = []
        self.trouble: Trouble | None = None
        self.kept: KeptCounts | None = None
        self._keeper: CountsKeeper | None = None
        self._errands = Errands(self)
        self._errands.failed.connect(self._broke)
        self._music = Listening(open_device, self)
        self._music.moved.connect(practice.playhead.seek)
        self._music.over.connect(self.take)
        practice.loaded.connect(self._loaded)
        practice.changed.connect(self._follow)

    # What is known

    @property
    def ready(self) -> bool:
        """Whether there is a reference whose counts can be corrected now."""
        return self._keeper is not None and not self._practice.busy and self.state is not CountsState.WORKING

    @property
    def known(self) -> bool:
        """Whether there are counts to be corrected in one step."""
        return self.ready and self.kept is not None

    @property
    def edited(self) -> bool:
        """Whether a person has made them."""
        return self.kept is not None and self.kept.by == "person"

    @property
    def weighed(self) -> "Tapped":
        """What the taps say until now."""
        from dancecoach.coaching.dance.tapping import weighed

        return weighed(self.taps, None if self.kept is None else self.kept.counts)

    @property
    def to_dance_by(self) -> bool:
        """Whether what is known is clear enough to dance by."""
        from dancecoach.pipeline.count_music import to_dance_by

        return to_dance_by(self.kept) is not None

    @property
    def place_now(self) -> int | None:
        """The count that holds at the moment on show, 1 to 8; None where there is none."""
        place = None if self.kept is None else self.kept.counts.at(self._practice.playhead.moment_s)
        return None if place is None else place[1]

    @property
    def count_tapped(self) -> int | None:
        """Which count the last tap was, from the last "1" or the first tap on; None before the first."""
        ones = [place for place, tap in enumerate(self.taps) if tap.is_one]
        return (len(self.taps) - 1 - (ones[-1] if ones else 0)) % 8 + 1 if self.taps else None

    # Listening and tapping

    def begin(self) -> None:
        """Play the reference, to be tapped along with."""
        if self.ready:
            self.trouble = None
            self.taps = []
            self._play(CountsState.TAPPING, clicks=False)

    def hear(self) -> None:
        """Play the reference with clicks on its counts."""
        if self.known:
            self._play(CountsState.HEARING, clicks=True)

    def tap(self, *, is_one: bool = False) -> None:
        """A beat is heard now.

        Args:
            is_one: whether it is a "1".
        """
        from dancecoach.coaching.dance.tapping import Tap

        if self.state is not CountsState.TAPPING:
            return
        at_s = self._music.moment_s
        if self.taps and abs(at_s - self.taps[-1].time_s) < _BOUNCE_S:
            return
        self.taps.append(Tap(at_s, is_one))
        self.tapped.emit()
        self.changed.emit()

    def again(self) -> None:
        """Forget the taps; the music goes on."""
        self.taps = []
        self.changed.emit()

    def stop(self) -> None:
        """End the music; nothing is corrected."""
        if self.state in (CountsState.TAPPING, CountsState.HEARING):
            self._music.pause()
            self.taps = []
            self._set_state(CountsState.RESTING)

    def take(self) -> None:
        """End the music, and correct the counts as they were tapped."""
        if self.state is not CountsState.TAPPING:
            self.stop()
            return
        self._music.pause()
        keeper, taps, fault = self._keeper, tuple(self.taps), self.weighed.fault
        if keeper is None or fault is not None:
            self.trouble = None if fault is None else Trouble(fault)
            self._set_state(CountsState.RESTING)
            return
        self._work(partial(keeper.tapped, taps), Trouble.SAME)

    # Corrections in one step

    def twice(self) -> None:
        """Count twice as fast."""
        from dancecoach.coaching.dance.recounting import twice_as_fast

        self._change(lambda kept: twice_as_fast(kept.counts), Trouble.TOO_FAST, beat_sure=True)

    def half(self) -> None:
        """Count half as fast."""
        from dancecoach.coaching.dance.recounting import half_as_fast

        self._change(lambda kept: half_as_fast(kept.counts), Trouble.TOO_SLOW, beat_sure=True)

    def move_one(self, beats: int) -> None:
        """The "1" is so many beats later, or earlier where negative."""
        from dancecoach.coaching.dance.recounting import one_moved

        self._change(lambda kept: one_moved(kept.counts, beats), Trouble.SAME, one_sure=True)

    def reset(self) -> None:
        """Take what is found in the music again."""
        if self.ready and self.edited and self._keeper is not None:
            self.stop()
            self._work(self._keeper.found_anew, Trouble.SAME)

    def put(self, keeper: CountsKeeper, kept: KeptCounts | None) -> None:
        """Let these counts hold, as when a correction is undone; of another reference they are only written."""
        self.stop()
        self._errands.run("keep counts", partial(keeper.put, kept), returned=lambda now: self._hold(keeper, now))

    @property
    def keeper(self) -> CountsKeeper | None:
        """Keeps the counts of the reference on show."""
        return self._keeper

    def close(self) -> None:
        """Let everything go and wait for it."""
        self.stop()
        self._music.close()
        self._errands.wait(_CLOSE_WITHIN_S)

    # Behind it

    def _loaded(self) -> None:
        reference = self._practice.reference
        self.stop()
        self._music.forget()
        self._keeper, self.kept, self.trouble, self.taps = None, None, None, []
        if reference is not None:
            keeper = self._keeper = CountsKeeper(self._store, reference)
            self._errands.run("read counts", keeper.read, returned=lambda kept: self._know(keeper, kept))
        self.changed.emit()

    def _know(self, keeper: CountsKeeper, kept: KeptCounts | None) -> None:
        if keeper is self._keeper:
            self.kept = kept
            self.changed.emit()

    def _follow(self) -> None:
        if self._practice.busy or not self._practice.ready:
            self.stop()

    def _change(self, change: Change, otherwise: Trouble, **sure: Any) -> None:
        if self.known and self._keeper is not None:
            self.stop()
            self._work(partial(self._keeper.changed, change, **sure), otherwise)

    def _work(self, work: Callable[[], Corrected], otherwise: Trouble) -> None:
        """Correct behind the window.

        Args:
            work: does it.
            otherwise: why nothing changes, where it does not.
        """
        keeper = self._keeper
        self.trouble = None
        self._set_state(CountsState.WORKING)

        def over(corrected: Corrected) -> None:
            self.taps = []
            self.state = CountsState.RESTING
            if corrected.after == corrected.before:
                self.trouble = otherwise
                self.changed.emit()
            elif keeper is not None:
                self._hold(keeper, corrected.after)
                self.corrected.emit(corrected)

        self._errands.run("correct counts", work, returned=over)

    def _broke(self, error: BaseException) -> None:
        self._set_state(CountsState.RESTING)
        self.failed.emit(error)

    def _hold(self, keeper: CountsKeeper, kept: KeptCounts | None) -> None:
        from dancecoach.pipeline.count_music import to_dance_by

        if keeper is self._keeper:
            self.kept = kept
            self._practice.recount(to_dance_by(kept))
        self.changed.emit()

    def _play(self, state: CountsState, *, clicks: bool) -> None:
        reference = self._practice.reference
        if reference is not None:
            begin_s, speed = self._practice.playhead.moment_s, self._practice.plan.speed
            self._music.play(reference, begin_s, speed=speed, clicks=clicks)
            self._set_state(state)

    def _set_state(self, state: CountsState) -> None:
        self.state = state
        self.changed.emit()
