"""The menus above the window."""

import pytest
from PySide6.QtGui import QTextDocument

pytestmark = pytest.mark.gui


def test_clips_opened_lately_are_called_as_their_files_are(window, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(window.menus, "_open_clip", opened.append)
    clip = tmp_path / "Mai & <b>Ben.mp4"
    window.context.settings.change(recent_files=(str(clip),))
    (recent,) = [a.menu() for a in window.menus.by_name["clip"].actions() if a.menu()]
    recent.aboutToShow.emit()
    (line,) = recent.actions()
    assert line.text() == "Mai && <b>Ben.mp4"
    shown = QTextDocument()
    shown.setHtml(line.toolTip())
    assert shown.toPlainText() == str(clip)
    line.trigger()
    assert opened == [clip]


def test_a_menu_is_shown_where_it_holds_something(window):
    window.show_page("review")
    seen = {name for name, menu in window.menus.by_name.items() if menu.menuAction().isVisible()}
    assert {"clip", "view", "help"} <= seen
    for name, menu in window.menus.by_name.items():
        holds = any(action.isVisible() and not action.isSeparator() for action in menu.actions())
        assert holds == (name in seen), name
    assert seen < set(window.menus.by_name)  # those of other pages are not
