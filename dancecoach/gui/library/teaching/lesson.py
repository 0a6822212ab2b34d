"""One teaching as the window sees it: the chosen clips, the learning, and what came of it. Knows no widget."""

from collections.abc import Callable, Collection
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dancecoach.errors import DancecoachError
from dancecoach.gui.libraries import load_pose
from dancecoach.gui.library.model import LibraryModel, LibraryState
from dancecoach.gui.library.packs.model import PacksModel
from dancecoach.gui.library.teaching.kinds import KINDS, Kind, Ready
from dancecoach.gui.worker import Job
from dancecoach.progress import CancelToken, Progress

if TYPE_CHECKING:
    from dancecoach.library.library import Library
    from dancecoach.pipeline.teaching.outcome import Outcome
    from dancecoach.pipeline.teaching.request import TeachRequest

Tell = Callable[[Progress], None]


class Stage(StrEnum):
    """How far a teaching is."""

    LOOKING = "looking"
    ASKING = "asking"
    LEARNING = "learning"
    LEARNT = "learnt"


class Teaching(QObject):
    """Asked for by the dialog, which follows it; goes on when the dialog is closed.

    Args:
        model: has the library.
        packs: what is learnt is added there.
        parent: owner.

    Attributes:
        kind: what is taught.
        ids: numbers of the chosen clips.
        stage: how far it is.
        ready: what can be done with the clips.
        name: that was typed last.
        outcome: what came of it; None before.
        added: whether it is in use.
        error: why the last learning, or adding, failed; "" where it did not.
        progress: of the learning.

    Signals:
        changed: any of these is another.
        progressed: `progress` is another.
        learnt: there is an outcome.
    """

    changed = Signal()
    progressed = Signal()
    learnt = Signal()

    def __init__(self, model: LibraryModel, packs: PacksModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model, self._packs = model, packs
        self._job: Job | None = None
        self._asked = 0
        self._request: TeachRequest | None = None
        self.kind: Kind = KINDS[0]
        self.ids: tuple[int, ...] = ()
        self.stage, self.ready = Stage.LOOKING, Ready()
        self.name = self.error = ""
        self.outcome: Outcome | None = None
        self.added = False
        self.progress: Progress | None = None
        model.failed.connect(self._not_open)
        packs.failed.connect(self._not_added)

    @property
    def busy(self) -> bool:
        """Whether it is learning."""
        return self.stage is Stage.LEARNING

    def begin(self, ids: tuple[int, ...]) -> None:
        """Teach from these clips."""
        self.ids, self.outcome, self.added, self.error = ids, None, False, ""
        self.look()

    def choose(self, kind: Kind) -> None:
        """Teach something of another kind."""
        if kind is not self.kind and not self.busy:
            self.kind = kind
            self.look()

    def look(self) -> None:
        """See what can be done with the clips."""
        kind, ids, chosen = self.kind, self.ids, self._model.context.settings.current
        self.stage, self.ready = Stage.LOOKING, Ready()
        self.changed.emit()

        def work(library: "Library") -> Ready:
            return kind.look(library, library.clips.get_all(ids), chosen)

        self._model.run("teach: look", work, lambda ready: self._looked(kind, ids, ready))

    def learn(self, name: str, *, told: Collection[str]) -> None:
        """Learn, in a process of its own.

        Args:
            name: of what is taught.
            told: names of those among the other clips of the library that it is told from.
        """
        if self.busy:
            return
        self.name, self.error, self.outcome, self.added, self.progress = name, "", None, False, None
        self.stage, self._asked = Stage.LEARNING, self._asked + 1
        asked = self._asked
        self._model.when_open(lambda library: self._start(library, told, asked))
        if self._model.state not in (LibraryState.OPENING, LibraryState.READY):
            self._not_open()
        self.changed.emit()

    def _start(self, library: "Library", told: Collection[str], asked: int) -> None:
        """Have the job begin; the library is open."""
        if self.stage is not Stage.LEARNING or asked != self._asked:  # stopped meanwhile
            return
        name, kind, ready, chosen = self.name, self.kind, self.ready, self._model.context.settings.current

        def work(tell: Tell, cancel: CancelToken) -> "tuple[TeachRequest, Outcome]":
            load_pose()
            from dancecoach.pipeline.teaching.run import run_teaching

            request = kind.request(name, ready, chosen, library, told=told)
            return request, run_teaching(request, tell, cancel)

        title = self.tr("Learning “{}”").format(name)
        self._job = self._model.context.jobs.start(
            title, work, returned=self._returned, failed=self._failed, progressed=self._progressed
        )
        self._job.finished.connect(self._finished)

    def cancel(self) -> None:
        """Stop learning; nothing is left of it."""
        if self._job is not None:
            self._job.cancel()
        elif self.busy:
            self._finished()

    def again(self) -> None:
        """Back to the clips."""
        self.outcome = None
        self.look()

    def add(self) -> None:
        """Have the app use what was learnt; can be undone."""
        request, outcome = self._request, self.outcome
        if request is None or outcome is None or self.added:
            return

        self.error = ""

        def done() -> None:
            self.added = True
            self._model.context.notifier.info(
                self.tr("“{}” is known from now on. Undo takes that back.").format(outcome.name)
            )
            self.changed.emit()

        self._packs.change(self.tr("Teach “{}”").format(outcome.name), lambda: request.add(outcome), done)

    def _looked(self, kind: Kind, ids: tuple[int, ...], ready: Ready) -> None:
        if self.stage is Stage.LOOKING and kind is self.kind and ids == self.ids:
            self.stage, self.ready = Stage.ASKING, ready
            self.changed.emit()

    def _progressed(self, progress: Progress) -> None:
        self.progress = progress
        self.progressed.emit()

    def _returned(self, found: "tuple[TeachRequest, Outcome]") -> None:
        self._request, self.outcome = found
        self.stage = Stage.LEARNT
        self.changed.emit()
        self.learnt.emit()

    def _failed(self, error: BaseException) -> None:
        self.stage = Stage.ASKING
        if isinstance(error, DancecoachError):
            self.error = str(error)
        else:
            self.error = self.tr("The learning failed; that is a fault of the program.")
            self._model.context.notifier.error(error)
        self.changed.emit()

    def _not_open(self, _error: object = None) -> None:
        """The library could not be opened, so nothing began."""
        if self.busy and self._job is None:
            self.stage, self.error = Stage.ASKING, self.tr("The library is not open; open the Library page first.")
            self.changed.emit()

    def _not_added(self, error: BaseException) -> None:
        if self.stage is Stage.LEARNT and not self.added:
            self.error = str(error)
            self.changed.emit()

    def _finished(self) -> None:
        self._job = None
        if self.stage is Stage.LEARNING:  # it was stopped
            self.stage = Stage.ASKING
            self.changed.emit()
