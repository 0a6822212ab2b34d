"""The page where clips are kept: brought in, found, looked through, and made into lessons."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from dancecoach.gui.analysing import Analyse, analyse_clip
from dancecoach.gui.commands import Command
from dancecoach.gui.context import AppContext
from dancecoach.gui.library.acts import LibraryActs
from dancecoach.gui.library.bar import LibraryBar
from dancecoach.gui.library.care.desk import CareDesk
from dancecoach.gui.library.commands import library_commands
from dancecoach.gui.library.details.panel import DetailsPanel
from dancecoach.gui.library.face import Face, face_of
from dancecoach.gui.library.handing_on.desk import HandingOnDesk
from dancecoach.gui.library.hearing import Hearing
from dancecoach.gui.library.intake import Intake
from dancecoach.gui.library.keeping import Keeping
from dancecoach.gui.library.lessons import SUFFIX, Lessons
from dancecoach.gui.library.libraries.commands import fill_libraries_menu
from dancecoach.gui.library.libraries.switch import Libraries
from dancecoach.gui.library.model import LibraryModel, LibraryState
from dancecoach.gui.library.naming import Naming
from dancecoach.gui.library.packs.desk import PacksDesk
from dancecoach.gui.library.places import Places
from dancecoach.gui.library.progress.desk import ProgressDesk
from dancecoach.gui.library.queue.panel import QueuePanel
from dancecoach.gui.library.queue.runner import ImportQueue
from dancecoach.gui.library.resting import Resting
from dancecoach.gui.library.shelf.shelf import Shelf
from dancecoach.gui.library.teaching.desk import TeachDesk
from dancecoach.gui.page import Page
from dancecoach.gui.widgets.dropping import dropped_files, take_files
from dancecoach.gui.widgets.parts import StatePanel
from dancecoach.library.catalogue.records import Group

#: Narrower than this, pixels, the places at the left make room for pictures.
_WITH_PLACES = 1000


class LibraryPage(Page):
    """All clips of the library.

    Args:
        context: what the pages share.
        parent: owner.
        analyse: looks at a whole clip.
        folder: the library's; the program's own data folder unless a test wants another.

    Attributes:
        model: the open library.
        shelf: the clips.
        queue: files on their way in.
        details: the chosen clip.
        acts, intake, lessons: what the commands do.
        care: looks after the library.
        naming: changes tags and collections as a whole.
        libraries: opens others.
        progress: what persons did over days and weeks.
        keeping: keeps what is made on other pages.
        hearing: takes in what is made of clips elsewhere.
        resting: lets go of the library while nobody needs it.
        packs: which dances are known.
        teaching: has more of them known.
        handing_on: writes poses, or everything, for other programs.
        details_wanted: whether the chosen clip is shown beside the shelf.
    """

    name: ClassVar[str] = "library"
    icon_name: ClassVar[str] = "library"

    def __init__(
        self,
        context: AppContext,
        parent: QWidget | None = None,
        *,
        analyse: Analyse = analyse_clip,
        folder: Path | None = None,
    ) -> None:
        super().__init__(context, parent)
        self.model = LibraryModel(context, folder or context.store.root.parent, self)
        self.queue = ImportQueue(self.model, analyse, self)
        self.shelf = Shelf(self.model)
        self.bar, self.places, self.state = LibraryBar(), Places(), StatePanel()
        self.details, self.queue_panel = DetailsPanel(self.shelf.pictures), QueuePanel(self.queue)
        self.acts = LibraryActs(self.model, self.shelf)
        self.intake, self.lessons = Intake(context, self.queue, self), Lessons(self.model, self)
        self.care = CareDesk(self.model, self.queue, self)
        self.naming = Naming(self.model, self.places, self._go_to, self)
        self.libraries = Libraries(context, self, self.model.folder, lambda: self.care.care.busy)
        self.progress = ProgressDesk(self.model, self)
        self.packs = PacksDesk(self.model, self)
        self.handing_on = HandingOnDesk(self.model, self.shelf, self)
        self.teaching = TeachDesk(self.model, self.shelf, self.packs.model, self)
        self.keeping = Keeping(self.model, self.queue, self)
        context.keep_clip, context.lesson_of = self.keeping.keep, self.lessons.make_of_film
        self.hearing, self.resting = Hearing(self.model, self), Resting(self.model, self._needed, self)
        self.details_wanted = True
        self._face: Face | None = None
        self._queue_shown: object = None
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self._show_state()

    @property
    def title(self) -> str:
        """The word on the rail."""
        return self.tr("Library")

    # Coming and going

    def activate(self) -> None:
        """Open the library when it is first looked at."""
        self.resting.wake()
        if self.model.state in (LibraryState.CLOSED, LibraryState.OPENING):
            self.model.open()
        self.model.ask()
        self.queue.show_here(True)

    def deactivate(self) -> None:
        """Keep what is being written; the window's strip shows from now on what is imported."""
        self.queue.show_here(False)
        self.details.keep()
        self.resting.begin()

    def _needed(self) -> bool:
        """Whether the library is needed while the page is not on show."""
        jobs = any(not job.quiet for job in self.context.jobs.jobs)
        elsewhere = self.context.commands.page == "lesson" or bool(
            self.progress.window and self.progress.window.isVisible()
        )
        own = self.queue.running or self.care.care.busy or self.handing_on.busy or self.hearing.busy or self.model.busy
        return jobs or elsewhere or own

    def libraries_loaded(self) -> None:
        """Go on with what the last time left in the queue."""
        self.model.open(only_existing=True)

    def close_page(self) -> None:
        """Stop importing, and let others open the library."""
        self.details.keep()
        self.care.close()
        self.bar.close_bar()
        self.resting.close()
        self.hearing.close()
        self.queue.close()
        self.progress.close()
        self.teaching.close()
        self.packs.close()
        self.handing_on.close()
        self.shelf.close_shelf()
        self.model.close()

    def commands(self) -> Sequence[Command]:
        """What can be done here."""
        return library_commands(self)

    def menus_ready(self, menus: Mapping[str, QMenu]) -> None:
        """List the libraries that were opened lately."""
        fill_libraries_menu(menus, self.libraries, self.context.commands)

    def commands_ready(self) -> None:
        """Make the buttons."""
        self.bar.make_buttons(self.context.commands)
        self.details.make_buttons(self.context.commands)
        self.queue_panel.make_buttons(self.context.commands)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Hand the keys on to the clips, or to the one button."""
        face = self.shelf.view if self._stack.currentWidget() is self._work else self.state.button
        face.setFocus(event.reason())

    # What a person can do

    def can_retry(self) -> bool:
        """Whether the library could not be opened."""
        return self.model.state in (LibraryState.BUSY, LibraryState.FAILED)

    def focus_search(self) -> None:
        """Type a question."""
        self.bar.search.setFocus()
        self.bar.search.selectAll()

    def toggle_view(self) -> None:
        """Pictures, or lines."""
        as_table = self.shelf.view is not self.shelf.table
        self.context.settings.change(library_view="table" if as_table else "grid")
        self.shelf.show_view(self.context.settings.current.library_view)

    def toggle_details(self) -> None:
        """Show the chosen clip beside the shelf, or not."""
        self.details_wanted = not self.details_wanted
        self._show_chosen()

    def edit_title(self) -> None:
        """Rename the chosen clip."""
        self._edit(self.details.title)
        self.details.title.selectAll()

    def edit_note(self) -> None:
        """Say something of the chosen clip."""
        self._edit(self.details.note)

    def edit_names(self, group: Group) -> None:
        """Say what the chosen clips are found by."""
        self._edit(self.details.names[group])

    def _edit(self, field: QWidget) -> None:
        if not self.details_wanted:
            self.toggle_details()
        field.setFocus()

    # Following

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.places)
        middle.addWidget(self.shelf, 1)
        middle.addWidget(self.details)
        self._work, self._stack = QWidget(), QStackedWidget()
        column = QVBoxLayout(self._work)
        column.addWidget(self.bar)
        column.addLayout(middle, 1)
        whole = QVBoxLayout(self)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self.queue_panel)
        for box in (column, whole):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(0)
        self._stack.addWidget(self.state)
        self._stack.addWidget(self._work)
        self.shelf.show_view(self.context.settings.current.library_view)

    def _connect(self) -> None:
        model, details = self.model, self.details
        model.state_changed.connect(self._show_state)
        model.shown.connect(self._show_found)
        model.failed.connect(self.care.hear_failure)
        self.bar.asked.connect(lambda text: model.wish_for(text=text))
        self.bar.ordered.connect(lambda order, down: model.wish_for(order=order, down=down))
        self.bar.search.done.connect(self.shelf.choose_first)
        self.places.wanted.connect(self._go_to)
        self.places.given.connect(self.acts.give)
        self.places.taught.connect(self.lessons.make_of)
        self.shelf.nothing.button.clicked.connect(lambda: self._go_to(""))
        self.shelf.opened.connect(self.acts.open)
        self.shelf.chosen_changed.connect(self._show_chosen)
        self.shelf.table.order_wanted.connect(self._sort)
        details.renamed.connect(self.acts.rename)
        details.rated.connect(self.acts.rate)
        details.named.connect(self.acts.name)
        details.noted.connect(self.acts.write_note)
        details.left.connect(self._leave_details)
        self.queue.changed.connect(self._queue_changed)
        self.queue_panel.chosen_changed.connect(self.refresh_commands)
        self.state.button.clicked.connect(self._do_it)

    def _leave_details(self) -> None:
        self.shelf.view.setFocus()

    def _do_it(self) -> None:
        if self._face is not None:
            self._face.do()

    def _show_state(self) -> None:
        self._show_face()
        self.refresh_commands()

    def _show_face(self) -> None:
        """The clips, or what keeps them away."""
        self._face = face_of(self.model, self.care, self.intake.ask_for_files)
        wanted = self._work
        if self._face is not None:
            face, wanted = self._face, self.state
            self.state.say(face.icon, face.title, face.text, face.button, bad=face.bad)
        if self._stack.currentWidget() is not wanted:
            self._stack.setCurrentWidget(wanted)
            if self.isVisible() and wanted is self._work:
                self.shelf.view.setFocus()

    def _show_found(self) -> None:
        found = self.model.found
        self.bar.show_wish(self.model.wish)
        self.bar.show_found(found)
        self.places.show_found(found)
        self.details.offer(found.names)
        self._show_face()
        self._show_chosen()  # and the commands, once

    def _show_chosen(self) -> None:
        clip, count = self.shelf.clip, len(self.shelf.chosen)
        self.details.setVisible(self.details_wanted and count > 0)
        self.details.show_clip(clip, None if clip is None else self.shelf.files(clip), count)
        self.refresh_commands()

    def _queue_changed(self) -> None:
        now = (self.queue.queue, self.queue.paused, self.queue_panel.isVisible())
        if now != self._queue_shown:  # how far a file is changes nothing of what can be done
            self._queue_shown = now
            self.refresh_commands()

    def _go_to(self, text: str) -> None:
        self.bar.search.setText(text)
        self.model.wish_for(text=text)

    def _sort(self, order: str) -> None:
        wish = self.model.wish
        self.model.wish_for(order=order, down=not wish.down if wish.order == order else order != "title")

    # Drag and drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take files, except those that come from the shelf."""
        if event.source() in (self.shelf.grid, self.shelf.table) or not self.model.ready:
            event.ignore()
        else:
            take_files(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Import files and folders; open lessons."""
        self.take_in(dropped_files(event))

    def take_in(self, files: Sequence[Path]) -> None:
        """Import files and folders; open lessons."""
        lessons = [path for path in files if path.suffix == SUFFIX]
        for path in lessons:
            self.lessons.take(path)
        self.intake.take([path for path in files if path not in lessons])

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Give narrow windows to the pictures."""
        super().resizeEvent(event)
        self.places.setVisible(self.width() >= _WITH_PLACES)
