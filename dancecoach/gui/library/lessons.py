"""Makes a lesson file of a clip, and takes one of somebody else in."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from dancecoach.gui.library.model import LibraryModel
from dancecoach.library.catalogue.records import Clip
from dancecoach.progress import CancelToken

if TYPE_CHECKING:
    from dancecoach.pipeline.lessons import Received

SUFFIX = ".dclesson"


class Lessons:
    """Asks where, and does it behind the window.

    Args:
        model: has the library.
        page: the dialogs stand over it.
    """

    def __init__(self, model: LibraryModel, page: QWidget) -> None:
        self._model, self._page = model, page

    def make(self, clip: Clip | None) -> None:
        """Write a lesson file of a clip: the film, what was found in it, its counts, drawings and note."""
        if clip is None:
            return
        tr = self._page.tr
        kinds = f"{tr('Lessons')} (*{SUFFIX})"
        name = "".join("_" if letter in '<>:"/\\|?*' else letter for letter in clip.title)
        chosen, _ = QFileDialog.getSaveFileName(self._page, tr("Make a lesson"), f"{name}{SUFFIX}", kinds)
        if chosen:
            self.write(clip, Path(chosen if chosen.endswith(SUFFIX) else chosen + SUFFIX))

    def write(self, clip: Clip, path: Path) -> None:
        """Write a lesson file."""
        library, context = self._model.library, self._model.context
        if library is None:
            return

        def work(_tell: object, cancel: CancelToken) -> None:
            from dancecoach.library.lesson.records import Lesson
            from dancecoach.pipeline.lessons import make_lesson_of

            fresh = library.clips.get(clip.id)
            author = context.settings.current.annotator
            lesson = Lesson(fresh.title, "", fresh.facts.sha256, 0.0, fresh.facts.duration_s, author, fresh.note)
            make_lesson_of(path, library, fresh, lesson, cancel)

        title, done = self._page.tr("Making a lesson"), self._page.tr("The lesson is in {}.").format(path)
        context.jobs.start(title, work, returned=lambda _: context.notifier.info(done))

    def ask(self) -> None:
        """Let the person choose a lesson file."""
        tr = self._page.tr
        path, _ = QFileDialog.getOpenFileName(self._page, tr("Open a lesson"), "", f"{tr('Lessons')} (*{SUFFIX})")
        if path:
            self.take(Path(path))

    def take(self, path: Path) -> None:
        """Take a lesson into the library, and practise it."""
        library, context = self._model.library, self._model.context
        if library is None:
            return

        def work(_tell: object, cancel: CancelToken) -> "Received":
            from dancecoach.pipeline.lessons import receive_lesson

            return receive_lesson(path, library, cancel)

        context.jobs.start(self._page.tr("Opening {}").format(path.name), work, returned=self._received)

    def _received(self, received: "Received") -> None:
        context = self._model.context
        self._model.tell_changed((received.clip.id,))
        for warning in received.warnings:
            context.notifier.warn(warning)
        if context.commands.page == self._page.objectName():  # whoever went elsewhere meanwhile stays there
            context.practise(received.clip.path)
        else:
            context.notifier.info(self._page.tr("“{}” is in the library now.").format(received.clip.title))
