"""Takes of what is danced: each is filmed from its beginning, and judged behind the window while the next goes on."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dancecoach.gui.errand import Errands
from dancecoach.gui.worker import Job
from dancecoach.pipeline.practice.keeper import Judging, TakeKeeper
from dancecoach.pipeline.practice.result import TakeResult
from dancecoach.pipeline.practice.takes import TakeFacts

if TYPE_CHECKING:
    from dancecoach.pipeline.practice.run import Lap

Done = Callable[[TakeResult | None], object]


class Keeping(QObject):
    """The takes of one run after another.

    Args:
        parent: owner.

    Attributes:
        judging: takes that are being judged.

    Signals:
        changed: `judging` has changed.
        failed: the exception of something that could not be done.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.judging = 0
        self._keeper: TakeKeeper | None = None
        self._open = False
        self._errands = Errands(self)
        # Judging takes a second or two: the next take is not to wait for it.
        self._judges = Errands(self)
        for errands in (self._errands, self._judges):
            errands.failed.connect(self.failed)

    @property
    def open(self) -> bool:
        """Whether a take is going on."""
        return self._open

    def begin(self, keeper: TakeKeeper, facts: TakeFacts) -> None:
        """A run begins, and its first take."""
        self._keeper = keeper
        self.take(facts)

    def take(self, facts: TakeFacts) -> None:
        """A take begins where none is going on."""
        if self._keeper is not None:
            self._open = True
            self._errands.run("begin a take", partial(self._keeper.begin, facts))

    def turn_over(
        self, lap: "Lap | None", then: TakeFacts | None, done: Done, after: Callable[[TakeResult], object] | None = None
    ) -> None:
        """The take that is going on is over.

        Args:
            lap: what was danced; None for nothing.
            then: of the next; None for no next one now.
            done: takes the result, None where nothing is kept.
            after: has something to add to the kept take; in a thread.
        """
        keeper, self._open = self._keeper, then is not None
        if keeper is None:
            return
        waiting: list[Judging] = []
        turned = self._errands.run("turn to the next take", lambda: waiting.append(keeper.turn_over(lap, then)))
        self._judge(waiting, turned, done, after)

    def end(self) -> None:
        """The run is over; what it left is judged all the same."""
        self._keeper, self._open = None, False

    def wait(self, timeout_s: float) -> None:
        """Wait until all is judged and kept."""
        self._errands.wait(timeout_s)
        self._judges.wait(timeout_s)

    def _judge(
        self, waiting: list[Judging], turned: Job, done: Done, after: Callable[[TakeResult], object] | None
    ) -> None:
        self.judging += 1

        def judge() -> TakeResult | None:
            turned.wait()
            result = waiting[0]() if waiting else None
            if result is not None and after is not None:
                after(result)
            return result

        def over(result: TakeResult | None) -> None:
            self.judging -= 1
            done(result)

        def broke(_error: BaseException) -> None:
            self.judging -= 1
            self.changed.emit()

        self._judges.run("judge a take", judge, returned=over, failed=broke)
