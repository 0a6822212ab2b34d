"""The names of the other clips as switches."""

import pytest
from PySide6.QtCore import Qt

from dancecoach.gui.library.teaching.told import ToldFrom
from dancecoach.pipeline.teaching.others import Others

pytestmark = pytest.mark.gui

NAMES = (Others("waltz", (), certain=True), Others("Camp", ()), Others("", ()))


@pytest.fixture
def told(qtbot):
    widget = ToldFrom()
    qtbot.addWidget(widget)
    widget.show_others(NAMES, "these")
    return widget


def test_only_what_is_certain_is_switched_on_at_first(told):
    assert told.names() == {"waltz"}
    assert [told.item(row).text() for row in range(3)] == ["waltz (0)", "Camp (0)", "clips without a name (0)"]
    assert "would be refused" in told.item(2).toolTip()


def test_keys_switch_it(told, qtbot):
    told.setCurrentRow(0)
    qtbot.keyClick(told, Qt.Key.Key_Space)
    qtbot.keyClick(told, Qt.Key.Key_Right)
    qtbot.keyClick(told, Qt.Key.Key_Space)
    assert told.names() == {"Camp"}


def test_it_is_remembered_as_long_as_it_is_about_the_same(told):
    told.switch("", on=True)
    told.show_others((), "these")
    assert told.names() == frozenset()  # the clips are being looked at
    told.show_others(NAMES[::-1], "these")
    assert told.names() == {"waltz", ""}
    told.show_others(NAMES[:], "others")
    assert told.names() == {"waltz"}
