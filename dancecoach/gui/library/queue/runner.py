"""Files into the open library, behind the window: one after the other, from the queue on the disk."""

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
from PySide6.QtCore import QObject, QTimer, Signal

from dancecoach.errors import InputError
from dancecoach.gui.analysing import Analyse
from dancecoach.gui.latest import Latest
from dancecoach.gui.libraries import load_importing
from dancecoach.gui.library.model import LibraryModel
from dancecoach.gui.worker import Job as Work
from dancecoach.gui.worker import emit_safely
from dancecoach.library.analyses.record import Analysis
from dancecoach.library.catalogue.records import Clip, Job, State, Step, Storage
from dancecoach.progress import CancelToken, Progress, ProgressCallback

if TYPE_CHECKING:
    from dancecoach.library.library import Library
    from dancecoach.pipeline.importing.importer import Told

_TELL_EVERY_S = 0.1
_LOOK_AGAIN_MS = 300
#: Files that are done at once begin a hundred times a second: nobody can read that.
_SHOW_MS = 50
_CLOSE_S = 10.0
#: Of so many that cannot be taken it is said why.
_TOLD = 3
_OPEN = (State.WAITING, State.RUNNING, State.PAUSED)


@attrs.frozen
class Queue:
    """The queue as it was a moment ago.

    Attributes:
        jobs: in the order in which they are done.
    """

    jobs: tuple[Job, ...] = ()
    _counts: Mapping[State, int] = attrs.field(init=False, repr=False, eq=False)

    @_counts.default
    def _count_all(self) -> Mapping[State, int]:
        """Once, in the thread that read them: every command asks, ten times a second, and there may be thousands."""
        return Counter(job.state for job in self.jobs)

    def count(self, *states: State) -> int:
        """How many are in one of these states."""
        return sum(self._counts.get(state, 0) for state in states)

    @property
    def left(self) -> int:
        """How many are still to be done."""
        return self.count(*_OPEN)

    def of(self, *states: State) -> tuple[int, ...]:
        """Numbers of those in one of these states."""
        return tuple(job.id for job in self.jobs if job.state in states)


class ImportQueue(QObject):
    """Works the queue off while the library is open, and whenever something is added.

    Args:
        model: has the library.
        analyse: looks at a whole clip.
        parent: owner.

    Attributes:
        queue: what is to be done.
        now: the job at hand and how far it is; None for none.
        paused: whether it waits until the person goes on.

    Signals:
        changed: the queue, or how far it is.
    """

    changed = Signal()
    _heard = Signal(object)
    _clip_heard = Signal(object)

    def __init__(self, model: LibraryModel, analyse: Analyse, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model, self._analyse = model, analyse
        self.queue = Queue()
        self.now: Told | None = None
        self.paused = False
        self._work: Work | None = None
        self._skip = self._closed = self._seen = False
        self._worked, self._known = False, set[int]()
        self._runs = 0
        self._told_s, self._told_begun = 0.0, (0, Step.IMPORT, "")  # belong to the thread
        self._looks = Latest("library: queue", self._read, self)
        self._looks.answered.connect(self._take)
        self._looks.failed.connect(model.failed)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_LOOK_AGAIN_MS)
        self._soon.timeout.connect(self.look)
        self._show = QTimer(self)
        self._show.setSingleShot(True)
        self._show.setInterval(_SHOW_MS)
        self._show.timeout.connect(self.changed)
        self._heard.connect(self._hear)
        self._clip_heard.connect(self._hear_clip)
        model.state_changed.connect(self.look)

    @property
    def running(self) -> bool:
        """Whether something is being done."""
        return self._work is not None

    # What a person can do

    def add(self, paths: Iterable[Path], storage: Storage) -> None:
        """Take files, and the clips in folders, into the library."""
        wanted = tuple(paths)

        def work(library: "Library") -> tuple[int, list[InputError]]:
            load_importing()
            from dancecoach.pipeline.importing.files import clips_in

            if not self.running:
                library.jobs.forget_done()
            left_out: list[InputError] = []
            return library.jobs.add(clips_in(wanted, left_out.append), storage), left_out

        self._model.run("library: files", work, self._added)

    def pause(self) -> None:
        """Leave everything for later; what is being done waits again."""
        self.paused = True
        if self._work is not None:
            self._work.cancel()
        self.changed.emit()

    def go_on(self) -> None:
        """Go on with what was left."""
        self.paused = False
        self.look()
        self.changed.emit()

    def cancel(self, ids: Sequence[int]) -> None:
        """Do without files; what is in the library already stays, and undo brings them back."""
        gone: list[list[dict[str, Any]]] = []

        def do() -> None:
            self._model.run(
                "library: cancel", lambda library: gone.append(library.jobs.cancel(ids)), lambda _: self._cancelled(ids)
            )

        def undo() -> None:
            self._model.run(
                "library: undo",
                lambda library: library.jobs.bring_back(gone.pop() if gone else ()),
                lambda _: self.look(),
            )

        do()
        self._model.context.commands.done_by_hand(self.tr("Do without files"), do, undo)

    def retry(self, ids: Sequence[int]) -> None:
        """Try files that failed once more."""
        self._model.run("library: retry", lambda library: library.jobs.resume(ids), lambda _: self.look())

    def bring_forward(self, ids: Sequence[int]) -> None:
        """Do these next."""
        self._model.run("library: order", lambda library: library.jobs.bring_forward(ids), lambda _: self.look())

    def show_here(self, seen: bool) -> None:
        """The page shows how far it is, so that the window's own strip need not; or no longer."""
        self._seen = seen
        if self._work is not None:
            self._work.quiet = seen
            self._work.progressed.emit(self._work.last_progress or Progress(self.tr("importing"), 0))

    def close(self) -> None:
        """Stop; it goes on at the next start."""
        self._closed = True
        self._soon.stop()
        self._show.stop()
        self._looks.close()
        if self._work is not None:
            self._work.cancel()
            self._work.wait(_CLOSE_S)

    # The queue on the disk

    def look(self) -> None:
        """Look what there is to be done, and do it."""
        if self._model.ready and not self._closed:
            self._looks.ask(self._runs)

    def _read(self, runs: int) -> tuple[int, Queue]:
        library = self._model.library
        return runs, Queue() if library is None else Queue(tuple(library.jobs.list()))

    def _take(self, read: tuple[int, Queue]) -> None:
        runs, queue = read
        if runs != self._runs:  # what was running when it was read is done: it is being read again
            return
        self.queue = queue
        if self._worked and not self.running:
            self._say_known()
        if queue.count(State.WAITING, State.RUNNING) and not self.paused and not self.running:
            self._start()
        self.changed.emit()

    def _say_known(self) -> None:
        """Say of which files nothing came because they were there: the list of files is out of sight by then."""
        known = [
            job for job in self.queue.jobs if job.state is State.DONE and job.problem and job.id not in self._known
        ]
        if len(known) == 1:
            self._model.context.notifier.info(f"{known[0].path.name} {known[0].problem}.")
        elif known:
            self._model.context.notifier.info(self.tr("{} files are in the library already.").format(len(known)))
        self._known.update(job.id for job in known)
        self._worked = False

    def _added(self, added: tuple[int, Sequence[InputError]]) -> None:
        new, left_out = added
        for problem in left_out[:_TOLD]:
            self._model.context.notifier.warn(str(problem))
        if len(left_out) > _TOLD:
            self._model.context.notifier.warn(
                self.tr("{} more were left out for such a reason.").format(len(left_out) - _TOLD)
            )
        if not new and not left_out:
            self._model.context.notifier.info(self.tr("There is no clip in it that is not in the queue already."))
        self.look()

    def _cancelled(self, ids: Sequence[int]) -> None:
        if self._work is not None and self.now is not None and self.now.job.id in ids:
            self._skip = True
            self._work.cancel()
        self.look()

    # Working

    def _start(self) -> None:
        library, chosen, analyse = self._model.library, self._model.context.settings.current, self._analyse
        if library is None or self._closed:
            return

        def look_at(path: Path, progress: ProgressCallback, cancel: CancelToken) -> Analysis:
            return analyse(path, chosen, progress, cancel)

        def work(tell: ProgressCallback, cancel: CancelToken) -> int:
            load_importing()
            from dancecoach.pipeline.importing.importer import Importer

            def hear(told: "Told") -> None:
                tell(Progress(f"{told.job.path.name}: {told.progress.stage}", told.progress.done, told.progress.total))
                self._tell(told)

            engine = (chosen.engine, chosen.pose_model)
            return Importer(library, look_at, engine, tell=hear, changed=self._tell_clip).work_off(cancel)

        self._known = {job.id for job in self.queue.jobs if job.state is State.DONE}
        self._work = self._model.context.jobs.start(self.tr("Importing"), work, failed=self._failed)
        self._work.cancelled.connect(self._stopped)
        self.show_here(self._seen)
        self._work.finished.connect(self._finished)

    def _tell(self, told: "Told") -> None:
        """From the thread, at most ten times a second, but every beginning: nothing may come after it for long."""
        now, begun = time.monotonic(), (told.job.id, told.job.step, told.progress.stage)
        if begun != self._told_begun or now - self._told_s >= _TELL_EVERY_S:
            self._told_s, self._told_begun = now, begun
            emit_safely(self._heard, told)

    def _tell_clip(self, clip: Clip) -> None:
        emit_safely(self._clip_heard, clip)

    def _hear(self, told: "Told") -> None:
        other = self.now is None or self.now.job.id != told.job.id or self.now.job.step != told.job.step
        self.now = told
        if other and not self._soon.isActive() and not self._closed:
            self._soon.start()
        if not self._show.isActive() and not self._closed:
            self._show.start()

    def _hear_clip(self, clip: Clip) -> None:
        self._model.tell_changed((clip.id,))

    def _failed(self, error: BaseException) -> None:
        """Something that every file would meet, such as a full disk."""
        self.paused = True
        self._model.failed.emit(error)

    def _stopped(self) -> None:
        """Somebody asked for it: to leave one file out, or everything for later."""
        if not self._skip:
            self.paused = True

    def _finished(self) -> None:
        self._work, self.now, self._skip, self._worked = None, None, False, True
        self._runs += 1
        self._model.ask_soon()
        self.look()
        self.changed.emit()
