"""A lesson that was double-clicked: into the library and onto Practice, or a sentence about what is in the way."""

import attrs
import pytest

from dancecoach.gui.library.lesson.page import LessonPage
from dancecoach.gui.library.model import LibraryState
from dancecoach.gui.library.page import LibraryPage
from dancecoach.gui.practice.page import PracticePage
from dancecoach.gui.practice.take.state import PracticeState
from dancecoach.gui.window.main_window import MainWindow
from dancecoach.gui.window.pages import PageEntry
from dancecoach.library.catalogue.records import Storage
from dancecoach.library.lesson.records import Lesson, LessonStep
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
def window(context, analyst, lesson_file):
    """A window whose library was never opened; other libraries are not made while it opens its own."""
    context.settings.change(page="practice")
    pages = (
        PageEntry("library", lambda c: LibraryPage(c, analyse=analyst)),
        PageEntry("practice", lambda c: PracticePage(c, analyse=analyst, open_device=lambda: None, cameras=lambda: ())),
    )
    made = MainWindow(context, pages)
    made.show()
    made.said = []
    context.notifier.posted.connect(lambda notice: made.said.append(notice.text))
    yield made
    analyst.go.set()
    made.close()
    made.deleteLater()


@pytest.fixture
def made_here(context, analyst):
    """A window with the workshop."""
    context.settings.change(page="practice")
    parts = {"analyse": analyst, "open_device": lambda: None}
    pages = (
        PageEntry("library", lambda c: LibraryPage(c, analyse=analyst)),
        PageEntry("practice", lambda c: PracticePage(c, cameras=lambda: (), **parts)),
        PageEntry("lesson", lambda c: LessonPage(c, **parts)),
    )
    made = MainWindow(context, pages)
    made.show()
    analyst.go.set()
    yield made
    made.close()
    made.deleteLater()


def test_it_comes_into_the_library_and_onto_practice(window, lesson_file, qtbot):
    window.open_clip(lesson_file)
    page = window.pages["practice"]
    assert window.page is page
    assert lesson_file.name in page.choice.panel.title.text()
    window.libraries_loaded()
    qtbot.waitUntil(lambda: page.model.ready, timeout=30_000)
    library = window.pages["library"].model
    assert page.model.path.is_relative_to(library.folder)
    assert [step.name for step in page.model.reference.steps] == ["basic"]
    assert (page.model.reference.begin_s, page.model.reference.end_s) == (0.5, 3.0)
    assert page.stage.about.isVisible()


def test_the_workshop_is_reached_from_practice_and_has_the_lesson(made_here, counted_clip, qtbot):
    """Of a clip that was never in the library: it comes there first."""
    window = made_here
    window.practise(counted_clip)
    practice = window.pages["practice"]
    qtbot.waitUntil(lambda: practice.model.ready, timeout=30_000)
    window.context.commands.run("practice.make_lesson")
    qtbot.waitUntil(lambda: window.page is window.pages["lesson"] and window.page.model.ready, timeout=30_000)
    library = window.pages["library"].model.library
    clip = window.page.model.clip
    assert clip.path.is_relative_to(library.folder)
    window.practise(clip.path)
    qtbot.waitUntil(lambda: practice.model.ready and practice.model.path == clip.path, timeout=30_000)
    window.context.commands.run("practice.make_lesson")
    qtbot.waitUntil(lambda: window.page is window.pages["lesson"], timeout=30_000)
    assert library.clips.count() == 1


def test_while_the_library_is_still_looked_for_it_waits(window, lesson_file, qtbot):
    window.libraries_loaded()
    assert window.pages["library"].model.state is LibraryState.OPENING
    window.open_clip(lesson_file)
    qtbot.waitUntil(lambda: window.pages["practice"].model.ready, timeout=30_000)


def test_a_library_that_another_program_has_open_is_said_with_what_to_do(window, lesson_file, qtbot, context):
    page = window.pages["practice"]
    with Library(context.store.root.parent):
        window.open_clip(lesson_file)
        qtbot.waitUntil(lambda: page.model.state is PracticeState.FAILED, timeout=30_000)
    assert "has the library open" in page.choice.panel.text.text()
    assert "then open the lesson again" in page.choice.panel.text.text()
    window.open_clip(lesson_file)  # again, as it says
    qtbot.waitUntil(lambda: page.model.ready, timeout=30_000)


def test_what_is_no_lesson_is_said(window, tmp_path, qtbot):
    (tmp_path / "x.dclesson").write_bytes(b"PK\x03\x04 rubbish")
    window.open_clip(tmp_path / "x.dclesson")
    page = window.pages["practice"]
    qtbot.waitUntil(lambda: page.model.state is PracticeState.FAILED, timeout=30_000)
    assert "x.dclesson" in page.choice.panel.title.text()
    assert "damaged or no archive" in page.choice.panel.text.text()


def test_whoever_does_not_want_to_wait_is_not_taken_elsewhere(window, lesson_file, qtbot):
    page = window.pages["practice"]
    window.open_clip(lesson_file)
    page.model.opening.cancel()
    assert page.model.state is PracticeState.EMPTY
    library = window.pages["library"].model
    qtbot.waitUntil(lambda: library.ready and library.library.clips.count() == 1, timeout=30_000)
    qtbot.waitUntil(lambda: any("in the library now" in said for said in window.said), timeout=30_000)
    assert page.model.state is PracticeState.EMPTY
