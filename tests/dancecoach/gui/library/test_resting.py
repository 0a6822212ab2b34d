"""Nobody looks at the library: others may open it; somebody does again: everything is as it was."""

import pytest

from dancecoach.gui.library import resting
from dancecoach.gui.library.model import LibraryState
from dancecoach.library.catalogue.records import Storage
from dancecoach.library.library import Library
from dancecoach.library.news import News

pytestmark = pytest.mark.gui


@pytest.fixture
def soon(monkeypatch):
    """The library is let go at once."""
    monkeypatch.setattr(resting, "IDLE_MS", 30)


def until(qtbot, condition):
    qtbot.waitUntil(condition, timeout=30_000)


def turn(page, name):
    page.window().show_page(name)


def test_others_may_open_it_while_nobody_looks(soon, filled, qtbot):
    clip = filled.shelf.clip
    turn(filled, "review")
    until(qtbot, lambda: filled.model.state is LibraryState.CLOSED and not filled.model.busy)
    with Library(filled.model.folder) as library:
        library.clips.rate(clip.id, 5)
    turn(filled, "library")
    assert filled.shelf.isVisible()  # nothing flickers
    until(qtbot, lambda: filled.shelf.clip is not None and filled.shelf.clip.rating == 5)
    assert filled.shelf.chosen == (clip.id,)


def test_a_change_is_taken_back_while_it_is_closed(soon, filled, qtbot):
    filled.acts.rate(4)
    until(qtbot, lambda: filled.shelf.clip is not None and filled.shelf.clip.rating == 4)
    turn(filled, "review")
    until(qtbot, lambda: filled.model.state is LibraryState.CLOSED)
    filled.context.commands.run("app.undo")
    until(qtbot, lambda: filled.shelf.clip is not None and filled.shelf.clip.rating == 0)


def test_it_is_kept_open_while_files_come_in(soon, library, analyst, drop_on, counted_clip, qtbot):
    analyst.go.clear()
    drop_on(library, counted_clip)
    until(qtbot, lambda: library.queue.running and library.model.found.total == 1)
    turn(library, "review")
    with qtbot.waitSignal(library.resting._timer.timeout, timeout=30_000):  # it was looked at, and left open
        pass
    assert library.model.ready
    analyst.go.set()
    until(qtbot, lambda: library.model.state is LibraryState.CLOSED and not library.model.busy)
    with Library(library.model.folder) as opened:
        assert opened.clips.get(1).findings is not None


def test_at_the_start_it_is_opened_only_for_what_is_to_be_done(make_library, context, qtbot, counted_clip):
    folder = context.store.root.parent
    page = make_library(wait=False)
    until(qtbot, lambda: page.model.ready)
    turn(page, "review")
    page.model.let_go()
    page.libraries_loaded()
    until(qtbot, lambda: page.model.state is LibraryState.CLOSED and not page.model.busy)
    assert page.model.library is None
    News(folder).tell("ab" * 32)
    page.libraries_loaded()
    until(qtbot, lambda: page.model.ready)
    until(qtbot, lambda: News(folder).waiting() == [])
    page.model.let_go()
    until(qtbot, lambda: not page.model.busy)
    with Library(folder) as library:
        library.jobs.add([counted_clip], Storage.LINKED)
    page.libraries_loaded()
    until(qtbot, lambda: page.model.found.total == 1)
