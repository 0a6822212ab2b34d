"""Help, Privacy in the window: every place with its size, and opened by a button."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from dancecoach.gui.privacy.dialog import PrivacyDialog

pytestmark = pytest.mark.gui


def test_places_are_counted_and_opened(context, qtbot, tmp_path):
    (tmp_path / "analyses" / "ab").mkdir(parents=True)
    (tmp_path / "analyses" / "ab" / "x.zip").write_bytes(b"x" * 2_000_000)
    shown = []
    dialog = PrivacyDialog(context, show=shown.append)
    qtbot.addWidget(dialog)
    dialog.show()
    at = [place.id for place in dialog.places].index("analyses")
    qtbot.waitUntil(lambda: dialog.sizes[at].text() == "1 file, 2.0 MB", timeout=30_000)
    assert dialog.sizes[at + 1].text() == "nothing there"
    assert not dialog.buttons[at + 1].isEnabled()
    qtbot.mouseClick(dialog.buttons[at], Qt.MouseButton.LeftButton)
    assert shown == [tmp_path / "analyses"]
    copy = next(button for button in dialog.findChildren(QPushButton) if "Copy" in button.text())
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text()
    assert all(str(place.path) in text and place.holds in text for place in dialog.places)
    assert "no connection to any other machine" in text


def test_the_help_menu_has_it(window):
    window.context.commands.run("app.privacy")
    dialog = window.findChild(PrivacyDialog)
    assert dialog is not None
    assert dialog.isVisible()
    assert window.context.commands["app.privacy"].menu == "help"
    dialog.close()
