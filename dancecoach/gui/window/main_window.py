"""The window: the rail, the pages, the menus, the banner above and the queue below."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dancecoach.gui.context import AppContext
from dancecoach.gui.keys import keeps_key
from dancecoach.gui.page import Page
from dancecoach.gui.settings.dialog import SettingsDialog
from dancecoach.gui.tour.commands import tour_commands
from dancecoach.gui.tour.tour import Tour
from dancecoach.gui.widgets.dropping import dropped_files, take_files
from dancecoach.gui.window.about import AboutDialog
from dancecoach.gui.window.banner import Banner
from dancecoach.gui.window.command_palette import CommandPalette
from dancecoach.gui.window.commands import window_commands
from dancecoach.gui.window.job_strip import JobStrip
from dancecoach.gui.window.keys_dialog import KeysDialog
from dancecoach.gui.window.menus import Menus
from dancecoach.gui.window.pages import PAGES, PageEntry
from dancecoach.gui.window.rail import Rail
from dancecoach.gui.window.rail_drops import RailDrops

if TYPE_CHECKING:
    from dancecoach.library.catalogue.records import Clip

VIDEO_SUFFIXES = ("mp4", "mov", "m4v", "mkv", "webm", "avi", "mpg", "mpeg", "mts", "m2ts", "3gp", "wmv", "ogv", "gif")
LESSON_SUFFIX = ".dclesson"
POSE_SUFFIXES = ("npz", "csv", "tsv", "json", "jsonl")


class MainWindow(QMainWindow):
    """Holds the pages and asks the person; every page does its own work.

    Signals:
        first_shown: the window has been painted once; heavy things may begin.
    """

    first_shown = Signal()

    def __init__(self, context: AppContext, pages: tuple[PageEntry, ...] = PAGES) -> None:
        super().__init__()
        self.context = context
        self.pages: dict[str, Page] = {}
        self._shown = False
        self._page = ""
        self.setAcceptDrops(True)
        self.setMinimumSize(900, 600)
        self.rail, self.banner = Rail(), Banner()
        self.strip, self.stack = JobStrip(context.jobs), QStackedWidget()
        self._lay_out()
        context.open_clip = context.open_moment = self.open_clip
        context.practise, context.make_lesson = self.practise, self.make_lesson
        context.open_lesson, context.show_page = self.open_lesson, self.show_page
        context.notifier.posted.connect(self.banner.show_notice)
        context.commands.add(window_commands(self))
        context.commands.keys_changed.connect(lambda keys: context.settings.change(shortcuts=keys))
        self.tour = Tour(self)
        context.commands.add(tour_commands(self.tour))
        for entry in pages:
            self._add_page(entry)
        self.rail.add_foot("settings", self.tr("Settings"), "settings", self.show_settings)
        self.rail.add_foot("help", self.tr("Help"), "help", self.show_keys)
        self.rail.chosen.connect(self.show_page)
        RailDrops(self)
        self.menus = Menus(context, self.menuBar(), self.pages.values(), self.open_clip)
        # Held by the window too: keys must work while the menu bar is hidden.
        self.addActions([context.commands.action(command.id) for command in context.commands])
        context.commands.ran.connect(lambda _id: self._show_title())
        self._restore()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(10, 8, 10, 8)
        top.addWidget(self.banner)
        self._banner_room = QWidget()
        self._banner_room.setLayout(top)
        self._banner_room.hide()
        self.banner.showing.connect(self._banner_room.setVisible)
        right.addWidget(self._banner_room)
        right.addWidget(self.stack, 1)
        right.addWidget(self.strip)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        middle = QWidget()
        middle.setLayout(row)
        self.setCentralWidget(middle)

    # Pages

    def _add_page(self, entry: PageEntry) -> None:
        page = entry.make(self.context)
        self.pages[entry.name] = page
        self.context.commands.add(page.commands())
        page.commands_ready()
        self.stack.addWidget(page)
        if not page.rail_name:
            self.rail.add_page(entry.name, page.title, page.icon_name)

    @property
    def page(self) -> Page:
        """The page on show."""
        return self.pages[self._page]

    def show_page(self, name: str) -> None:
        """Turn to a page."""
        if name == self._page or name not in self.pages:
            return
        if self._page:
            self.page.deactivate()
        self._page = name
        self.stack.setCurrentWidget(self.page)
        place = self.page.rail_name or name
        self.rail.show_page(place)
        self.banner.show_page(name)
        self.context.commands.set_page(name)
        self.context.settings.change(page=place)
        self.menus.refresh()
        self._show_title()
        self.page.activate()
        self.page.setFocus()  # or the first button would have it, and take Space for itself

    def turn_page(self, direction: int) -> None:
        """The next (+1) or previous (-1) page of the rail."""
        names = [name for name, page in self.pages.items() if not page.rail_name]
        here = self.page.rail_name or self._page
        self.show_page(names[(names.index(here) + direction) % len(names)])

    def open_clip(self, path: Path, at_s: float | None = None) -> None:
        """Show a clip in Review, at a moment where one is given (presentation time)."""
        from dancecoach.gui.review.page import ReviewPage

        if path.suffix.lower() == LESSON_SUFFIX:
            self.open_lesson(path)
            return
        self.show_page(ReviewPage.name)
        page = self.page
        if isinstance(page, ReviewPage):
            page.open(path, at_s)
        self._show_title()

    def practise(self, path: Path) -> None:
        """Take a clip as the reference in Practice."""
        from dancecoach.gui.practice.page import PracticePage

        self.show_page(PracticePage.name)
        page = self.page
        if isinstance(page, PracticePage):
            page.open(path)
        self._show_title()

    def make_lesson(self, clip: "Clip") -> None:
        """Make a lesson of a clip of the library."""
        from dancecoach.gui.library.lesson.page import LessonPage
        from dancecoach.gui.library.page import LibraryPage

        page, library = self.pages.get(LessonPage.name), self.pages.get(LibraryPage.name)
        if isinstance(page, LessonPage) and isinstance(library, LibraryPage):
            page.make_lesson(clip, library.model)
            self.show_page(LessonPage.name)

    def open_lesson(self, path: Path) -> None:
        """Take a lesson file into the library, and practise it."""
        from dancecoach.gui.library.page import LibraryPage
        from dancecoach.gui.practice.page import PracticePage

        page, practice = self.pages.get(LibraryPage.name), self.pages.get(PracticePage.name)
        if isinstance(page, LibraryPage) and isinstance(practice, PracticePage):
            self.show_page(PracticePage.name)
            practice.model.expect(path)
            page.lessons.practise(path, practice.model.opening.not_come, partial(practice.model.opening.expects, path))

    def libraries_loaded(self) -> None:
        """Tell the pages that the heavy libraries are there."""
        for page in self.pages.values():
            page.libraries_loaded()

    def _show_title(self) -> None:
        words = (self.page.document, self.context.library_name, "dancecoach")
        self.setWindowTitle(" – ".join(filter(None, words)))

    # What the person can do

    def ask_for_clip(self) -> None:
        """Let the person choose a clip."""
        recent = self.context.settings.current.recent_files
        folder = str(Path(recent[0]).parent) if recent else ""
        videos, poses = (
            " ".join(f"*.{suffix} *.{suffix.upper()}" for suffix in suffixes)
            for suffixes in (VIDEO_SUFFIXES, POSE_SUFFIXES)
        )
        lessons = f"{self.tr('Lessons')} (*{LESSON_SUFFIX})"
        clips = f"{self.tr('Videos')} ({videos});;{self.tr('Landmarks')} ({poses})"
        kinds = f"{clips};;{lessons};;{self.tr('All files')} (*)"
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Open a clip"), folder, kinds)
        if path:
            self.open_clip(Path(path))

    def forget_recent(self) -> object:
        """Empty the list of clips opened lately; gives back how to undo it."""
        settings = self.context.settings
        before = settings.current.recent_files
        settings.change(recent_files=())
        return lambda: settings.change(recent_files=before)

    def show_palette(self) -> None:
        """Open the command palette over the picture."""
        palette = CommandPalette(self.context.commands, self)
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette.move(self.mapToGlobal(QPoint((self.width() - palette.width()) // 2, 70)))
        palette.show()
        palette.search.setFocus()

    def show_keys(self) -> None:
        """Show the keys of the page."""
        self._open_dialog(KeysDialog(self.context.commands, self.page.title, self))

    def show_settings(self) -> None:
        """Show the settings."""
        self._open_dialog(SettingsDialog(self.context.settings, self.context.commands, self))

    def show_privacy(self) -> None:
        """Say what is kept, and where."""
        from dancecoach.gui.privacy.dialog import PrivacyDialog

        self._open_dialog(PrivacyDialog(self.context, self))

    def show_about(self) -> None:
        """Say what this is."""
        self._open_dialog(AboutDialog(self))

    def _open_dialog(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.open()

    def toggle_fullscreen(self) -> None:
        """Fill the screen, or stop doing so."""
        full = not self.isFullScreen()
        self.menuBar().setVisible(not full)
        self.rail.setVisible(not full)
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def leave_fullscreen(self) -> None:
        """Become a window again."""
        if self.isFullScreen():
            self.toggle_fullscreen()

    # Qt's own events

    def event(self, event: QEvent) -> bool:
        """Let a widget that is being typed in keep its keys, before they count as shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            focus = QApplication.focusWidget()
            if focus is not None and keeps_key(focus, event):
                event.accept()
                return True
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Tell once that the window is there."""
        super().showEvent(event)
        if not self._shown:
            self._shown = True
            QTimer.singleShot(0, self.first_shown.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take files."""
        take_files(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Open the first file dropped."""
        files = dropped_files(event)
        if files:
            self.open_clip(files[0])
        if len(files) > 1:
            self.context.notifier.info(self.tr("One clip at a time: the first of {} is shown.").format(len(files)))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Stop everything and remember the window's place."""
        self.context.settings.change(geometry=bytes(self.saveGeometry().toHex().data()).decode())
        self.page.deactivate()
        for page in self.pages.values():
            page.close_page()
        self.context.close()
        self.context.jobs.shut_down()
        self.context.settings.save()
        super().closeEvent(event)

    def _restore(self) -> None:
        settings = self.context.settings.current
        if not settings.geometry or not self.restoreGeometry(
            QByteArray.fromHex(QByteArray(settings.geometry.encode()))
        ):
            # A laptop's screen may be lower than the size that shows everything well.
            self.resize(QSize(1280, 860).boundedTo(self.screen().availableSize()))
        self.show_page(settings.page if settings.page in self.pages else next(reversed(self.pages)))
