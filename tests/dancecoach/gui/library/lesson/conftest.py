"""The workshop in a real window beside the library, with an analysis that takes no time and no loudspeaker."""

import attrs
import pytest

from dancecoach.coaching.dance.phrases import Counts
from dancecoach.files import sha256_of
from dancecoach.gui.library.lesson.page import LessonPage
from dancecoach.gui.library.page import LibraryPage
from dancecoach.gui.page import Page
from dancecoach.gui.window.pages import PageEntry
from dancecoach.library.counts.counts_json import KeptCounts
from dancecoach.library.counts.store import CountsStore

BEAT_S = 0.25


@pytest.fixture
def page_of():
    """A function: makes the class of an empty page of a name."""
    return lambda name: type(name.capitalize(), (Page,), {"name": name, "icon_name": name})


@pytest.fixture
def make_shop(show_window, context, analyst, page_of, qtbot):
    """A function that shows the window with library and workshop, the library open."""

    def make():
        context.settings.replace(attrs.evolve(context.settings.current, library_storage="linked", annotator="Anna"))
        pages = (
            PageEntry("review", page_of("review")),
            PageEntry("practice", page_of("practice")),
            PageEntry("lesson", lambda c: LessonPage(c, analyse=analyst, open_device=lambda: None)),
            PageEntry("library", lambda c: LibraryPage(c, analyse=analyst)),
        )
        window = show_window(pages)
        qtbot.waitUntil(lambda: window.pages["library"].model.ready, timeout=30_000)
        return window

    return make


@pytest.fixture
def shop_window(make_shop, counted_clip, context, drop_on, qtbot):
    """The window with the numbered clip in its library, counted at 240 a minute and chosen; the library on show."""
    beats = tuple(BEAT_S * i for i in range(16))
    kept = KeptCounts(Counts(beats, 0), "person", 240.0)
    CountsStore(context.store.root.parent / "counts").put_edited(sha256_of(counted_clip), kept)
    window = make_shop()
    library = window.pages["library"]
    drop_on(library, counted_clip)
    qtbot.waitUntil(lambda: bool(library.model.found.ids) and library.queue.queue.left == 0, timeout=30_000)
    library.shelf.choose_first()
    qtbot.waitUntil(lambda: library.shelf.clip is not None and library.shelf.clip.findings is not None, timeout=30_000)
    return window


@pytest.fixture
def shop(shop_window, context, qtbot):
    """The workshop with a lesson of the clip begun."""
    context.commands.run("library.lesson_make")
    page = shop_window.pages["lesson"]
    qtbot.waitUntil(lambda: page.model.ready, timeout=30_000)
    return page
