"""Small widgets: a name that is too long is shortened, and can still be read."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument

from dancecoach.gui.widgets.parts import ElidedLabel, label, tip

NAME = "20261121 back tuck on the trampoline, Anna, third attempt, from the side.mp4"


@pytest.fixture
def name(qtbot):
    made = ElidedLabel("heading")
    qtbot.addWidget(made)
    made.resize(200, 24)
    made.show()
    made.set_text(NAME)
    return made


def test_a_long_name_loses_its_middle_and_keeps_it_in_the_tool_tip(name):
    assert "…" in name.text()
    assert (name.text()[:4], name.text()[-4:]) == (NAME[:4], ".mp4")
    assert name.fontMetrics().horizontalAdvance(name.text()) <= name.width()
    assert name.toolTip() == name.accessibleName() == NAME


def test_it_is_whole_again_where_there_is_room(name):
    name.resize(900, 24)
    assert name.text() == NAME
    assert name.minimumSizeHint().width() < 100 < name.sizeHint().width()


HOSTILE = "<img src='file:///tmp/x.png'><b>Turn</b>"


def test_what_somebody_wrote_is_shown_as_it_is_and_nothing_is_fetched_for_it(name, qtbot):
    name.resize(900, 24)
    name.set_text(HOSTILE)
    plain = label(HOSTILE)
    qtbot.addWidget(plain)
    for shown in (name, plain):
        assert shown.textFormat() is Qt.TextFormat.PlainText
        assert shown.text() == HOSTILE
    document = QTextDocument()
    document.setHtml(name.toolTip())
    assert document.toPlainText() == HOSTILE


def test_a_tool_tip_keeps_its_lines():
    document = QTextDocument()
    document.setHtml(tip(f"{HOSTILE}\n0:12"))
    assert document.toPlainText() == f"{HOSTILE}\n0:12"
    assert tip(NAME) == NAME
