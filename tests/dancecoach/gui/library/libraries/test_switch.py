"""Another library is opened: the window is closed for it, and what is kept of clips is that library's."""

import sys
from pathlib import Path

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton

from dancecoach.gui.app import make_context
from dancecoach.gui.library.libraries.choice import library_to_open, remember_library
from dancecoach.library.folders import usual_folder
from dancecoach.library.library import Library
from dancecoach.settings import Settings, load_settings

pytestmark = pytest.mark.gui


@pytest.fixture
def asked(library, context):
    """Folders that were asked to be opened."""
    folders = []
    context.reopen = lambda folder, news="": folders.append(folder)
    return folders


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The program's data folder for this test."""
    monkeypatch.setattr("dancecoach.library.folders.platformdirs.user_data_path", lambda *_, **__: tmp_path / "usual")
    return tmp_path / "usual"


def test_a_library_is_opened_and_the_one_that_is_open_is_not_opened_again(library, asked, tmp_path):
    Library(tmp_path / "Dance camp").close()
    library.libraries.open(tmp_path / "Dance camp")
    library.libraries.open(library.model.folder)
    assert asked == [tmp_path / "Dance camp"]
    assert library.libraries.question.box is None


def test_where_there_is_none_it_is_asked_whether_to_make_one(library, asked, tmp_path, qtbot):
    folder = tmp_path / "films"
    folder.mkdir()
    (folder / "mine.mp4").write_bytes(b"x")
    library.libraries.open(folder)
    question = library.libraries.question.box
    assert "stays as it is" in question.informativeText()
    question.reject()
    assert asked == []
    library.libraries.open(folder)
    button = next(b for b in library.libraries.question.box.findChildren(QPushButton) if "Make it" in b.text())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == [folder]


def test_the_menu_has_those_opened_lately_and_marks_the_one_that_is_open(library, asked, context, tmp_path, home):
    Library(tmp_path / "camp").close()
    remember_library(context.settings, tmp_path / "gone")
    remember_library(context.settings, tmp_path / "camp")
    menu = QMenu()
    library.libraries.fill(menu)
    lines = [(action.text(), action.isChecked(), action.isEnabled()) for action in menu.actions()]
    assert lines == [("The usual library", False, True), ("camp", False, True), ("gone", False, False)]
    menu.actions()[1].trigger()
    assert asked == [tmp_path / "camp"]


def test_the_list_stands_in_the_menu_of_the_page(library, asked):
    window = library.window()
    menus = [action.menu() for action in window.menus.by_name["&Library"].actions() if action.menu()]
    assert "Libraries opened lately" in [menu.title() for menu in menus]
    assert all(menu.menuAction().isVisible() for menu in menus)
    window.show_page("review")
    assert not any(menu.menuAction().isVisible() for menu in menus)


def test_the_usual_one_is_opened_unless_another_was_chosen(tmp_path, home):
    assert library_to_open(Settings()) == (home, [])
    (tmp_path / "camp").mkdir()
    chosen = attrs.evolve(Settings(), library_folder=str(tmp_path / "camp"))
    assert library_to_open(chosen) == (tmp_path / "camp", [])
    assert library_to_open(chosen, tmp_path / "new") == (tmp_path / "new", [])


def test_a_library_whose_disk_is_gone_is_said_and_stays_chosen(tmp_path, home):
    chosen = attrs.evolve(Settings(), library_folder=str(tmp_path / "disk" / "camp"))
    folder, problems = library_to_open(chosen)
    assert folder == home
    assert "is its disk plugged in" in problems[0]


def test_what_is_kept_follows_the_library(tmp_path, home, qapp):
    context = make_context(None, library=tmp_path / "camp")
    assert context.store.root == tmp_path / "camp" / "analyses"
    assert context.library_name == "camp"
    assert make_context(None).store.root == usual_folder() / "analyses"
    assert make_context(None).library_name == ""


def test_the_window_is_closed_and_another_opened_with_that_library(tmp_path, home, qapp, qtbot, monkeypatch):
    """The program itself, from one library to another, and closed."""
    from PySide6.QtCore import QTimer

    from dancecoach.gui import app

    monkeypatch.setattr(sys, "argv", ["dancecoach"])
    monkeypatch.setattr(app, "settings_file", lambda: tmp_path / "settings.json")
    monkeypatch.setattr(app, "load_all", lambda: None)
    monkeypatch.setattr(app, "load_networks", lambda _context: None)
    seen: list[tuple[str, Path, str]] = []

    def begin(window, clip, camera):
        seen.append((window.windowTitle(), window.context.store.root.parent, str(camera)))
        if len(seen) == 1:
            window.context.reopen(tmp_path / "Dance camp", "Well done.")
        else:
            assert window.banner.notice.text == "Well done."
            window.banner.close_notice()
            QTimer.singleShot(0, window, window.close)

    monkeypatch.setattr(app, "_begin", begin)
    assert app.run_app(camera="0") == 0
    assert [folder for _, folder, _ in seen] == [home, tmp_path / "Dance camp"]
    assert [camera for _, _, camera in seen] == ["0", "None"]
    assert seen[1][0] == "Dance camp – dancecoach"
    assert load_settings(tmp_path / "settings.json")[0].recent_libraries == (str(tmp_path / "Dance camp"),)
    assert str(tmp_path / "Dance camp") in (tmp_path / "settings.json").read_text()
