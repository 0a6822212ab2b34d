"""Keys are chosen from the table of commands: another one, one more, none, and as they were."""

import pytest
from PySide6.QtGui import QKeySequence

from dancecoach.gui.commands import Command, CommandTable
from dancecoach.gui.settings.shortcuts import ShortcutEditor

pytestmark = pytest.mark.gui


@pytest.fixture
def table(qapp):
    made = CommandTable()
    made.add(
        [
            Command("app.open", "Open a clip", lambda: None, ("Ctrl+O",)),
            Command("review.play", "Play or pause", lambda: None, ("Space",), page="review"),
            Command("live.snap", "Take a picture", lambda: None, ("Space",), page="live"),
        ]
    )
    return made


@pytest.fixture
def editor(table, qtbot):
    made = ShortcutEditor(table)
    qtbot.addWidget(made)
    return made


def press(editor, key):
    editor.key.setKeySequence(QKeySequence(key))


def shown(editor):
    return [editor.table.item(row, 0).text() for row in range(3) if not editor.table.isRowHidden(row)]


def test_nothing_can_be_given_before_a_command_and_a_key_are_chosen(editor):
    assert not any(button.isEnabled() for button in (editor.give, editor.add, editor.clear))
    editor.choose("review.play")
    assert [button.isEnabled() for button in (editor.give, editor.add, editor.clear)] == [False, False, True]
    press(editor, "P")
    assert all(button.isEnabled() for button in (editor.give, editor.add, editor.clear))


def test_a_key_that_another_command_has_is_named_and_taken(editor, table):
    editor.choose("review.play")
    press(editor, "Ctrl+O")
    assert "“Open a clip”" in editor.note.text()
    editor.give.click()
    assert (table.keys("review.play"), table.keys("app.open")) == (("Ctrl+O",), ())
    assert editor.current == "review.play"


def test_the_same_key_on_another_page_is_no_conflict(editor, table):
    editor.choose("live.snap")
    press(editor, "Space")
    assert editor.note.text() == ""


def test_one_more_key_then_none_then_as_it_was(editor, table):
    editor.choose("review.play")
    press(editor, "P")
    editor.add.click()
    assert table.keys("review.play") == ("Space", "P")
    editor.clear.click()
    assert table.keys("review.play") == ()
    editor.reset.click()
    assert table.keys("review.play") == ("Space",)


@pytest.mark.parametrize(("words", "found"), [("PLAY", ["Play or pause"]), ("ctrl+o", ["Open a clip"]), ("zzz", [])])
def test_commands_are_found_by_title_and_by_key(editor, words, found):
    editor.search.setText(words)
    assert shown(editor) == found
