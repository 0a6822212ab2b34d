"""The clips of the library are recognised anew behind the window when other packs are at hand."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dancecoach.gui.libraries import load_pose
from dancecoach.gui.library.model import LibraryModel
from dancecoach.gui.worker import Job, emit_safely
from dancecoach.progress import CancelToken

if TYPE_CHECKING:
    from collections.abc import Callable

    from dancecoach.library.catalogue.records import Clip
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
        self._again = False
        self._better.connect(lambda number: model.tell_changed((number,)))

    @property
    def running(self) -> bool:
        """Whether clips are being looked at."""
        return self._job is not None

    def start(self) -> None:
        """Recognise what is stale."""
        if self._job is not None:
            self._again = True
            self._job.cancel()
            return
        library, context = self._model.library, self._model.context
        if library is None:
            return
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

    def close(self, timeout_s: float = 10.0) -> None:
        """Stop, and let the library go."""
        self._again = False
        if self._job is not None:
            self._job.cancel()
            self._job.wait(timeout_s)

    def _finished(self) -> None:
        self._job = None
        if self._again:
            self._again = False
            self.start()
