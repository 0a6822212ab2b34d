"""The page where a clip becomes a lesson; it is reached from the library and has no place of its own on the rail."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dancecoach.gui.analysing import Analyse, analyse_clip
from dancecoach.gui.commands import Command
from dancecoach.gui.library.lesson.acts import WorkshopActs
from dancecoach.gui.library.lesson.bench import Bench
from dancecoach.gui.library.lesson.commands import workshop_commands
from dancecoach.gui.library.lesson.model import WorkshopModel
from dancecoach.gui.library.lesson.words import tr
from dancecoach.gui.library.lessons import Lessons
from dancecoach.gui.page import Page
from dancecoach.gui.practice.counts.commands import counts_commands
from dancecoach.gui.practice.counts.desk import CountsDesk
from dancecoach.gui.practice.counts.model import CountsModel
from dancecoach.gui.practice.take.model import PracticeModel
from dancecoach.gui.practice.take.state import PracticeState
from dancecoach.gui.sound_device import open_loudspeaker
from dancecoach.gui.widgets.parts import StatePanel
from dancecoach.library.catalogue.records import Clip
from dancecoach.library.counts.store import CountsStore
from dancecoach.video.sound_output import OpenDevice

if TYPE_CHECKING:
    from dancecoach.gui.context import AppContext
    from dancecoach.gui.library.model import LibraryModel


class LessonPage(Page):
    """The workshop.

    Args:
        context: what the pages share.
        parent: owner.
        analyse: looks at a whole clip.
        open_device: finds the loudspeaker.

    Attributes:
        model: the lesson.
        bench: all that is seen.
        acts: what the commands do.
        counts: where counts are corrected.
    """

    name: ClassVar[str] = "lesson"
    icon_name: ClassVar[str] = "library"
    rail_name: ClassVar[str] = "library"

    def __init__(
        self,
        context: "AppContext",
        parent: QWidget | None = None,
        *,
        analyse: Analyse = analyse_clip,
        open_device: OpenDevice = open_loudspeaker,
    ) -> None:
        super().__init__(context, parent)
        folder = context.store.root.parent
        practice = PracticeModel(context, analyse, open_device, parent=self, with_lesson=False)
        self.model = WorkshopModel(practice, folder, context.commands, self)
        self.bench, self.state, self.stack = Bench(self.model), StatePanel(), QStackedWidget()
        counts = CountsModel(practice, CountsStore(folder / "counts"), open_device, self)
        self.counts = CountsDesk(counts, practice, self.bench, context.commands, self)
        self.acts = WorkshopActs(self.model, self.bench.panel.write)
        self._library: LibraryModel | None = None
        self._refreshing = QTimer(self)
        self._refreshing.setSingleShot(True)
        self._refreshing.setInterval(0)
        self._refreshing.timeout.connect(self.refresh_commands)
        self._todo: Callable[[], object] = self.back
        self.stack.addWidget(self.state)
        self.stack.addWidget(self.bench)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        self._connect()
        self._show()

    @property
    def title(self) -> str:
        """Of the page."""
        return tr("Lesson")

    @property
    def document(self) -> str:
        """The lesson."""
        model = self.model
        return model.lesson.title if model.lesson is not None else model.clip.title if model.clip is not None else ""

    def make_lesson(self, clip: Clip, library: "LibraryModel") -> None:
        """Make a lesson of a clip, or go on with the one that was begun.

        Args:
            clip: what it is made of.
            library: where it is.
        """
        self._library = library
        if self.model.clip is None or clip.id != self.model.clip.id or not self.model.ready:
            self.model.open(clip, self.context.settings.current.annotator)

    # Coming and going

    def activate(self) -> None:
        """Drawings may have been made meanwhile."""
        self.model.look_at_drawings()

    def deactivate(self) -> None:
        """Nobody looks: be silent, and keep what is being typed."""
        self.bench.panel.keep()
        if self._library is not None and not self.model.kept:
            self.model.when_kept(self._library.ask_soon)  # it counts the clips that have a lesson
        self.model.practice.run.finish()
        self.counts.model.stop()

    def close_page(self) -> None:
        """Let everything go."""
        self.bench.panel.keep()
        self._refreshing.stop()
        self.model.close()
        self.counts.model.close()
        self.bench.close_films()
        self.model.practice.close()

    def commands(self) -> Sequence[Command]:
        """What can be done here."""
        return (*workshop_commands(self), *counts_commands(self.counts, self.name))

    def commands_ready(self) -> None:
        """Make the buttons."""
        self.bench.make_buttons(self.context.commands)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Hand the keys on to the picture, or to the one button."""
        (self.bench.canvas if self.model.ready else self.state.button).setFocus(event.reason())

    # What a person can do

    def back(self) -> None:
        """Go back to the library; what was made is kept."""
        self.context.show_page("library")

    def draw(self) -> None:
        """Draw on the clip in Review."""
        if self.model.clip is not None:
            self.context.open_clip(self.model.clip.path)

    def practise(self) -> None:
        """Try the lesson as a student does."""
        clip = self.model.clip
        if clip is not None:
            self.bench.panel.keep()
            self.model.finished(lambda: self.context.practise(clip.path))

    def save(self) -> None:
        """Write the lesson file, where the person wants it."""
        self.bench.panel.keep()
        clip, lesson, library = self.model.clip, self.model.lesson, self._library
        if clip is not None and lesson is not None and library is not None:
            Lessons(library, self).save(clip, lesson)

    # Following

    def _connect(self) -> None:
        model, practice = self.model, self.model.practice
        notifier = self.context.notifier
        model.changed.connect(self._show)
        practice.changed.connect(self._show)
        practice.opening.loading.connect(lambda progress: self.state.text.setText(progress.stage))
        practice.noticed.connect(notifier.info)
        for failing in (model.failed, practice.failed, self.counts.model.failed, self.bench.film.failed):
            failing.connect(notifier.error)
        panel = self.bench.panel
        panel.said.connect(self.acts.say)
        panel.left.connect(lambda: QTimer.singleShot(0, self.bench.canvas.setFocus))
        panel.save.clicked.connect(lambda: self.context.commands.run("lesson.save"))
        self.bench.line.write.connect(panel.write)
        self.state.button.clicked.connect(self._do_it)

    def _show(self) -> None:
        model, practice, say = self.model, self.model.practice, self.state.say
        name = "" if model.clip is None else model.clip.title
        self._todo = self.back
        if model.clip is None:
            say("library", tr("Make a lesson"),
                tr("Choose a clip in the library, then make a lesson of it: trim it, name its steps, say what to look "
                   "at, and hand it to students as one file."), tr("To the library"))  # fmt: skip
        elif practice.state is PracticeState.FAILED:
            say(
                "warning",
                tr("No lesson can be made of {}").format(name),
                practice.opening.error,
                tr("To the library"),
                bad=True,
            )
        elif not model.ready:
            say("library", tr("Getting {} ready").format(name), tr("Every frame is looked at once."), tr("Cancel"))
            self._todo = self._cancel
        was = self.stack.currentWidget()
        self.stack.setCurrentWidget(self.bench if model.ready else self.state)
        self.bench.panel.setEnabled(model.ready)
        if was is self.state and model.ready and self.isVisible():
            self.bench.canvas.setFocus()
        self._refreshing.start()  # once for all that changes together

    def _do_it(self) -> None:
        self._todo()

    def _cancel(self) -> None:
        self.model.practice.opening.cancel()
        self.model.clip = None
        self.back()
