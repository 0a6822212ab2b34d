"""The library page in a real window, with an analysis that takes no time."""

import attrs
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from dancecoach.gui.library.page import LibraryPage
from dancecoach.gui.page import Page
from dancecoach.gui.theme import apply_theme
from dancecoach.gui.window.main_window import MainWindow
from dancecoach.gui.window.pages import PageEntry


class Elsewhere(Page):
    """A page to come back from."""

    name, icon_name = "review", "review"


@pytest.fixture
def opened():
    """What was opened in Review and in Practice."""
    return []


@pytest.fixture
def show_window(context, analyst, opened, qtbot):
    """A function that shows a window with some pages, the library on show; what is opened elsewhere is only noted."""
    windows = []

    def show(pages, shared=None):
        shared = shared or context
        window = MainWindow(shared, pages)
        shared.open_clip = lambda path: opened.append(("review", path))
        shared.practise = lambda path: opened.append(("practice", path))
        windows.append(window)
        window.resize(1280, 800)
        window.show()
        window.show_page("library")
        return window

    yield show
    analyst.go.set()
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def make_library(show_window, analyst, qtbot):
    """A function that shows the window with the library page, its library open."""

    def make(shared=None, *, wait=True):
        pages = (PageEntry("review", Elsewhere), PageEntry("library", lambda c: LibraryPage(c, analyse=analyst)))
        page = show_window(pages, shared).pages["library"]
        if wait:
            qtbot.waitUntil(lambda: page.model.ready, timeout=30_000)
        return page

    return make


@pytest.fixture
def library(make_library, context):
    """The page, its library empty, and linking chosen before."""
    context.settings.replace(attrs.evolve(context.settings.current, library_storage="linked"))
    return make_library()


@pytest.fixture
def drop_on():
    """A function that drops files onto a page."""

    def drop(page: QWidget, *paths):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        none = (Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)
        page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, *none))

    return drop


@pytest.fixture
def filled(library, drop_on, counted_clip, qtbot):
    """The page with the numbered clip in its library, analysed and chosen."""
    drop_on(library, counted_clip)
    qtbot.waitUntil(lambda: library.shelf.clip is not None or bool(library.model.found.ids), timeout=30_000)
    qtbot.waitUntil(lambda: not library.queue.running and library.queue.queue.left == 0, timeout=30_000)
    library.shelf.choose_first()
    qtbot.waitUntil(lambda: library.shelf.clip is not None and library.shelf.clip.findings is not None, timeout=30_000)
    return library


@pytest.fixture
def light(qapp):
    """The light theme, for once."""
    apply_theme(qapp, "light")
    yield
    apply_theme(qapp, "dark")
