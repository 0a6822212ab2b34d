"""Writes lesson files, and takes those of somebody else in."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from dancecoach.errors import LibraryBusyError, LibraryError
from dancecoach.gui.libraries import load_importing
from dancecoach.gui.library.model import LibraryModel, LibraryState
from dancecoach.library.catalogue.records import Clip
from dancecoach.library.media import portable_name
from dancecoach.progress import CancelToken, ProgressCallback

if TYPE_CHECKING:
    from dancecoach.library.lesson.records import Lesson
    from dancecoach.library.library import Library
    from dancecoach.pipeline.lessons import Received

SUFFIX = ".dclesson"

NotCome = Callable[[Path, BaseException | None], object]
"""Hears that a lesson cannot be practised, and why; None where it was stopped."""


class Lessons(QObject):
    """Asks where, and does it behind the window.

    Args:
        model: has the library.
        page: the dialogs stand over it.
    """

    def __init__(self, model: LibraryModel, page: QWidget) -> None:
        super().__init__(page)
        self._model, self._page = model, page
        self._waiting: list[tuple[Path, NotCome, Callable[[], bool]]] = []
        model.state_changed.connect(self._go_on)

    # Out

    def make(self, clip: Clip | None) -> None:
        """Make a lesson of a clip, in the workshop."""
        if clip is not None:
            self._model.context.make_lesson(clip)

    def make_of_film(self, path: Path) -> None:
        """Make a lesson of a film, or edit the one that it has; the film comes into the library where it is not yet.

        Args:
            path: of the film, anywhere.
        """
        self._model.when_open(lambda library: self._bring(library, path))

    def _bring(self, library: "Library", path: Path) -> None:
        def work(tell: ProgressCallback, cancel: CancelToken) -> "tuple[Clip, bool]":
            load_importing()
            from dancecoach.pipeline.importing.keeping import keep_clip

            return keep_clip(library, path, progress=tell, cancel=cancel)

        def brought(clip: Clip, new: bool) -> None:
            if new:
                self._model.tell_changed((clip.id,))
                self._model.context.notifier.info(self._page.tr("“{}” is in the library now.").format(clip.title))
            self.make(clip)

        title = self._page.tr("Getting {} ready").format(path.name)
        self._model.context.jobs.start(title, work, returned=lambda kept: brought(*kept))

    def make_of(self, ids: Sequence[int]) -> None:
        """Make a lesson of clips that were put to the lessons: of the first, for one is made of one clip."""

        def make(clip: Clip) -> None:
            self.make(clip)
            if len(ids) > 1:
                said = self._page.tr("A lesson is made of one clip: this is “{}”, the first of those you dropped.")
                self._model.context.notifier.info(said.format(clip.title))

        self._model.run("library: clip", lambda library: library.clips.get(ids[0]), make)

    def save(self, clip: Clip, lesson: "Lesson") -> None:
        """Ask where the lesson file is to be, and write it."""
        tr = self._page.tr
        kinds = f"{tr('Lessons')} (*{SUFFIX})"
        name = portable_name(f"{lesson.title}{SUFFIX}")
        chosen, _ = QFileDialog.getSaveFileName(self._page, tr("Save the lesson"), name, kinds)
        if chosen:
            self.write(clip, Path(chosen if chosen.endswith(SUFFIX) else chosen + SUFFIX), lesson)

    def write(self, clip: Clip, path: Path, lesson: "Lesson") -> None:
        """Write a lesson file: the film as the lesson has it, what was found in it, its counts and drawings.

        Its clip is one to learn from then, and Practice shows it with the lesson here too.
        """
        library, context = self._model.library, self._model.context
        if library is None and self._model.state is LibraryState.CLOSED:  # it was let go while nobody needed it
            self._model.when_open(lambda _: self.write(clip, path, lesson))
            return
        if library is None:
            context.notifier.error(self._closed())
            return

        def work(_tell: object, cancel: CancelToken) -> None:
            from dancecoach.library.lesson.shelf import LessonShelf
            from dancecoach.pipeline.lessons import make_lesson_of

            make_lesson_of(path, library, library.clips.get(clip.id), lesson, cancel)
            LessonShelf(library.folder).put(lesson)
            library.clips.mark_reference(clip.id, reference=True)

        def written(_: object) -> None:
            self._model.tell_changed((clip.id,))
            context.notifier.info(self._page.tr("The lesson is in {}.").format(path))

        context.jobs.start(self._page.tr("Making a lesson"), work, returned=written)

    # In

    def ask(self) -> None:
        """Let the person choose a lesson file."""
        tr = self._page.tr
        path, _ = QFileDialog.getOpenFileName(self._page, tr("Open a lesson"), "", f"{tr('Lessons')} (*{SUFFIX})")
        if path:
            self.take(Path(path))

    def take(self, path: Path) -> None:
        """Take a lesson into the library, and practise it unless the person goes elsewhere meanwhile."""
        self._receive(path, lambda: self._model.context.commands.page == self._page.objectName())

    def practise(self, path: Path, not_come: NotCome, wanted: Callable[[], bool]) -> None:
        """Practise a lesson file that was opened from outside; the library is opened where it is not yet.

        Args:
            path: of the file.
            not_come: called with the path and the error where it cannot be practised.
            wanted: says at the end whether somebody still waits for it.
        """
        if self._model.ready:
            self._receive(path, wanted, not_come)
            return
        self._waiting.append((path, not_come, wanted))
        if self._model.state is not LibraryState.OPENING:
            self._model.open()

    def _go_on(self) -> None:
        """The library is open now, or cannot be."""
        if self._model.state is LibraryState.OPENING:
            return
        waiting, self._waiting = self._waiting, []
        for path, not_come, wanted in waiting:
            if self._model.ready:
                self._receive(path, wanted, not_come)
            elif self._model.state is LibraryState.CLOSED:
                self.practise(path, not_come, wanted)  # it was only looked for
            else:
                not_come(path, self._closed(path))

    def _closed(self, path: Path | None = None) -> LibraryError:
        """Why there is no library, and what to do."""
        tr = self._page.tr
        subject = tr("The library") if path is None else path.name
        if self._model.state is LibraryState.BUSY:
            problem = tr("another window or program has the library open")
            return LibraryBusyError(problem, subject=subject, remedy=tr("close that one, then open the lesson again"))
        problem = self._model.error or tr("the library is not open")
        return LibraryError(problem, subject=subject, remedy=tr("open the Library page, and see what is the matter"))

    def _receive(self, path: Path, wanted: Callable[[], bool], not_come: NotCome | None = None) -> None:
        """Take a lesson in.

        Args:
            path: of the file.
            wanted: says at the end whether it is to be practised at once.
            not_come: hears what is wrong with it; None lets the person be told.
        """
        library, context = self._model.library, self._model.context
        if library is None:
            return

        def work(_tell: object, cancel: CancelToken) -> "Received":
            from dancecoach.pipeline.lessons import receive_lesson

            return receive_lesson(path, library, cancel)

        def received(lesson: "Received") -> None:
            self._model.tell_changed((lesson.clip.id,))
            for warning in lesson.warnings:
                context.notifier.warn(warning)
            if wanted():
                context.practise(lesson.clip.path)
            else:
                context.notifier.info(self._page.tr("“{}” is in the library now.").format(lesson.clip.title))

        title = self._page.tr("Opening {}").format(path.name)
        if not_come is None:
            context.jobs.start(title, work, returned=received)
            return
        job = context.jobs.start(title, work, returned=received, failed=partial(not_come, path))
        job.cancelled.connect(lambda: not_come(path, None))
