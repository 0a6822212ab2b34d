"""The clips of the library are recognised anew behind the window when other packs are at hand."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dancecoach.gui.libraries import load_pose
from dancecoach.gui.library.model import LibraryModel, LibraryState
from dancecoach.gui.worker import Job, emit_safely
from dancecoach.progress import CancelToken

if TYPE_CHECKING:
    from collections.abc import Callable

    from dancecoach.library.catalogue.records import Clip
    from dancecoach.library.library import Library
    from dancecoach.progress import Progress


class Anew(QObject):
    """One run at a time; what changes meanwhile starts it afresh.

    Args:
        model: has the library.
        parent: owner.

    Signals:
        over: how many clips are known better.
    """

    over = Signal(int)
    _better = Signal(int)

    def __init__(self, model: LibraryModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._job: Job | None = None
        self._again = self._opening = False
        self._asked = self._begun = 0
        model.failed.connect(self._not_open)
        self._better.connect(lambda number: model.tell_changed((number,)))

    @property
    def running(self) -> bool:
        """Whether clips are being looked at, or will be in a moment."""
        return self._job is not None or self._opening

    def start(self) -> None:
        """Recognise what is stale."""
        if self._job is not None:
            self._again = True
            self._job.cancel()
        elif not self._opening:
            self._opening, self._asked = True, self._asked + 1
            asked = self._asked
            self._model.when_open(lambda library: self._begin(library, asked))
            if self._model.state not in (LibraryState.OPENING, LibraryState.READY):
                self._not_open()  # Review sees to each clip when it is opened

    def close(self, timeout_s: float = 10.0) -> None:
        """Stop, and let the library go."""
        self._again = False
        if self._job is not None:
            self._job.cancel()
            self._job.wait(timeout_s)

    def _not_open(self, _error: object = None) -> None:
        self._opening = False

    def _begin(self, library: "Library", asked: int) -> None:
        self._opening = False
        if asked <= self._begun:  # asked for once more before the library was open
            return
        self._begun = self._asked
        context = self._model.context
        chosen = context.settings.current

        def work(tell: "Callable[[Progress], None]", cancel: CancelToken) -> int:
            load_pose()
            from dancecoach.pipeline.teaching.anew import recognise_anew

            def better(clip: "Clip") -> None:
                emit_safely(self._better, clip.id)

            engine = (chosen.engine, chosen.pose_model)
            return recognise_anew(library, engine, chosen.style_packs, changed=better, progress=tell, cancel=cancel)

        self._job = context.jobs.start(self.tr("Recognising clips anew"), work, returned=self.over.emit)
        self._job.finished.connect(self._finished)

    def _finished(self) -> None:
        self._job = None
        if self._again:
            self._again = False
            self.start()
