"""The library's place for lessons: how many there are, which, and a clip that is dropped there becomes one."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent

from dancecoach.files import sha256_of
from dancecoach.library.lesson.records import Lesson
from dancecoach.library.lesson.shelf import LessonShelf

pytestmark = pytest.mark.gui
NONE = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


def until(qtbot, condition):
    qtbot.waitUntil(condition, timeout=30_000)


def line(library):
    """The line of the lessons."""
    [found] = library.places.findItems("Lessons", Qt.MatchFlag.MatchStartsWith)
    return found


def drop(library, *ids):
    """Let go of clips over the lessons."""
    middle = QPointF(library.places.visualItemRect(line(library)).center())
    data = library.shelf.rows.packed(ids)  # the event does not keep it
    event = QDropEvent(middle, Qt.DropAction.CopyAction, data, *NONE)
    library.places.dropEvent(event)
    assert event.isAccepted()


def test_a_dropped_clip_opens_in_the_workshop_and_counts_once_it_is_begun(shop_window, context, qtbot):
    library, shop = shop_window.pages["library"], shop_window.pages["lesson"]
    assert line(library).text() == "Lessons  0"
    drop(library, *library.model.found.ids)
    until(qtbot, lambda: shop_window.page is shop and shop.model.ready)
    assert shop.model.clip == library.shelf.clip
    shop.bench.panel.title.setFocus()
    shop.bench.panel.title.selectAll()
    qtbot.keyClicks(shop.bench.panel.title, "Double turn")
    context.commands.run("lesson.back")  # before what is typed is written
    until(qtbot, lambda: line(library).text() == "Lessons  1")
    library.places.itemClicked.emit(line(library))
    until(qtbot, lambda: library.model.found.wish.text == "is:lesson")
    assert library.model.found.ids == (shop.model.clip.id,)
    assert library.places.currentItem() is line(library)


def test_of_several_the_first_is_taken_and_told(shop_window, drop_on, counted_clip, tmp_path, context, qtbot):
    library, shop, said = shop_window.pages["library"], shop_window.pages["lesson"], []
    other = tmp_path / "other.mp4"
    other.write_bytes(counted_clip.read_bytes() + b"\0\0\0\x08free")
    drop_on(library, other)
    until(qtbot, lambda: library.model.found.total == 2 and library.queue.queue.left == 0)
    context.notifier.posted.connect(lambda notice: said.append(notice.text))
    drop(library, 2, 1)
    until(qtbot, lambda: bool(said))
    assert shop.model.clip.id == 2
    assert said[0] == "A lesson is made of one clip: this is “other”, the first of those you dropped."


def test_a_lesson_that_is_there_already_is_found_and_without_one_it_says_what_to_do(
    shop_window, counted_clip, context, qtbot
):
    library, shelf = shop_window.pages["library"], LessonShelf(context.store.root.parent)
    library.places.wanted.emit("is:lesson")
    until(qtbot, lambda: library.shelf.currentWidget() is library.shelf.nothing)
    assert library.shelf.nothing.title.text() == "No lessons yet"
    assert "Ctrl+L" in library.shelf.nothing.text.text()
    shelf.put(Lesson("A", "", sha256_of(counted_clip), 0.0, 2.0))
    library.model.ask()
    until(qtbot, lambda: library.shelf.currentWidget() is library.shelf.view)
    assert line(library).text() == "Lessons  1"
    library.model.wish_for(text="is:lesson nobody")
    until(qtbot, lambda: library.shelf.currentWidget() is library.shelf.nothing)
    assert library.shelf.nothing.title.text() == "No clip is like that"
