"""A lesson that was double-clicked: into the library and onto Practice, or a sentence about what is in the way."""

import attrs
import pytest

from dancecoach.gui.library.model import LibraryState
from dancecoach.gui.library.page import LibraryPage
from dancecoach.gui.main_window import MainWindow
from dancecoach.gui.pages import PageEntry
from dancecoach.library.catalogue.records import Storage
from dancecoach.library.lesson.records import Lesson, LessonStep
from dancecoach.library.lesson.shelf import LessonShelf
from dancecoach.library.library import Library
from dancecoach.pipeline.importing.files import facts_of
from dancecoach.pipeline.lessons import make_lesson_of

pytestmark = pytest.mark.gui


@pytest.fixture
def lesson_file(tmp_path, counted_clip):
    """A lesson from somebody else's computer."""
    path = tmp_path / "đôi turn.dclesson"
    with Library(tmp_path / "theirs") as library:
        facts = attrs.evolve(facts_of(counted_clip), title="Turn")
        clip, _ = library.clips.add(facts, Storage.LINKED, counted_clip)
        lesson = Lesson("Turn", "", facts.sha256, 0.5, 3.0, steps=(LessonStep("basic", 0.5, 2.0),))
        make_lesson_of(path, library, clip, lesson)
    return path


@pytest.fixture
def window(context, analyst, opened, page_of, lesson_file):
    """A window whose library was never opened; other libraries are not made while it opens its own."""
    context.settings.change(page="practice")
    pages = (
        PageEntry("library", lambda c: LibraryPage(c, analyse=analyst)),
        PageEntry("practice", page_of("practice")),
    )
    made = MainWindow(context, pages)
    context.practise = lambda path: opened.append(("practice", path))
    made.show()
    made.said = []
    context.notifier.posted.connect(lambda notice: made.said.append(notice.text))
    yield made
    made.close()
    made.deleteLater()


def test_it_comes_into_the_library_and_onto_practice(window, lesson_file, opened, qtbot, context):
    window.open_clip(lesson_file)
    assert window.page is window.pages["practice"]
    window.libraries_loaded()
    qtbot.waitUntil(lambda: bool(opened), timeout=30_000)
    library = window.pages["library"].model
    assert library.ready
    where, film = opened[0]
    assert where == "practice"
    assert film.is_relative_to(library.folder)
    clip = library.library.clips.get(1)
    assert LessonShelf(library.folder).lesson(clip.facts.sha256).steps[0].name == "basic"


def test_while_the_library_is_still_looked_for_it_waits(window, lesson_file, opened, qtbot):
    window.libraries_loaded()
    assert window.pages["library"].model.state is LibraryState.OPENING
    window.open_clip(lesson_file)
    qtbot.waitUntil(lambda: bool(opened), timeout=30_000)


def test_a_library_that_another_program_has_open_is_said_with_what_to_do(window, lesson_file, opened, qtbot, context):
    with Library(context.store.root.parent):
        window.open_clip(lesson_file)
        qtbot.waitUntil(lambda: bool(window.said), timeout=30_000)
    assert "has the library open" in window.said[-1]
    assert "then open the lesson again" in window.said[-1]
    assert opened == []
    window.open_clip(lesson_file)  # again, as it says
    qtbot.waitUntil(lambda: bool(opened), timeout=30_000)


def test_what_is_no_lesson_is_said(window, tmp_path, opened, qtbot):
    (tmp_path / "x.dclesson").write_bytes(b"PK\x03\x04 rubbish")
    window.open_clip(tmp_path / "x.dclesson")
    qtbot.waitUntil(lambda: bool(window.said), timeout=30_000)
    assert "x.dclesson" in window.said[-1]
    assert opened == []
