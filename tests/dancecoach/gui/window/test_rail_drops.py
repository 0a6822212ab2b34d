"""Clips that are dragged onto the rail turn its pages, and are taken where they are dropped."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from dancecoach.gui.library.page import LibraryPage
from dancecoach.gui.window import rail_drops

pytestmark = pytest.mark.gui
MOUSE = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
COPY = Qt.DropAction.CopyAction


@pytest.fixture
def window(make_window, monkeypatch):
    """The real window, at the library; pages turn after a moment."""
    monkeypatch.setattr(rail_drops, "HOLD_MS", 20)
    window = make_window()
    window.show_page("library")
    return window


@pytest.fixture
def files(tmp_path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("a.mp4", "b.mp4")])
    return data


def enter(window, name, data):
    event = QDragEnterEvent(QPointF(5, 5).toPoint(), COPY, data, *MOUSE)
    QApplication.sendEvent(window.rail.button(name), event)
    return event.isAccepted()


def drop(window, name, data):
    assert enter(window, name, data)
    QApplication.sendEvent(window.rail.button(name), QDropEvent(QPointF(5, 5), COPY, data, *MOUSE))


def test_held_over_a_button_it_turns_the_page(window, files, qtbot):
    assert enter(window, "practice", files)
    qtbot.waitUntil(lambda: window.page.name == "practice", timeout=30_000)


def test_passing_over_a_button_turns_nothing(window, files, qtbot):
    assert enter(window, "practice", files)
    QApplication.sendEvent(window.rail.button("practice"), QDragLeaveEvent())
    assert not window.findChild(rail_drops.RailDrops)._hold.isActive()
    assert window.page.name == "library"
    nothing = QMimeData()
    nothing.setText("words")
    assert not enter(window, "review", nothing)


def test_what_is_dropped_on_a_button_is_taken_by_its_page(window, files, tmp_path, monkeypatch):
    taken = []
    monkeypatch.setattr(window, "open_clip", lambda path: taken.append(("review", path)))
    monkeypatch.setattr(window, "practise", lambda path: taken.append(("practice", path)))
    monkeypatch.setattr(LibraryPage, "take_in", lambda _page, paths: taken.append(("library", paths)))
    for name in ("review", "practice", "library"):
        drop(window, name, files)
        assert window.page.name == name
    first, second = tmp_path / "a.mp4", tmp_path / "b.mp4"
    assert taken == [("review", first), ("practice", first), ("library", [first, second])]
