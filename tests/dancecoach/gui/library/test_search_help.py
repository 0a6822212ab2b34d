"""What can be searched is at hand where one types, tried out by Enter, and each example is understood."""

import pytest
from PySide6.QtCore import Qt

from dancecoach.gui.library.search_help import examples
from dancecoach.library.catalogue.question import Question

pytestmark = pytest.mark.gui


def test_every_example_is_understood():
    for typed, _found in examples():
        question = Question.read(typed)
        assert not question.problems
        assert question != Question()


def test_help_comes_by_key_while_typing_and_an_example_is_searched(filled, qtbot):
    bar = filled.bar
    filled.focus_search()
    qtbot.keyClick(bar.search, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert bar.help.isVisible()
    assert bar.help.list.count() == len(examples())
    qtbot.keyClick(bar.help.list, Qt.Key.Key_Down)
    qtbot.keyClick(bar.help.list, Qt.Key.Key_Return)
    assert not bar.help.isVisible()
    assert bar.search.text() == "back tucks with flight over 0.6 s"
    qtbot.waitUntil(lambda: filled.model.found.wish.text == bar.search.text(), timeout=30_000)
    assert filled.model.found.ids
    assert bar.read_as.text() == "read as: back tuck flight>0.6"
    assert bar.read_as.isVisible()
    bar.search.clear()
    qtbot.waitUntil(lambda: not bar.read_as.isVisible(), timeout=30_000)


def test_help_comes_by_the_button_and_goes_with_esc(filled, qtbot):
    filled.context.commands.run("library.search_help")
    assert filled.bar.help.isVisible()
    qtbot.keyClick(filled.bar.help.list, Qt.Key.Key_Escape)
    assert not filled.bar.help.isVisible()
    assert filled.bar.search.text() == ""
