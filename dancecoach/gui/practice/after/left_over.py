"""Takes that the end of the program cut off: their films are finished at the next start, and they are judged.

Nobody waits for that: it begins when everything else is there, with the least importance that the system knows, one
take at a time, and makes way at once for whoever dances.
"""

import contextlib
import logging
import os
import sys
import threading
from collections import deque
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
from PySide6.QtCore import QObject, Signal

from dancecoach.errors import DancecoachError
from dancecoach.gui.analysing import Analyse, Tell, analyse_clip, stored_as
from dancecoach.gui.context import AppContext
from dancecoach.gui.libraries import load_pose
from dancecoach.gui.practice.take.model import PracticeModel
from dancecoach.gui.worker import Job
from dancecoach.pipeline.practice.takes import Take
from dancecoach.progress import CancelToken
from dancecoach.settings import Settings

if TYPE_CHECKING:
    from dancecoach.library.analyses.record import Analysis
    from dancecoach.pipeline.practice.reference import Reference
    from dancecoach.pipeline.practice.result import TakeResult
    from dancecoach.pose.track import PoseTrack

_LEAST_IMPORTANT = 19
_log = logging.getLogger(__name__)


@attrs.frozen
class _Found:
    """What was there at the start: takes whose films were finished, and all that are to be judged."""

    recovered: list[Take]
    unjudged: list[Take]


class LeftTakes(QObject):
    """Finds and judges them.

    Args:
        model: what the page is about.
        context: what the pages share.
        parent: owner.
        analyse: looks at a film; that of the house.

    Attributes:
        waiting: takes that are still to be judged.

    Signals:
        recovered: a list of `Take` whose films have been finished.
        judged: the `TakeResult` of one of them, or None where it was too short to be kept.
    """

    recovered = Signal(object)
    judged = Signal(object)

    def __init__(
        self, model: PracticeModel, context: AppContext, parent: QObject, analyse: Analyse = analyse_clip
    ) -> None:
        super().__init__(parent)
        self._model, self._context, self._analyse = model, context, analyse
        self._since = datetime.now().astimezone()
        self.waiting: deque[Take] = deque()
        self._aside: list[Take] = []
        self._asked: set[Path] = set()
        self._job: Job | None = None
        model.changed.connect(self._make_way)
        model.loaded.connect(self._try_again)

    def begin(self) -> None:
        """Look for them; those of this run of the program are none of them."""
        store, since = self._model.store, self._since
        self._context.jobs.start(
            self.tr("Looking for unfinished takes"),
            lambda *_: _Found(store.recover(), store.unjudged(since)),
            returned=self._found,
            quiet=True,
        )

    def judge(self, take: Take) -> None:
        """Judge one because somebody wishes it: next, and what keeps it from being judged is said."""
        self._asked.add(take.folder)
        self._aside = [other for other in self._aside if other.folder != take.folder]
        if all(other.folder != take.folder for other in self.waiting):
            self.waiting.append(take)
        self._go_on()

    def _found(self, found: _Found) -> None:
        self.recovered.emit(found.recovered)
        self.waiting.extend(found.unjudged)
        self._go_on()

    def _try_again(self) -> None:
        """A reference is there: takes that waited for it can be judged."""
        reference = self._model.reference
        if reference is not None:
            mine = [take for take in self._aside if take.facts.sha256 == reference.analysis.sha256]
            self._aside = [take for take in self._aside if take not in mine]
            self.waiting.extend(mine)
            self._go_on()

    def _make_way(self) -> None:
        """Whoever dances needs the machine."""
        if not self._model.busy:
            self._go_on()
        elif self._job is not None:
            self._job.cancel()

    def _go_on(self) -> None:
        if self._job is not None or self._model.busy or not self.waiting:
            return
        take = self.waiting[0]
        loaded = self._model.reference
        mine = loaded if loaded is not None and loaded.analysis.sha256 == take.facts.sha256 else None
        self._job = job = self._context.jobs.start(
            self.tr("Judging a take"),
            partial(self._judge, take, mine),
            failed=self._failed,
            quiet=take.folder not in self._asked,
        )
        job.returned.connect(partial(self._over, take))
        job.finished.connect(self._finished)

    def _over(self, take: Take, outcome: "TakeResult | _NoReference | None") -> None:
        self.waiting.popleft()
        if isinstance(outcome, _NoReference):
            self._aside.append(take)
        else:
            self.judged.emit(outcome)

    def _failed(self, error: BaseException) -> None:
        """It stays as it is: a film that cannot be read is no news at each start."""
        take = self.waiting.popleft()
        _log.warning("the take %s is not judged: %s", take.folder, error)
        if take.folder in self._asked or not isinstance(error, DancecoachError):
            self._context.notifier.error(error)

    def _finished(self) -> None:
        self._job = None
        self._go_on()

    # In the thread of the job

    def _judge(
        self, take: Take, loaded: "Reference | None", tell: Tell, cancel: CancelToken
    ) -> "TakeResult | _NoReference | None":
        _be_unimportant()
        reference = loaded or _reference_of(take, self._context, cancel)
        if reference is None:
            return _NoReference()
        from dancecoach.pipeline.practice.late import judge_late

        def look(take: Take) -> "PoseTrack":
            return self._analyse(take.film, _as_dance(self._context.settings.current), tell, cancel).track

        return judge_late(self._model.store, take, reference, look)


@attrs.frozen
class _NoReference:
    """The reference was never analysed as it is now to be: the take waits until somebody practises with it."""


def _reference_of(take: Take, context: AppContext, cancel: CancelToken) -> "Reference | None":
    """The reference from its stored analysis; None where there is none."""
    load_pose()
    from dancecoach.library.counts.store import CountsStore
    from dancecoach.pipeline.practice.reference import prepare

    path, store = Path(take.facts.reference), context.store
    kept_as = stored_as(path, context.settings.current)
    person = store.chosen(path) if kept_as[1] and path.is_file() else None
    analysis: Analysis | None = store.get(take.facts.sha256, *kept_as, person)
    if analysis is None:
        return None
    placed = attrs.evolve(analysis, clip=attrs.evolve(analysis.clip, path=str(path)))
    return prepare(placed, CountsStore(store.root.parent / "counts"), cancel)


def _as_dance(chosen: Settings) -> Settings:
    """As chosen, but that a take is a dance."""
    return attrs.evolve(chosen, activity="dance")


def _be_unimportant() -> None:
    """Let this thread, and the processes that it starts, wait for all others, where the system tells threads apart.

    It cannot become more important again: only a thread that ends soon may do this.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LEAST_IMPORTANT)
